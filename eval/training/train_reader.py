"""Trains the pair reader's adapter on the questions of other writers: a step of `scripts/train`. Needs the casebook's text.

From the bundled network's weights without the encoder's adapter, which has seen all cases. The rows that answer are ranked before those
that look alike (cross entropy); of each row it is told whether it answers at all, which near misses teach (binary cross entropy); and the
words that answer are marked (cross entropy over both ends). The writers and the field that `train_rows` learns from are left out.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import defaultdict
from hashlib import sha256
from pathlib import Path

from safetensors.numpy import save_file

from answers.lookup.finding import CaseRows
from corpus.cards import load_regions
from corpus.passages import place_and_title
from corpus.rows.evidence_row import EvidenceRow
from corpus.vocabulary.gazetteer import Gazetteer
from eval.sets.ground_texts import load_ground
from eval.sets.reason_questions import load_reasons
from eval.sets.stranger_questions import load_strangers
from eval.training.reader_learner import RANK, ReaderLearner
from eval.training.reader_lessons import LessonBook, ReaderLesson, make_lessons, make_reason_lessons, own_questions, telling_rows
from eval.training.train_adapter import pin
from eval.training.train_rows import HELD_FIELDS, HELD_WRITERS, find_proven, ground_rows
from indexer.model import reader_store
from indexer.model.bundled_model import read_weights, weights_path
from indexer.model.reader_store import LAYERS, READER
from service.operations.searcher_opening import open_searcher
from service.operations.settings import read_settings

SEED, MINUTES, QUESTIONS, ROWS = 7, 90.0, 8, 5  # time on two cores; questions a step, rows a question
EASY, WARM, KINDS, CUT, LEAST = 0.1, 0.03, 0.2, 0.75, 0.02
"""Shares of the time: in which most rows beside are drawn at random, in which the pace grows, after which the kinds of token stay as they
are, and after which changes are cut to their rank; and the least pace."""


def read_lessons() -> dict[str, list[ReaderLesson]]:
    """Return the lessons by writer and field, those left out aside."""
    search, gazetteer = open_searcher(read_settings()), Gazetteer(load_regions())
    catalogue = search.ranker.index.catalogue
    lessons: defaultdict[str, list[ReaderLesson]] = defaultdict(list)
    strangers = [question for question in load_strangers() if question.writer not in HELD_WRITERS]
    asked = [*((one.writer, one, set(one.lines)) for one in strangers), *own_questions()]
    reasons = [one for one in load_reasons() if one.writer not in HELD_WRITERS]
    for case in search.cases:
        of_case, title = catalogue.rows_of(case.id), place_and_title(case)
        rows, telling = CaseRows(of_case, title), CaseRows(telling_rows(of_case), title)
        for writer in {writer for writer, _, _ in asked}:
            own = {one.id: (one, lines) for name, one, lines in asked if name == writer and one.case == case.id}
            proven = {name: lines for name, (_, lines) in own.items()}
            lessons[writer] += make_lessons([one for one, _ in own.values()], proven, rows)
        whys = [one for one in reasons if one.case == case.id]
        for why, lesson in make_reason_lessons(whys, {one.id: set(one.lines) for one in whys}, telling):
            lessons[why.writer].append(lesson)
    for one in (one for one in load_ground() if one.name not in HELD_FIELDS):
        for name, text in one.texts.items():
            title, found = ground_rows(name, text, gazetteer)
            rows, telling = CaseRows(found, title), CaseRows(telling_rows(found), title)
            about = [question for question in one.questions if question.text == name]
            proven = {question.id: set(find_proven(text, question.proof)) for question in about}
            lessons[one.name] += make_lessons(about, proven, rows)
            whys = [why for why in reasons if why.text == name]
            for why, lesson in make_reason_lessons(whys, {why.id: set(find_proven(text, why.proof)) for why in whys}, telling):
                lessons[why.writer].append(lesson)
    return {name: own for name, own in lessons.items() if own}


def choose_rows(lesson: ReaderLesson, chance: random.Random, hard: float) -> tuple[list[EvidenceRow], int]:
    """Return the rows of one turn and how many of them are to be ranked first: what is taught, then what looks alike.

    `hard` is the share of the others that are the nearest of them; the rest are drawn from all that look alike.
    """
    first = [chance.choice(lesson.taught)] if lesson.taught else []
    near = [*lesson.beside[:2], *lesson.alike[:2]][: max(1, round((ROWS - len(first)) * hard))]
    others = chance.sample(lesson.alike, min(ROWS, len(lesson.alike)))
    told = {id(row): row for row in (*first, *near, *others)}
    return list(told.values())[:ROWS], len(first)


def main() -> None:
    """Train for a time, replace the adapter, and pin it."""
    parser = argparse.ArgumentParser(prog="scripts/train", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--minutes", type=float, default=MINUTES)
    minutes = parser.parse_args().minutes
    book = LessonBook(read_lessons(), random.Random(SEED))  # noqa: S311 - reproducible, not secret
    learner = ReaderLearner(reader_store.cut_layers(read_weights(weights_path()), LAYERS), SEED)
    turns_of = [(KINDS, learner.keep_kinds), (CUT, learner.cut_changes)]
    start, steps, mean = time.monotonic(), 0, 0.0
    while (gone := (time.monotonic() - start) / 60 / minutes) < 1:
        while turns_of and gone >= turns_of[0][0]:
            turns_of.pop(0)[1]()
        drawn = [book.draw() for _ in range(QUESTIONS)]
        turns = [(lesson, *choose_rows(lesson, book.chance, min(1.0, gone / EASY))) for lesson in drawn]
        loss = learner.step([turn for turn in turns if turn[1]], min(1.0, gone / WARM) * max(LEAST, 1 - gone))
        steps += 1
        mean = loss if steps == 1 else 0.99 * mean + 0.01 * loss
        if steps % 50 == 0:
            sys.stderr.write(f"{steps} steps, {gone:.0%}, loss {mean:.3f}\n")
    for _, change in turns_of:
        change()
    save_file(learner.pieces(), READER, metadata={"base": "multilingual-e5-small", "rank": str(RANK)})
    digest = sha256(READER.read_bytes()).hexdigest()
    pin(digest, Path(reader_store.__file__), "READER_SHA256")
    sys.stdout.write(f"{steps} steps; {digest}\n")


if __name__ == "__main__":
    main()
