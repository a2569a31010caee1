"""Which region a name means, whenever the region was so called, and by which of its names it is shown over some cases.

A region is shown by the name that its cases print, where these agree; where they do not, by its present one. A region of no case is shown
by the name that it had when the newest of the cases' books came out, so that the names of one list are of one time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import date

from corpus.model.nouns import Case, FiledRegion, KnownValue, Region
from corpus.model.regions import District, RegionName, Regions

_SHORT_LEAST = 2  # letters of a district's name without the word for its kind


@dataclass(frozen=True, slots=True)
class GazetteerEntry:
    """A region: its code, its names, the one that is shown first, and the shorter ways to write it.

    `provinces` are the codes of its own province and of any in which it has lain, the one it is shown with first; of a province its own.
    """

    code: str
    names: tuple[str, ...]
    short: tuple[str, ...]
    provinces: tuple[str, ...]

    @property
    def name(self) -> str:
        """The name that is shown."""
        return self.names[0]

    @property
    def forms(self) -> tuple[str, ...]:
        """Every way to write it, the name that is shown first."""
        return tuple(dict.fromkeys((*self.names, *self.short)))


class Gazetteer:
    """The regions of Korea as some cases know them. Never changes, so threads may share it."""

    def __init__(self, regions: Regions, cases: Sequence[Case] = ()) -> None:
        """Look up every region once; the cases say which of its names is shown."""
        self.kinds, self.tiles = regions.kinds, {province.code: province.tile for province in regions.provinces}
        self._provinces = {name.name: province.code for province in regions.provinces for name in province.names}
        listed = tuple(_districts(regions))
        self._listed = frozenset(code for code, _, _ in listed)
        self._districts = {(lies, name.name): code for code, lain, district in listed for lies in lain for name in district.names}
        places = [case.region for case in cases if case.region]
        new = tuple(self._new_districts(places))
        self._districts |= {(lies, name.name): code for code, (lies,), district in new for name in district.names}
        printed: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
        for place in places:
            codes = self._codes(place)
            for code, name in zip(codes, (place.sido, place.sigungu or ""), strict=False):
                printed[code].add((codes[0], name))
        day = max((date(case.book.year, 12, 31) for case in cases if case.book and case.book.year), default=None)
        self.provinces = tuple(_entry(one.code, one.names, one.short, (one.code,), printed[one.code], day) for one in regions.provinces)
        districts = (_entry(code, one.names, _short(one, regions.kinds), lain, printed[code], day) for code, lain, one in (*listed, *new))
        self._entries = {entry.code: entry for entry in (*self.provinces, *districts)}
        written = {form: entry for entry in self.provinces for form in entry.forms}
        self.together = {word: tuple(written[form] for form in forms) for word, forms in regions.together.items()}

    def entries(self, region: Region | None) -> tuple[GazetteerEntry, ...]:
        """Return what a printed region means: its province, then its district where it has one; nothing where the province is not known."""
        return tuple(self._entries[code] for code in self._codes(region))

    def province(self, name: str) -> GazetteerEntry | None:
        """Return the province that has or has had a name."""
        return self._entries.get(self._provinces.get(name, ""))

    def province_written(self, form: str) -> GazetteerEntry | None:
        """Return the province that is written so, in full or in short."""
        return self.province(form) or next((entry for entry in self.provinces if form in entry.forms), None)

    def districts_called(self, name: str) -> tuple[GazetteerEntry, ...]:
        """Return the districts that have or have had a name, or are written so in short."""
        return tuple(entry for entry in self._entries.values() if name in entry.forms and entry.provinces != (entry.code,))

    def provinces_of(self, region: Region | None) -> tuple[GazetteerEntry, ...]:
        """Return the provinces in which a printed region lies and has lain, the one it is shown with first; none that is not known."""
        return tuple(self._entries[code] for entry in self.entries(region)[-1:] for code in entry.provinces)

    def districts_of(self, province: str) -> tuple[GazetteerEntry, ...]:
        """Return the districts of the province with a code, those that have left it among them."""
        return tuple(entry for entry in self._entries.values() if province in entry.provinces and entry.code != province)

    def file_region(self, region: Region) -> Region:
        """Return a printed region with the names that it is counted and found under, where these are others."""
        provinces = tuple(entry.name for entry in self.provinces_of(region)) or region.provinces
        districts = tuple(entry.name for entry in self.entries(region)[1:]) or region.districts
        if (provinces, districts) == (region.provinces, region.districts):
            return region
        return FiledRegion(sido=region.sido, sigungu=region.sigungu, filed=(provinces, districts))

    def short(self, region: Region) -> str:
        """Return a printed region's district, or its province as that is called for short."""
        return region.sigungu or next((entry.short[0] for entry in self.entries(region)), region.sido)

    def known_provinces(self) -> tuple[KnownValue, ...]:
        """Return every province by the name shown, with its other names."""
        return _known_values(self.provinces)

    def known_districts(self) -> tuple[KnownValue, ...]:
        """Return every listed district by the name shown, each name once, with the other names of those that are so called."""
        return _known_values(entry for entry in self._entries.values() if entry.code in self._listed)

    def _new_districts(self, places: Iterable[Region]) -> Iterator[tuple[str, tuple[str, ...], District]]:
        """Yield the districts of known provinces that are not listed: a case brings its own."""
        for province, name in dict.fromkeys((self._provinces.get(place.sido), place.sigungu) for place in places):
            if province and name and (province, name) not in self._districts:
                yield f"{province}-{name}", (province,), District(names=(RegionName(name=name),))

    def _codes(self, region: Region | None) -> tuple[str, ...]:
        """Return the codes of a printed region's province and district, as far as they are known."""
        if region is None or (province := self._provinces.get(region.sido)) is None:
            return ()
        district = self._districts.get((province, region.sigungu or ""))
        return (province,) if district is None else (province, district)


def file_cases(cases: Sequence[Case], gazetteer: Gazetteer) -> tuple[Case, ...]:
    """Return the cases, each with the names that its region is counted and found under."""
    filed = [gazetteer.file_region(case.region) if case.region else None for case in cases]
    return tuple(
        case if region is case.region else case.model_copy(update={"region": region}) for case, region in zip(cases, filed, strict=True)
    )


def region_forms(regions: Regions) -> frozenset[str]:
    """Return every way to write a region of Korea."""
    gazetteer = Gazetteer(regions)
    districts = (entry for province in gazetteer.provinces for entry in gazetteer.districts_of(province.code))
    return frozenset(form for entry in (*gazetteer.provinces, *districts) for form in entry.forms)


def _districts(regions: Regions) -> Iterator[tuple[str, tuple[str, ...], District]]:
    """Yield every district with a code, which later names and provinces leave as it is, and the provinces in which it lies and has lain."""
    codes = {name.name: province.code for province in regions.provinces for name in province.names}
    for province in regions.provinces:
        for district in province.districts:
            lain = [codes[name.province] if name.province else province.code for name in district.names]
            yield f"{lain[0]}-{district.names[0].name}", tuple(dict.fromkeys((province.code, *lain))), district


def _entry(
    code: str, names: Sequence[RegionName], short: tuple[str, ...], lain: tuple[str, ...], printed: Set[tuple[str, str]], day: date | None
) -> GazetteerEntry:
    """Return a region as the cases know it that print it, `printed` with the province they put it in and the name they give it."""
    within, called = {province for province, _ in printed}, {name for _, name in printed}
    first = within if len(within) == 1 else ()
    return GazetteerEntry(code, _shown_first(names, called, day), short, tuple(dict.fromkeys((*first, *lain))))


def _shown_first(names: Sequence[RegionName], printed: Collection[str], day: date | None) -> tuple[str, ...]:
    """Return the names of a region, the shown one first: the one that is printed, the one of a day where none is, the present one."""
    present = next((name.name for name in names if name.until is None), names[-1].name)
    of_day = next((name.name for name in names if day and name.held_on(day)), present)
    shown = next(iter(printed)) if len(printed) == 1 else present if printed else of_day
    return tuple(dict.fromkeys((shown, *(name.name for name in names))))


def _short(district: District, kinds: Sequence[str]) -> tuple[str, ...]:
    """Return the shorter ways to write a district; its former names have none but those told."""
    present = [name.name for name in district.names if name.until is None]
    bare = [name.removesuffix(next((kind for kind in kinds if name.endswith(kind)), "")) for name in present]
    return tuple(dict.fromkeys((*(name for name in bare if len(name) >= _SHORT_LEAST), *district.short)))


def _known_values(entries: Iterable[GazetteerEntry]) -> tuple[KnownValue, ...]:
    others: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for entry in entries:
        others[entry.name].update(dict.fromkeys(entry.names[1:]))
    return tuple(KnownValue(value=name, words=tuple(words)) for name, words in others.items())
