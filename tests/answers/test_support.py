"""Does a text bear a sentence out: on this project's own cards, where it is known which text each sentence comes from."""

from itertools import pairwise

import pytest

from answers.wording.support import doubt, names, source_of
from corpus.model.nouns import Case, Passage
from corpus.passages import EVIDENCE_KINDS, all_card_passages
from indexer.text.analyser import Analyser


@pytest.fixture(scope="module")
def passages(real_cases: tuple[Case, ...]) -> list[Passage]:
    """Every twelfth passage of the cards."""
    return [passage for passage in all_card_passages(real_cases) if passage.kind in EVIDENCE_KINDS][::12]


def sentences(passage: Passage, analyser: Analyser) -> list[str]:
    return [passage.text[found.start : found.end] for found in analyser.sentences(passage.text)]


def test_every_text_bears_its_own_sentences_out(passages: list[Passage], real_analyser: Analyser) -> None:
    for passage in passages:
        source = source_of(passage.text, f"{passage.context}\n{passage.heading}", real_analyser)
        assert [doubt(sentence, source, "", real_analyser) for sentence in sentences(passage, real_analyser)] == [None] * len(
            sentences(passage, real_analyser)
        )


def test_no_text_bears_the_next_ones_sentences_out(passages: list[Passage], real_analyser: Analyser) -> None:
    told = [
        doubt(sentence, source_of(passage.text, passage.context, real_analyser), "", real_analyser)
        for passage, other in pairwise(passages)
        for sentence in sentences(other, real_analyser)
    ]
    assert len(told) > 100
    assert told.count(None) == 0


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
