"""What a case is called, of which region, kind and year it is, by what is printed where it begins."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from corpus.model.document import OutlinedCase
from corpus.model.nouns import Region
from corpus.structure.cases.case_ground import CaseGround, GroundItem
from corpus.structure.cases.region_names import RegionNames

_COVER = 10
_TITLE_MOST, _TITLE_LEAST = 120, 6
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)(?=\s*년|[.\-/]\s*\d|\W|$)|['‘’`](\d\d)\s*년")
_STARS = re.compile(r"(?<=[\w)\]」』”’])\*+")
_CLEAN = re.compile(r"^[\s\W_]*(?=[\w(\[「『“\"'‘])|[\s|·:\-–]+$")


class CaseNamer:
    """Names the cases of one document."""

    def __init__(self, ground: CaseGround, items: Sequence[GroundItem], regions: RegionNames, name: str) -> None:
        """Know what the whole document is called, and which titles come again in its cases and so are none of theirs."""
        self._ground, self._items, self._regions, self._name = ground, items, regions, name
        self._year = _year_in(name) or next((year for item in items[:_COVER] if (year := _year_in(item.text))), None)
        counts = Counter(feature for item in items for feature in item.features if feature.startswith("text "))
        self._recurring = frozenset(feature for feature, count in counts.items() if count > 2)  # noqa: PLR2004 - not twice on a cover
        self._entries = {at: ground.entries[place].title for place, at in ground.matches.items()}

    def name_case(self, blocks: tuple[int, int], span: tuple[int, int], titled: int, score: float) -> OutlinedCase:
        """Return the case that stands on blocks; `span` are its items, `titled` is the one that begins it below its cover."""
        cover = self._items[titled : min(titled + _COVER, span[1])]
        title = self._title(cover)
        above = self._items[span[0] : titled]
        alone = (item.region for item in (*cover[1:5], *above) if item.alone)
        region = cover[0].region or next(alone, None) or self._regions.last(cover[0].text)
        return self._outline(title, self._regions.narrow(region, title), blocks, score)

    def name_whole(self, blocks: tuple[int, int]) -> OutlinedCase:
        """Return the one case that a whole document is."""
        told = (item.title for item in self._items[:_COVER] if item.titled and len(item.key) >= _TITLE_LEAST and not _is_date(item.text))
        title = next(told, "") or self._name
        region = next((item.region for item in self._items[:_COVER] if item.region), None) or self._regions.within(self._name)
        return self._outline(title, region, blocks, 1.0)

    def _title(self, cover: Sequence[GroundItem]) -> str:
        """The title among the lines of a cover: what says more than a number or a region; else what the contents say, else the region."""
        head = cover[0]
        if head.title and head.style != "lone" and not head.alone:
            return _clean(head.title)
        for item in cover[1:]:
            if not item.alone and (not item.titled or item.style not in ("", "lone", head.style)):
                break
            if not item.alone and item.style != "lone" and self._recurring.isdisjoint(item.features):
                return _clean(item.title)
        told = next((self._entries[item.at] for item in cover if item.at in self._entries), "")
        named = next((item.title for item in cover if item.alone), "")
        return _clean(told or named or head.title or head.text)

    def _outline(self, title: str, region: Region | None, blocks: tuple[int, int], score: float) -> OutlinedCase:
        listed = self._ground.blocks[blocks[0] : blocks[1] + 1]
        lines = [block.lines for block in listed if block.lines is not None] or [(1, 1)]
        pages = [page for block in listed if block.page is not None for page in (block.pages or (block.page, block.page))]
        return OutlinedCase(
            title=title[:_TITLE_MOST] or self._name,
            region=region,
            kind=None,
            year=_year_in(title) or self._year,
            blocks=blocks,
            lines=(min(first for first, _ in lines), max(last for _, last in lines)),
            pages=(min(pages), max(pages)) if pages else None,
            score=round(score, 3),
        )


def _clean(title: str) -> str:
    return _CLEAN.sub("", _STARS.sub("", " ".join(title.split())))


def _is_date(text: str) -> bool:
    return re.fullmatch(r"[\d\s.년월일'‘’()]+", text) is not None


def _year_in(text: str) -> int | None:
    years: Iterator[int] = (int(match[1]) if match[1] else 2000 + int(match[2]) for match in _YEAR.finditer(text))
    return next(years, None)
