"""Queries that want something left out, each with the same query without that wish; and queries with look-alikes of such words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from random import Random

from pydantic import Field

from corpus.model.facets import KEYS
from corpus.model.nouns import CaseId
from eval.sets.judged import DATA, JsonRecord, QueryText, read_lines, refuse

PAIRS, LOOK_ALIKES = "without.jsonl", "look-alikes.jsonl"
WISHES, FORMS = DATA / "wished-out.jsonl", DATA / "wish-forms.jsonl"


class LeftOut(JsonRecord):
    """A query, what it leaves out, and the same query without that: `positive`.

    What is left out stands as it is typed in `word`, and is told by cases, or by values of facets, all of whose cases are meant.
    """

    positive: QueryText
    query: QueryText
    word: str
    cases: tuple[CaseId, ...] = ()
    values: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)


class LookAlike(JsonRecord):
    """A query that has words of leaving out and leaves nothing out."""

    query: QueryText


def load_left_out(folder: Path = DATA) -> tuple[list[LeftOut], list[LookAlike]]:
    """Return the pairs and the look-alikes.

    Raises:
        EvalDataError: naming the line and what is wrong in it.

    """
    pairs = read_lines(folder / PAIRS, LeftOut)
    refuse(
        [f"{PAIRS}: {pair.id}: 빼려는 것이 cases에도 values에도 없습니다" for pair in pairs if not pair.cases and not pair.values]
        + [f"{PAIRS}: {pair.id}: word가 질의에 없습니다" for pair in pairs if pair.word not in pair.query]
        + [f"{PAIRS}: {pair.id}: values에 없는 조건입니다: {name}" for pair in pairs for name in pair.values if name not in KEYS]
    )
    return pairs, read_lines(folder / LOOK_ALIKES, LookAlike)


class WishedOut(JsonRecord):
    """A query, the words of it that name what is to be left out, letter by letter, and the same query without that wish.

    `out` is empty and `positive` left away where nothing is left out.
    """

    writer: str
    query: QueryText
    out: tuple[str, ...] = ()
    positive: QueryText | None = None


def load_wishes(path: Path = WISHES) -> list[WishedOut]:
    """Load the queries.

    Raises:
        EvalDataError: with every fault of the file.

    """
    wishes = read_lines(path, WishedOut)
    refuse(
        [f"{path.name}: {wish.id}: out의 말이 질의에 없습니다: {word}" for wish in wishes for word in wish.out if word not in wish.query]
        + [f"{path.name}: {wish.id}: 빼려는 것이 있으면 positive를 적으십시오" for wish in wishes if wish.out and wish.positive is None]
    )
    return wishes


class WishForm(JsonRecord):
    """A common way of leaving something out, or one that only looks so: `{n}` and `{m}` stand for names, `{r}` for what is searched for."""

    form: str
    leaves_out: bool

    def fill(self, names: Sequence[str], rest: str) -> WishedOut:
        """Return the query of this form with two names, and what is to be learned of it."""
        first, second = names
        out = (first, *([second] if "{m}" in self.form else [])) if self.leaves_out else ()
        query = self.form.replace("{n}", first).replace("{m}", second).replace("{r}", rest)
        return WishedOut(id=self.id, writer="form", query=query, out=out, positive=rest if out else None)


def draw_forms(count: int, names: Sequence[str], rests: Sequence[str], chance: Random, path: Path = FORMS) -> list[WishedOut]:
    """Return that many queries of the common forms, with names and rests drawn; none whose rest holds a name.

    Raises:
        EvalDataError: with every fault of the file.

    """
    forms = read_lines(path, WishForm)
    drawn: list[WishedOut] = []
    while len(drawn) < count:
        pair, rest = chance.sample(names, 2), chance.choice(rests)
        if not any(name in rest or name in other for name, other in zip(pair, reversed(pair), strict=True)):
            drawn.append(chance.choice(forms).fill(pair, rest))
    return drawn
