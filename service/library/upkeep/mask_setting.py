"""What a keeper says of a book's masks → the book masked so: its kept file is read again, since nothing else holds what is hidden."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from corpus.errors import LibraryError
from corpus.library.adding import Added, Adding, Parse, Told, original_file, replace_document
from corpus.library.book_record import BookRecord
from corpus.library.disk.writing_file import write_writings
from corpus.library.shelf import Shelf
from corpus.model.document import Document, MaskedPlace
from corpus.privacy.document_masks import known_lines, mask_document, masked_pages
from corpus.privacy.mask_settings import HandPlace, MaskSettings, make_place
from corpus.privacy.private_span import OfficeNames

Lines = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class MaskChange:
    """What is to be another: names of offices masked or kept; a text masked on some lines; a mask taken away.

    `unmask` names lines and which of their masks, from 1, as they are listed; None for all of them.
    """

    office_names: OfficeNames | None = None
    mask: tuple[tuple[Lines, str], ...] = ()
    unmask: tuple[tuple[Lines, int | None], ...] = ()


def set_masks(
    shelf: Shelf, book: str, change: MaskChange, parse: Parse, *, seen: frozenset[int] | None = None, progress: Told = lambda *_: None
) -> Added:
    """Mask a book anew.

    Raises:
        DocumentError: when its file cannot be read.
        LibraryError: (book_not_found, changed_meanwhile; invalid_parameter where the file is not kept, or nothing is there to be changed).

    """
    record = shelf.read(book)
    if seen is not None and record.revision not in seen:
        told = f"자료 {book}이(가) 그사이 바뀌었습니다(지금 {record.revision}판). 다시 읽고 고치십시오."
        raise LibraryError(told, code="changed_meanwhile", field="If-Match")
    original = original_file(shelf, record)
    read = parse(original, name=record.file.name, progress=progress)
    masks = _change_settings(record.masks, change, read)
    adding = Adding(path=original, name=record.file.name, told={"masks": masks.model_dump()})
    with shelf.writing():  # a model saw what was not yet masked, and may have repeated it
        write_writings(shelf.folder / record.id, ())
    return replace_document(shelf, record, mask_document(read, masks), record.file, adding)


def tell_masks(record: BookRecord, document: Document) -> dict[str, Any]:
    """Return what is masked of a book, without what it is: each mask's line, its number there, kind and length; counts; pages."""
    masks = document.masks or ()
    return {
        "book": record.id,
        "office_names": record.masks.office_names,
        "counts": dict(sorted(Counter(place.kind for place in masks).items())),
        "masks": [
            {"line": place.line, "index": index, "kind": place.kind, "length": place.end - place.start}
            for index, place in _number_masks(masks)
        ],
        "unmasked": [{"line": place.line, "length": place.end - place.start} for place in record.masks.unmasked],
        "pages": {str(page): count for page, count in masked_pages(document).items()},
    }


def _change_settings(before: MaskSettings, change: MaskChange, read: Document) -> MaskSettings:
    """Return the settings after a change; those by hand hold on to what the rules show of their lines."""
    settings = before.model_copy(update={"office_names": change.office_names or before.office_names})
    present = mask_document(read, settings)
    shown = known_lines(read)
    masked, unmasked = [*settings.masked], [*settings.unmasked]
    for lines, text in change.mask:
        found = [make_place(shown, *span) for span in _find_text(read.lines, lines, text)]
        unmasked = [place for place in unmasked if not _meets(place, found)]
        masked += [place for place in found if place not in masked]
    for lines, index in change.unmask:
        gone = [make_place(shown, place.line, place.start, place.end) for place in _find_masks(present, lines, index)]
        masked = [place for place in masked if not _meets(place, gone)]
        unmasked += [place for place in gone if place not in unmasked]
    return settings.model_copy(update={"masked": tuple(masked), "unmasked": tuple(unmasked)})


def _find_text(lines: Sequence[str], within: Lines, text: str) -> list[tuple[int, int, int]]:
    """Return where a text stands on some lines."""
    first, last = within
    wanted = " ".join(text.split())
    pattern = re.compile(r"\s+".join(map(re.escape, wanted.split(" "))))
    numbered = list(enumerate(lines, 1))[max(0, first - 1) : last]
    found = [(number, *match.span()) for number, line in numbered for match in pattern.finditer(line)] if wanted else []
    if not found:
        told = f"{first}~{last}행에 가릴 글이 없습니다. 원본에 적힌 그대로 적으십시오."
        raise LibraryError(told, code="invalid_parameter", field="mask")
    return found


def _find_masks(document: Document, within: Lines, index: int | None) -> list[MaskedPlace]:
    first, last = within
    held = [(number, place) for number, place in _number_masks(document.masks or ()) if first <= place.line <= last]
    found = [place for number, place in held if index is None or number == index]
    if not found:
        told = f"{first}~{last}행에 그런 가림이 없습니다. 'saerye library masks'로 번호를 확인하십시오."
        raise LibraryError(told, code="invalid_parameter", field="unmask")
    return found


def _number_masks(masks: Iterable[MaskedPlace]) -> list[tuple[int, MaskedPlace]]:
    """Return masks with the number that each has on its line, from 1."""
    counts: Counter[int] = Counter()
    found = []
    for place in masks:
        counts[place.line] += 1
        found.append((counts[place.line], place))
    return found


def _meets(place: HandPlace, others: Iterable[HandPlace]) -> bool:
    return any(place.line == other.line and place.start < other.end and other.start < place.end for other in others)
