"""The marks that stand before headings and items, whatever they look like: Ⅰ, 1., 가., (1), ①, □, ○, -, [사례 1], 참고 2."""

from __future__ import annotations

import re
from dataclasses import dataclass

_ROMANS = "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ"
_LETTERS = "가나다라마바사아자차카타파하"
_ASCII_ROMANS = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9, "X": 10, "XI": 11, "XII": 12}
_CIRCLES = (("①", 20), ("❶", 10), ("➀", 10), ("➊", 10), ("⓵", 10), ("㉠", 14), ("㉮", 14), ("ⓐ", 26), ("⑴", 20), ("⒜", 26))
_CIRCLED = {chr(ord(first) + at): (first, at + 1) for first, size in _CIRCLES for at in range(size)}
_ALIKE = {
    "□": "□ㅁ◻▢☐❏❑", "■": "■◼⬛", "○": "○ㅇ◦〇❍⚪◯", "●": "●⚫⬤", "◎": "◎⦿◉", "◇": "◇◊❖", "◆": "◆◈", "▶": "▶►➤❯‣", "▷": "▷▹",
    "▪": "▪￭◾⯀", "-": "-–—−‐―", "·": "·•∙・ㆍ‧", "※": "※", "*": "*＊∗", "☞": "☞☛", "✓": "✓✔☑✅", "⇒": "⇒→➡➔⇨",
}  # fmt: skip
BULLETS = {sign: style for style, signs in _ALIKE.items() for sign in signs}
TOP_BULLETS = "□■◎◇◆▶▷"
"""Bullets that head parts of a text; the rest stand before items."""
NOTES = "※*"
_BULLET = re.compile(rf"([{re.escape(''.join(BULLETS))}])\s*(?=\S)(.*)", re.DOTALL)
_LETTER_BULLET = re.compile(r"([oO])\s+(\S.*)", re.DOTALL)
_NUMBER = r"(\d{1,3}|[①-⑳❶-❿Ⅰ-Ⅻ]|[IVX]{1,4})"
_COUNTED = "명|개|건|원|년|월|일|시|분|위|차|회|억|만|천|백|여|%|호|종|배|대|인|점|쪽|세"
_UNIT = rf"(?!\s*(?:{_COUNTED})(?:\W|$|(?:이|을|를|은|는|의|에|당|간|씩|원|개|명|여)\s))"
_PATTERNS = (
    ("제N", re.compile(r"제\s*(\d{1,3})\s*([장절부편관조항])[\s.:]*(.*)", re.DOTALL)),
    ("Ⅰ", re.compile(rf"([{_ROMANS}]|(?:I{{1,3}}|I?V|VI{{0,3}}|I?X|XI{{0,2}})(?=\s*[.)|\s]))\s*[.)|:]?\s*(?=\S)(.*)", re.DOTALL)),
    ("N-N", re.compile(r"(\d{1,2})[.\-–](\d{1,2})[.)]?\s+(?=\S)(\D.*)", re.DOTALL)),
    ("N.", re.compile(r"(\d{1,3})\s?\.\s*(?=[^\d\s])(.*)", re.DOTALL)),
    ("N)", re.compile(r"(\d{1,3})\)\s*(?=\S)(.*)", re.DOTALL)),
    ("(N)", re.compile(r"\(\s*(\d{1,2})\s*\)\s*(?=\S)(.*)", re.DOTALL)),
    ("[N]", re.compile(r"[\[【]\s*(\d{1,3})\s*[\]】]\s*(.*)", re.DOTALL)),
    ("가.", re.compile(rf"([{_LETTERS}])\.\s*(?=\S)(.*)", re.DOTALL)),
    ("가)", re.compile(rf"([{_LETTERS}])\)\s*(?=\S)(.*)", re.DOTALL)),
    ("(가)", re.compile(rf"\(\s*([{_LETTERS}])\s*\)\s*(?=\S)(.*)", re.DOTALL)),
)
_WORD = r"([가-힣]{1,8}(?:\s[가-힣]{1,6})?|[A-Za-z]{2,10})"
_BRACKETED = re.compile(rf"[\[<〈《【〔(]\s*{_WORD}\s*[-.#]?\s*{_NUMBER}\s*[\]>〉》】〕)]\s*[:.|]?\s*(.*)", re.DOTALL)
_WORDED = re.compile(rf"{_WORD}\s*[-.#]?\s*{_NUMBER}(?:\s*[.:|)\]]\s*|\s+|$){_UNIT}(.*)", re.DOTALL)
_GLUED_WORD = re.compile(r"[을를이가은는의에도와과로]$")
_NAMED = re.compile(r"[\[【〔<〈《]\s*([^\[\]【】〔〕<>〈〉《》]{1,20}?)\s*[\]】〕>〉》]\s*(.*)", re.DOTALL)
_ANNEXES = ("참고", "붙임", "별첨", "별지", "부록", "첨부", "참고자료")
_ANNEX = "참고 N"
_APPENDED = re.compile(rf"[\[<〈《【(]?\s*({'|'.join(_ANNEXES)})\s*(?:[\]>〉》】)|:.]+\s*|\s+[|]?\s*)(?=\S)(.*)", re.DOTALL)
_BARE = re.compile(rf"(\d{{1,2}})(?:\s*\|\s*|\s+){_UNIT}(?=[^\d\s.,)~\-|])(.*)", re.DOTALL)
_LONE = re.compile(r"[-(\[]?\s*0?(\d{1,3})\s*[.)\]-]?")


@dataclass(frozen=True, slots=True)
class OutlineMark:
    """What stands before a text: the style of the mark, its number where it counts, and the words after it."""

    style: str
    number: int | None
    title: str


def read_mark(text: str) -> OutlineMark | None:
    """Return the mark that a text begins with, None where it has none; a number alone is a mark without a title."""
    text = text.strip()
    if not text:
        return None
    if lone := _LONE.fullmatch(text):
        return OutlineMark("lone", int(lone[1]), "")
    if text[0] in _CIRCLED:
        style, number = _CIRCLED[text[0]]
        return OutlineMark(style, number, text[1:].lstrip(" .:|"))
    return _read_numbered(text) or _read_worded(text) or _read_bullet(text)


def _read_numbered(text: str) -> OutlineMark | None:
    for style, pattern in _PATTERNS:
        match = pattern.match(text)
        if match is None:
            continue
        if style == "제N":
            return OutlineMark(f"제N{match[2]}", int(match[1]), match[3].strip())
        if style == "N-N":
            return OutlineMark(style, int(match[2]), match[3].strip())
        return OutlineMark(style, number_of(match[1]), match[match.lastindex or 2].strip())
    bare = _BARE.fullmatch(text)
    return OutlineMark("N", int(bare[1]), bare[2].strip()) if bare else None


def _read_worded(text: str) -> OutlineMark | None:
    """Words that count: [사례 1], 우수사례 ①, 참고 2; without a number, words of annexes and names in brackets."""
    for pattern, form in ((_BRACKETED, "[{} N]"), (_WORDED, "{} N")):
        match = pattern.fullmatch(text)
        if match and not (pattern is _WORDED and _GLUED_WORD.search(match[1])):
            word = "".join(match[1].split())
            style = _ANNEX if word in _ANNEXES else form.format(word)
            return OutlineMark(style, number_of(match[2]), match[3].strip())
    if match := _APPENDED.fullmatch(text):
        return OutlineMark(_ANNEX, None, match[2].strip())
    if match := _NAMED.fullmatch(text):
        return OutlineMark("[]", None, f"{match[1]} {match[2]}".strip())
    return None


def _read_bullet(text: str) -> OutlineMark | None:
    match = _BULLET.fullmatch(text) or _LETTER_BULLET.fullmatch(text)
    if match is None:
        return None
    return OutlineMark(BULLETS.get(match[1], "○"), None, match[2].strip())


def number_of(word: str) -> int | None:
    """Return the number that a numeral, a circled number or a letter of an outline stands for."""
    if word.isdecimal():
        return int(word)
    if word in _CIRCLED:
        return _CIRCLED[word][1]
    if len(word) == 1 and word in _ROMANS:
        return _ROMANS.index(word) + 1
    if len(word) == 1 and word in _LETTERS:
        return _LETTERS.index(word) + 1
    return _ASCII_ROMANS.get(word)
