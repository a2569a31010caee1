"""What a question over cases says of the cases: their award, the rank of their governments, and values of their facets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from answers.asked.question import Recognition
from answers.reckoning.table.places import level
from corpus.facts.spans import Span
from corpus.model.facets import BOOK_KINDS, SUBJECTS, kinds_of, values_of
from corpus.model.nouns import Case

_AFTER = r"(?=들|만|의|은|는|이|가|을|를|에|\s|$|,|\)|\?)"
_AMONG = r"\s?(?:단위|지역|가운데|중"
_RANKS = tuple(
    (frozenset(ranks.split()), re.compile(pattern))
    for ranks, pattern in (
        ("시 군", rf"시\s?[·,/]\s?군{_AFTER}|(?<![가-힣])시군{_AFTER}|(?<![가-힣])시(?:와|나)\s?군{_AFTER}"),
        ("시 군 구", rf"시\s?[·,/]?\s?군\s?[·,/]?\s?구{_AFTER}|기초\s?(?:자치단체|지자체|단체)"),
        ("도 광역", rf"광역\s?(?:자치단체|지자체|단체)|시\s?[·,/]\s?도{_AFTER}|(?<![가-힣])시도{_AFTER}"),
        ("광역", rf"(?<![가-힣])(?:광역시|특별시){_AFTER}"),
        ("도", rf"(?<![가-힣·])도(?:들|[의는만]\s|{_AMONG}))"),
        ("구", rf"자치구|(?<![가-힣])구(?:들|[의는만]\s|{_AMONG}))"),
        ("군", rf"(?<![가-힣·])군(?:들|[의은만]\s|{_AMONG}|에서))"),
        ("시", rf"(?<![가-힣])시(?:들|[의는만]\s|{_AMONG}(?!군)))"),
    )
)
# Values of a case's facets that are asked for in other words.
OTHERWISE = {
    "어르신": "고령자",
    "노인": "고령자",
    "경단녀": "경력단절여성",
    "중장년": "신중년",
    "조선업": "조선",
    "시니어": "고령자",
    "배터리": "이차전지",
}
_CUE = (
    r"(?:업|산업)?\s?(?:이|가|을|를|은|는|의|과|와)?\s?(?:주된\s?|주\s?)?"
    r"(?:대상|다룬|다루|분야|업종|업계|관련|위한|중심|사례|사업|과정|프로그램|키우|육성)"
)


def ranks_in(text: str) -> frozenset[str] | None:
    """Return the ranks of local government a text asks over: "시·군 가운데" → 시, 군; None where it names none."""
    found = find_rank(text)
    return found[0] if found else None


def find_rank(text: str) -> tuple[frozenset[str], Span] | None:
    """Return the ranks of local government a text asks over, and where it names them; None where it names none."""
    return next(((ranks, match.span()) for ranks, pattern in _RANKS if (match := pattern.search(text))), None)


def awards_in(recognitions: Iterable[Recognition]) -> list[Recognition]:
    """Return the awards among what a question names."""
    kinds = {facet.key for facet in BOOK_KINDS}
    return [found for found in recognitions if found.field in kinds]


def narrowed(
    text: str, awards: Sequence[Recognition], cases: Sequence[Case], taken: Sequence[Span]
) -> tuple[list[Case], list[str], list[Span]]:
    """Return the cases that a text's conditions on cases leave, these conditions, and where it states them; not at places `taken`."""
    held, conditions, used = list(cases), list[str](), [(award.start, award.end) for award in awards]
    for award in dict.fromkeys(award.value for award in awards):
        held = [case for case in held if award in kinds_of(case)]
        conditions.append(award)
    if ranked := find_rank(text):
        held = [case for case in held if level(case.region) in ranked[0]]
        conditions.append("·".join(sorted(ranked[0])))
        used.append(ranked[1])
    for value, span in _facets(text, cases, [*used, *taken]):
        held = [case for case in held if value in _values(case)]
        conditions.append(value)
        used.append(span)
    return held, conditions, used


def _facets(text: str, cases: Sequence[Case], taken: Sequence[Span]) -> Iterator[tuple[str, Span]]:
    """Yield the facet values that a text names as a condition ("뿌리산업을 다룬 사례"), each once, longest words first."""
    known = {part: value for case in cases for value in _values(case) for part in (*value.split("·"), value)}
    known |= {word: value for word, value in OTHERWISE.items() if any(value in _values(case) for case in cases)}
    spans, done = list(taken), set[str]()
    for word in sorted(known, key=lambda word: (-len(word), word)):
        if word not in text or known[word] in done:
            continue
        match = re.search(rf"(?<![가-힣]){re.escape(word)}(?:[·,/]\s?[가-힣]+)?(?={_CUE})", text)
        if match and not any(match.start() < end and start < match.end() for start, end in spans):
            done.add(known[word])
            spans.append(match.span())
            yield known[word], match.span()


def _values(case: Case) -> tuple[str, ...]:
    return tuple(value for facet in SUBJECTS for value in values_of(case, facet.key))
