"""How the lines of a text are joined: with a blank, without one where a word is broken, without its hyphen; learnt from the text itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.documents.drawn.page_nouns import TextLine

_WORD = re.compile(r"[가-힣]+|[A-Za-z]+(?:-[A-Za-z]+)*")
_LAST_WORD, _FIRST_WORD = re.compile(r"[가-힣]+$"), re.compile(r"^[가-힣]+")
_HYPHEN = re.compile(r"([A-Za-z]+)(?:-|\u00ad|\u2010)$")
_SMALL = re.compile(r"^[a-z]+")
_PARTICLE = re.compile(
    r"^(?:[을를은는의에]|에서|에게|에는|에도|에서는|으로|으로만|으로도|로|으로는|로는|으로서|로서|으로써|로써|와|과의|와의|까지|부터|하는|하고|하며|하여|하기|되는|되고|되어|된다|한다|적으로|적인)"
    r"(?![가-힣])"
)
_OPENING, _CLOSING = "([{<〈《「『‘“｢·‧ㆍ・･/_~∼", ")]}>〉》」』’”｣,.%·:;"
_HELD = _CLOSING[:10] + "%0123456789"  # a particle follows at once
_ENDINGS = "을를는은"  # with these a word ends
_HALF = 0.5
_GLUED, _LOOSE = re.compile(r"[가-힣][(\[]"), re.compile(r"[가-힣] [(\[]")
_MARK = re.compile(
    r"[□■【○●◦◎ㅇ◇◆▶▷►▪▫•∙⋅※☞☑✓✔◈▲▼▽★☆➔⇨⇒→❶-❿➀-➓①-⑳⓪㉠-㉻-]\s*\S"
    r"|[oO·ㆍ]\s|[*†‡]{1,3}\s*[^\s*]"
    r"|[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ]+\s*[.)]|[IVX]{1,4}\.\s"
    r"|\(?\d{1,3}[.)](?:\s|[가-힣A-Z<\[(「])|\d{1,2}-\d{1,2}[.)]?\s|\(?[가-하][.)]\s"
    r"|제\s?\d+\s?[장절조항편관]\b|\[?(?:붙임|별첨|참고|별표|표|그림|사례)\s?\d*[\].)]?\s|[<〈《【\[].{1,40}[>〉》】\]]$"
)
_LEADER = re.compile(r"(?:[·.…‥]\s?){2,}\s*[\divxlcIVXLC]+$")


@dataclass(frozen=True, slots=True)
class LineJoins:
    """What a text's own lines say of how it breaks them: the words that it has, and whether it breaks lines within words."""

    words: Counter[str]
    breaks_words: bool = False
    glues_brackets: bool = True

    def text_of(self, lines: Sequence[TextLine]) -> str:
        """Lines of one paragraph as one text."""
        if not lines:
            return ""
        text = lines[0].text
        for above, line in pairwise(lines):
            text, between = self.between(text, line.text, above.blank_after)
            text += between + line.text
        return text

    def between(self, text: str, following: str, blank: bool) -> tuple[str, str]:
        """The text as it stands before what follows (a hyphen may go), and what is between them."""
        hyphen = _HYPHEN.search(text)
        if hyphen and (small := _SMALL.match(following)):
            whole = hyphen.group(1) + small.group()
            compound = f"{hyphen.group(1)}-{small.group()}"
            return (text, "") if self.words[compound] and not self.words[whole] else (text[: hyphen.end(1)], "")
        return text, " " if blank or self._apart(text, following) else ""

    def _apart(self, text: str, following: str) -> bool:
        if not text or not following or text[-1] in _OPENING or following[0] in _CLOSING:
            return False
        last, first = _LAST_WORD.search(text), _FIRST_WORD.match(following)
        if not last or not first:
            if first and _PARTICLE.match(following) and text[-1] in _HELD:
                return False
            return not (following[0] in "([" and last is not None and self.glues_brackets)
        told = _tell_blank(self.words, last.group(), first.group())
        if told is not None:
            return told
        if _PARTICLE.match(following):
            return False
        return not self.breaks_words or (len(last.group()) > 1 and last.group()[-1] in _ENDINGS)


def learn_joins(lines: Iterable[TextLine], pairs: Iterable[tuple[TextLine, TextLine]]) -> LineJoins:
    """What the lines of a text say; `pairs` are lines of one paragraph that follow each other."""
    words: Counter[str] = Counter()
    glued = 0
    for line in lines:
        glued += len(_GLUED.findall(line.text)) - len(_LOOSE.findall(line.text))
        found = _WORD.findall(line.text)
        words.update(found[1:-1])  # the first and last may be parts of broken ones
    within = between = 0
    for above, line in pairs:
        last, first = _LAST_WORD.search(above.text), _FIRST_WORD.match(line.text)
        if above.blank_after or not last or not first:
            between += above.blank_after
            continue
        told = _tell_blank(words, last.group(), first.group())
        within += told is False or (told is None and _PARTICLE.match(line.text) is not None)
        between += told is True
    return LineJoins(words, within > _HALF * (within + between), glued >= 0)


def _tell_blank(words: Counter[str], last: str, first: str) -> bool | None:
    """Whether a blank belongs between two parts, as far as the text's words tell: the whole or both parts stand elsewhere."""
    whole, parts = words[last + first], min(words[last], words[first])
    if whole and whole >= parts:
        return False
    if parts and len(first) > 1:
        return True
    return None


def is_marked(text: str) -> bool:
    """Whether a line begins with a mark or number, as items and headings do."""
    return _MARK.match(text) is not None


def is_contents_entry(text: str) -> bool:
    """Whether a line ends in leader dots and the number of a page."""
    return _LEADER.search(text) is not None
