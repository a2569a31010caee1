"""Trains the pair reader's adapter on the questions of other writers: a step of `scripts/train`. Needs the casebook's text.

From the bundled network's weights without the encoder's adapter, which has seen all cases. The rows that answer are ranked before those
that look alike (cross entropy); of each row it is told whether it answers at all, which near misses teach (binary cross entropy); and the
words that answer are marked (cross entropy over both ends). The lowest layers stay as they are. What was learned is kept at rank RANK: the
best approximation of each changed matrix (Eckart & Young 1936). Writer b and the field climate are left out, for `train_rows`.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import tempfile
import time
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from safetensors.numpy import save_file

from answers.asked.spoken_numbers import write_numbers
from answers.lookup.finding import CaseRows
from corpus.cards import load_regions
from corpus.passages import place_and_title
from corpus.rows.evidence_row import EvidenceRow
from corpus.vocabulary.gazetteer import Gazetteer
from eval.sets.ground_texts import load_ground
from eval.sets.stranger_questions import load_strangers
from eval.training.reader_lessons import LessonBook, ReaderLesson, make_lessons
from eval.training.train_adapter import pin
from eval.training.train_rows import HELD_FIELDS, HELD_WRITERS, find_proven, ground_rows
from indexer.model import reader_store
from indexer.model.bundled_model import ModelWeights, read_weights, weights_path
from indexer.model.conversion import write_transformers_folder
from indexer.model.pair_reader import MOST_TOKENS, QUERY, mark_shared
from indexer.model.reader_store import LAYERS, READER
from service.operations.searcher_opening import open_searcher
from service.operations.settings import read_settings

if TYPE_CHECKING:
    import torch

SEED, MINUTES, RATE, HEAD_RATE, QUESTIONS, ROWS, EASY = 7, 38.0, 8e-5, 1e-3, 4, 5, 0.1
"""Time on two cores; questions a step, rows a question; the share of the time in which most rows beside are drawn at random."""
FROZEN, RANK, WIDTH, HEAD = 4, 24, 384, 128
NEAR_MISS, BESIDE, SPAN = 0.5, 0.25, 0.5  # weights of rows that nothing answers by, of rows beside what answers, and of the marks


def read_lessons() -> dict[str, list[ReaderLesson]]:
    """Return the lessons by writer and field, those left out aside."""
    search, gazetteer = open_searcher(read_settings()), Gazetteer(load_regions())
    catalogue = search.ranker.index.catalogue
    lessons: dict[str, list[ReaderLesson]] = {}
    strangers = [question for question in load_strangers() if question.writer not in HELD_WRITERS]
    for case in search.cases:
        rows = CaseRows(catalogue.rows_of(case.id), place_and_title(case))
        for writer in {question.writer for question in strangers}:
            own = [question for question in strangers if question.case == case.id and question.writer == writer]
            lessons.setdefault(writer, []).extend(make_lessons(own, {one.id: set(one.lines) for one in own}, rows))
    for one in (one for one in load_ground() if one.name not in HELD_FIELDS):
        for name, text in one.texts.items():
            title, found = ground_rows(name, text, gazetteer)
            about = [question for question in one.questions if question.text == name]
            proven = {question.id: set(find_proven(text, question.proof)) for question in about}
            lessons.setdefault(one.name, []).extend(make_lessons(about, proven, CaseRows(found, title)))
    return {name: own for name, own in lessons.items() if own}


class ReaderTrainer:
    """The network with its heads, and one step of learning."""

    def __init__(self, folder: Path) -> None:
        """Load a transformers folder; only the upper layers, the kinds of token and the heads learn."""
        import torch
        from torch import nn
        from transformers import BertModel, PreTrainedTokenizerFast

        self.tokenizer = PreTrainedTokenizerFast.from_pretrained(folder)
        self.network = BertModel.from_pretrained(folder, add_pooling_layer=False)
        kinds = self.network.embeddings.token_type_embeddings
        kinds.weight.data[1] = kinds.weight.data[0] + 0.02 * torch.randn(WIDTH)
        for name, weight in self.network.named_parameters():
            layer = re.search(r"layer\.(\d+)\.", name)
            weight.requires_grad = int(layer[1]) >= FROZEN if layer else "token_type" in name
        self.hidden, self.scores, self.ends = nn.Linear(2 * WIDTH, HEAD), nn.Linear(HEAD, 2), nn.Linear(WIDTH, 2)
        self.learning = [weight for weight in self.network.parameters() if weight.requires_grad]
        self.heads = [weight for head in (self.hidden, self.scores, self.ends) for weight in head.parameters()]
        self.optimiser = torch.optim.AdamW(
            [{"params": self.learning, "lr": RATE}, {"params": self.heads, "lr": HEAD_RATE}], weight_decay=0.01
        )
        self.network.train()

    def step(self, lessons: Sequence[tuple[ReaderLesson, list[EvidenceRow], int]], pace: float) -> float:
        """Learn from lessons, each with its rows and how many of these (0 or 1, the first) are to be ranked first; return the loss."""
        import torch

        for group, rate in zip(self.optimiser.param_groups, (RATE, HEAD_RATE), strict=True):
            group["lr"] = rate * pace
        total = torch.zeros(())
        for lesson, rows, first in lessons:
            total = total + self._loss(lesson, rows, first) / len(lessons)
        total.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_([*self.learning, *self.heads], 1.0)
        self.optimiser.step()
        self.optimiser.zero_grad()
        return float(total.detach())

    def _loss(self, lesson: ReaderLesson, rows: Sequence[EvidenceRow], first: int) -> torch.Tensor:
        import torch
        from torch.nn.functional import binary_cross_entropy_with_logits

        asked = f"{QUERY}{write_numbers(lesson.question)}"
        batch = self.tokenizer(
            [asked] * len(rows), [row.text for row in rows], truncation="only_second", max_length=MOST_TOKENS, padding=True,
            return_tensors="pt", return_offsets_mapping=True,
        )  # fmt: skip
        spans = batch["offset_mapping"].tolist()
        marks = [mark_shared((asked, row.text), batch.sequence_ids(at), spans[at]) for at, row in enumerate(rows)]
        with torch.autocast("cpu", dtype=torch.bfloat16):
            states = self.network(
                input_ids=batch["input_ids"], attention_mask=batch["attention_mask"], token_type_ids=torch.tensor(marks)
            ).last_hidden_state.float()
        mask = batch["attention_mask"].unsqueeze(-1).float()
        pooled = torch.cat([(states * mask).sum(1) / mask.sum(1), states[:, 0]], -1)
        answers, helps = self.scores(torch.tanh(self.hidden(pooled))).T
        right, weights = torch.zeros(len(rows)), torch.full((len(rows),), BESIDE)
        loss = torch.zeros(())
        if first:
            loss = torch.logsumexp(helps, 0) - helps[0]
            right[0], weights[0] = float(bool(lesson.answering)), 1.0
        else:
            weights[:2] = NEAR_MISS
        loss = loss + (binary_cross_entropy_with_logits(answers, right, reduction="none") * weights).sum()
        if first and lesson.answering and rows[0].kind == "sentence":
            loss = loss + SPAN * self._span_loss(lesson, rows[0], states[0], batch.sequence_ids(0), spans[0])
        return loss

    def _span_loss(
        self, lesson: ReaderLesson, row: EvidenceRow, states: torch.Tensor, sides: Sequence[int | None], spans: Sequence[Sequence[int]]
    ) -> torch.Tensor:
        import torch

        base = row.said_at
        told = [at for at, side in enumerate(sides) if side == 1 and spans[at][1] > spans[at][0] >= base - 1]
        places = [(base + start, base + end) for key in lesson.keys for start, end in find_spelling(key, row.said)]
        firsts = [n for n, at in enumerate(told) if any(spans[at][0] <= start < spans[at][1] for start, _ in places)]
        lasts = [n for n, at in enumerate(told) if any(spans[at][0] < end <= spans[at][1] for _, end in places)]
        if not (firsts and lasts):
            return torch.zeros(())
        ends = self.ends(states[told])
        return sum(
            (torch.logsumexp(ends[:, side], 0) - torch.logsumexp(ends[right, side], 0) for side, right in enumerate((firsts, lasts))),
            torch.zeros(()),
        )

    def pieces(self, base: ModelWeights) -> dict[str, np.ndarray]:
        """Return what was learned as the adapter's file holds it."""
        found: dict[str, np.ndarray] = {"heads.nothing": np.zeros(1, np.float16)}
        for name, weight in self.network.named_parameters():
            if weight.requires_grad:
                change = weight.detach().numpy() - base.tensors[name]
                if change.ndim == 1 or "token_type" in name:
                    found[f"{name}.D"] = change.astype(np.float16)
                else:
                    left, sizes, right = np.linalg.svd(change, full_matrices=False)
                    found[f"{name}.B"] = (left[:, :RANK] * sizes[:RANK]).astype(np.float16)
                    found[f"{name}.A"] = right[:RANK].astype(np.float16)
        for name, head in (("hidden", self.hidden), ("scores", self.scores), ("ends", self.ends)):
            found[f"heads.{name}.weight"] = head.weight.detach().numpy().astype(np.float16)
            found[f"heads.{name}.bias"] = head.bias.detach().numpy().astype(np.float16)
        return found


def find_spelling(key: str, said: str) -> list[tuple[int, int]]:
    """Return where a key stands in a text, whatever its blanks and commas, a number as a whole number."""
    letters = [re.escape(letter) for letter in key if not letter.isspace() and letter != ","]
    if not letters:
        return []
    before, after = r"(?<![\d.])" if key[:1].isdigit() else "", r"(?!\d)" if key[-1:].isdigit() else ""
    return [match.span() for match in re.finditer(before + r"[\s,]*".join(letters) + after, said)]


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
    import torch

    parser = argparse.ArgumentParser(prog="scripts/train", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--minutes", type=float, default=MINUTES)
    minutes = parser.parse_args().minutes
    torch.manual_seed(SEED)
    book = LessonBook(read_lessons(), random.Random(SEED))  # noqa: S311 - reproducible, not secret
    base = reader_store.cut_layers(read_weights(weights_path()), LAYERS)
    with tempfile.TemporaryDirectory() as folder:
        write_transformers_folder(base, Path(folder))
        trainer = ReaderTrainer(Path(folder))
    start, steps = time.monotonic(), 0
    while (gone := (time.monotonic() - start) / 60 / minutes) < 1:
        drawn = [book.draw() for _ in range(QUESTIONS)]
        turns = [(lesson, *choose_rows(lesson, book.chance, min(1.0, gone / EASY))) for lesson in drawn]
        loss = trainer.step([turn for turn in turns if turn[1]], min(1.0, gone / 0.05) * max(0.02, 1 - gone))
        steps += 1
        sys.stderr.write(f"\r{steps} steps, {gone:.0%}, loss {loss:.3f} ")
    save_file(trainer.pieces(base), READER, metadata={"base": "multilingual-e5-small", "rank": str(RANK)})
    digest = sha256(READER.read_bytes()).hexdigest()
    pin(digest, Path(reader_store.__file__), "READER_SHA256")
    sys.stdout.write(f"{steps} steps; {digest}\n")


if __name__ == "__main__":
    main()
