"""A document's text as read → the private parts of its lines: by the rules for all texts, by its tables' heads, and by itself.

A name that stands somewhere beside what tells it is hidden wherever else it stands; what stands more often within longer words is a word
of this text and no name. In stories of participants (수기) no office keeps its name.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import accumulate

from corpus.model.document import Block, Document, MaskKind
from corpus.privacy.masking import private_spans
from corpus.privacy.personal_names import looks_like_name
from corpus.privacy.private_span import OfficeNames, PrivateSpan
from corpus.privacy.table_secrets import cell_secrets
from corpus.privacy.value_index import ValueIndex

VOICES = re.compile(
    r"(?<![우접])수기(?:집|문|들|의)?(?![가-힣])|체험[담기]|소감|후기|인터뷰|사연|성공 ?스토리"
    r"|(?:참여자|수료생|주민|청년|교육생|훈련생|이용자|수혜자|취업자|창업자)(?:들)?의? ?(?:이야기|목소리|한마디|말씀|편지|일기)"
)
"""Headings below which people tell their stories."""
LONGEST_LABEL, UPPER = 20, 2
"""Letters of a line that may say so and is no heading; what is below it then ends with the next heading of the upper levels."""
FEW = 2
"""Longer words from which a name may be a word: one may be a title that is glued on."""
_CALLED = re.compile(r"(?:은|는|이|가|의|을|를|과|와|도|께서|에게|님|씨|군|양){0,3}(?![가-힣])")
_EVERYWHERE = frozenset({"account", "registration"})


class TextSecrets:
    """The private parts of a document's text, by lines."""

    def __init__(self, document: Document, office_names: OfficeNames) -> None:
        self._document, self._office_names = document, office_names
        self._text = "\n".join(document.lines)
        self._starts = [0, *accumulate(len(line) + 1 for line in document.lines)]
        voices = [*find_voices(document.blocks)]
        self._voices = frozenset(map(id, voices))
        spans = (block.lines for block in voices if block.lines)
        self._voice_lines = frozenset(line for first, last in spans for line in range(first, last + 1))
        self._known: dict[tuple[str, OfficeNames], tuple[PrivateSpan, ...]] = {}
        self._spans = self._find()

    def by_line(self) -> dict[int, list[PrivateSpan]]:
        """Return the private parts of each line that has any; one that runs over a line's end is parted."""
        found: dict[int, list[PrivateSpan]] = defaultdict(list)
        for start, end, kind in sorted(self._spans):
            for line in range(bisect_right(self._starts, start), bisect_right(self._starts, end - 1) + 1):
                first = self._starts[line - 1]
                own = max(start - first, 0), min(end - first, len(self._document.lines[line - 1]))
                if own[0] < own[1]:
                    found[line].append(PrivateSpan(*own, kind))
        return dict(found)

    def own_spans(self, block: Block, text: str) -> tuple[PrivateSpan, ...]:
        """Return the private parts of a text of a block that the rules find in it alone."""
        return self._spans_of(text, self._names_of(block))

    def title_spans(self, text: str) -> tuple[PrivateSpan, ...]:
        """Return the private parts of what is told of the whole: a title, a warning."""
        return self._spans_of(text, self._office_names)

    def _spans_of(self, text: str, office_names: OfficeNames) -> tuple[PrivateSpan, ...]:
        """Return the private parts of a text, each text looked at once."""
        known = self._known.get((text, office_names))
        if known is None:
            known = self._known[text, office_names] = private_spans(text, office_names=office_names)
        return known

    def _find(self) -> set[PrivateSpan]:
        every = private_spans(self._text)
        told = {span for span in every if self._office_names == "mask" or span.kind != "name" or self._in_voice(span.start)}
        if self._office_names == "keep":
            told |= {*private_spans(self._text, office_names="keep")}
        told |= {*self._found_in_blocks()}
        names = {span for span in told if span.kind == "name"}
        words = self._words_among({self._text[span.start : span.end] for span in names})
        told -= {span for span in names if self._text[span.start : span.end] in words}
        return told | {*self._again(told)}

    def _found_in_blocks(self) -> Iterator[PrivateSpan]:
        """Yield where on its lines a block has what its cells, or its text joined over its lines, tell of it."""
        for block in self._document.blocks:
            if block.lines is None:
                continue
            start, end = self._starts[block.lines[0] - 1], self._starts[block.lines[1]] - 1
            held: list[tuple[str, MaskKind]] = [*cell_secrets(block, self._names_of(block), self._spans_of)]
            if block.text and block.text != self._text[start:end]:
                held += [(block.text[first:last], kind) for first, last, kind in self.own_spans(block, block.text)]
            kinds = dict(held)
            seen = set()
            for at, value in ValueIndex(kinds).find(self._text, start, end):
                seen.add(value)
                yield PrivateSpan(at, at + len(value), kinds[value])
            for value in kinds.keys() - seen:  # the line ends within it
                yield from (PrivateSpan(*found.span(), kinds[value]) for found in _broken(value).finditer(self._text, start, end))

    def _again(self, told: Iterable[PrivateSpan]) -> Iterator[PrivateSpan]:
        """Yield where else the text has a name or a number that is told somewhere."""
        held = ((self._text[start:end], kind) for start, end, kind in told)
        values = {value: kind for value, kind in held if kind in _EVERYWHERE or (kind == "name" and looks_like_name(value))}
        for at, value in ValueIndex(values).find(self._text):
            if values[value] != "name" or _CALLED.match(self._text, at + len(value)):
                yield PrivateSpan(at, at + len(value), values[value])

    def _words_among(self, names: set[str]) -> set[str]:
        """Return what of names the text has more often within longer words (연구원들, 지원자격) than by itself: words of it."""
        within, alone = Counter[str](), Counter[str]()
        for at, name in ValueIndex(names).find(self._text):
            (alone if _CALLED.match(self._text, at + len(name)) else within)[name] += 1
        return {name for name, times in within.items() if times >= FEW and times > alone[name]}

    def _names_of(self, block: Block) -> OfficeNames:
        return "mask" if self._office_names == "mask" or id(block) in self._voices else "keep"

    def _in_voice(self, at: int) -> bool:
        return bisect_right(self._starts, at) in self._voice_lines


def find_voices(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield the blocks that stand where people tell their stories: below a heading that says so, or a line of its own."""
    told = False
    for block in blocks:
        if block.kind == "heading":
            told = told and len(block.path) >= UPPER
        elif len(block.text) <= LONGEST_LABEL and VOICES.search(block.text) and not block.text.rstrip().endswith("."):
            told = True
        headings = (*block.path, block.text) if block.kind == "heading" else block.path
        if told or any(VOICES.search(heading) for heading in headings):
            yield block


def _broken(value: str) -> re.Pattern[str]:
    """Return a pattern for a value in which lines may end."""
    return re.compile(r"\n?".join(r"\s+" if letter.isspace() else re.escape(letter) for letter in value))
