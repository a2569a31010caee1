"""The marks that stand before headings and items, and how deep a line stands by them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.outline.text_tables import clean, has_html

TOP_MARK = 5
PLAIN, BULLET, TABLE = 8, 9, 10  # ranks of lines that are no heading: below every mark
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"
_LEVELS = dict.fromkeys("◎□■◆|", TOP_MARK) | dict.fromkeys("▶☑○●", 6) | dict.fromkeys(f"✓▷☞{CIRCLED}", 7)
_BULLETS = "-·•*※→▪"


def plain(line: str) -> str:
    """A line without markup and outer blanks, for matching."""
    return clean(line).replace("\ufe0f", "")


class Marks:
    """Reads the mark of a line; `bars` are letters that the OCR of a text read for the bar, a mark of the highest rank."""

    def __init__(self, bars: Sequence[str] = ()) -> None:
        self._levels = _LEVELS | dict.fromkeys(bars, TOP_MARK)
        self._mark = re.compile(rf"([◎□■◆▶☑○●✓▷☞①-⑩]|[{''.join(map(re.escape, ('|', *bars)))}](?= ))\s*(\S.{{1,79}})")

    def read(self, text: str) -> tuple[str, int, str] | None:
        """The mark of a plain text, its level and the words behind it; None where there is no mark."""
        mark = self._mark.fullmatch(text)
        return (mark[1], self._levels[mark[1]], mark[2]) if mark else None

    def rank(self, line: str) -> int:
        """How deep a line stands: its mark's level, or that of a bullet, plain text or table row."""
        if "\t" in line or has_html(line):
            return TABLE
        text = plain(line)
        if text and text[0] in _BULLETS:
            return BULLET
        mark = self.read(text)
        return mark[1] if mark else PLAIN
