"""A question and a row, read together → whether the row answers, whether it helps to, and which of its characters do: a cross-encoder.

The bundled network with an adapter of its own (Nogueira & Cho, arXiv 1901.04085), its mean and first vector through a small head for each
of the two scores, and two numbers a token for where the answer begins and ends (Devlin et al., arXiv 1810.04805). Scores are told beside
that of "nothing answers", which was learned with them: above 0 something does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from corpus.errors import ModelError
from indexer.model.adapter import Pieces
from indexer.text.letters import letters

MOST_TOKENS, LONGEST_ANSWER = 112, 14
"""Tokens of a question with a row, and of an answer."""
QUERY = "query: "
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class PairReading:
    """What reading a row gave: how far it answers and how far it helps to, and the [start, end) characters of its text that answer."""

    answers: float
    helps: float
    start: int
    end: int


class PairReader(Protocol):
    """What reads rows for a question."""

    @property
    def model_id(self) -> str:
        """Name and content hash of what reads."""
        ...

    def read(self, question: str, rows: Sequence[tuple[str, int]]) -> list[PairReading]:
        """Return a reading of each row: its text, and from which of its characters on an answer may begin."""
        ...


@dataclass(frozen=True, slots=True)
class PairHeads:
    """What is learned beside the network: two layers for both scores, the score of nothing, and the ends of an answer."""

    hidden: Floats
    hidden_bias: Floats
    scores: Floats
    score_bias: Floats
    nothing: float
    ends: Floats
    ends_bias: Floats

    @classmethod
    def of(cls, pieces: Pieces) -> PairHeads:
        """Return the heads that an adapter's file holds."""
        hidden, hidden_bias, scores, score_bias, nothing, ends, ends_bias = (
            pieces[f"heads.{name}"].astype(np.float32)
            for name in ("hidden.weight", "hidden.bias", "scores.weight", "scores.bias", "nothing", "ends.weight", "ends.bias")
        )
        return cls(hidden, hidden_bias, scores, score_bias, float(nothing[0]), ends, ends_bias)

    def score(self, states: Floats) -> tuple[float, float]:
        """Return both scores of a pair from its tokens' vectors, shape (tokens, width)."""
        told = np.tanh(self.hidden @ np.concatenate([states.mean(0), states[0]]) + self.hidden_bias)
        answers, helps = self.scores @ told + self.score_bias
        return float(answers) - self.nothing, float(helps)

    def span(self, states: Floats) -> tuple[int, int]:
        """Return the first and the last token of the likeliest answer among tokens' vectors."""
        ends = states @ self.ends.T + self.ends_bias
        reach = ends[:, :1] + ends[None, :, 1]
        allowed = np.triu(np.ones_like(reach, dtype=np.bool_)) & ~np.triu(np.ones_like(reach, dtype=np.bool_), LONGEST_ANSWER)
        first, last = divmod(int(np.where(allowed, reach, -np.inf).argmax()), len(states))
        return first, last


class PairNetwork:
    """A pair reader over an int8 ONNX network in a local folder. Threads may share it."""

    def __init__(self, folder: Path, model_id: str, heads: PairHeads, *, threads: int = 2) -> None:
        """Load the network.

        Raises:
            ModelError: when the folder holds none that can be loaded.

        """
        from onnxruntime import InferenceSession, SessionOptions
        from tokenizers import Tokenizer

        from indexer.model.encoder import loading_errors

        options = SessionOptions()
        options.intra_op_num_threads = threads
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        try:
            self._session = InferenceSession(str(min((folder / "onnx").glob("model_q*.onnx"))), options, providers=["CPUExecutionProvider"])
            self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        except loading_errors() as error:
            raise ModelError(f"읽기 모델 {folder.name}을(를) 불러올 수 없습니다. 폴더를 지우고 'saerye build'를 하십시오.") from error
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(MOST_TOKENS, strategy="only_second")
        self._inputs = {given.name for given in self._session.get_inputs()}
        self._heads, self._tokenizing = heads, Lock()
        self.model_id = model_id

    def read(self, question: str, rows: Sequence[tuple[str, int]]) -> list[PairReading]:
        """Return a reading of each row."""
        return [self._read_row(question, text, start) for text, start in rows]

    def _read_row(self, question: str, text: str, start: int) -> PairReading:
        asked = f"{QUERY}{question}"
        with self._tokenizing:  # it holds its settings as state
            pair = self._tokenizer.encode(asked, text)
        ids = np.array([pair.ids], dtype=np.int64)
        marks = np.array([mark_shared((asked, text), pair.sequence_ids, pair.offsets)], dtype=np.int64)
        given = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": marks}
        # One at a time: a dynamically quantised network scales a batch by its largest number, and what else is read would tell.
        states = self._session.run(None, {name: given[name] for name in self._inputs})[0][0]
        answers, helps = self._heads.score(states)
        told = [
            at
            for at, (part, (first, last)) in enumerate(zip(pair.sequence_ids, pair.offsets, strict=True))
            if part == 1 and last > first and first >= start - 1
        ]
        if not told:
            return PairReading(answers, helps, start, len(text))
        first, last = self._heads.span(states[told])
        return PairReading(answers, helps, max(pair.offsets[told[first]][0], start), pair.offsets[told[last]][1])


def mark_shared(texts: tuple[str, str], sides: Sequence[int | None], spans: Sequence[tuple[int, int]]) -> list[int]:
    """Return 1 for each token that stands letter by letter in the other text too, a single letter aside; `sides` say whose tokens they are.

    The network is told so by the kind of the token: what a question and a row share, it need not learn to see.
    """
    both = [letters(text) for text in texts]
    marks = []
    for side, (start, end) in zip(sides, spans, strict=True):
        own = "" if side is None else letters(texts[side][start:end])
        told = side is not None and (len(own) > 1 or own.isdigit()) and own in both[1 - side]
        marks.append(int(told))
    return marks
