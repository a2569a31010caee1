"""Names that a passage offers as answers, and what speaks for each."""

import pytest

from answers.features import NAME_FEATURES, NAMES
from answers.names import Name, name_features, names, sought_of
from answers.question import analyse
from answers.reading import Reader, Reading
from corpus.model.nouns import Passage
from indexer.text.analyser import Analyser

TEXT = (
    "공영자전거 여수랑을 들여왔다. '섬에서 살기' 모임은 영천시와 영덕군 두 곳에서 열렸고, 구인포털(일터넷)에도 알렸다. "
    "양양 26명, 삼척 25명, 영월 9명이 왔다."
)


@pytest.fixture
def read(analyser: Analyser) -> Reading:
    return Reader(analyser).read(Passage("8-01/s09", "8-01", "outcome", "이웃과 함께", TEXT, "경상남도 거제시"))


def told(read: Reading) -> dict[str, Name]:
    return {name.text(read): name for name in names(read)}


@pytest.mark.parametrize("text", ["공영자전거 여수랑", "여수랑", "섬에서 살기", "영천시와 영덕군", "영천시", "일터넷", "양양"])
def test_names_whole_in_part_joined_and_quoted_are_offered(read: Reading, text: str) -> None:
    assert text in told(read)


def test_no_name_is_offered_twice_or_with_half_a_pair_of_marks(read: Reading) -> None:
    found = list(names(read))
    spans = [(name.start, name.end) for name in found]
    assert len(spans) == len(set(spans))
    assert all(name.text(read).count("(") == name.text(read).count(")") for name in found)


def features(question: str, read: Reading, name: str) -> dict[str, float]:
    found = name_features(sought_of(analyse(question)), read, told(read)[name], [1.0], 0.0)
    return dict(zip(NAMES[-NAME_FEATURES:], found, strict=True))


def test_a_name_right_behind_what_is_asked_is_apposed(read: Reading) -> None:
    assert features("공영자전거 이름은?", read, "여수랑")["apposed"] == 1
    assert features("모임 이름은?", read, "여수랑")["apposed"] == 0


def test_as_many_names_as_asked_before_their_count(read: Reading) -> None:
    found = features("모임이 열린 시군 두 곳은 어디인가?", read, "영천시와 영덕군")
    assert (found["several"], found["counted"], found["typed"]) == (1, 1, 1)
    assert features("모임이 열린 시군 세 곳은 어디인가?", read, "영천시와 영덕군")["several"] == 0


def test_the_name_before_the_largest_number_is_the_most(read: Reading) -> None:
    question = "참여자가 가장 많은 시군은 어디인가?"
    assert [features(question, read, name)["most"] for name in ("양양", "삼척")] == [1, 0]
