"""The texts of a build as arrays: what is worked out over all of them at once reads these."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corpus.model.nouns import Case, Passage


@dataclass(frozen=True, slots=True)
class DraftedTexts:
    """Cases, all passages, their tokens and vectors; a row is a passage.

    `terms` are the numbers of a passage's tokens in text order, `forms` the terms by their numbers; `vectors` are of unit length, shape
    (passages, dimension), None where the build has no model.
    """

    cases: Sequence[Case]
    passages: Sequence[Passage]
    terms: Sequence[NDArray[np.int32]]
    forms: Sequence[str]
    vectors: NDArray[np.float32] | None

    def rows_of_cases(self, kinds: Collection[str]) -> list[NDArray[np.intp]]:
        """Return for each case the rows of its passages of some kinds."""
        rows: dict[str, list[int]] = {case.id: [] for case in self.cases}
        for row, passage in enumerate(self.passages):
            if passage.kind in kinds and passage.case_id in rows:
                rows[passage.case_id].append(row)
        return [np.array(own, dtype=np.intp) for own in rows.values()]

    def counts(self, rows: Iterable[int]) -> NDArray[np.int64]:
        """Return how often each term occurs in some passages together, shape (terms,)."""
        return np.bincount(np.concatenate([*(self.terms[row] for row in rows), np.empty(0, np.int32)]), minlength=len(self.forms))
