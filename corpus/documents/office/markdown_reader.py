"""Markdown → blocks with the lines they are written in: headings, paragraphs, lists, and tables, those in HTML too."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.documents.limits import Limits
from corpus.documents.office.html_reader import read_fragment
from corpus.documents.office.office_blocks import BlockList, GridFiller, MadeTable, clean_text
from corpus.documents.text_letters import decode_letters
from corpus.errors import DocumentError
from corpus.model.document import ReadFile

if TYPE_CHECKING:
    from markdown_it.token import Token

_TITLE = re.compile(r"""title\s*:\s*["']?(.*?)["']?\s*$""", re.IGNORECASE)
_MATTER_LINE = re.compile(r"[\w-]+\s*:|\s+\S|-\s|#|$")
_MATTER_MOST = 100  # lines of metadata before the text
_NOTE = re.compile(r"\[\^([^\]\s]+)\]:\s*")
_SOFT = "\u2028"
_DASH = "-"
"""What an item without a number stands behind, as it is written: the mark within its words is none that heads what follows."""
_OUTLINE_MARK = re.compile(
    r"\s*(?:[□■◻○●◦◎▪▫◆◇▶▷►•‣∙※☞❍➢✓①-⑳㉠-㉭㉮-㉻❶-❿➀-➓Ⅰ-Ⅻ]|[ㅇo·∘]\s|[(<\[]?(?:\d{1,2}|[가-하])[.)>\]]\s|제\d+[장절조])"
)
"""What begins a line of its own in a Korean document, whether or not a blank line stands above it."""
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_BLOCK_TAG = re.compile(r"</?(?:table|thead|tbody|tr|td|th|ul|ol|li|p|div|h[1-6]|details|summary|figure|section|center)\b", re.IGNORECASE)


def read_markdown(path: Path, limits: Limits) -> ReadFile:
    """Return a Markdown file's own lines, and its blocks in reading order, each with its lines.

    Raises:
        DocumentError: `damaged_document` where its letters cannot be read, `too_large` where it has too many cells.

    """
    read = decode_letters(path.read_bytes())
    if read is None:
        told = f"{path.name}: 글자의 인코딩을 알 수 없어 읽을 수 없습니다. UTF-8로 다시 저장해 올려 주십시오."
        raise DocumentError(told, code="damaged_document")
    lines = tuple(read.text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    lines = lines[:-1] if lines and not lines[-1] else lines
    matter, title = _front_matter(lines)
    walk = _MarkdownWalk(path.name, limits, lines)
    walk.read_tokens(_parse("\n".join(("",) * matter + lines[matter:])))
    warned = (f"{path.name}: 읽을 수 없는 글자가 {read.broken}군데 있습니다.",) if read.broken else ()
    return ReadFile(format="markdown", blocks=tuple(walk.out.blocks), lines=lines, title=title, warnings=warned)


def _parse(text: str) -> list[Token]:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).parse(text)


def _front_matter(lines: Sequence[str]) -> tuple[int, str | None]:
    """Return how many lines of metadata stand before the text, and the title that they give."""
    if not lines or lines[0].rstrip() != "---":
        return 0, None
    inner = list(takewhile(lambda line: line.rstrip() not in {"---", "..."}, lines[1 : _MATTER_MOST + 1]))
    if len(inner) + 1 >= len(lines) or not inner or not all(_MATTER_LINE.match(line) for line in inner) or len(inner) >= _MATTER_MOST:
        return 0, None
    title = next((found[1] for line in inner if (found := _TITLE.match(line))), None)
    return len(inner) + 2, title or None


@dataclass(slots=True)
class _MarkdownWalk:
    """A walk through the tokens of a text."""

    name: str
    limits: Limits
    lines: Sequence[str]
    out: BlockList = field(default_factory=BlockList)
    cells: int = 0
    _lists: list[int | None] = field(default_factory=list)
    """Of each list that is open, the next number, None where it does not count."""
    _mark: str | None = None

    def read_tokens(self, tokens: Sequence[Token]) -> None:
        """Add the blocks of all tokens."""
        at = 0
        while at < len(tokens):
            token = tokens[at]
            if token.type == "table_open":
                end = next(n for n in range(at, len(tokens)) if tokens[n].type == "table_close")
                self._read_table(tokens[at:end], self._lines_of(token))
                at = end
            elif token.type == "heading_open":
                words, figures = inline_words(tokens[at + 1])
                self.out.add_text("heading", words.replace(_SOFT, " "), int(token.tag[1]), self._lines_of(token))
                self._add_figures(figures, token)
            elif token.type == "inline":
                self._read_inline(token)
            elif token.type in {"fence", "code_block"}:
                self._add_words(token.content, self._lines_of(token))
            elif token.type == "html_block":
                self.out.blocks += read_fragment(token.content, self.limits, self.name, self._lines_of(token))
            else:
                self._follow_lists(token)
            at += 2 if token.type == "heading_open" else 1

    def _follow_lists(self, token: Token) -> None:
        """Keep count of the lists that are open."""
        if token.type in {"bullet_list_open", "ordered_list_open"}:
            start = token.attrGet("start")
            self._lists.append(None if token.type == "bullet_list_open" else int(start if start is not None else 1))
        elif token.type in {"bullet_list_close", "ordered_list_close"}:
            self._lists.pop()
        elif token.type == "list_item_open":
            number = self._lists[-1]
            self._mark = _DASH if number is None else f"{number}{token.markup}"
            self._lists[-1] = None if number is None else number + 1
        elif token.type == "list_item_close":
            self._mark = None

    def _read_inline(self, token: Token) -> None:
        """Add a paragraph: or the blocks of HTML that it holds, as rows of a table written within a line."""
        if _BLOCK_TAG.search(token.content) and any(child.type == "html_inline" for child in token.children or ()):
            self.out.blocks += read_fragment(token.content, self.limits, self.name, self._lines_of(token))
            return
        words, figures = inline_words(token)
        lines = self._lines_of(token)
        pieces = words.split(_SOFT)
        for first, end in _marked_runs(pieces):
            within = (lines[0] + first, lines[0] + end - 1) if lines and len(pieces) == lines[1] - lines[0] + 1 else lines
            self._add_words(" ".join(pieces[first:end]), within)
        self._add_figures(figures, token)

    def _add_words(self, words: str, lines: tuple[int, int] | None) -> None:
        if not clean_text(words):
            return
        if self._mark is not None:
            self.out.add_text("list_item", f"{self._mark} {words}", len(self._lists), lines)
            self._mark = None
        elif note := _NOTE.match(words):
            self.out.add_text("note", f"{note[1]}) {words[note.end() :]}", lines=lines)
        else:
            self.out.add_text("paragraph", words, lines=lines)

    def _add_figures(self, figures: Sequence[str], token: Token) -> None:
        for figure in figures:
            self.out.add_figure(figure, self._lines_of(token))

    def _lines_of(self, token: Token) -> tuple[int, int] | None:
        """Return the lines that a token is written in, from 1, without blank ones at its end."""
        if token.map is None:
            return None
        first, end = token.map
        while end - 1 > first and not self.lines[end - 1].strip():
            end -= 1
        return first + 1, end

    def _read_table(self, tokens: Sequence[Token], lines: tuple[int, int] | None) -> None:
        grid = GridFiller(self.limits, self.name, self.cells)
        figures: list[str] = []
        for at, token in enumerate(tokens):
            if token.type == "tr_open":
                grid.begin_row()
            elif token.type in {"th_open", "td_open"}:
                words, pictures = inline_words(tokens[at + 1])
                grid.place_cell(clean_text(words), head=token.type == "th_open")
                figures += pictures
        self.cells += len(grid.cells)
        self.out.add_table(MadeTable(tuple(grid.cells)), lines=lines)
        for figure in figures:
            self.out.add_figure(figure, lines)


def _marked_runs(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the lines of a paragraph as runs that each begin with a mark of a document's outline: joined, they would be one in Markdown."""
    first = 0
    for at in range(1, len(lines) + 1):
        if at == len(lines) or _OUTLINE_MARK.match(lines[at]):
            yield first, at
            first = at


def inline_words(token: Token) -> tuple[str, list[str]]:
    """Return the words of a line's tokens without their marks, `_SOFT` between lines, and the descriptions of the pictures in it."""
    words: list[str] = []
    figures: list[str] = []
    for child in token.children or ():
        if child.type in {"text", "code_inline", "text_special"}:
            words.append(child.content)
        elif child.type == "softbreak":
            words.append(_SOFT)
        elif child.type == "hardbreak" or (child.type == "html_inline" and _BREAK.match(child.content)):
            words.append("\n")
        elif child.type == "image":
            figures.append(child.content)
    return "".join(words), figures
