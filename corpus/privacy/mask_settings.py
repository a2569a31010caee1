"""What a keeper has said of a book's masks: places by line and letter, which hold nothing of what they hide."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import Annotated

from pydantic import Field

from corpus.model.nouns import Line, Record
from corpus.privacy.private_span import OfficeNames

Letters = Annotated[int, Field(ge=0, le=10_000_000)]


class HandPlace(Record):
    """A part of a line of which a keeper has said that it is secret, or none; `around` knows the line again by what else it shows."""

    line: Line
    start: Letters
    end: Letters
    around: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class MaskSettings(Record):
    """What is masked of a book beside what always is: names of offices or not, and what a keeper has set by hand."""

    office_names: OfficeNames = "keep"
    masked: Annotated[tuple[HandPlace, ...], Field(strict=False)] = ()
    unmasked: Annotated[tuple[HandPlace, ...], Field(strict=False)] = ()

    @property
    def by_hand(self) -> bool:
        """Whether a keeper has set anything."""
        return bool(self.masked or self.unmasked)


def rules_alone(settings: MaskSettings) -> MaskSettings:
    """Return settings without what was set by hand, whose places are those of one text."""
    return MaskSettings(office_names=settings.office_names)


def make_place(shown: Sequence[str], line: int, start: int, end: int) -> HandPlace:
    """Return a part of a line of a text whose lines, with all hidden that the rules can hide, are `shown`."""
    return HandPlace(line=line, start=start, end=end, around=_digest(shown[line - 1], start, end))


def find_place(place: HandPlace, shown: Sequence[str]) -> int | None:
    """Return the line in which a place is now: where it was, else the only other that is known by the same; None where there is none."""
    if _is_there(place, shown, place.line):
        return place.line
    found = [line for line in range(1, len(shown) + 1) if _is_there(place, shown, line)]
    return found[0] if len(found) == 1 else None


def _is_there(place: HandPlace, shown: Sequence[str], line: int) -> bool:
    if line > len(shown) or place.end > len(shown[line - 1]):
        return False
    return _digest(shown[line - 1], place.start, place.end) == place.around


def _digest(shown: str, start: int, end: int) -> str:
    return sha256(f"{shown[:start]}\0{end - start}\0{shown[end:]}".encode()).hexdigest()
