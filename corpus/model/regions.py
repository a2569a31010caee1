"""The regions of Korea, each with the names that it has had, whether a case has it or not."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Annotated, Any, Self

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, model_validator

from corpus.model.nouns import Record, Text, Texts, unique

Day = Annotated[date, Field(strict=False)]
"""A date, as YAML has it or as JSON writes it."""


class RegionName(Record):
    """A name of a region, the first day with it and the first day without it, None where that is not told.

    `province` is where the region lay while it had this name, if that is not where it lies now.
    """

    name: Text
    since: Day | None = None
    until: Day | None = None
    province: Text | None = None

    def held_on(self, day: date) -> bool:
        """Tell whether the region had this name on a day."""
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)


def _alone(field: str) -> BeforeValidator:
    """Read what is told by its name alone, since nothing else of it has to be told."""

    def read(told: Any) -> Any:  # noqa: ANN401 - YAML holds anything
        return {field: told if field == "name" else (told,)} if isinstance(told, str) else told

    return BeforeValidator(read)


def _one_at_a_time(names: tuple[RegionName, ...]) -> tuple[RegionName, ...]:
    """Refuse two present names, and a name that ended before it began."""
    if sum(name.until is None for name in names) > 1:
        msg = f"지금 이름(until이 없는 이름)이 둘 이상입니다: {', '.join(name.name for name in names)}"
        raise ValueError(msg)
    if wrong := [name.name for name in names if name.since and name.until and name.until <= name.since]:
        msg = f"until이 since보다 늦지 않습니다: {', '.join(wrong)}"
        raise ValueError(msg)
    return names


Names = Annotated[tuple[Annotated[RegionName, _alone("name")], ...], Field(strict=False, min_length=1), AfterValidator(_one_at_a_time)]
"""The names of a region, the oldest first; those of regions that it has taken in come after its own."""


class District(Record):
    """A 시·군·구. `short` are ways to write it beside its names, and beside its present name without the word for its kind."""

    names: Names
    short: Texts = ()


class Tile(Record):
    """Where a province stands on the map of equal tiles; the first row is the northernmost, the first column the westernmost."""

    row: Annotated[int, Field(ge=1, le=9)]
    column: Annotated[int, Field(ge=1, le=9)]


class Province(Record):
    """A 시·도 by its official code, with the other ways to write it, the shortest first, and its 시·군·구."""

    code: Annotated[str, StringConstraints(pattern=r"^\d\d$")]
    names: Names
    short: Annotated[Texts, Field(min_length=1), AfterValidator(unique)]
    tile: Tile
    districts: Annotated[tuple[Annotated[District, _alone("names")], ...], Field(strict=False)]


class Regions(Record):
    """The regions of Korea.

    `kinds` are what names of regions end in, longer ones first; `together` are words for several provinces (호남).
    """

    kinds: Annotated[Texts, AfterValidator(unique)]
    together: dict[str, Texts]
    provinces: Annotated[tuple[Province, ...], Field(strict=False)]

    @model_validator(mode="after")
    def _provinces_are_told_apart(self) -> Self:
        """Refuse two provinces with one code, tile or way to write them: each tells which is meant."""
        told: Counter[str] = Counter()
        for province in self.provinces:
            told.update({province.code, f"tile {province.tile.row}, {province.tile.column}", *province.short})
            told.update({name.name for name in province.names} - set(province.short))
        if twice := sorted(one for one, times in told.items() if times > 1):
            msg = f"두 시·도에 같은 값이 있습니다: {', '.join(twice)}"
            raise ValueError(msg)
        return self

    @model_validator(mode="after")
    def _provinces_named_are_known(self) -> Self:
        """Refuse a province that is told of elsewhere and is none."""
        full = {name.name for province in self.provinces for name in province.names}
        forms = full | {form for province in self.provinces for form in province.short}
        if unknown := sorted({name for names in self.together.values() for name in names} - forms):
            msg = f"together에 시·도가 아닌 이름이 있습니다: {', '.join(unknown)}"
            raise ValueError(msg)
        former = {name.province for province in self.provinces for district in province.districts for name in district.names}
        if unknown := sorted(name for name in former if name is not None and name not in full):
            msg = f"province에 시·도가 아닌 이름이 있습니다: {', '.join(unknown)}"
            raise ValueError(msg)
        return self
