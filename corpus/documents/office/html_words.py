"""What a browser shows of HTML: its words with their breaks, the rows of its tables, and the encoding of a page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import TYPE_CHECKING

from corpus.documents.office.office_blocks import clean_text
from corpus.documents.text_letters import decode_letters

if TYPE_CHECKING:
    from lxml.etree import _Element

INLINE = re.compile(
    r"a|abbr|acronym|b|bdi|bdo|big|cite|code|data|del|dfn|em|font|i|ins|kbd|label|mark|nobr|q|ruby|rb|s|samp|small|span|strike|strong"
    r"|sub|sup|time|tt|u|var|wbr|[a-z0-9]+[:-].*"
)
"""Elements within a line, with those that a program made up, as word processors do when they write HTML."""
BLANKS = re.compile(r"\s+")
_UNSEEN = re.compile(
    r"script|style|template|noscript|nav|footer|iframe|object|embed|svg|select|button|input|textarea"
    r"|rt|rp|head|title|meta|link|base|colgroup|col"
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_META = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_META_WITHIN = 4_096
_KOREAN_NAMES = frozenset({"euc-kr", "euckr", "ks_c_5601-1987", "ksc5601", "ks_c_5601", "korean", "windows-949", "cp949", "ms949", "uhc"})


def decode_page(content: bytes) -> str | None:
    """Return a page's text: by its byte order mark, the encoding it names where that holds, else by what it reads as."""
    named = _META.search(content[:_META_WITHIN])
    name = named[1].decode("ascii", errors="replace").lower() if named else ""
    if name and not content.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        try:
            return content.decode("cp949" if name in _KOREAN_NAMES else name)
        except (LookupError, UnicodeDecodeError):
            pass  # pages often name another encoding than they have
    read = decode_letters(content)
    return read.text if read else None


def is_unseen(element: _Element) -> bool:
    """Whether a browser shows nothing of an element, or it is a page's frame rather than its text."""
    if _UNSEEN.fullmatch(element.tag) or "hidden" in element.attrib or element.get("aria-hidden") == "true":
        return True
    return bool(_HIDDEN.search(element.get("style", "")))


def inline_text(element: _Element) -> str:
    """Return an element's words on one or more lines, without those of tables within it."""
    return clean_text("".join(_words_in(element)))


def _words_in(element: _Element) -> Iterator[str]:
    if element.text:
        yield BLANKS.sub(" ", element.text)
    for child in element:
        if isinstance(child.tag, str) and child.tag != "table" and not is_unseen(child):
            stands_alone = not INLINE.fullmatch(child.tag) and child.tag != "img"
            yield from chain(["\n"] if stands_alone else [], _words_in(child), ["\n"] if stands_alone and child.tag != "br" else [])
        if child.tail:
            yield BLANKS.sub(" ", child.tail)


def rows_of(table: _Element) -> Iterable[tuple[_Element, bool]]:
    """Yield a table's rows, head first and foot last, and whether they are of its head."""
    parts = {"thead": 0, "tfoot": 2}
    for part in sorted(table.iterchildren("thead", "tbody", "tfoot", "tr"), key=lambda part: parts.get(part.tag, 1)):
        rows = [part] if part.tag == "tr" else part.iterchildren("tr")
        yield from ((row, part.tag == "thead") for row in rows if not is_unseen(row))


def inner_tables(element: _Element) -> Iterator[_Element]:
    """Yield the outermost tables within an element."""
    for child in element:
        if child.tag == "table":
            yield child
        elif isinstance(child.tag, str) and not is_unseen(child):
            yield from inner_tables(child)
