"""Made-up cases: a report of a made-up town, by headings and lines, with a table and facts where asked for."""

from collections.abc import Iterator, Sequence

from corpus.model.book import Book
from corpus.model.document import Block, Cell
from corpus.model.fact import Fact
from corpus.model.nouns import Case, Period

TITLE = "가람시 청년 공방 사업"
REPORT = """\
# 사업 추진배경
가람시는 공장이 문을 닫아 청년이 떠나고 빈집이 늘어나는 어려움을 겪고 있습니다.
청년이 머물 일터와 살 집을 함께 마련해야 한다는 의견이 많았습니다.
# 추진체계
- 가람시와 가람대학교, 가람상공회의소가 업무협약을 맺고 청년 공방 협의회를 함께 운영
- 협의회는 달마다 모여 공방의 운영과 청년의 어려움을 의논
# 사업내용
- 「빈집 공방」을 열 곳 고쳐 청년에게 세 해 동안 빌려주고 창업 교육을 제공
- 청년 창업 교육 과정에서 목공과 도예를 가르치고 자격증 취득을 지원
- 「빈집 공방」에 입주한 청년에게 월세를 지원
# 추진실적
- 청년 120명이 창업 교육을 마치고 45명이 공방을 열어 목표를 넘는 성과를 거둠
"""
"""A heading begins with #, an item with a dash."""


def blocks_of(text: str, *, level: int = 1) -> tuple[Block, ...]:
    """The blocks of a text, a line a block, on lines from 1."""
    return tuple(_block(line, number, level) for number, line in enumerate(text.splitlines(), 1))


def _block(line: str, number: int, level: int) -> Block:
    if line.startswith("#"):
        depth = len(line) - len(line.lstrip("#"))
        return Block(kind="heading", level=level + depth - 1, text=line.lstrip("# "), lines=(number, number))
    return Block(kind="list_item" if line.startswith("-") else "paragraph", text=line, lines=(number, number))


def table_block(rows: Sequence[Sequence[str]], first: int, *, headed: bool = True) -> Block:
    """A table on lines from `first`, a row a line."""
    cells = tuple(
        Cell(row=row, col=col, head=headed and row == 0, text=text) for row, own in enumerate(rows) for col, text in enumerate(own)
    )
    return Block(kind="table", text="\n".join(" | ".join(row) for row in rows), cells=cells, lines=(first, first + len(rows) - 1))


def bare(title: str = TITLE) -> Case:
    """The record of a case of which only its text is known."""
    told = {"id": "town:1", "award": None, "region": None, "title": title, "headline": title, "summary": title, "budget_million_krw": None}
    empty = dict.fromkeys(("targets", "measures", "industries", "keywords", "needs", "partners", "sections", "metrics", "notes"), ())
    return Case.model_validate({**told, **empty, "period": Period(start=None, end=None), "origin": "derived"})


def fact(at: int, measure: str, value: str, number: float | None, unit: str | None, **told: object) -> Fact:
    """A fact read off block `at`, which stands on the line after it."""
    given: dict[str, object] = {
        "id": f"town:1/f{at}-{measure}-{value}", "case": "town:1", "subject": None, "measure": measure, "value": value, "number": number,
        "unit": unit, "kind": "count", "year": None, "role": None, "block": at,
        "lines": (at + 1, at + 1), "origin": "table", "rule": "cell",
        "score": 0.9,
    }  # fmt: skip
    return Fact(**(given | told))  # type: ignore[arg-type]


def long_text(heading: str, letters: int) -> Iterator[str]:
    """A heading and so many letters of prose below it, in lines of a hundred."""
    yield f"# {heading}"
    for _ in range(letters // 100):
        yield "가" * 99 + "."


__all__ = ["REPORT", "TITLE", "Book", "bare", "blocks_of", "fact", "long_text", "table_block"]
