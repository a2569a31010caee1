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
_APART = {"o": "○", "O": "○", "?": "✓"}
"""Letters that are bullets where a blank follows; a question mark is what CP949 leaves of a sign that it cannot write, as ☑ and •."""
_BULLET = re.compile(rf"(?:([{re.escape(''.join(BULLETS))}])\s*|([{''.join(_APART)}])\s+)(?=\S)(.*)", re.DOTALL)
_OPEN, _CLOSE = r"\[<〈《【〔(", r"\]>〉》】〕)"
_CLOSING = frozenset(_CLOSE)
_UNITS = frozenset("장절편부관조항")
_BARE_DIGITS = 2
_COUNTED = "명|개|건|원|년|월|일|시|분|위|차|회|억|만|천|백|여|%|호|종|배|대|인|점|쪽|세"
_QUANTITY = re.compile(rf"\s*(?:{_COUNTED})(?:\W|$|(?:이|을|를|은|는|의|에|당|간|씩|원|개|명|여)\s)")
"""What a number that is followed by it counts: 3명의 is no third part."""
_MARK = re.compile(
    rf"(?P<open>[{_OPEN}]?)\s*(?:(?P<word>[가-힣]{{1,8}}(?:\s[가-힣]{{1,6}})?|[A-Za-z]{{2,10}})\s*[-.#]?\s*)??"
    rf"(?P<numeral>\d{{1,3}}(?:[.\-–](?P<part>\d{{1,2}})(?=[.)]?\s+\D))?|[①-⑳❶-❿{_ROMANS}]|[IVX]{{1,4}}(?![A-Za-z])|[{_LETTERS}](?=\s*[.)]))"
    rf"(?P<stop>\s*[{_CLOSE}]|\s*[장절편부관조항](?![가-힣])|\s?[.:|])?(?P<gap>[\s.:|]*)(?P<title>.*)",
    re.DOTALL,
)
"""Every mark that counts: brackets, a word and a numeral, each but the last where it has it, what stops it, and the words after it."""
_GLUED_WORD = re.compile(r"[을를이가은는의에도와과로]$")
_NAMED = re.compile(r"[\[【〔<〈《]\s*([^\[\]【】〔〕<>〈〉《》]{1,20}?)\s*[\]】〕>〉》]\s*(.*)", re.DOTALL)
_ANNEXES = ("참고", "붙임", "별첨", "별지", "별표", "부록", "첨부", "참고자료")
_ANNEX = "참고 N"
_APPENDED = re.compile(rf"[\[<〈《【(]?\s*({'|'.join(_ANNEXES)})\s*(?:[\]>〉》】)|:.]+\s*|\s+[|]?\s*)(?=\S)(.*)", re.DOTALL)
_LONE = re.compile(r"[-(\[]?\s*0?(\d{1,3})\s*[.)\]-]?")
_NO_TITLE = "0123456789.,)~-|"
"""What goes on with a number rather than tells what it numbers."""


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
    return _read_counted(text) or _read_named(text) or _read_bullet(text)


def _read_counted(text: str) -> OutlineMark | None:
    """A mark with a numeral; what is around the numeral is the style."""
    match = _MARK.match(text)
    style = None if match is None else _worded_style(match) if match["word"] else _plain_style(match)
    if match is None or style is None:
        return None
    numeral = match["part"] or match["numeral"]
    return OutlineMark(style, number_of(numeral), match["title"].strip())


def _worded_style(match: re.Match[str]) -> str | None:
    """The style of a word that counts: 제1장, [사례 1], 우수사례 ①; None of a word that only stands before a quantity."""
    word, stop = "".join(match["word"].split()), _stop(match)
    if word == "제" and stop in _UNITS:
        return f"제N{stop}"
    bracketed = bool(match["open"])
    if match["numeral"] in _LETTERS or match["part"] or stop in _UNITS or (bracketed and stop not in _CLOSING):
        return None
    apart = bool(stop or match["gap"] or not match["title"])
    if not bracketed and (not apart or _GLUED_WORD.search(match["word"]) or _QUANTITY.match(match.string, match.end("numeral"))):
        return None
    return _ANNEX if word in _ANNEXES else f"[{word} N]" if bracketed else f"{word} N"


def _plain_style(match: re.Match[str]) -> str | None:
    """The style of a numeral by itself: Ⅰ, 1., 1), (1), [1], 가., 1-1, or a number apart from its words; None of what is no mark."""
    numeral, stop, title = match["numeral"], _stop(match), match["title"]
    kind = "가" if numeral in _LETTERS else "N" if numeral[0].isdigit() else "Ⅰ"
    if match["open"]:
        fits = {"(": ")", "[": "]", "【": "】"}.get(match["open"]) == stop and kind != "Ⅰ" and (kind == "N" or stop == ")")
        return None if not fits else f"({kind})" if stop == ")" else f"[{kind}]"
    if stop in _UNITS or (stop in _CLOSING and stop != ")") or not title.strip():
        return None
    if kind == "Ⅰ":
        return kind if numeral in _ROMANS or stop or match["gap"] else None
    if match["part"]:
        return "N-N"
    if stop and stop in ".)" and (stop == ")" or kind == "가" or not title[0].isdigit()):
        return f"{kind}{stop}"
    apart = (stop == "|" or (not stop and match["gap"])) and len(numeral) <= _BARE_DIGITS and title[0] not in _NO_TITLE
    return "N" if apart and not _QUANTITY.match(match.string, match.end("numeral")) else None


def _stop(match: re.Match[str]) -> str:
    return (match["stop"] or "").strip()


def _read_named(text: str) -> OutlineMark | None:
    """Words that head without a number: those of annexes, and names in brackets."""
    if match := _APPENDED.fullmatch(text):
        return OutlineMark(_ANNEX, None, match[2].strip())
    if match := _NAMED.fullmatch(text):
        return OutlineMark("[]", None, f"{match[1]} {match[2]}".strip())
    return None


def _read_bullet(text: str) -> OutlineMark | None:
    match = _BULLET.fullmatch(text)
    return None if match is None else OutlineMark(BULLETS[match[1]] if match[1] else _APART[match[2]], None, match[3].strip())


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
