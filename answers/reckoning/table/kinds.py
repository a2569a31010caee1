"""Whether a figure is of the kind a question asks for: in its unit, for a year or over years, in all or per head, a result or a plan."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from answers.reckoning.table.figures import Flag, Row
from indexer.text.letters import letters

_COUNTS = frozenset({"명", "개", "건", "회", "명/건", "가구", "호", "팀", "부", "대"})
_RATES = frozenset({"%", "%p"})
_COUNTED = re.compile(
    r"몇\s?(?:십|백|천|만|억|조)*\s?(명|사람|퍼센트|%|시간|회|번|건|곳|군데|개사|개소|개|점|배|원|가구|호|팀|부)|몇\s?(억)"
)
_UNITS = {"사람": "명", "퍼센트": "%", "번": "회", "곳": "개", "군데": "개", "개사": "개", "개소": "개", "원": "won", "억": "won"}
_ORGANISATIONS = frozenset({"곳", "군데", "개사", "개소"})
_PEOPLE = re.compile(r"인원|사람|명(?:은|이|수)|건수|횟수")
_MONEY = re.compile(r"금액|예산|사업비|매출|비용|총액|연봉|급여|월급|돈|액수")
_PER_HEAD = re.compile(r"1인당|일인당|인당\s|(?<![가-힣])한\s?(?:사람|명)(?:당|이|에게|은)\s")
# Per cent of another figure are asked of any figure.
_RECKONED = re.compile(r"목표|달성|늘|줄|증가|감소|증감|변|대비|보다|비율|비중|차이|오르|올랐|내렸")
_SAID: tuple[tuple[Flag, re.Pattern[str]], ...] = (
    ("cumulative", re.compile(r"누적|누계|동안|최근|이후|\d년간|지금까지|그동안|개년|20\d\d년?\s?[~∼～-]")),
    ("each", re.compile(r"1인|인당|한\s?(?:사람|명|기업|곳|달)|평균|매달|매월|월\s|다달이|1명|하루|기업당|건당|일평균|씩")),
    ("plan", re.compile(r"목표|계획|예정|예측|전망|예상|추진|가능|기대")),
    ("change", re.compile(r"증가|감소|증감|늘|줄|상승|올|절감|아낀|아꼈|효과")),
)
_RATE = re.compile(r"(?<![가-힣])[가-힣]+[률율](?=[은는이가을를의\s?]|$)")
_OF_TARGETS = frozenset({"달성률", "달성율"})
_ADDED = re.compile(r"합쳐|합한|합계|통틀어")  # a figure of a place may itself be such a sum
_OTHER, _ALIKE, _UNSAID = 0.5, 0.9, 0.8  # what is left of a figure's worth: of another kind, counted otherwise, of a flag not asked for


@dataclass(frozen=True, slots=True)
class KindAsked:
    """The kind of figure a question asks for: what its words say of that, found once for all the figures beside it.

    `unit` is the unit it counts in (empty: none), `rate` the letters of a rate it names, `money` its word for money; `reckoned`: it asks
    for a share, a change or a difference. `years` are those it names: one that a book could not look back on is planned.
    """

    wanted: frozenset[str]
    unit: str
    rate: str
    money: str
    of_people: bool
    reckoned: bool
    per_head: bool
    added: bool
    flags: frozenset[Flag]
    years: tuple[int, ...]

    def fit(self, row: Row) -> float:
        """Return 1 for a figure of the kind asked for, less for one that may pass for it, 0 for another thing: no rate is 몇 명."""
        return self._unit_fit(row) * self._flag_fit(row)

    def _unit_fit(self, row: Row) -> float:
        if not self.unit:
            return self._uncounted_fit(row)
        asked = _UNITS.get(self.unit, self.unit)
        if asked in {row.kind, "배"} or (asked == "%" and (row.kind == "%p" or self.reckoned)):
            return 1.0
        if self.unit in _ORGANISATIONS and row.kind == "명":
            return 0.0
        return _ALIKE if {asked, row.kind} <= _COUNTS else 0.0

    def _uncounted_fit(self, row: Row) -> float:
        named = bool(self.rate) and self.rate in row.core  # 노동법률 is no rate
        if self.wanted and self.wanted <= _RATES and row.kind not in _RATES | {"배"} and not self.reckoned and not named:
            return 0.0
        return _OTHER if self.money and self.money not in row.core and row.kind != "won" and not self.of_people else 1.0

    def _flag_fit(self, row: Row) -> float:
        per_head = _OTHER if self.per_head and "each" not in row.flags else 1.0
        said = self.flags | ({"plan"} if any(map(row.ahead, self.years)) else set())
        unsaid = [flag for flag, _ in _SAID if flag in row.flags and flag not in said]
        return per_head * _UNSAID ** sum(flag != "cumulative" or not self.added for flag in unsaid)


def kind_asked(text: str, wanted: Iterable[str], years: Sequence[int]) -> KindAsked:
    """Return the kind of figure a question for some years asks for, which would be answered by a quantity of the kinds `wanted`."""
    counted, rate, money = _COUNTED.search(text), _RATE.search(text), _MONEY.search(text)
    return KindAsked(
        frozenset(wanted),
        (counted[1] or counted[2]) if counted else "",
        letters(rate.group()) if rate else "",
        money[0] if money else "",
        of_people=_PEOPLE.search(text) is not None,
        reckoned=_RECKONED.search(text) is not None,
        per_head=_PER_HEAD.search(text) is not None,
        added=_ADDED.search(text) is not None,
        flags=frozenset(flag for flag, pattern in _SAID if pattern.search(text)),
        years=tuple(years),
    )


def rate_asked(text: str) -> str:
    """Return the letters of the rate that a text names, "" for none: 취업률은 → 취업률."""
    found = next((rate for rate in _RATE.finditer(text) if rate.group() not in _OF_TARGETS), None)
    return letters(found.group()) if found else ""


def says(text: str, flag: Flag) -> bool:
    """Tell whether a question asks for figures of a flag: cumulative, per head, planned, a change."""
    return next((pattern.search(text) is not None for name, pattern in _SAID if name == flag), True)
