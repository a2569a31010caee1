"""A document as read → the same with what is private masked: its lines, blocks, cells, headings and cases, each as long as it was."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from corpus.model.document import Block, Document, MaskedPlace
from corpus.privacy.mask_settings import MaskSettings, find_place
from corpus.privacy.masking import hide_value, mask_spans
from corpus.privacy.private_span import PrivateSpan
from corpus.privacy.text_secrets import TextSecrets
from corpus.privacy.value_index import ValueIndex

LOST = "손으로 가리거나 드러낸 곳 {count}군데를 새로 읽은 글에서 찾지 못했습니다. 가린 곳을 다시 살펴 주십시오."
Spans = dict[int, list[PrivateSpan]]
"""The private parts of lines, by the lines' numbers."""


def mask_document(document: Document, settings: MaskSettings) -> Document:
    """Return a document that shows nothing private; one that is masked already, as it is."""
    if document.masks is not None:
        return document
    secrets = TextSecrets(document, settings.office_names)
    spans, shown, lost = _set_by_hand(document.lines, secrets.by_line(), settings, known_lines(document) if settings.by_hand else ())
    lines = _mask_lines(document.lines, spans)
    veil = _Veil(document, secrets, spans, shown, lines)
    blocks = tuple(map(veil.mask_block, document.blocks))
    veil.headings |= {block.text: masked.text for block, masked in zip(document.blocks, blocks, strict=True) if block.kind == "heading"}
    return replace(
        document,
        lines=lines,
        blocks=tuple(replace(block, path=tuple(map(veil.mask_title, block.path))) for block in blocks),
        cases=tuple(
            replace(case, title=veil.mask_title(case.title), kind=case.kind and veil.mask_title(case.kind)) for case in document.cases
        ),
        title=document.title and veil.mask_title(document.title),
        warnings=(*map(veil.mask_title, document.warnings), *((LOST.format(count=lost),) if lost else ())),
        masks=tuple(MaskedPlace(line, *span) for line, own in sorted(spans.items()) for span in sorted(own)),
    )


def known_lines(document: Document) -> tuple[str, ...]:
    """Return the lines of a text as places by hand are known by them: with all that the rules can hide hidden."""
    return _mask_lines(document.lines, TextSecrets(document, "mask").by_line())


def masked_pages(document: Document) -> dict[int, int]:
    """Return the pages of a document's file on which something may be seen that is masked, and how much; empty where it has no pages."""
    pages: defaultdict[int, set[int]] = defaultdict(set)
    for block in document.blocks:
        if block.lines and block.page:
            first, last = block.pages or (block.page, block.page)
            for line in range(block.lines[0], block.lines[1] + 1):
                pages[line].update(range(first, last + 1))
    return dict(sorted(Counter(page for place in document.masks or () for page in pages.get(place.line, ())).items()))


@dataclass(slots=True)
class _Veil:
    """Masks the texts of a document by what is hidden on its lines: by `spans`, but for the values that are `shown`, as in its `lines`."""

    document: Document
    secrets: TextSecrets
    spans: Spans
    shown: Mapping[int, frozenset[str]]
    lines: tuple[str, ...]
    headings: dict[str, str] = field(default_factory=dict)
    everywhere: _HiddenValues = field(init=False)

    def __post_init__(self) -> None:
        """Know what is hidden on any line, where a keeper has shown nothing."""
        self.everywhere = self._hidden(line for line in self.spans if not self.shown.get(line))

    def mask_block(self, block: Block) -> Block:
        """Return a block with what is hidden on its lines masked in its text and cells, and what the rules find there by itself."""
        lines = range(block.lines[0], block.lines[1] + 1) if block.lines else ()
        hidden = self._hidden(lines)
        shown = frozenset(value for line in lines for value in self.shown.get(line, ()))
        return replace(
            block,
            text=self._of_lines(block) or self._mask(block, block.text, hidden, shown),
            label=block.label and self._mask(block, block.label, hidden, shown),
            cells=tuple(replace(cell, text=self._mask(block, cell.text, hidden, shown)) for cell in block.cells),
        )

    def _of_lines(self, block: Block) -> str | None:
        """Return the masked text of a block that is its lines and no more, as most are; None of others."""
        if block.lines is None or block.text != "\n".join(self.document.lines[block.lines[0] - 1 : block.lines[1]]):
            return None
        return "\n".join(self.lines[block.lines[0] - 1 : block.lines[1]])

    def mask_title(self, text: str) -> str:
        """Return what is told of the whole, or of what stands below, as its heading is masked, or by the rules."""
        if text not in self.headings:
            self.headings[text] = self.everywhere.mask(text, self.secrets.title_spans(text))
        return self.headings[text]

    def _hidden(self, lines: Iterable[int]) -> _HiddenValues:
        """Return what is hidden on lines."""
        found = {(self.document.lines[line - 1][start:end], kind) for line in lines for start, end, kind in self.spans.get(line, ())}
        return _HiddenValues({value: hide_value(value, kind) for value, kind in sorted(found)})

    def _mask(self, block: Block, text: str, hidden: _HiddenValues, shown: frozenset[str]) -> str:
        if not text.strip():
            return text
        own = (span for span in self.secrets.own_spans(block, text) if text[span.start : span.end] not in shown)
        return hidden.mask(text, own)


class _HiddenValues:
    """Values with their masks."""

    def __init__(self, masks: Mapping[str, str]) -> None:
        self._masks, self._index = masks, ValueIndex(masks)

    def mask(self, text: str, own: Iterable[PrivateSpan]) -> str:
        """Return a text with some parts of it and these values masked."""
        shown = list(mask_spans(text, own))
        for at, value in self._index.find(text):
            shown[at : at + len(value)] = self._masks[value]
        return "".join(shown)


def _mask_lines(lines: Iterable[str], spans: Spans) -> tuple[str, ...]:
    return tuple(mask_spans(line, spans.get(number, ())) for number, line in enumerate(lines, 1))


def _set_by_hand(
    lines: tuple[str, ...], found: Spans, settings: MaskSettings, known: Sequence[str]
) -> tuple[Spans, dict[int, frozenset[str]], int]:
    """Return the spans of lines as a keeper wants them, the values that are shown on a line, and how many of his places are gone."""
    at = [(place, find_place(place, known), hides) for hides, own in ((True, settings.masked), (False, settings.unmasked)) for place in own]
    spans = {line: [*own] for line, own in found.items()}
    shown: defaultdict[int, set[str]] = defaultdict(set)
    for place, line, hides in at:
        if line is not None and hides:
            spans.setdefault(line, []).append(PrivateSpan(place.start, place.end, "by_hand"))
        elif line is not None:
            open_ = [span for span in spans.get(line, ()) if span.start < place.end and place.start < span.end]
            shown[line] |= {lines[line - 1][span.start : span.end] for span in open_}
            spans[line] = [span for span in spans.get(line, ()) if span not in open_]
    gone = sum(line is None for _, line, _ in at)
    return {line: own for line, own in spans.items() if own}, {line: frozenset(own) for line, own in shown.items()}, gone
