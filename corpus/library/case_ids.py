"""Ids of cases that last: cases found anew get the ids of those whose words they hold.

What is compared is runs of RUN words (letters and digits alone), so another numbering of the blocks, another form of the file and another
edition are told the same way; runs that several of the old cases have are the book's manner of speaking and tell nothing. A case that was
split leaves its id to its first part; of two that are one now, one id moves to the other.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from corpus.library.book_record import BookRecord, CaseRecord
from corpus.model.document import Document, OutlinedCase
from corpus.model.place import PageFrom

PART = 0.25
"""Share of a case's greatest meeting with any new case from which another new one counts as a part of it."""
HELD = 0.3
"""Share of a case's words that must be in a new text for it to be there still."""
SAME = 0.9
"""Share of a case's words that must be found again for what a person said of it to stand."""
RUN = 3
_WORD = re.compile(r"\w+")
Runs = frozenset[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Numbered:
    """The cases of a text with their ids, the ids that moved (from → to), the next free number, and what changed, in Korean."""

    cases: tuple[CaseRecord, ...]
    moved: dict[str, str]
    next_number: int
    changes: tuple[str, ...]


def number_cases(found: Document, record: BookRecord | None = None, before: Document | None = None) -> Numbered:
    """Return the cases found in a document, each with its id: a new one, or that of the case of `record` whose words it has."""
    if record is None or before is None:
        cases = tuple(_record(str(at), case, found) for at, case in enumerate(found.cases, 1))
        return Numbered(cases, {}, len(cases) + 1, ())
    old = [_runs(before, case.blocks) for case in record.cases]
    new = [_runs(found, case.blocks) for case in found.cases]
    met = _meetings(old, new)
    homes = _homes(old, new, met)
    owners: dict[int, list[int]] = defaultdict(list)
    for number, home in homes.items():
        owners[home].append(number)
    cases_, moved, changes, free = [], dict(record.moved), [], record.next_number
    for at, case in enumerate(found.cases):
        claims = sorted(owners.get(at, ()), key=lambda number: (-met[number][at], number))
        if not claims:
            cases_.append(_record(str(free), case, found))
            changes.append(f"{free}: 새로 나타난 사례 ‘{case.title}’")
            free += 1
            continue
        kept, *joined = claims
        own = record.cases[kept]
        cases_.append(_keep(own, _held_span(own, case, before, found), found, len(old[kept] & new[at]) / max(1, len(old[kept]))))
        for number in joined:
            moved[record.cases[number].id] = own.id
            changes.append(f"{record.cases[number].id}: {own.id}에 합쳐짐")
        if own.title != cases_[-1].title:
            changes.append(f"{own.id}: 제목이 ‘{own.title}’에서 ‘{cases_[-1].title}’(으)로 바뀜")
    gone = [case for number, case in enumerate(record.cases) if number not in homes]
    changes += [f"{case.id}: 더는 없는 사례 ‘{case.title}’" for case in gone]
    return Numbered(tuple(cases_), _settle(moved), free, tuple(changes))


def split_case(record: BookRecord, case_id: str, at: int, found: Document) -> BookRecord:
    """Return a record with a case cut in two before a block: the first part keeps the id, the second gets a new one.

    Raises:
        ValueError: when the block is not within the case, or is its first.

    """
    own = next(case for case in record.cases if case.id == case_id)
    first, last = own.blocks
    if not first < at <= last:
        msg = f"block {at} does not cut {first}-{last}"
        raise ValueError(msg)
    head = place_case(own.model_copy(update={"blocks": (first, at - 1)}), found)
    title = next((block.text for block in found.blocks[at : last + 1] if block.text.strip()), own.title)
    fresh = {"id": str(record.next_number), "status": "draft", "by_hand": (), "corrected": {}}
    tail = own.model_copy(update={**fresh, "blocks": (at, last), "title": title[:200]})
    cases = [held for case in record.cases for held in ((head, place_case(tail, found)) if case.id == case_id else (case,))]
    return record.model_copy(update={"cases": tuple(cases), "next_number": record.next_number + 1})


def join_cases(record: BookRecord, case_id: str, other: str, found: Document) -> BookRecord:
    """Return a record with two cases made one under the id of the first; the other's id moves there."""
    held = {case.id: case for case in record.cases}
    own, gone = held[case_id], held[other]
    span = min(own.blocks[0], gone.blocks[0]), max(own.blocks[1], gone.blocks[1])
    whole = place_case(own.model_copy(update={"blocks": span}), found)
    cases = tuple(whole if case.id == case_id else case for case in record.cases if case.id != other)
    return record.model_copy(update={"cases": cases, "moved": _settle({**record.moved, other: case_id})})


def _meetings(old: Sequence[Runs], new: Sequence[Runs]) -> list[Counter[int]]:
    """Return for each old case how many of the runs that it alone has are in which new case; in the time of reading both once."""
    times = Counter(run for runs in old for run in runs)
    owner = {run: number for number, runs in enumerate(old) for run in runs if times[run] == 1}
    met: list[Counter[int]] = [Counter() for _ in old]
    for at, runs in enumerate(new):
        for run in runs:
            if run in owner:
                met[owner[run]][at] += 1
    return met


def _homes(old: Sequence[Runs], new: Sequence[Runs], met: Sequence[Counter[int]]) -> dict[int, int]:
    """Return for each old case the first new one that holds a fair part of its own words; none for one whose words are gone."""
    homes = {}
    for number, found in enumerate(met):
        best = max(found.values(), default=0)
        parts = [at for at, times in found.items() if times >= PART * best]
        if best and sum(len(old[number] & new[at]) for at in parts) >= HELD * len(old[number]):
            homes[number] = min(parts)
    return homes


def _runs(document: Document, blocks: tuple[int, int]) -> Runs:
    held = document.blocks[blocks[0] : blocks[1] + 1]
    words = [word for block in held for word in _WORD.findall(" ".join(cell.text for cell in block.cells) or block.text)]
    return frozenset(tuple(words[at : at + RUN]) for at in range(max(1, len(words) - RUN + 1)))


def _held_span(own: CaseRecord, case: OutlinedCase, before: Document, found: Document) -> OutlinedCase:
    """Return a case found anew where a person has said from which words to which it goes: between these, where they are still there."""
    if "lines" not in own.by_hand:
        return case
    ends = (before.blocks[own.blocks[0]].text, before.blocks[own.blocks[1]].text)
    firsts, lasts = ([at for at, block in enumerate(found.blocks) if block.text == text] for text in ends)
    first = min(firsts, key=lambda at: abs(at - case.blocks[0]), default=None)
    last = None if first is None else min((at for at in lasts if at >= first), key=lambda at: abs(at - case.blocks[1]), default=None)
    return case if first is None or last is None else replace(case, blocks=(first, last))


def _keep(own: CaseRecord, case: OutlinedCase, found: Document, share: float) -> CaseRecord:
    """Return an old case at its new place: what a person set stays, and that it was looked through where its words are the same."""
    fresh = _record(own.id, case, found)
    held = {name: getattr(own, name) for name in own.by_hand if name != "lines"}
    status = own.status if share >= SAME else "draft"
    fresh = place_case(fresh, found) if "lines" in own.by_hand else fresh
    return fresh.model_copy(update={**held, "by_hand": own.by_hand, "corrected": own.corrected, "status": status})


def _record(name: str, case: OutlinedCase, found: Document) -> CaseRecord:
    page_from = page_from_of(found, case.blocks)
    return CaseRecord(
        id=name,
        title=case.title[:500],
        region=case.region,
        kind=case.kind,
        year=case.year,
        blocks=case.blocks,
        lines=case.lines,
        pages=case.pages,
        page_from=page_from,
        score=case.score,
    )


def place_case(case: CaseRecord, found: Document) -> CaseRecord:
    """Return a case with the lines and pages of its blocks."""
    held = found.blocks[case.blocks[0] : case.blocks[1] + 1]
    lines = [line for block in held if block.lines for line in block.lines]
    pages = [page for block in held if block.page for page in (block.pages or (block.page, block.page))]
    places = {"lines": (min(lines), max(lines)) if lines else case.lines, "pages": (min(pages), max(pages)) if pages else None}
    return case.model_copy(update=places)


def page_from_of(found: Document, blocks: tuple[int, int]) -> PageFrom | None:
    """Return what knows the pages of a range of blocks."""
    return next((block.page_from for block in found.blocks[blocks[0] : blocks[1] + 1] if block.page_from), None)


def _settle(moved: Mapping[str, str]) -> dict[str, str]:
    """Return where each id leads in the end, where one that an id moved to has moved itself."""
    ends = {}
    for name in moved:
        end, seen = moved[name], {name}
        while end in moved and end not in seen:
            seen.add(end)
            end = moved[end]
        ends[name] = end
    return ends
