"""The measures that many cards report, each under several names: by what words it is asked, and which figures are of it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from answers.reckoning.table.figures import BUDGET, Row
from corpus.facts.spans import is_clear

PEOPLE, JOBS = frozenset({"명"}), frozenset({"명", "개", "건"})  # jobs are counted as people, as places and as cases of hiring
RATE, MONEY, SCORE = frozenset({"%"}), frozenset({"won"}), frozenset({"%", "점"})
SATISFACTION = "만족도"  # of whom is told by each figure's own name
COMMON = frozenset({"일자리 창출"})  # said beside any programme's figure, of which it may be a part


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure that cases can be compared by.

    `asked` finds it in a question as written, `named` in the letters of a figure's name; `kinds` are the units it comes in.
    """

    label: str
    asked: re.Pattern[str]
    named: re.Pattern[str]
    kinds: frozenset[str]

    def holds(self, row: Row) -> bool:
        """Tell whether a figure is of this measure."""
        if self.label == BUDGET:
            return row.at == "budget"
        return row.kind in self.kinds and self.named.fullmatch(row.core) is not None


@dataclass(frozen=True, slots=True)
class Asked:
    """A measure a question asks for, at its [start, end) characters."""

    measure: Measure
    start: int
    end: int


def asked_in(text: str) -> tuple[Asked, ...]:
    """Return the measures a question names, in order; within one another the more particular stands."""
    found: list[Asked] = []
    taken: set[int] = set()
    for measure in MEASURES:
        for match in measure.asked.finditer(text):
            if is_clear(match.span(), taken):
                found.append(Asked(measure, *match.span()))
                taken.update(range(*match.span()))
    programme = _PROGRAMME.search(text) is not None
    return tuple(sorted((_of_programme(asked) if programme else asked for asked in found), key=lambda asked: asked.start))


def by_character(found: Iterable[Asked]) -> dict[int, Measure]:
    """Return the measure that each character within the words of one belongs to; no two of those that `asked_in` finds overlap."""
    return {place: asked.measure for asked in found for place in range(asked.start, asked.end)}


def _of_programme(asked: Asked) -> Asked:
    """A course's 취업자 are the people it brought into work, not all who work in the place."""
    meant = _OF_PROGRAMMES.get(asked.measure.label)
    return asked if meant is None else Asked(next(measure for measure in MEASURES if measure.label == meant), asked.start, asked.end)


def _measure(label: str, kinds: frozenset[str], asked: tuple[str, ...], named: str) -> Measure:
    return Measure(label, re.compile("|".join(asked)), re.compile(named), kinds)


_OLD, _COURSE, _COUNT = r"(?:노인|어르신|고령자|시니어)", r"(?:직업)?훈련", r"(?:\s?수|\s?숫자)?"
_WHO = r"\s?(?:사람|인원|훈련생|교육생|수료생|참여자)"
_JOBS = r"(?:\s?(?:합계|총계|인원|건수|수|규모|개수))?"
# The more particular stands before the more general: 청년고용률 before 고용률.
MEASURES = (
    _measure("청년고용률", RATE, (r"청년(?:층|들)?(?:의|\s)*\s?고용[률율]",), r"청년고용률"),
    _measure("여성고용률", RATE, (r"(?:여성|여자)(?:들)?(?:의|\s)*\s?고용[률율]",), r"여성고용률"),
    _measure("고용률", RATE, (r"고용[률율]",), r"고용률"),
    _measure("실업률", RATE, (r"실업[률율]",), r"실업률"),
    _measure("상용근로자 수", PEOPLE, (rf"상용\s?(?:근로자|직\s?근로자|노동자){_COUNT}",), r"상용근로자수"),
    _measure(
        "고용보험 피보험자 수", PEOPLE,
        (
            rf"(?:고용\s?보험\s?)?피보험자{_COUNT}(?!\s?증)",
            rf"고용\s?보험(?:에)?\s?(?:든|가입)\s?(?:자|한\s?(?:사람|근로자)|사람|인원|근로자){_COUNT}",
        ),
        r"고용보험피보험자수",
    ),
    _measure(
        "투자유치 일자리", PEOPLE,
        (r"투자\s?유치(?:에\s?따른|로\s?(?:인한|생긴|만든))?\s?(?:신규\s?)?(?:고용|일자리)(?:\s?창출)?(?:\s?효과|\s?인원)?",),
        r"(?:신규|기업)?투자유치고용창출(?:효과)?",
    ),
    _measure(
        "투자유치 금액", MONEY,
        (r"(?:기업\s?)?투자\s?유치(?:\s?(?:금액|액|규모|실적|금))?", r"유치(?:한|된)?\s?투자(?:\s?(?:금액|액|금))?"),
        r"(?:신규|기업)?투자유치(?:금액|액)?",
    ),
    _measure("직접일자리", JOBS, (r"(?:재정\s?)?직접\s?일자리(?:\s?창출)?",), r"직접일자리(?:창출)?"),
    _measure("직업능력개발훈련", JOBS, (r"직업\s?능력\s?(?:개발)?(?:\s?훈련)?",), r"직업능력(?:개발)?(?:훈련)?"),
    _measure("고용서비스", JOBS, (r"고용\s?서비스",), r"고용서비스"),
    _measure("고용장려금", JOBS, (r"고용\s?장려금",), r"고용장려금"),
    _measure("창업지원", JOBS, (r"창업\s?지원(?!\s?(?:기업|센터|사업))",), r"창업지원"),
    _measure("일자리 인프라 구축", JOBS, (r"(?:일자리\s?)?인프라(?:\s?구축)?",), r"(?:일자리)?인프라구축"),
    _measure(
        "노인일자리", JOBS, (rf"{_OLD}(?:들)?(?:의)?\s?(?:공공)?일자리(?:\s?(?:창출|사업))?",),
        r"(?:노인|어르신)(?:공공)?일자리(?:창출|사업|고용|참여|및사회활동지원)?",
    ),
    _measure("외국인 계절근로자", PEOPLE, (r"(?:외국인\s?)?계절\s?근로자(?:\s?수)?",), r"외국인계절근로자(?:지원|입국)?"),
    _measure(
        "수료인원", PEOPLE, (rf"(?:{_COURSE}(?:의|을)?\s?)?수료(?:\s?인원|생|자|한\s?(?:사람|인원|훈련생|교육생)){_COUNT}",),
        rf"(?:{_COURSE})?수료인원(?:합계)?",
    ),
    _measure(
        "취업인원", PEOPLE,
        (rf"(?:{_COURSE}(?:의|을)?\s?)?취업(?:\s?인원|한{_WHO}|생){_COUNT}", rf"취업시킨\s?(?:사람|인원){_COUNT}"),
        rf"(?:{_COURSE})?취업인원(?:합계)?",
    ),
    _measure(
        "훈련·교육 인원", PEOPLE, (rf"(?:훈련|교육)(?:\s?인원|생|받은\s?(?:사람|인원)){_COUNT}",), rf"(?:{_COURSE})?(?:훈련|교육)인원",
    ),
    _measure("취업자 수", PEOPLE, (rf"(?:전체\s?|총\s?)?취업자{_COUNT}",), r"(?:전체)?취업자수"),
    _measure(
        "일자리 창출", JOBS,
        (
            rf"(?:전체\s?|총\s?)?일자리\s?(?:를\s?(?:얼마나\s?|가장\s?많이\s?|제일\s?많이\s?)?)?(?:창출|만든|만들어\s?낸|만들었){_JOBS}",
            r"(?:전체\s?|총\s?)일자리", r"일자리\s?(?:수|개수|목표|실적|합계|총계)(?!제)",
        ),
        r"(?:전체)?일자리(?:창출|계획)?(?:합계|총계|계)?|실국별일자리목표제일자리",
    ),
    _measure(
        "예산", MONEY,
        (
            r"(?:총\s?)?(?:일자리\s?)?(?:사업\s?|대책\s?)?(?:의\s?)?(?:총\s?)?(?:예산(?:액)?|사업비|재정\s?규모)(?:\s?(?:규모|총액|금액))?",
            r"(?:들인|쓴|투입한|투입된|들어간)\s?(?:돈|금액|재정)",
        ),
        r"예산",
    ),
    _measure(SATISFACTION, SCORE, (r"만족도",), r".*만족도(?:목표)?"),
)  # fmt: skip
_PROGRAMME = re.compile(r"양성|훈련|교육|과정|프로그램|프로젝트|수료|사업(?:은|이|은요)?\s?(?:어디|무엇|뭐|어느)?[^가-힣]*$")
_OF_PROGRAMMES = {"취업자 수": "취업인원"}
