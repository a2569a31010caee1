"""The pair reader as it learns: the bundled network with its heads in torch, one step of learning, and what is kept of it.

For most of the time whole matrices learn; then each change is cut to a low rank, its best approximation (Eckart & Young 1936), and what is
left of it learns on, as low-rank adaptation does (Hu et al. 2021), so that what the cut lost is mended.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import numpy as np

from answers.asked.spoken_numbers import write_numbers
from corpus.rows.evidence_row import EvidenceRow
from eval.training.reader_lessons import ReaderLesson
from indexer.model.bundled_model import ModelWeights
from indexer.model.conversion import write_transformers_folder
from indexer.model.pair_reader import MOST_TOKENS, QUERY, mark_shared

if TYPE_CHECKING:
    import torch

RATE, CUT_RATE, HEAD_RATE = 1e-4, 4e-4, 1e-3
FROZEN, RANK, WIDTH, HEAD = 4, 24, 384, 128
TOGETHER = 8  # rows read together
NEAR_MISS, BESIDE, SPAN = 0.5, 0.25, 0.5  # weights of rows that nothing answers by, of rows beside what answers, and of the marks

Turn = tuple[ReaderLesson, list[EvidenceRow], int]
"""A lesson, the rows of one turn of it, and how many of these, the first, are to be ranked first."""


@dataclass(frozen=True, slots=True)
class ReadRow:
    """The vectors of a row's tokens read with its question, shape (tokens, WIDTH), whose tokens they are, and their characters."""

    states: torch.Tensor
    sides: Sequence[int | None]
    spans: Sequence[tuple[int, int]]


class ReaderLearner:
    """The network with its heads, and one step of learning."""

    def __init__(self, base: ModelWeights, seed: int) -> None:
        """Start from a network's weights; only the upper layers, the kinds of token and the heads learn."""
        import torch
        from torch import nn
        from transformers import BertModel, PreTrainedTokenizerFast

        torch.manual_seed(seed)
        self.base = base
        with TemporaryDirectory() as folder:
            write_transformers_folder(base, Path(folder))
            self.tokenizer = PreTrainedTokenizerFast.from_pretrained(folder)
            # What attention drops by chance costs a fifth of the time and brings nothing that the layers' own dropping does not.
            self.network = BertModel.from_pretrained(
                folder, add_pooling_layer=False, attention_probs_dropout_prob=0.0, attn_implementation="eager"
            )
        self.kinds = self.network.embeddings.token_type_embeddings.weight
        self.kinds.data[1] = self.kinds.data[0] + 0.02 * torch.randn(WIDTH)
        for name, weight in self.network.named_parameters():
            layer = re.search(r"layer\.(\d+)\.", name)
            weight.requires_grad = int(layer[1]) >= FROZEN if layer else weight is self.kinds
        self.hidden, self.scores, self.ends = nn.Linear(2 * WIDTH, HEAD), nn.Linear(HEAD, 2), nn.Linear(WIDTH, 2)
        self.cut: dict[str, tuple[torch.Tensor, torch.Tensor]] = {}
        self._learn(self._still_learning())
        self.network.train()
        for fixed in (self.network.embeddings, *self.network.encoder.layer[:FROZEN]):
            fixed.eval()

    def step(self, lessons: Sequence[Turn], pace: float) -> float:
        """Learn from lessons, each with its rows and how many of these (0 or 1, the first) are to be ranked first; return the loss."""
        import torch

        for group in self.optimiser.param_groups:
            group["lr"] = group["rate"] * pace
        states = self._read(lessons)
        total = torch.zeros(())
        for (lesson, rows, first), read in zip(lessons, states, strict=True):
            total = total + self._loss(lesson, rows, first, read) / len(lessons)
        total.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_([weight for group in self.optimiser.param_groups for weight in group["params"]], 1.0)
        self.optimiser.step()
        self.optimiser.zero_grad()
        return float(total.detach())

    def keep_kinds(self) -> None:
        """Leave the kinds of token as they are from now on, so that nothing need be carried back through the lowest layers."""
        self.kinds.requires_grad = False

    def cut_changes(self) -> None:
        """Cut what every matrix has changed to RANK; from now on its two factors learn, and the matrix stays."""
        import torch
        from torch import nn
        from torch.nn.utils.parametrize import register_parametrization

        class Changed(nn.Module):
            """A matrix and its change of low rank."""

            def __init__(self, left: torch.Tensor, right: torch.Tensor) -> None:
                super().__init__()
                self.left, self.right = nn.Parameter(left), nn.Parameter(right)

            def forward(self, matrix: torch.Tensor) -> torch.Tensor:
                return matrix + self.left @ self.right

        for name, module in list(self.network.named_modules()):
            if isinstance(module, nn.Linear) and module.weight.requires_grad:
                before = torch.from_numpy(self.base.tensors[f"{name}.weight"])
                left, sizes, right = torch.linalg.svd(module.weight.detach() - before, full_matrices=False)
                root = sizes[:RANK].sqrt()
                module.weight.data.copy_(before)
                module.weight.requires_grad = False
                changed = Changed(left[:, :RANK] * root, root[:, None] * right[:RANK])
                register_parametrization(module, "weight", changed)
                self.cut[f"{name}.weight"] = changed.left, changed.right
        self._learn(self._still_learning())

    def _still_learning(self) -> dict[str, torch.Tensor]:
        factors = {id(one) for pair in self.cut.values() for one in pair}
        return {name: weight for name, weight in self.network.named_parameters() if weight.requires_grad and id(weight) not in factors}

    def _learn(self, whole: Mapping[str, torch.Tensor]) -> None:
        import torch

        heads = [weight for head in (self.hidden, self.scores, self.ends) for weight in head.parameters()]
        factors = [one for pair in self.cut.values() for one in pair]
        groups = [(list(whole.values()), RATE), (factors, CUT_RATE), (heads, HEAD_RATE)]
        self.optimiser = torch.optim.AdamW(
            [{"params": weights, "rate": rate} for weights, rate in groups if weights], lr=RATE, weight_decay=0.01, fused=True
        )

    def _read(self, lessons: Sequence[Turn]) -> list[list[ReadRow]]:
        """Return what the network makes of the rows of each lesson; rows of like length are read together, so that few are filled up."""
        import torch

        asked = [f"{QUERY}{write_numbers(lesson.question)}" for lesson, _, _ in lessons]
        pairs = [(at, row) for at, (_, rows, _) in enumerate(lessons) for row in rows]
        batch = self.tokenizer(
            [asked[at] for at, _ in pairs], [row.text for _, row in pairs],
            truncation="only_second", max_length=MOST_TOKENS, return_offsets_mapping=True,
        )  # fmt: skip
        ids, spans, sides = batch["input_ids"], batch["offset_mapping"], [batch.sequence_ids(at) for at in range(len(pairs))]
        marks = [mark_shared((asked[at], row.text), sides[n], spans[n]) for n, (at, row) in enumerate(pairs)]
        read: dict[int, ReadRow] = {}
        ordered = sorted(range(len(pairs)), key=lambda n: len(ids[n]))
        with torch.autocast("cpu", dtype=torch.bfloat16):
            for few in (ordered[start : start + TOGETHER] for start in range(0, len(ordered), TOGETHER)):
                longest = len(ids[few[-1]])
                filled = [[*ids[n], *[self.tokenizer.pad_token_id] * (longest - len(ids[n]))] for n in few]
                states = self.network(
                    input_ids=torch.tensor(filled),
                    attention_mask=torch.tensor([[1] * len(ids[n]) + [0] * (longest - len(ids[n])) for n in few]),
                    token_type_ids=torch.tensor([[*marks[n], *[0] * (longest - len(ids[n]))] for n in few]),
                ).last_hidden_state.float()
                read |= {n: ReadRow(states[at, : len(ids[n])], sides[n], spans[n]) for at, n in enumerate(few)}
        found: list[list[ReadRow]] = [[] for _ in lessons]
        for n, (at, _) in enumerate(pairs):
            found[at].append(read[n])
        return found

    def _loss(self, lesson: ReaderLesson, rows: Sequence[EvidenceRow], first: int, read: Sequence[ReadRow]) -> torch.Tensor:
        import torch
        from torch.nn.functional import binary_cross_entropy_with_logits

        pooled = torch.stack([torch.cat([one.states.mean(0), one.states[0]]) for one in read])
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
            loss = loss + SPAN * self._span_loss(lesson, rows[0], read[0])
        return loss

    def _span_loss(self, lesson: ReaderLesson, row: EvidenceRow, read: ReadRow) -> torch.Tensor:
        import torch

        base, sides, spans = row.said_at, read.sides, read.spans
        told = [at for at, side in enumerate(sides) if side == 1 and spans[at][1] > spans[at][0] >= base - 1]
        places = [(base + start, base + end) for key in lesson.keys for start, end in find_spelling(key, row.said)]
        firsts = [n for n, at in enumerate(told) if any(spans[at][0] <= start < spans[at][1] for start, _ in places)]
        lasts = [n for n, at in enumerate(told) if any(spans[at][0] < end <= spans[at][1] for _, end in places)]
        if not (firsts and lasts):
            return torch.zeros(())
        ends = self.ends(read.states[told])
        return sum(
            (torch.logsumexp(ends[:, side], 0) - torch.logsumexp(ends[right, side], 0) for side, right in enumerate((firsts, lasts))),
            torch.zeros(()),
        )

    def pieces(self) -> dict[str, np.ndarray]:
        """Return what was learned as the adapter's file holds it, its changes cut."""
        import torch

        found: dict[str, np.ndarray] = {"heads.nothing": np.zeros(1, np.float16)}
        for name, (left, right) in self.cut.items():
            found[f"{name}.B"], found[f"{name}.A"] = (_half_precision(one) for one in (left, right))
        for name, weight in [*self._still_learning().items(), ("embeddings.token_type_embeddings.weight", self.kinds)]:
            found[f"{name}.D"] = _half_precision(weight - torch.from_numpy(self.base.tensors[name]))
        for name, head in (("hidden", self.hidden), ("scores", self.scores), ("ends", self.ends)):
            found[f"heads.{name}.weight"] = _half_precision(head.weight)
            found[f"heads.{name}.bias"] = _half_precision(head.bias)
        return found


def _half_precision(weight: torch.Tensor) -> np.ndarray:
    """Return a weight as it is kept, row by row: a file of safetensors takes memory as it lies, whatever its strides."""
    return weight.detach().numpy().astype(np.float16, order="C")


def find_spelling(key: str, said: str) -> list[tuple[int, int]]:
    """Return where a key stands in a text, whatever its blanks and commas, a number as a whole number."""
    letters = [re.escape(letter) for letter in key if not letter.isspace() and letter != ","]
    if not letters:
        return []
    before, after = r"(?<![\d.])" if key[:1].isdigit() else "", r"(?!\d)" if key[-1:].isdigit() else ""
    return [match.span() for match in re.finditer(before + r"[\s,]*".join(letters) + after, said)]
