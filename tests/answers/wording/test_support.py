"""Does a text bear a sentence out: its own sentences, and none of another text."""

import pytest

from answers.wording.support import doubt, names, source_of
from corpus.model.nouns import Case, Passage
from corpus.passages import all_card_passages
from indexer.text.analyser import Analyser


def sections(cases: tuple[Case, ...]) -> list[Passage]:
    return [passage for passage in all_card_passages(cases) if passage.kind in {"background", "programme", "strategy"}]


def test_every_text_bears_its_own_sentences_out_and_those_of_no_other(cases: tuple[Case, ...], analyser: Analyser) -> None:
    told = {
        (one.id, other.id): doubt(other.text, source_of(one.text, f"{one.context}\n{one.heading}", analyser), "", analyser)
        for one in sections(cases)
        for other in sections(cases)
    }
    assert len(told) == 16
    assert {pair for pair, doubted in told.items() if doubted is None} == {pair for pair in told if pair[0] == pair[1]}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("가람고용센터가 맡았습니다.", ["가람고용센터"]),
        ("'희망의 다리'와 「청년 기본법」에 따라 KOTRA가 맡았습니다.", ["희망의 다리", "청년 기본법", "KOTRA"]),
        ("'22년과 '23년에 센터에서 일했습니다.", []),  # short years are no quotation, and "센터" alone names nothing
        ("9D 제작을 30km 밖에서 했습니다.", ["9D"]),
        ("청년이 일자리를 찾았습니다.", []),
    ],
)
def test_names(text: str, found: list[str], analyser: Analyser) -> None:
    assert [name for name in names(text, analyser) if name] == found
