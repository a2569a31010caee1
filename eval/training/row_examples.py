"""Questions with the values and pairs that were found for them → examples of which is right: what `train_rows` learns from."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from answers.asked.question import analyse
from answers.lookup.reckoned_values import ReckonedValue, pair_signs
from answers.lookup.row_choice import key_of, key_of_pair
from answers.lookup.row_signs import signs_of
from answers.lookup.row_values import RowValue
from eval.metrics.reply_judging import plain_text, stands_in
from eval.sets.asked_questions import PairedQuestion
from eval.training.reckoned_keys import makes_key

LONG_KEY = 5
"""Letters of a key that is no other value by chance, wherever it stands."""
Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class RowExample:
    """What may be told for a question, with its signs, shape (candidates, signs), and which of it is right.

    `alike` is the same for candidates that tell the same; `said` tells which say a key wherever they stand; `judged`: whether what is told
    for it counts where levels are chosen.
    """

    group: str
    alike: Sequence[object]
    signs: Array
    right: NDArray[np.bool_]
    said: NDArray[np.bool_]
    judged: bool


def make_example(question: PairedQuestion, group: str, values: Sequence[RowValue], proven: Iterable[int]) -> RowExample | None:
    """Return an example of values; None where nothing was found, or where nothing that was found is right though something answers."""
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
    signs = np.array([signs_of(asked, value) for value in values])
    return RowExample(group, [key_of(value) for value in values], signs, right, said, judged=question.kind != "compute")


def make_pair_example(question: PairedQuestion, group: str, pairs: Sequence[ReckonedValue], proven: Collection[int]) -> RowExample | None:
    """Return an example of pairs; None where there are none, or where none that was found is right though reckoning answers."""
    if not pairs:
        return None
    asked, keys = analyse(question.question), question.want.spellings if question.kind == "compute" else ()
    said = np.array([makes_key(pair, keys) for pair in pairs], dtype=np.bool_)
    proved = [not proven or all(one.value.found.row.is_on(proven) for one in (pair.first, pair.second)) for pair in pairs]
    right = said & np.array(proved, dtype=np.bool_)
    if question.operation and not right.any():
        return None
    signs = np.array([pair_signs(asked, pair) for pair in pairs])
    return RowExample(group, [key_of_pair(pair) for pair in pairs], signs, right, said, judged=True)
