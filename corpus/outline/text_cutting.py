"""A book's full text, cut into passages that can be searched, each tied to its lines and to the card sections it overlaps.

The text may be out of OCR and stays outside the project: it is read from a path the user gives. Every line that is not blank ends up in
exactly one passage or is dropped for a named reason; `Coverage` counts both. What is peculiar to the book comes with its profile.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from corpus.errors import CasebookError
from corpus.model.ids import text_id
from corpus.model.nouns import Case, Passage
from corpus.model.profile import CaseSpan, Profile, Reason
from corpus.outline.book_rules import BookRules
from corpus.outline.headings import Heading
from corpus.outline.junk import COVER_LENGTH, case_junk, outside_junk
from corpus.outline.packing import Unit, pack_units, read_units
from corpus.passages import place, place_and_title, place_of_case, sections_on
from corpus.privacy.masking import mask_private
from corpus.privacy.private_span import OfficeNames

MAX_BYTES = 64 * 1024 * 1024
HEADING_LEVELS, HEADING_LENGTH = 3, 120
_SAME_EDITION = "같은 판의 원문인지 확인하십시오."
_HEAD_LINES = 15  # the region's name stands within so many non-blank lines of a case


@dataclass(frozen=True, slots=True)
class Dropped:
    """A line that is in no passage, and why."""

    line: int
    reason: Reason


@dataclass(frozen=True, slots=True)
class Coverage:
    """Counts of non-blank lines: all, in exactly one passage, dropped for a reason, in neither, in more than one place."""

    lines: int
    kept: int
    dropped: int
    unaccounted: int
    doubled: int


@dataclass(frozen=True, slots=True)
class CutText:
    """The passages of all cases in the order of the text, the dropped lines, and the account of both."""

    passages: tuple[Passage, ...]
    dropped: tuple[Dropped, ...]
    coverage: Coverage


def read_casebook(path: Path) -> tuple[str, ...]:
    r"""The lines of a text in Unicode NFC without line ends, numbered as `sed -n Np` does: split at "\n" only.

    Raises:
        CasebookError: the file is missing, a directory, too large, empty or not UTF-8.
    """
    try:
        if path.is_dir():
            msg = f"{path.name}: 파일이 아니라 폴더입니다. 자료 원문 텍스트 파일의 경로를 주십시오."
            raise CasebookError(msg)
        if path.stat().st_size > MAX_BYTES:
            msg = f"{path.name}: 파일이 64 MiB보다 큽니다. 자료 원문이 맞는지 확인하십시오."
            raise CasebookError(msg)
        data = path.read_bytes()
    except FileNotFoundError as error:
        msg = f"{path.name}: 자료 원문 파일을 찾을 수 없습니다. 경로를 확인하십시오."
        raise CasebookError(msg) from error
    except OSError as error:
        msg = f"{path.name}: 자료 원문 파일을 읽을 수 없습니다({error.strerror}). 읽기 권한을 확인하십시오."
        raise CasebookError(msg) from error
    text = unicodedata.normalize("NFC", _decode(data, path.name))
    if not text.strip():
        msg = f"{path.name}: 자료 원문 파일이 비어 있습니다. 원문이 든 파일을 주십시오."
        raise CasebookError(msg)
    lines = [line.rstrip("\r") for line in text.split("\n")]
    return tuple(lines if lines[-1] else lines[:-1])


def _decode(data: bytes, name: str) -> str:
    """The text of a UTF-8 file; where it is CP949, the message says how to convert it."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        msg = f"{name}: UTF-8 텍스트가 아닙니다. UTF-8로 저장한 자료 원문 파일을 주십시오."
        try:
            data.decode("cp949")
        except UnicodeDecodeError:
            raise CasebookError(msg) from error
        convert = f"iconv -f CP949 -t UTF-8 {name} > 새파일.txt"
        msg = f"{name}: UTF-8이 아니라 CP949(EUC-KR)로 저장된 파일입니다. '{convert}'로 바꾼 뒤 그 파일을 주십시오."
        raise CasebookError(msg) from error


def cut_casebook(lines: Sequence[str], profile: Profile, cases: Sequence[Case]) -> CutText:
    """Cut the text into passages, names and numbers of private people masked. A span without a card is left uncut (unaccounted).

    Raises:
        CasebookError: the text does not fit the profile's spans; the message names the case.
    """
    rules, cards = BookRules(profile), {case.id: case for case in cases}
    _check_fit(lines, profile.spans)
    passages: list[Passage] = []
    inside = {n for span in profile.spans for n in range(span.first, span.last + 1)}
    outside = [n for n in range(1, len(lines) + 1) if n not in inside] if profile.spans else []
    dropped: dict[int, Reason] = outside_junk(lines, outside, rules)
    for span in _settle_spans(lines, profile.spans) or _whole(lines, cases):
        if card := cards.get(span.case_id):
            junk = case_junk(lines, span, card, rules)
            passages.extend(
                _passage(pack, card, rules, profile.office_names) for pack in pack_units(tuple(read_units(lines, span, junk, rules)))
            )
            dropped |= junk
    named = tuple(Dropped(line, reason) for line, reason in sorted(dropped.items()))
    return CutText(tuple(passages), named, coverage_of(lines, passages, named))


def _whole(lines: Sequence[str], cases: Sequence[Case]) -> list[CaseSpan]:
    """The span of a text of which nobody has said where its cases stand: the whole of it where there is one case, else none."""
    if len(cases) != 1 or not lines:
        return []
    return [CaseSpan(case_id=cases[0].id, region=place(cases[0]), first=1, last=len(lines))]


def coverage_of(lines: Sequence[str], passages: Iterable[Passage], dropped: Iterable[Dropped]) -> Coverage:
    """Account for every non-blank line. A dropped line may lie within a passage's range: its words are not in the passage."""
    junk = {item.line for item in dropped}
    held = Counter(n for passage in passages if (span := passage.place.lines) for n in range(span[0], span[1] + 1))
    printed = [number for number, line in enumerate(lines, start=1) if line.strip()]
    kept = sum(1 for n in printed if held[n] == 1 and n not in junk)
    lost = sum(1 for n in printed if not held[n] and n not in junk)
    doubled = sum(1 for n in printed if held[n] > 1)
    return Coverage(len(printed), kept, sum(1 for n in printed if n in junk), lost, doubled)


def _check_fit(lines: Sequence[str], spans: Sequence[CaseSpan]) -> None:
    """Refuse a text of another edition: spans outside it or overlapping, or a case whose region is not named at its start."""
    end = 0
    for span in spans:
        if not end < span.first <= span.last <= len(lines):
            span_text = f"{span.first}~{span.last}"
            msg = f"사례 {span.case_id}: 색인의 줄 범위 {span_text}이(가) 원문({len(lines)}줄)과 맞지 않습니다. {_SAME_EDITION}"
            raise CasebookError(msg)
        end = span.last
        head = [line for line in lines[span.first - 1 : span.last] if line.strip()][:_HEAD_LINES]
        if not any(span.region.split()[-1] in line for line in head):
            msg = f"사례 {span.case_id}: 원문 {span.first}번째 줄부터 '{span.region}'이(가) 보이지 않습니다. {_SAME_EDITION}"
            raise CasebookError(msg)


def _settle_spans(lines: Sequence[str], spans: Sequence[CaseSpan]) -> list[CaseSpan]:
    """The spans, a last line of the case before given back to it where it was printed above the next case's cover."""
    settled: list[CaseSpan] = []
    for span in spans:
        first = next((n for n in range(span.first, span.last + 1) if lines[n - 1].strip()), span.first)
        stray = settled and settled[-1].last + 1 == span.first and len(lines[first - 1].strip()) > COVER_LENGTH
        if stray:
            settled[-1] = settled[-1].model_copy(update={"last": first})
        settled.append(span.model_copy(update={"first": first + 1}) if stray else span)
    return settled


def _passage(pack: Sequence[Unit], card: Case, rules: BookRules, office_names: OfficeNames) -> Passage:
    """The passage of a pack, tied to the sections of the card that its lines overlap."""
    heading, told = tell_pack(pack)
    text = mask_private(told, office_names=office_names)
    first, last = pack[0].lines[0], pack[-1].lines[-1]
    return Passage(
        id=text_id(card.id, first),
        case_id=card.id,
        kind="casebook",
        heading=mask_private(heading or card.title, office_names=office_names),
        text=text,
        context=place_and_title(card),
        expansion=rules.corrections(f"{heading}\n{text}"),
        place=replace(place_of_case(card), lines=(first, last)),
        sections=sections_on(card, (first, last)),
    )


def tell_pack(pack: Sequence[Unit]) -> tuple[str, str]:
    """The heading of a pack, the path all its units share, and its text, what the heading does not already say."""
    body = [unit for unit in pack if not unit.heading] or [pack[-1]]
    shared = [level[0] for level in zip(*(unit.path for unit in body), strict=False) if len(set(level)) == 1]
    shown, heading = tell_path(shared)
    written = [unit for unit in pack if not (unit.heading and unit.path[-1] in shown)] or [pack[-1]]
    before = ("", *(unit.head for unit in written))  # two pieces of one table in a passage need its header once
    repeated = (unit.head if unit.head == above else "" for unit, above in zip(written, before, strict=False))
    texts = (unit.text.removeprefix(head).lstrip("\n") for unit, head in zip(written, repeated, strict=True))
    return heading, "\n".join(texts)


def tell_path(path: Sequence[Heading]) -> tuple[tuple[Heading, ...], str]:
    """The last levels of a heading path that fit, and their titles joined; what does not fit is not shown (its text stays below)."""
    shown: list[Heading] = []
    for heading in reversed(path[-HEADING_LEVELS:]):
        if len(" > ".join(held.title for held in (heading, *shown))) <= HEADING_LENGTH:
            shown.insert(0, heading)
        else:
            break
    return tuple(shown), " > ".join(heading.title for heading in shown)
