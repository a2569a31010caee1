"""Learns which value of a row answers, and from which probability it is told: a step of `scripts/train`, from other writers' questions.

Conditional logit (McFadden 1973) over the signs of every value that was found (answers/lookup/row_signs.py) and "nothing": what stands on
the lines that prove a question and says its key is right; where no answer exists, and where only reckoning gives one, nothing is. Learned
twice: for rows that the pair reader has read, from questions that it was not trained on, and for letters and types alone. Needs the
casebook's text.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from answers.asked.question import analyse
from answers.levels import Levels
from answers.lookup.row_answers import RowAnswers
from answers.lookup.row_choice import ROW_WEIGHTS, RowWeights, as_data, chances_of, merge_alike
from answers.lookup.row_signs import SIGNS, signs_of
from answers.lookup.row_values import RowValue
from corpus.book_folders import load_book
from corpus.cards import load_regions
from corpus.facts.case_facts import case_facts
from corpus.fence.file_reading import read_file
from corpus.library.record_cases import bare_case
from corpus.passages import place_and_title
from corpus.rows.evidence_row import EvidenceRow
from corpus.rows.text_rows import text_rows
from corpus.structure.document_structure import structure_document
from corpus.vocabulary.gazetteer import Gazetteer
from eval.metrics.reply_judging import plain_text, stands_in
from eval.sets.asked_questions import PairedQuestion
from eval.sets.ground_texts import GroundField, load_ground
from eval.sets.stranger_questions import StrangerQuestion, load_strangers
from eval.training.calibrate_levels import choose_levels
from indexer.model.reader_store import open_reader
from service.operations.searcher_opening import open_searcher
from service.operations.settings import read_settings

HELD_WRITERS, HELD_FIELDS = frozenset({"b"}), frozenset({"climate"})
"""What the shipped reader was not trained on."""
UNREAD, L2, FOLDS, SEED = 2500, 0.001, 4, 3
"""Questions that letters and types alone are learned from; shrinkage; folds of cases and texts for the levels."""
MOST_WRONG = (0.45, 0.25, 0.12)
"""Of what is told at all, as medium and as high: the share that may be wrong, of look-ups of which four in ten have no answer."""
LONG_KEY = 5
"""Letters of a key that is no other value by chance, wherever it stands."""
Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class RowExample:
    """A question's values with their signs, shape (values, signs), which of them are right, and which say a key wherever they stand."""

    group: str
    values: Sequence[RowValue]
    signs: Array
    right: NDArray[np.bool_]
    said: NDArray[np.bool_]
    reckoned: bool


def make_example(question: PairedQuestion, group: str, values: Sequence[RowValue], proven: Iterable[int]) -> RowExample | None:
    """Return an example; None where nothing was found, or where nothing that was found is right though something answers."""
    if not values:
        return None
    asked, lines = analyse(question.question), set(proven)
    keys = () if question.kind.startswith("none") else question.want.spellings
    said = np.array([any(stands_in(key, plain_text(value.text)) for key in keys) for value in values], dtype=np.bool_)
    long = [key for key in keys if len(key) >= LONG_KEY]
    sure = [any(stands_in(key, plain_text(one.text)) for key in long) or one.found.row.is_on(lines) for one in values]
    right = said & np.array(sure, dtype=np.bool_)
    if question.kind in {"value", "table"} and not right.any():
        return None
    return RowExample(group, values, np.array([signs_of(asked, value) for value in values]), right, said, question.kind == "compute")


def learn_rows(examples: Sequence[RowExample]) -> tuple[Array, float]:
    """Return the weights of the signs and of nothing that make what is right likeliest."""

    def loss(weights: Array) -> tuple[float, Array]:
        total, slope = 0.0, np.zeros_like(weights)
        for example in examples:
            chances = chances_of(example.signs @ weights[:-1], float(weights[-1]))
            every = np.append(chances, 1 - chances.sum())
            goal = np.append(example.right, not example.right.any())
            right = every[goal].sum() + 1e-12
            total -= float(np.log(right))
            change = every - np.where(goal, every / right, 0.0)
            slope[:-1] += example.signs.T @ change[:-1]
            slope[-1] += change[-1]
        count = max(len(examples), 1)
        return total / count + L2 * float(weights @ weights), slope / count + 2 * L2 * weights

    found = minimize(loss, np.zeros(len(SIGNS) + 1), jac=True, method="L-BFGS-B").x
    return found[:-1], float(found[-1])


def choose_row_levels(examples: Sequence[RowExample]) -> Levels:
    """Return the lowest hundredths from which on few enough of the answers are wrong, each judged by weights of the other folds."""
    groups = sorted({example.group for example in examples})
    fold = {group: number % FOLDS for number, group in enumerate(groups)}
    told: list[tuple[float, bool]] = []
    for held in range(FOLDS):
        weights, nothing = learn_rows([example for example in examples if fold[example.group] != held])
        for example in (example for example in examples if fold[example.group] == held and not example.reckoned):
            best = merge_alike(example.values, chances_of(example.signs @ weights, nothing))[0]
            number = next(n for n, value in enumerate(example.values) if value is best.value)
            told.append((best.probability, bool(example.said[number])))
    sure = np.array([chance for chance, _ in told])
    right = np.array([fine for _, fine in told])
    return choose_levels(sure, right, MOST_WRONG)


def ground_rows(name: str, text: str, gazetteer: Gazetteer) -> tuple[str, list[EvidenceRow]]:
    """Return what a made-up text is called, and its rows, read as any file is."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"{name}.md"
        path.write_text(text, encoding="utf-8")
        blocks = structure_document(read_file(path), name=name, gazetteer=gazetteer).blocks
    title = next((block.text for block in blocks if block.kind == "heading"), name)
    case = bare_case(load_book(), name, title, blocks, None)
    return title, list(text_rows(name, blocks, 0, case_facts(case, blocks, 0)))


def case_examples(questions: Sequence[StrangerQuestion], rows: RowAnswers) -> Iterator[RowExample]:
    """Yield the examples of questions on the embedded book's cases."""
    for question in questions:
        values = rows.values(analyse(question.question), question.case)
        if example := make_example(question, question.case, values, question.lines):
            yield example


def ground_examples(fields: Sequence[GroundField], reader: RowAnswers | None, gazetteer: Gazetteer, share: float) -> Iterator[RowExample]:
    """Yield the examples of a share of the questions on made-up texts; `reader` gives what reads, None: letters alone."""
    chance = random.Random(SEED)  # noqa: S311 - reproducible, not secret
    for field in fields:
        told = {name: ground_rows(name, text, gazetteer) for name, text in field.texts.items()}
        names, rows = {name: title for name, (title, _) in told.items()}, {name: found for name, (_, found) in told.items()}
        answers = RowAnswers(rows.__getitem__, names, reader.reader if reader else None)
        for question in field.questions:
            if chance.random() < share:
                proven = find_proven(field.texts[question.text], question.proof)
                values = answers.values(analyse(question.question), question.text)
                if example := make_example(question, question.text, values, proven):
                    yield example


def main() -> None:
    """Find, read, learn both ways, choose the levels, and write the file."""
    settings = read_settings()
    search, reader = open_searcher(settings), open_reader(settings.models, threads=settings.encoder_threads)
    catalogue, gazetteer = search.ranker.index.catalogue, Gazetteer(load_regions())
    names = {case.id: place_and_title(case) for case in search.cases}
    reading, plain = RowAnswers(catalogue.rows_of, names, reader), RowAnswers(catalogue.rows_of, names, None)
    strangers, fields = load_strangers(), load_ground()
    chance = random.Random(SEED)  # noqa: S311 - reproducible, not secret
    held = [question for question in strangers if question.writer in HELD_WRITERS]
    read = [*case_examples(held, reading), *ground_examples([one for one in fields if one.name in HELD_FIELDS], reading, gazetteer, 1.0)]
    half = UNREAD // 2
    sampled = chance.sample(strangers, min(half, len(strangers)))
    share = half / max(sum(len(one.questions) for one in fields), 1)
    unread = [*case_examples(sampled, plain), *ground_examples(fields, None, gazetteer, share)]
    learned = {}
    for name, examples in (("read", read), ("unread", unread)):
        weights, nothing = learn_rows(examples)
        learned[name] = RowWeights(weights, nothing, choose_row_levels(examples))
        sys.stdout.write(f"{name}: {len(examples)} questions, {learned[name].levels}\n")
    ROW_WEIGHTS.write_text(json.dumps(as_data(learned), indent=1) + "\n", encoding="utf-8")


def find_proven(text: str, proof: Sequence[str]) -> list[int]:
    """Return the lines of a text, from 1, that hold a proof."""
    return [number for number, line in enumerate(text.split("\n"), 1) if any(piece in line for piece in proof)]


if __name__ == "__main__":
    main()
