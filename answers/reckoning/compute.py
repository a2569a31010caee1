"""Questions whose answers are reckoned from the cards' figures: looked up, set against targets, ranked, counted, added, compared."""

from __future__ import annotations

import re
from collections.abc import Sequence

from answers.asked.question import Question, Scope
from answers.reckoning.case_counts import count_cases
from answers.reckoning.inventory import of_case, of_cases
from answers.reckoning.joined import over_both
from answers.reckoning.over import over_cases
from answers.reckoning.pairs import of_measures, of_places, without_budget
from answers.reckoning.request.asks import Ask, taken_apart
from answers.reckoning.request.choosing import chosen
from answers.reckoning.request.cues import asks_year
from answers.reckoning.request.matching import fits
from answers.reckoning.request.wanted import Wanted, wanted
from answers.reckoning.singles import one_figure
from answers.reckoning.table.figures import BUDGET, FigureTable, Row
from answers.reckoning.table.narrowing import ranks_in
from answers.reckoning.table.places import level
from answers.reckoning.table.telling import refusal
from answers.reckoning.table.words import Heard, Term, covered
from answers.results import Draft
from corpus.facts.spans import characters
from corpus.model.nouns import Case

# What figures do not tell; "어떻게 되나요" asks for a value all the same.
_TEXT = re.compile(
    r"왜(?![가-힣])|이유|까닭|배경|(?<![가-힣])원인|비결|방법|방식|방안|어떻게(?!\s?(?:되|돼|됩|됐))"
    r"|특징|전략|의의|누가|누구|설명|소개|내용|뜻|의미|절차|요령"
)
_NAMES = re.compile(r"무엇|무슨|뭐|뭘|어떤|이름|명칭|종류|어디|어느")
_NUMBER = re.compile(r"몇|얼마|어느\s?정도")
_HOW_MANY_CASES = re.compile(r"(?:사례|지자체|지역|곳)[^?]*(?:몇|얼마)")
_CASES = re.compile(
    r"지자체|자치단체|사례|곳(?![가-힣]*\s?간)|군데|시\s?[·,]\s?군|시군|군들|구들|도들|지역|도시|어디"
    r"|(?<!일자리\s)사업(?:은|을|이|들)?\s?(?:어디|어느|무엇|몇|중|가운데|$|\?)"
)
_FIGURES = re.compile(r"지표|항목|부문|분야|실적|성과|수치|과제|사업|무엇|것")
_VALUE = re.compile(
    r"몇|얼마|어느\s?정도|[률율](?![가-힣]{0,20}[률율])(?:은|는|이|가|을|를|의|도|\s|[?(.,]|$)"
    r"|[수액금비](?:는|은|이|가|를|을|로|의|도|까지)?(?:\s|[?.,(]|$)|인원|규모|실적|목표|수치|값|시간|사람"
    r"|예산|매출|만족도|비율|비중|점유|연봉|급여|가구|방문객|현황|달성|평균|합계|\d{4}"
)
_SURELY_OVER = 0.6
_UNCOUNTED = (
    "여러 사례를 세거나 비교하는 물음이지만, 물으신 것을 사례의 분류나 수치로 알 수 없어 답하지 못했습니다. "
    "지역, 지원 대상, 정책 수단, 산업으로 물어 주십시오."
)
_LEFT, _SAID = 0.3, 0.8  # the weight of words that may be left over; how much of them a figure's name must say


def compute(question: Question, scope: Scope, table: FigureTable) -> Draft | None:
    """Return an answer reckoned from the figures, or why they give none; None where the question is not one for figures."""
    text = question.text
    if (scope.placed or not scope.absent) and (counted := count_cases(question, scope, table)) is not None:
        return counted
    if scope.absent or _TEXT.search(text) or ("언제" in text and not asks_year(text)):
        return None
    cases = [case for case in table.cases.values() if scope.cases is None or case.id in scope.cases]
    ask, asked = taken_apart(question, scope.recognitions, cases, table, over=False), wanted(question)
    if len(ask.places) > 1:
        return of_places(ask, table)
    within = _within_province(ask, table)
    over = taken_apart(question, scope.recognitions, within or cases, table, over=True)
    many = asked.deed != "none" and len(over.held) > 1
    if within:
        return _over(over, asked, table) if many else None
    if ask.places or len(cases) == 1:
        one = _of_one(ask, asked, table.of(ask.places[0].cases if ask.places else ask.held), table)
        return _over(over, asked, table) if one is None and many and _CASES.search(text) else one
    surely = bool(cases) and question.intents["over"] >= _SURELY_OVER
    named = None if surely or (many and (over.narrowed or _CASES.search(text))) else _alone(ask, table)
    found = named or (_over(over, asked, table) if many else None)
    counts = asked.deed != "none" or _HOW_MANY_CASES.search(text) is not None
    return refusal(_UNCOUNTED, []) if found is None and surely and counts else found


def _within_province(ask: Ask, table: FigureTable) -> list[Case]:
    """Return the cases of a province's cities, counties or districts, where a question asks for these: "인천의 구 가운데"."""
    if not ask.places or (ranks := ranks_in(ask.text[ask.places[0].end :])) is None or not ranks <= {"시", "군", "구"}:
        return []
    named = [region for case_id in ask.places[0].cases if (region := table.cases[case_id].region)]
    if any(region.sigungu for region in named):
        return []
    within = [case for case in table.cases.values() if case.region and not set(named[0].provinces).isdisjoint(case.region.provinces)]
    return [case for case in within if level(case.region) in ranks]


def _over(ask: Ask, asked: Wanted, table: FigureTable) -> Draft | None:
    """Return what a question asks over cases: by a measure, by several, or by all their figures where it names none."""
    if len({each.measure.label for each in ask.measures}) > 1 and (found := over_both(ask, asked, table)) is not None:
        return found
    found = over_cases(ask, asked, table)
    if found is None and not ask.measures and sum(weight for _, weight in ask.telling) < _LEFT:
        return of_cases(asked, table.of(ask.held))
    return _uncompared(ask) if found is None and asked.deed == "rank" and _CASES.search(ask.text) else found


def _uncompared(ask: Ask) -> Draft | None:
    """Return that no figures compare for a rank over cases: what one case says of it would be no answer."""
    if asks_year(ask.text):
        return None
    return refusal("그 이름의 수치를 같은 단위와 뜻으로 적은 사례가 둘이 안 되어, 어느 곳이 앞서는지 비교할 수 없습니다.", [])


def _alone(ask: Ask, table: FigureTable) -> Draft | None:
    """Return the figure that a question names without a place: one that no other case has."""
    if not _VALUE.search(ask.text) or _which(ask.text):
        return None
    found = chosen(ask, table.of(ask.held), table, alone=True)
    return one_figure(ask, found) if found else None


def _of_one(ask: Ask, asked: Wanted, rows: Sequence[Row], table: FigureTable) -> Draft | None:
    """Return what a question asks of one place or programme."""
    which, found = _which(ask.text), chosen(ask, rows, table)
    several = len({each.measure.label for each in ask.measures}) > 1
    if which or any(test.by == "attained" for test in asked.tests) or (found is None and not ask.measures):
        figures = _of_figures(ask, asked, rows, table)
        if figures is not None or (which and not several and not asks_year(ask.text)):
            return figures
    if not (_VALUE.search(ask.text) or ask.measures or asks_year(ask.text)):
        return None
    if (found is None or found.confidence != "high" or several) and (both := of_measures(ask, rows, table)) is not None:
        return both
    return one_figure(ask, found) if found else _no_budget(ask, rows, table)


def _which(text: str) -> bool:
    """Tell whether a question asks for a name and not for a number."""
    return _NAMES.search(text) is not None and _NUMBER.search(text) is None


def _of_figures(ask: Ask, asked: Wanted, rows: Sequence[Row], table: FigureTable) -> Draft | None:
    """Return which of a case's figures met a test, all of them or those whose names say what the question says."""
    if ask.measures or not _FIGURES.search(ask.text):
        return None
    left = min((_left(ask.telling, table, case_id) for case_id in {row.case.id for row in rows}), default=0.0)
    return of_case(asked, rows if left < _LEFT else [fit.row for fit in fits(ask, rows, table) if fit.asked >= _SAID])


def _no_budget(ask: Ask, rows: Sequence[Row], table: FigureTable) -> Draft | None:
    """Return that a case's budget is not stated, where the question asks for it and for nothing else."""
    if not ask.asks_for(BUDGET):
        return None
    budget = characters((asked.start, asked.end) for asked in ask.measures if asked.measure.label == BUDGET)
    left = [(word, weight) for word, weight in ask.telling if word.start not in budget]
    without = [case_id for case_id in dict.fromkeys(row.case.id for row in rows) if table.cases[case_id].budget_million_krw is None]
    meant = next((case_id for case_id in without if _left(left, table, case_id) <= _LEFT), None)
    return without_budget(table, meant) if meant else None


def _left(words: Sequence[tuple[Term, float]], table: FigureTable, case_id: str) -> float:
    """Return the weight of the words that a case's own name does not say."""
    about = Heard(frozenset(), table.about[case_id])
    return sum(weight * (1 - covered(word, about)) for word, weight in words)
