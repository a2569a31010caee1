"""A text → what it is written in: HTML, Markdown, Hangul's XML, or plainly; by clear signs, since a dash alone is no list."""

from __future__ import annotations

import re
from typing import Literal

from corpus.model.book import Format

_LOOKED_AT = 200_000  # characters
_XML = re.compile(r"\s*<\?xml\b[^>]*\?>")
_COMMENT = re.compile(r"\s*<!--.*?-->", re.DOTALL)
_DOCTYPE = re.compile(r"\s*<!doctype\s+([\w.-]+)[^>]*>", re.IGNORECASE)
_ROOT = re.compile(r"\s*(?:<\?[^>]*\?>\s*)*<([A-Za-z][\w:.-]*)[\s>/]")
_HTML_ROOTS = frozenset({"html", "head", "body", "meta", "title", "style", "script", "base", "link"})
_HTML_PARTS = re.compile(r"div|p|table|h[1-6]|[uod]l|center|font|span|section|article|main|header|nav|form|a|b|img|br|hr|blockquote|pre")
_CLOSING = re.compile(r"</(?:p|div|table|tr|td|h[1-6]|ul|ol|li|span|a|section|article|main)\s*>", re.IGNORECASE)
_PAGE_TAG = re.compile(r"<(?:html|head|body|meta)\b", re.IGNORECASE)
_HEADING = re.compile(r"(?:\A|\n[ \t]*\n) {0,3}#{1,6}[ \t]+\S|^ {0,3}#{1,6}[ \t]+\S[^\n]*\n[ \t]*\n", re.MULTILINE)
"""One that stands free, before or after a blank line: a number sign within a text is none."""
_TABLE_RULE = re.compile(r"^.*\|.*\n {0,3}(?=[^\n]*\|)\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$", re.MULTILINE)
_FENCE = re.compile(r"^ {0,3}(```|~~~)[^\n`]*\n.*?^ {0,3}\1[ \t]*$", re.MULTILINE | re.DOTALL)
_RTF, _MHTML = "{\\rtf", re.compile(r"(?:MIME-Version:|From: <Saved by)", re.IGNORECASE)

Told = Literal["서식 있는 텍스트(RTF)", "웹 보관 파일(MHTML)", "XML"]


def text_format(text: str) -> Format | Told:
    """Return the format of a text, or the Korean name of what is written in it and cannot be read; HWPML counts as `hwp`."""
    head = text[:_LOOKED_AT].lstrip("\ufeff \t\r\n")
    if head.startswith(_RTF):
        return "서식 있는 텍스트(RTF)"
    if _MHTML.match(head) and "multipart/" in head:
        return "웹 보관 파일(MHTML)"
    root = _root_of(head)
    if root == "hwpml":
        return "hwp"
    if root in _HTML_ROOTS or (_HTML_PARTS.fullmatch(root) and _is_page(head)):
        return "html"
    if root and (_XML.match(head) or "xmlns" in head[: head.find(">") + 1]):
        return "XML"
    return "markdown" if _has_marks(head) else "text"


def _root_of(head: str) -> str:
    """Return the name of the first tag where a text begins with one, in small letters; else nothing."""
    rest = _XML.sub("", head, count=1) if _XML.match(head) else head
    while comment := _COMMENT.match(rest):
        rest = rest[comment.end() :]
    if doctype := _DOCTYPE.match(rest):
        return doctype[1].lower()
    root = _ROOT.match(rest)
    return root[1].lower() if root else ""


def _is_page(head: str) -> bool:
    """Whether a text that begins with a common tag is HTML as a whole: Markdown may begin with one too."""
    return bool(_PAGE_TAG.search(head)) or (not _has_marks(head) and bool(_CLOSING.search(head)))


def _has_marks(head: str) -> bool:
    """Whether a text has the signs of Markdown: free headings, tables with their rule, fenced code. Pages end in no Markdown."""
    if "\f" in head:
        return False
    return bool(_TABLE_RULE.search(head) or _FENCE.search(head) or _HEADING.match(head)) or len(_HEADING.findall(head)) > 1
