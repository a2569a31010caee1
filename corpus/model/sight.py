"""The noun sight: which books somebody may see. A book says for whom it is (`visibility`), and this is who asks."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

ALL = "all"
EVERYBODY = (ALL,)
"""The visibility of a book that is for everybody."""


@dataclass(frozen=True, slots=True)
class Sight:
    """Who asks: a reader of some groups, of none where nothing else is known, or somebody who sees `everything`."""

    groups: frozenset[str] = frozenset()
    everything: bool = False

    def sees(self, visibility: Collection[str]) -> bool:
        """Tell whether a book of a visibility may be seen: one for everybody, or for a group of the reader's."""
        return self.everything or ALL in visibility or not self.groups.isdisjoint(visibility)


PUBLIC, EVERYTHING = Sight(), Sight(everything=True)
