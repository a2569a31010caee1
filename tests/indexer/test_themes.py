from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from corpus.model.nouns import Case, KnownValue, Passage
from indexer.derived import themes
from indexer.derived.drafted_texts import DraftedTexts
from indexer.derived.themes import find_sections, find_themes, names_of_things
from indexer.generations.build import Corpus

KNOWN = {"policy_measure": (KnownValue(value="통근지원", words=("통근 버스",)),), "target": (KnownValue(value="신중년"),)}
SPOKEN = {  # what the sections of each case speak of, and which way they point: alike, or each its own
    "8-01": [("통근버스를 놓고 통근버스를 늘렸다", 0), ("신중년에게 일을 주었다", 1), ("월급을 올렸다", 2)],
    "8-02": [("무료 통근 버스가 다닌다", 0), ("신중년 교육", 3), ("기숙사를 지었다", 4)],
    "9-01": [("통근버스 노선을 늘리고 통근버스를 알렸다", 0), ("신중년을 찾았다", 5), ("상담을 열었다", 6)],
    "9-02": [("아침 통근버스", 0), ("신중년 상담", 7), ("누리집을 열었다", 8)],
}


@pytest.fixture
def texts(corpus: Corpus) -> DraftedTexts:
    """Four cases that all speak of a bus and of the middle-aged, of these each in its own way."""
    first = corpus.cases[0]
    cases = [first.model_copy(update={"id": name, "keywords": ("무료 통근버스",)}) for name in SPOKEN]
    like = next(passage for passage in corpus.passages if passage.kind == "programme")
    passages: list[Passage] = []
    vectors: list[NDArray[np.float32]] = []
    for name, sections in SPOKEN.items():
        rest = [("다른 말을 했다", 9 + len(vectors) + at) for at in range(6)]
        for number, (text, way) in enumerate([*sections, *rest], 1):
            passages.append(replace(like, id=f"{name}/s{number:02d}", case_id=name, heading="", text=text))
            vectors.append(np.eye(60, dtype=np.float32)[way])
    return DraftedTexts(cases, passages, [], [], np.array(vectors))


@pytest.fixture(autouse=True)
def _few_sections(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(themes, "MOST_SHARE", 0.5)


def test_a_theme_is_a_name_whose_sections_mean_alike(texts: DraftedTexts) -> None:
    (bus,) = find_themes(texts, KNOWN)
    assert (bus.label, bus.sections, bus.count) == ("통근버스", 4, 4)
    assert {held.case_id: held.passages for held in bus.cases} == {name: (f"{name}/s01",) for name in SPOKEN}


def test_every_section_of_a_theme_says_its_name(texts: DraftedTexts) -> None:
    by_id = {passage.id: passage for passage in texts.passages}
    for theme in find_themes(texts, KNOWN):
        said = [by_id[name].text.replace(" ", "") for held in theme.cases for name in held.passages]
        assert all(theme.label.replace(" ", "") in text for text in said)


def test_a_name_that_most_sections_say_is_no_theme(texts: DraftedTexts, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(themes, "MOST_SHARE", 0.05)
    monkeypatch.setattr(themes, "LEAST_SECTIONS", 3)
    assert find_themes(texts, KNOWN) == []


def test_names_are_those_of_facets_and_keywords_and_their_longer_pieces(corpus: Corpus) -> None:
    case: Case = corpus.cases[0].model_copy(update={"keywords": ("무료 통근버스", "AI 면접")})
    names = names_of_things([case], KNOWN)
    assert {"통근지원", "통근버스", "신중년", "무료통근버스", "ai면접"} <= names.keys()
    assert not {"무료", "면접", "ai"} & names.keys()
    assert names["통근버스"] in {"통근버스", "통근 버스"}


def test_a_name_is_found_whatever_its_blanks_and_counts_more_in_a_heading(corpus: Corpus) -> None:
    like = corpus.passages[0]
    sections: list[Passage] = [replace(like, heading="통근 버스", text="없다"), replace(like, heading="", text="무료통근버스다")]
    sections.append(replace(like, heading="", text="통근버스를 놓고 통근 버스를 늘렸다"))
    assert find_sections(sections, ["통근버스"]) == {"통근버스": {0: themes.PROMINENT, 1: 1.0, 2: themes.PROMINENT}}


def test_names_for_one_theme_are_told_once(texts: DraftedTexts) -> None:
    longer = {**KNOWN, "industry": (KnownValue(value="버스"),)}
    assert [theme.label.replace(" ", "") for theme in find_themes(texts, longer)] == ["통근버스"]


def test_without_vectors_or_cases_there_are_none(texts: DraftedTexts) -> None:
    assert find_themes(replace(texts, vectors=None), KNOWN) == []
    assert find_themes(replace(texts, cases=[]), KNOWN) == []
