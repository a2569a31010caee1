"""What a keeper does to the cases of a book: corrected, placed anew, cut in two, joined. A record goes in and another comes out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from corpus.errors import LibraryError
from corpus.library.book_record import BookRecord, CaseRecord
from corpus.library.case_ids import join_cases, place_case, split_case
from corpus.library.corrections import CORRECTABLE, correct_card
from corpus.library.record_cases import bare_case, book_of_record
from corpus.model.document import Document

BY_HAND = ("title", "region", "kind", "year")
"""What of a case another reading of the file leaves as a person has set it; beside where it begins and ends."""


def find_case(record: BookRecord, name: str) -> CaseRecord:
    """Return a case of a book by its id there, or by that in the whole library.

    Raises:
        LibraryError: (case_not_found).

    """
    local = name.removeprefix(f"{record.id}:")
    found = next((case for case in record.cases if case.id == local), None)
    if found is None:
        told = f"자료 {record.id}에 사례 {name[:60]!r}이(가) 없습니다. /api/v1/books/{record.id}에서 번호를 확인하십시오."
        raise LibraryError(told, code="case_not_found", field="case")
    return found


def edit_case(record: BookRecord, name: str, told: Mapping[str, Any], document: Document) -> BookRecord:
    """Return a record with a case set.

    `told` holds the fields that are; `lines` moves it to the blocks that stand there, `derived` names what of its card is as the text gives
    it again.

    Raises:
        LibraryError: (case_not_found; invalid_parameter for lines that hold nothing, or are another case's, and for what no card holds).

    """
    case = find_case(record, name)
    by_hand = tuple(dict.fromkeys((*case.by_hand, *(field for field in BY_HAND if field in told))))
    fields = {field: told[field] for field in (*BY_HAND, "status") if field in told}
    fields["corrected"] = {**case.corrected, **{field: told[field] for field in CORRECTABLE if field in told}}
    for field in told.get("derived", ()):  # what is taken back
        fields["corrected"].pop(field, None)
    changed = case.model_copy(update={**fields, "by_hand": by_hand})
    if changed.corrected:
        held = document.blocks[case.blocks[0] : case.blocks[1] + 1]
        correct_card(bare_case(book_of_record(record), case.id, case.title, held, case), changed.corrected)
    if told.get("lines") is not None:
        blocks = _blocks_at(document, told["lines"])
        _refuse_taken(record, case, blocks)
        by_hand = tuple(dict.fromkeys((*by_hand, "lines")))
        changed = place_case(changed.model_copy(update={"blocks": blocks, "by_hand": by_hand}), document)
    return record.model_copy(update={"cases": tuple(changed if held.id == case.id else held for held in record.cases)})


def accept_above(record: BookRecord, score: float) -> BookRecord:
    """Return a record whose drafts that the outline is at least so sure of, from 0 to 1, are accepted; what is left out stays so."""
    cases = (case.model_copy(update={"status": "accepted"}) if is_acceptable(case, score) else case for case in record.cases)
    return record.model_copy(update={"cases": tuple(cases)})


def is_acceptable(case: CaseRecord, score: float) -> bool:
    """Tell whether a case is one of those that `accept_above` accepts."""
    return case.status == "draft" and case.score >= score


def split_at_line(record: BookRecord, name: str, line: int, document: Document) -> BookRecord:
    """Return a record with a case cut in two before the block in which a line of the text stands.

    Raises:
        LibraryError: (case_not_found; invalid_parameter where the line does not lie within the case, or in its first block).

    """
    case = find_case(record, name)
    at = next((number for number, block in enumerate(document.blocks) if block.lines and block.lines[1] >= line), -1)
    try:
        return split_case(record, case.id, at, document)
    except ValueError as error:
        first, last = case.lines
        told = f"사례 {case.id}({first}~{last}행)의 첫 대목 다음부터 끝까지의 행을 적으십시오."
        raise LibraryError(told, code="invalid_parameter", field="line") from error


def join_neighbours(record: BookRecord, name: str, other: str, document: Document) -> BookRecord:
    """Return a record with two cases made one under the id of the first; nothing that is in the library may lie between them.

    Raises:
        LibraryError: (case_not_found; invalid_parameter for cases that are not neighbours).

    """
    own, gone = find_case(record, name), find_case(record, other)
    start, end = min(own.blocks[0], gone.blocks[0]), max(own.blocks[1], gone.blocks[1])
    between = [case.id for case in record.cases if case.id not in {own.id, gone.id} and start <= case.blocks[0] <= end]
    if own.id == gone.id or between:
        told = f"이어진 두 사례만 합칠 수 있습니다. 사이에 있는 사례: {', '.join(between[:5]) or '없음'}."
        raise LibraryError(told, code="invalid_parameter", field="with")
    return join_cases(record, own.id, gone.id, document)


def _blocks_at(document: Document, lines: tuple[int, int]) -> tuple[int, int]:
    """Return the blocks that stand on some lines; those without lines of their own go with the one before."""
    first, last = lines
    held = [number for number, block in enumerate(document.blocks) if block.lines and block.lines[0] <= last and block.lines[1] >= first]
    if not held:
        told = f"{first}~{last}행에는 글이 없습니다. 이 자료는 {len(document.lines):,}행입니다."
        raise LibraryError(told, code="invalid_parameter", field="lines")
    end = held[-1]
    while end + 1 < len(document.blocks) and document.blocks[end + 1].lines is None:
        end += 1
    return held[0], end


def _refuse_taken(record: BookRecord, case: CaseRecord, blocks: tuple[int, int]) -> None:
    """Refuse a place that another case has: the same words would be found twice."""
    others = (held for held in record.cases if held.id != case.id and held.status != "left_out")
    if taken := next((held for held in others if held.blocks[0] <= blocks[1] and held.blocks[1] >= blocks[0]), None):
        first, last = taken.lines
        told = f"그 행은 사례 {taken.id}({first}~{last}행)에 있습니다. 그 사례를 먼저 줄이거나, 둘을 합치십시오."
        raise LibraryError(told, code="invalid_parameter", field="lines")
