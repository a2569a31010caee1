"""The sets that others wrote: each is whole, its keys stand where they should, and none holds another's questions or the book's text."""

import os
from collections import Counter
from itertools import chain
from pathlib import Path
from typing import get_args

import pytest

from corpus.model.nouns import Case
from eval.metrics.reply_judging import plain_text, stands_in
from eval.sets.asked_questions import AskedQuestion, QuestionKind
from eval.sets.ground_texts import GROUND, GroundField, load_ground
from eval.sets.judged import DATA
from eval.sets.lessons.follow_ups import Change, load_follow_ups
from eval.sets.lessons.reading_data import load_reading
from eval.sets.stranger_questions import (
    HELD_OUT,
    STRANGERS,
    StrangerQuestion,
    load_held_out,
    load_hunted_inputs,
    load_siblings,
    load_strangers,
    load_talk,
    load_writers,
    refuse_absent_cases,
)
from tests.support.house.code import ROOT

BOOK = Path(os.environ.get("SAERYE_CASEBOOK", ROOT.parent / "shared" / "corpus" / "casebook.txt"))
LONGEST_SHARED = 25
"""From so many letters on, what is the same as in the book's text is no name any more, but its sentence."""
KINDS = set(get_args(QuestionKind))
TABLES_ONLY = frozenset("dfq")
"""Writers who asked for no values of the prose."""


@pytest.fixture(scope="module")
def writers() -> dict[str, list[StrangerQuestion]]:
    return load_writers()


@pytest.fixture(scope="module")
def ground() -> list[GroundField]:
    return load_ground()


def test_every_writer_asked_every_kind(writers: dict[str, list[StrangerQuestion]]) -> None:
    assert "".join(writers) == "456abcdefghijklmnopqrstuvw"
    for writer, questions in writers.items():
        missing = {"value"} if writer in TABLES_ONLY else set()
        assert {question.kind for question in questions} == KINDS - missing, writer
    counts = Counter(question.kind for questions in writers.values() for question in questions)
    assert counts == {"value": 1386, "table": 1771, "compute": 890, "none_near": 1765, "none_trap": 539}


def test_the_held_out_are_not_among_the_others() -> None:
    strangers, held_out = load_strangers(), load_held_out()
    assert (len(strangers), len(held_out)) == (5735, 616)
    assert {question.writer for question in held_out} == HELD_OUT
    assert not {question.writer for question in strangers} & HELD_OUT


def test_every_number_is_one_questions_and_every_case_is_there(
    writers: dict[str, list[StrangerQuestion]], ground: list[GroundField], real_cases: tuple[Case, ...]
) -> None:
    on_cases: list[AskedQuestion] = [*chain.from_iterable(writers.values()), *load_siblings(), *load_talk()]
    names = [question.id for question in on_cases] + [question.id for field in ground for question in field.questions]
    names += [found.id for found in load_hunted_inputs()] + [found.id for found in load_follow_ups()]
    assert [name for name, times in Counter(names).items() if times > 1] == []
    refuse_absent_cases(on_cases, {case.id for case in real_cases})


def test_every_pair_is_of_the_same_ground(writers: dict[str, list[StrangerQuestion]], ground: list[GroundField]) -> None:
    on_cases = {question.id: question for question in chain.from_iterable(writers.values())}
    on_texts = {question.id: question for field in ground for question in field.questions}
    assert [one.id for one in on_cases.values() if one.pair and on_cases[one.pair].case != one.case] == []
    assert [one.id for one in on_texts.values() if one.pair and on_texts[one.pair].text != one.text] == []
    assert (sum(one.pair is not None for one in on_cases.values()), sum(one.pair is not None for one in on_texts.values())) == (1794, 1258)


def test_the_fields_ask_every_kind_of_every_text(ground: list[GroundField]) -> None:
    assert len(ground) == 15
    for field in ground:
        assert {question.text for question in field.questions} == field.texts.keys()
        assert {question.kind for question in field.questions} >= KINDS - {"none_trap"}, field.name


def test_keys_and_proofs_stand_in_the_texts(ground: list[GroundField]) -> None:
    wrong = []
    for field in ground:
        plain = {name: plain_text(text) for name, text in field.texts.items()}
        bare = {name: "".join(text.split()) for name, text in field.texts.items()}
        for question in field.questions:
            told = [stands_in(spelling, plain[question.text]) for spelling in question.want.spellings]
            shown = all(told) if question.want.all_of else any(told)
            if question.kind in {"value", "table"} and not shown:
                wrong.append(question.id)
            wrong += [question.id for proof in question.proof if "".join(proof.split()) not in bare[question.text]]
    assert wrong == []


def test_siblings_and_follow_ups_are_whole() -> None:
    siblings, follow_ups = load_siblings(), load_follow_ups()
    assert len(siblings) == 339 + 252
    assert min(Counter(question.kind for question in siblings).values()) >= 36
    assert Counter(found.changes for found in follow_ups).keys() == set(get_args(Change))
    assert [found.id for found in follow_ups if (found.question == found.full) != (found.changes == "none")] == []


def test_what_is_measured_alone_is_in_no_other_set(writers: dict[str, list[StrangerQuestion]], ground: list[GroundField]) -> None:
    measured = [question.question for question in load_talk()]
    measured += [found.given if isinstance(found.given, str) else str(found.given.get("q", "")) for found in load_hunted_inputs()]
    others = [question.question for question in (*chain.from_iterable(writers.values()), *load_siblings())]
    others += [question.question for question in load_reading()]
    others += [question.question for field in ground for question in field.questions]
    kept = {bare for text in measured if (bare := letters_of(text))}
    assert len(kept) > 150
    assert sorted(kept & set(map(letters_of, others))) == []


@pytest.mark.skipif(not BOOK.is_file(), reason=f"the casebook's text is not here ({BOOK}); set SAERYE_CASEBOOK to its path")
def test_no_sentence_of_the_book_is_in_the_sets() -> None:
    book = "".join(BOOK.read_text(encoding="utf-8").split())
    known = {book[at : at + LONGEST_SHARED] for at in range(len(book) - LONGEST_SHARED + 1)}
    paths = [
        *STRANGERS.iterdir(),
        *GROUND.iterdir(),
        *(DATA / f"{name}.jsonl" for name in ("talk", "hunted", "siblings", "follow-ups", "reasons")),
    ]
    lines = [(path.name, "".join(line.split())) for path in paths for line in path.read_text(encoding="utf-8").splitlines()]
    shared = [
        (name, line[at : at + LONGEST_SHARED]) for name, line in lines for at in range(len(line)) if line[at : at + LONGEST_SHARED] in known
    ]
    assert shared == []


def letters_of(text: str) -> str:
    """A question without blanks and marks."""
    return "".join(char for char in text if char.isalnum()).lower()
