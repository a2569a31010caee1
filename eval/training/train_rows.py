"""Learns which value of a row answers, or what follows from which two, and from where on it is told: a step of `scripts/train`.

Conditional logit (McFadden 1973) over the signs of every value that was found (answers/lookup/row_signs.py) and "nothing": what stands on
the lines that prove a question and says its key is right; where no answer exists, and where only reckoning gives one, nothing is. Learned
for rows that the pair reader has read, from questions that it was not trained on, and for letters and types alone; and in the same way for
pairs of values (answers/lookup/reckoned_values.py), of which those that make a key are right. Needs the casebook's text.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from answers.asked.question import analyse
from answers.levels import Levels
from answers.lookup.row_answers import RowAnswers
from answers.lookup.row_choice import ROW_WEIGHTS, Chosen, RowWeights, as_data, chances_of, merged
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
from eval.sets.asked_questions import PairedQuestion
from eval.sets.ground_texts import GroundField, load_ground
from eval.sets.stranger_questions import load_strangers
from eval.training.calibrate_levels import choose_levels
from eval.training.row_examples import RowExample, make_example, make_pair_example
from indexer.model.pair_reader import PairReader
from indexer.model.reader_store import open_reader
from service.operations.searcher_opening import open_searcher
from service.operations.settings import read_settings

HELD_WRITERS, HELD_FIELDS = frozenset({*"npst", "rd", "rf"}), frozenset({"climate"})
"""What the shipped reader was not trained on."""
UNREAD, L2, FOLDS, SEED = 2500, 0.001, 4, 3
"""Questions that letters and types alone are learned from; shrinkage; folds of cases and texts for the levels."""
MOST_WRONG: Mapping[Chosen, Sequence[float]] = {
    "read": (0.183, 0.16, 0.06), "unread": (0.33, 0.18, 0.06), "pairs": (0.25, 0.15, 0.06),
}  # fmt: skip
"""Of what is told at all, as medium and as high: the share that may be wrong, of questions of which four in ten have no answer. What is
reckoned shows less of what it rests on, and has to be surer."""
Array = NDArray[np.float64]


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

    signs = examples[0].signs.shape[1]
    found = minimize(loss, np.zeros(signs + 1), jac=True, method="L-BFGS-B").x
    return found[:-1], float(found[-1])


def choose_row_levels(examples: Sequence[RowExample], most_wrong: Sequence[float]) -> Levels:
    """Return the lowest hundredths from which on few enough of the answers are wrong, each judged by weights of the other folds."""
    groups = sorted({example.group for example in examples})
    fold = {group: number % FOLDS for number, group in enumerate(groups)}
    told: list[tuple[float, bool]] = []
    for held in range(FOLDS):
        weights, nothing = learn_rows([example for example in examples if fold[example.group] != held])
        for example in (example for example in examples if fold[example.group] == held and example.judged):
            best, chance = merged(chances_of(example.signs @ weights, nothing), example.alike)[0]
            told.append((chance, bool(example.said[best])))
    sure = np.array([chance for chance, _ in told])
    right = np.array([fine for _, fine in told])
    return choose_levels(sure, right, most_wrong)


def ground_rows(name: str, text: str, gazetteer: Gazetteer) -> tuple[str, list[EvidenceRow]]:
    """Return what a made-up text is called, and its rows, read as any file is."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"{name}.md"
        path.write_text(text, encoding="utf-8")
        blocks = structure_document(read_file(path), name=name, gazetteer=gazetteer).blocks
    title = next((block.text for block in blocks if block.kind == "heading"), name)
    case = bare_case(load_book(), name, title, blocks, None)
    return title, list(text_rows(name, blocks, 0, case_facts(case, blocks, 0)))


def examples_of(
    asked: Iterable[tuple[PairedQuestion, str, Collection[int]]], answers: RowAnswers
) -> Iterator[tuple[RowExample | None, RowExample | None]]:
    """Yield of each question, about a case or text and proven by lines, the example of values and that of pairs, where there are such."""
    for question, case, proven in asked:
        understood = analyse(question.question)
        values = answers.values(understood, case)
        pairs = answers.pairs(understood, values)
        yield make_example(question, case, values, proven), make_pair_example(question, case, pairs, proven)


def ground_asked(field: GroundField, share: float = 1.0) -> Iterator[tuple[PairedQuestion, str, Collection[int]]]:
    """Yield a share of the questions on a field's texts, with the lines that prove them."""
    chance = random.Random(SEED)  # noqa: S311 - reproducible, not secret
    for question in field.questions:
        if chance.random() < share:
            yield question, question.text, set(find_proven(field.texts[question.text], question.proof))


def ground_answers(field: GroundField, reader: PairReader | None, gazetteer: Gazetteer) -> RowAnswers:
    """Return what answers from a field's texts; `reader` reads, None: letters alone."""
    told = {name: ground_rows(name, text, gazetteer) for name, text in field.texts.items()}
    rows = {name: found for name, (_, found) in told.items()}
    return RowAnswers(rows.__getitem__, {name: title for name, (title, _) in told.items()}, reader)


def main() -> None:
    """Find, read, learn each way, choose the levels, and write the file."""
    settings = read_settings()
    search, reader = open_searcher(settings), open_reader(settings.models, threads=settings.encoder_threads)
    catalogue, gazetteer = search.ranker.index.catalogue, Gazetteer(load_regions())
    names = {case.id: place_and_title(case) for case in search.cases}
    reading, plain = RowAnswers(catalogue.rows_of, names, reader), RowAnswers(catalogue.rows_of, names, None)
    strangers, fields = load_strangers(), load_ground()
    half = UNREAD // 2
    share = half / max(sum(len(one.questions) for one in fields), 1)
    sampled = random.Random(SEED).sample(strangers, min(half, len(strangers)))  # noqa: S311 - reproducible, not secret
    unseen = [one for one in strangers if one.writer in HELD_WRITERS]
    held = [*examples_of(((one, one.case, set(one.lines)) for one in unseen), reading)]
    unread = [*examples_of(((one, one.case, set(one.lines)) for one in sampled), plain)]
    for field in fields:
        unread += examples_of(ground_asked(field, share), ground_answers(field, None, gazetteer))
        if field.name in HELD_FIELDS:
            held += examples_of(ground_asked(field), ground_answers(field, reader, gazetteer))
    learned: dict[Chosen, RowWeights] = {}
    kinds: tuple[tuple[Chosen, Iterable[RowExample | None]], ...] = (
        ("read", (one for one, _ in held)), ("unread", (one for one, _ in unread)), ("pairs", (one for _, one in held)),
    )  # fmt: skip
    for name, examples in ((name, [one for one in found if one is not None]) for name, found in kinds):
        weights, nothing = learn_rows(examples)
        learned[name] = RowWeights(weights, nothing, choose_row_levels(examples, MOST_WRONG[name]))
        sys.stdout.write(f"{name}: {len(examples)} questions, {learned[name].levels}\n")
    ROW_WEIGHTS.write_text(json.dumps(as_data(learned), indent=1) + "\n", encoding="utf-8")


def find_proven(text: str, proof: Sequence[str]) -> list[int]:
    """Return the lines of a text, from 1, that hold a proof."""
    return [number for number, line in enumerate(text.split("\n"), 1) if any(piece in line for piece in proof)]


if __name__ == "__main__":
    main()
