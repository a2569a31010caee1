"""A text → the names of people in it: what is built like a name is one where the words beside it weigh enough.

A name is a family name and two more syllables, also with blanks between all three as on a cover (홍 길 동). Three syllables alone are far
more often a word, so each is held against a table of what stands before and behind names; the strongest of it says whether the name is
an office's or a person's. What weighs little counts only for syllables that given names are made of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from corpus.privacy.name_words import known_words, name_words, one_of
from corpus.privacy.private_span import OfficeNames, PrivateSpan

Role = Literal["office", "person"]
SURE, LIKELY, POSSIBLE = 3, 2, 1
NEAR = 60
"""Characters before a name in which what tells it stands."""
_PARTICLE = "(?:은|는|이|가|의|을|를|과|와|도|께서|에게)?"
_LAST_OF_NONE = frozenset("과실팀청처된는할를에들가고와며다의")
_SEPARATED = r"(?: \| | ?[:：] ?)"


@dataclass(frozen=True, slots=True, kw_only=True)
class NameEvidence:
    """What tells a name: a pattern that ends before it, one that begins behind it, whose it then is, and how sure that is."""

    before: re.Pattern[str] | None = None
    behind: re.Pattern[str] | None = None
    role: Role = "person"
    weight: int = SURE
    whole: bool = True
    """Whether no syllable may follow the name."""


def name_spans(plain: str, office_names: OfficeNames) -> Iterator[PrivateSpan]:
    """Yield the names of people; those of offices as well, or not."""
    for found in _candidates().finditer(plain):
        role = None if _is_word(found[0]) else _role(plain, found.start(), found.end())
        if role == "person" or (role == "office" and office_names == "mask"):
            yield PrivateSpan(*found.span(), "name")


def family_length(value: str) -> int:
    """Return how many letters of a name are the family's."""
    return 2 if value.startswith(name_words().families_of_two) else 1


def looks_like_name(value: str) -> bool:
    """Tell whether a text alone is built like a name and is no word that is known."""
    return _candidates().fullmatch(value) is not None and not _is_word(value) and _is_plausible(value)


def names_office(text: str) -> bool:
    """Tell whether a text is an office, or ends with one: 대표이사, 사업단 센터장."""
    return text.rstrip().endswith(name_words().offices)


def _role(plain: str, start: int, end: int) -> Role | None:
    """Return whose a name is by the strongest of what tells it, a person's of equals; None where nothing tells enough."""
    near = plain[max(start - NEAR, 0) : start]
    before = "\n".join(near.rsplit("\n", 2)[-2:])  # its line, and the one above
    bare = not re.match("[가-힣]", plain[end : end + 1])
    plausible = _is_plausible(plain[start:end])
    best: tuple[int, Role] | None = None
    for one in _evidence():
        told = (
            (bare or not one.whole)
            and (one.weight > POSSIBLE or plausible)
            and (one.behind is None or one.behind.match(plain, end))
            and (one.before is None or one.before.search(before))
        )
        if told and (best is None or (one.weight, one.role == "person") > (best[0], best[1] == "person")):
            best = one.weight, one.role
    return best[1] if best else None


def _is_word(name: str) -> bool:
    return name in known_words() or name[-1] in _LAST_OF_NONE


def _is_plausible(name: str) -> bool:
    """Tell whether the syllables behind the family's are such as given names have."""
    given = name[family_length(name) :].replace(" ", "")
    words = name_words()
    return given[-1:] in words.last_given and (len(given) == 1 or given[0] in words.first_given)


@cache
def _candidates() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w○]){_name()}")


@cache
def _name() -> str:
    words = name_words()
    one = f"[{words.families}]"
    return rf"(?:{one_of(words.families_of_two)}[가-힣]{{1,2}}|{one}[가-힣]{{2}}|{one} [가-힣] [가-힣](?![가-힣]))"


@cache
def _evidence() -> tuple[NameEvidence, ...]:
    """Return the table of what tells names."""
    words = name_words()
    ends = rf"(?:님|{_PARTICLE}(?![가-힣]))"
    unit = r"[ ]{0,2}(?:(?:부|사무|취업|일자리|센터|직업)\s?)?"
    office = rf"(?:[가-힣]{{2,5}}(?:팀장|센터장|국장|과장|실장)|{one_of(words.offices)})"
    person = rf"(?:[가-힣]{{2,5}}상담사|{one_of(words.persons)})"
    called = rf"(?:님|[군양씨]?{_PARTICLE}(?![가-힣]))"
    others = rf"(?:{_name()}[,、/· ]{{1,3}})*$"
    return (
        _row(behind=rf"{unit}{office}{ends}", role="office"),
        _row(behind=rf"{unit}{person}{ends}"),
        _row(behind=rf" [가-힣]{{1,6}} {one_of(('대표', '팀장', '교수', '센터장'))}님", role="office"),
        _row(behind=r" [가-힣]{1,6} 강사님"),
        _row(behind=rf"{one_of(words.glued)}{ends}", role="office", whole=False),
        _row(behind=rf" ?[님씨]{_PARTICLE}(?![가-힣])", whole=False),
        _row(behind=rf" [군양]{_PARTICLE}(?![가-힣])", weight=POSSIBLE),
        # A byline of a story: company | name rank; an interview's heading; a name on its own line that the line beside it tells.
        _row(before=r"\| $", behind=rf"(?: (?:{office}|{person}){ends})", weight=LIKELY),
        _row(before=r"^[^|\n]{2,40} \| $", behind="$", weight=LIKELY),
        _row(before=r"인터뷰 ?[①-⑨\d] ?$"),
        _row(before=r"수기\n$", behind="$"),
        _row(before=r"(?:^|\n)$", behind=r"\n\([가-힣 ]{2,12}\)$"),
        # A label, with the names that stand behind it in a row.
        _row(before=rf"(?:{one_of(words.offices_before)}|[가-힣]{{2,5}}장) \| $", behind=r" *(?:$|\||,)", role="office"),
        _row(before=rf"(?<![가-힣]){one_of(words.offices_before)}{_SEPARATED}{others}", behind=r"\s*(?:$|[(|,])", role="office"),
        _row(before=rf"(?<![가-힣]){one_of(words.offices)} {others}", behind=called, role="office", weight=POSSIBLE, whole=False),
        _row(before=rf"성명 {others}", behind=r"\s*(?:$|[(|])"),
        _row(before=rf"(?:{one_of(words.persons_before)}){_SEPARATED}{others}", behind=r"\s*(?:$|[(|,/·]|\d)"),
        _row(before=rf"(?<![가-힣])(?:{one_of(words.persons_before)}) {others}", weight=POSSIBLE, whole=False, behind=called),
        _row(before=rf"(?<![가-힣])(?:{one_of(words.persons_before)}) ?명단\n?{others}", weight=POSSIBLE),
        # What people say of themselves, and what is said of them in brackets: (29세, 여).
        _row(behind=r" ?\((?:만 ?)?\d\d세?[,)·]| ?\([남여][,)]", weight=POSSIBLE),
        _row(before=r"(?:저는|제 이름은|나는|내 이름은) $", behind=r"(?:입니다|이?라고|이고|이며|이다)", whole=False, weight=POSSIBLE),
    )


def _row(
    *, before: str | None = None, behind: str | None = None, role: Role = "person", weight: int = SURE, whole: bool = True
) -> NameEvidence:
    compiled = (re.compile(one, re.MULTILINE) if one else None for one in (before, behind))
    ahead, after = compiled
    return NameEvidence(before=ahead, behind=after, role=role, weight=weight, whole=whole)
