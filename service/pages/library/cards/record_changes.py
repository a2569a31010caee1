"""What is different between two states of a book, told to somebody who has seen the older one."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.library.book_record import FIELDS, BookRecord, CaseRecord, CaseStatus
from corpus.particle_forms import fit_particles
from service.pages.library.cards.card_fields import BY_NAME

BOOK_FIELDS = {
    "title": "제목",
    "publisher": "발행 기관",
    "year": "발행 연도",
    "kind": "종류",
    "licence": "이용 허락",
    "source": "출처 주소",
    "contact": "문의처",
    "visibility": "볼 수 있는 사람",
}
STATUS_NAMES: dict[CaseStatus, str] = {"accepted": "살펴봄", "draft": "살펴볼 것", "left_out": "뺌"}
_OWN = ("title", "region", "kind", "year", "lines")
MOST = 8


def tell_changes(before: BookRecord, after: BookRecord) -> tuple[str, ...]:
    """Return what has changed, a sentence each, a few at most."""
    told = [*_changes(before, after)]
    return (*told[:MOST], *([f"그 밖에 {len(told) - MOST}가지"] if len(told) > MOST else []))


def _changes(before: BookRecord, after: BookRecord) -> Iterator[str]:
    if fields := [BOOK_FIELDS[name] for name in FIELDS if getattr(before, name) != getattr(after, name)]:
        yield f"자료 정보: {', '.join(fields)}"
    if before.status != after.status:
        yield "자료를 펴냈습니다" if after.status == "published" else "자료를 거두었습니다"
    if before.content != after.content:
        yield "파일을 다시 읽었습니다"
    old, new = {case.id: case for case in before.cases}, {case.id: case for case in after.cases}
    for name in old.keys() - new.keys():
        yield f"사례 {name}: {after.moved[name]}에 합쳐짐" if name in after.moved else f"사례 {name}: 없어짐"
    for name, case in new.items():
        if name not in old:
            yield f"사례 {name}: 새로 생김"
        elif told := _changes_of_case(old[name], case):
            yield f"사례 {name}: {', '.join(told)}"


def _changes_of_case(before: CaseRecord, after: CaseRecord) -> list[str]:
    changed = [BY_NAME[name].label for name in _OWN if getattr(before, name) != getattr(after, name)]
    keys = dict.fromkeys((*before.corrected, *after.corrected))
    changed += [BY_NAME[name].label for name in keys if before.corrected.get(name) != after.corrected.get(name)]
    return changed + ([fit_particles(f"‘{STATUS_NAMES[after.status]}’(으)로")] if before.status != after.status else [])
