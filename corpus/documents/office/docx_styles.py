"""A DOCX's styles and lists: what a paragraph's style says it is, and the number or bullet that is printed before it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from corpus.documents.office.list_numbers import list_number
from corpus.documents.office.office_blocks import clean_text

if TYPE_CHECKING:
    from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VAL = f"{W}val"
BODY_LEVEL = 9
_LEVELS = 9
_HEADING = re.compile(r"(?:heading|제목|개요|outline)\s*([1-9])")
_ENTRY = re.compile(r"(?:toc|목차|차례)\s*[1-9]")
_KINDS = {"title": "title", "제목": "title", "표제": "title", "caption": "caption", "캡션": "caption"}
_OFF = frozenset({"0", "false", "off", "none"})
_LONGEST_CHAIN = 20  # styles that are based on each other in a circle end here
_PLACE = re.compile(r"%([1-9])")

StyleKind = Literal["title", "heading", "caption", "toc", "body"]


def is_on(element: _Element | None) -> bool:
    """Whether a switch such as bold or hidden is there and not turned off."""
    return element is not None and element.get(VAL, "1") not in _OFF


def child_value(element: _Element | None, *names: str) -> str | None:
    """Return the `w:val` found down a path of children."""
    for name in names:
        element = element.find(W + name) if element is not None else None
    return element.get(VAL) if element is not None else None


@dataclass(frozen=True, slots=True)
class ParagraphStyle:
    """What a style says: its kind, a heading's level from 1, whether its words are hidden or bold, and its list."""

    kind: StyleKind = "body"
    level: int | None = None
    hidden: bool = False
    bold: bool = False
    list_id: str | None = None
    list_level: int | None = None


@dataclass(slots=True)
class DocxStyles:
    """All styles of a document by id, each worked out once from those that it is based on."""

    elements: dict[str, _Element]
    default: str | None = None
    _known: dict[str, ParagraphStyle] = field(default_factory=dict)

    def find_style(self, style_id: str | None) -> ParagraphStyle:
        """Return what a style says, or what the default paragraph style does where it is not there."""
        key = style_id if style_id in self.elements else self.default
        if key is None:
            return ParagraphStyle()
        if key not in self._known:
            self._known[key] = self._work_out(key)
        return self._known[key]

    def _chain(self, style_id: str) -> Iterator[_Element]:
        """Yield a style and those it is based on."""
        current: str | None = style_id
        for _ in range(_LONGEST_CHAIN):
            if (element := self.elements.get(current or "")) is None:
                return
            yield element
            current = child_value(element, "basedOn")

    def _work_out(self, style_id: str) -> ParagraphStyle:
        chain = list(self._chain(style_id))
        kind, level = _kind_of(chain)
        number = next((found for one in chain if (found := one.find(f"{W}pPr/{W}numPr")) is not None), None)
        hidden = next((found for one in chain if (found := one.find(f"{W}rPr/{W}vanish")) is not None), None)
        bold = next((found for one in chain if (found := one.find(f"{W}rPr/{W}b")) is not None), None)
        depth = child_value(number, "ilvl")
        return ParagraphStyle(kind, level, is_on(hidden), is_on(bold), child_value(number, "numId"), int(depth) if depth else None)


def read_styles(root: _Element | None) -> DocxStyles:
    """Return the styles of `styles.xml`."""
    found = list(root.iter(f"{W}style")) if root is not None else []
    default = next((one for one in found if one.get(f"{W}type") == "paragraph" and is_on_attribute(one.get(f"{W}default"))), None)
    return DocxStyles({one.get(f"{W}styleId", ""): one for one in found}, default.get(f"{W}styleId") if default is not None else None)


def is_on_attribute(value: str | None) -> bool:
    """Whether an attribute that is a switch is given and not off."""
    return value is not None and value not in _OFF


def _kind_of(chain: list[_Element]) -> tuple[StyleKind, int | None]:
    """Return the kind of a style and a heading's level: by its name or its outline level, or those of what it is based on."""
    for element in chain:
        name = (child_value(element, "name") or "").strip().lower()
        if found := _HEADING.fullmatch(name):
            return "heading", int(found[1])
        if _ENTRY.fullmatch(name):
            return "toc", None
        if (kind := _KINDS.get(name)) is not None:
            return ("title", 1) if kind == "title" else ("caption", None)
        if (outline := child_value(element, "pPr", "outlineLvl")) is not None and outline.isdecimal():
            return ("heading", int(outline) + 1) if int(outline) < BODY_LEVEL else ("body", None)
    return "body", None


@dataclass(slots=True)
class ListCounters:
    """Counts the paragraphs of each list, as the word processor does when it prints their numbers."""

    numbering: _Element | None
    _lists: dict[str, _Element] = field(default_factory=dict)
    _abstract: dict[str, _Element] = field(default_factory=dict)
    _counts: dict[str, list[int | None]] = field(default_factory=dict)
    _begun: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        if self.numbering is not None:
            self._lists = {one.get(f"{W}numId", ""): one for one in self.numbering.iter(f"{W}num")}
            self._abstract = {one.get(f"{W}abstractNumId", ""): one for one in self.numbering.iter(f"{W}abstractNum")}

    def next_mark(self, list_id: str, level: int) -> str | None:
        """Return the number or bullet of the next paragraph of a list's level, "" where it shows none; None where there is no such list."""
        abstract_id = child_value(self._lists.get(list_id), "abstractNumId")
        if list_id == "0" or abstract_id is None or abstract_id not in self._abstract or level >= _LEVELS:
            return None
        counts = self._counts.setdefault(abstract_id, [None] * _LEVELS)
        if list_id not in self._begun:
            self._begun.add(list_id)
            for override in self._lists[list_id].iter(f"{W}lvlOverride"):
                if child_value(override, "startOverride") is not None:
                    counts[int(override.get(f"{W}ilvl", "0"))] = None
        levels = [self._level(list_id, abstract_id, depth) for depth in range(level + 1)]
        current = counts[level]
        counts[level] = self._start(list_id, levels[level], level) if current is None else current + 1
        counts[level + 1 :] = [None] * (_LEVELS - level - 1)
        return self._show(list_id, levels, counts)

    def level_of_style(self, list_id: str, style_id: str | None) -> int:
        """Return the level of a list that belongs to a style; the first where none does."""
        abstract = self._abstract.get(child_value(self._lists.get(list_id), "abstractNumId") or "")
        found = [one for one in abstract.iter(f"{W}lvl") if child_value(one, "pStyle") == style_id] if abstract is not None else []
        return int(found[0].get(f"{W}ilvl", "0")) if found else 0

    def _level(self, list_id: str, abstract_id: str, depth: int) -> _Element | None:
        for override in self._lists[list_id].iter(f"{W}lvlOverride"):
            if override.get(f"{W}ilvl") == str(depth) and (level := override.find(f"{W}lvl")) is not None:
                return level
        return next((one for one in self._abstract[abstract_id].iter(f"{W}lvl") if one.get(f"{W}ilvl") == str(depth)), None)

    def _start(self, list_id: str, level: _Element | None, depth: int) -> int:
        overrides = (one for one in self._lists[list_id].iter(f"{W}lvlOverride") if one.get(f"{W}ilvl") == str(depth))
        given = next((start for one in overrides if (start := child_value(one, "startOverride"))), None) or child_value(level, "start")
        return int(given) if given and given.isdecimal() else 1

    def _show(self, list_id: str, levels: list[_Element | None], counts: list[int | None]) -> str:
        """Return a level's words with the numbers of the levels above in their places."""
        own = levels[-1]
        text, form = child_value(own, "lvlText") or "", child_value(own, "numFmt") or "decimal"
        if form == "bullet":
            return clean_text(text) or "•"
        legal = is_on(own.find(f"{W}isLgl")) if own is not None else False

        def number(found: re.Match[str]) -> str:
            depth = int(found[1]) - 1
            if depth >= len(levels):
                return ""
            count = counts[depth]
            shown = self._start(list_id, levels[depth], depth) if count is None else count
            return list_number(shown, "decimal" if legal else child_value(levels[depth], "numFmt") or "decimal")

        return clean_text(_PLACE.sub(number, text))
