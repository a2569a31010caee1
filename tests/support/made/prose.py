"""Made-up prose as the blocks of a made-up case, and the facts read from it."""

from corpus.facts.prose_facts import prose_facts
from corpus.model.document import Block, BlockKind
from corpus.model.fact import Fact
from tests.support.made.casebook import card

TITLE = "가나군 2022년 마을 일자리 추진실적"


def prose(text: str, *path: str, kind: BlockKind = "paragraph", line: int = 1) -> Block:
    """A block of prose that stands on as many lines as it has."""
    return Block(kind=kind, text=text, path=path, lines=(line, line + text.count("\n")), page=3)


def facts_of(text: str, *path: str, title: str = TITLE) -> list[Fact]:
    """The facts of a case that says just this."""
    return list(prose_facts(card(title=title), [prose(text, *path)], 7))


def told(text: str, *path: str, title: str = TITLE) -> list[tuple[str, float | None, str | None, int | None, str | None, str]]:
    """Of each fact the value, number, unit, year, role and measure."""
    return [(fact.value, fact.number, fact.unit, fact.year, fact.role, fact.measure) for fact in facts_of(text, *path, title=title)]
