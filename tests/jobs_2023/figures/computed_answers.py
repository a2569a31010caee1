"""The computed questions' answers, worked out a second time, a line a question: plain arithmetic over the cards."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction

from corpus.model.nouns import Case
from eval.sets.computed import Row
from tests.support.answering.figures import (
    MATCHED,
    Entries,
    Entry,
    Figures,
    at_least,
    below,
    both_stated,
    budget,
    division,
    employed,
    employment_rate,
    exceeded,
    insured,
    investment,
    missed,
    placed_trainees,
    reached,
    regular_workers,
    seasonal_workers,
    womens_rate,
    womens_rate_of_any_age,
    youth_rate,
    youth_rate_of_any_age,
)
from tests.support.answering.spellings import EOK, JO, cases_counted, points, rounded, spellings

MISSED = ("미달", "못 미", "밑돌", "달성하지 못", "채우지 못", "넘지 못")
SHORT = {"경상북도": "경북", "인천광역시": "인천", "울산광역시": "울산"}


@dataclass(frozen=True, slots=True)
class Worked:
    """What a question's line must hold: the accepted answers, and the figures they rest on."""

    answers: tuple[str, ...]
    entries: tuple[Entry, ...]

    @property
    def rows(self) -> list[Row]:
        return [(entry.case.id, entry.at) for entry in self.entries]

    @property
    def cases(self) -> list[str]:
        return list(dict.fromkeys(entry.case.id for entry in self.entries))


def worked_out(cases: Iterable[Case]) -> dict[str, Worked]:
    """The answer of every computed question, by its id."""
    figures = Figures(cases)
    parts = (look_ups, attainments, changes, superlatives, filters, counts, sums_and_means, comparisons, refusals)
    return {name: worked for part in parts for name, worked in part(figures).items()}


def look_ups(figures: Figures) -> dict[str, Worked]:
    return {
        "c01": stated(figures("1-03", "고용률(15~64세)")),
        "c02": stated(figures("1-07", "청년고용률(15~29세)")),
        "c03": stated(figures("1-13", "취업자수")),
        "c04": stated(figures("1-09", "기업 투자유치 금액")),
        "c05": stated(figures("2-01", "지원기업 수")),
        "c06": stated(figures("2-05", "1인당 만기공제금")),
        "c07": stated(figures("2-04", "창업자 총매출")),
        "c08": stated(figures("2-09", "농가 채용연계(연인원)")),
        "c09": stated(figures("2-12", "총 교육시간")),
        "c10": stated(figures("2-11", "교육프로그램 만족도")),
        "c11": stated(figures("1-05", "취직사회책임제 참여 기업")),
        "c12": stated(figures("1-04", "벤처펀드 투자")),
        "c13": stated(figures("1-02", "인천혁신모펀드 조성액")),
        "c14": stated(figures("1-14", "직업훈련 취업률")),
        "c15": stated(figures("2-13", "채용")),
        "c16": stated(figures("2-14", "상담 건수")),
        "c17": stated(figures("2-10", "신규고용자 평균급여")),
        "c18": stated(figures("1-10", "청년창고 매출")),
        "c19": stated(figures("2-03", "참여기업 만족도(100점)")),
        "c20": stated(figures.budget("2-06")),
    }


def attainments(figures: Figures) -> dict[str, Worked]:
    return {
        "c21": attained(figures("2-05", "공제 가입(고용유지) 인원")),
        "c22": gap(figures("1-03", "청년고용률")),
        "c23": attained(figures("1-06", "일자리 창출")),
        "c24": attained(figures("1-07", "일자리 창출")),
        "c25": gap(figures("1-10", "청년고용률(15~39세)")),
        "c26": short_of(figures("1-13", "청년 일자리")),
        "c27": attained(figures("2-09", "농가 구직자 발굴")),
        "c28": attained(figures("2-14", "취·창업자")),
        "c29": short_of(figures("2-07", "구인발굴")),
        "c30": attained(figures("1-12", "전체 일자리 창출")),
        "c31": attained(figures("2-12", "취업인원")),
        "c32": short_of(figures("1-06", "여성고용률")),
    }


def changes(figures: Figures) -> dict[str, Worked]:
    by_2019, by_2020, by_2021, by_2022 = gangwon(figures)
    hired, handled, asked = "신규 일자리 창출", "국민취업지원제도 1유형 과정관리", "컨설턴트 1인당 구직신청 인원"
    now, foreseen = "울산 자동차부품산업 고용인원", "울산 자동차부품산업 고용인원 예측(-7233명)"
    return {
        "c33": apart(by_2021, by_2022),
        "c34": apart(by_2019, by_2022),
        "c35": Worked(spellings(by_2022.aim - by_2020.aim, "명"), (by_2020, by_2022)),
        "c36": Worked(rounded((by_2021.value / by_2020.value - 1) * 100, "%"), (by_2020, by_2021)),
        "c37": apart(figures("2-06", hired, 2021), figures("2-06", hired, 2022)),
        "c38": apart(figures("2-09", handled, 2021), figures("2-09", handled, 2022)),
        "c39": apart(figures("2-09", asked, 2022), figures("2-09", asked, 2023)),
        "c40": apart(figures("2-08", now, 2020), figures("2-08", foreseen, 2030)),
    }


def superlatives(figures: Figures) -> dict[str, Worked]:
    return {
        "c41": one(highest(figures.of(employment_rate))),
        "c42": one(lowest(figures.of(employment_rate))),
        "c43": listed(highest(figures.of(employment_rate), 3)),
        "c44": one(highest(figures.of(budget))),
        "c45": one(lowest(figures.of(budget))),
        "c46": listed(highest(figures.of(budget), 3)),
        "c47": one(highest(figures.of(regular_workers))),
        "c48": one(highest(figures.of(insured))),
        "c49": one(highest(figures.of(placed_trainees))),
        "c50": one(lowest(figures.of(youth_rate))),
        "c51": one(highest(figures.of(division("고용서비스"), both_stated), by=share)),
        "c52": listed(highest(figures.of(investment), 2)),
    }


def filters(figures: Figures) -> dict[str, Worked]:
    return {
        "c53": listed(figures.of(budget, at_least(100 * EOK))),
        "c54": listed(figures.of(employment_rate, missed)),
        "c55": listed(figures.of(employment_rate, at_least(70))),
        "c56": listed(figures.of(womens_rate_of_any_age, missed)),
        "c57": listed(figures.of(division("창업지원"), missed)),
        "c58": listed(figures.of(insured, missed)),
        "c59": listed(figures.of(investment, at_least(JO))),
        "c60": listed(figures.of(regular_workers, at_least(100_000))),
        "c61": listed(figures.of(budget, at_least(JO), lambda entry: "뿌리산업" in entry.case.industries)),
        "c62": listed(figures.of(budget, below(5 * EOK), lambda entry: "청년" in entry.case.targets, in_matched)),
    }


def counts(figures: Figures) -> dict[str, Worked]:
    return {
        "c63": counted(figures.of(budget)),
        "c64": counted(figures.of(budget, at_least(1000 * EOK))),
        "c65": counted(figures.of(employment_rate, reached)),
        "c66": counted(figures.of(youth_rate_of_any_age, exceeded)),
        "c67": counted(figures.of(employed, at_least(100_000))),
        "c68": counted(figures.of(regular_workers, missed)),
        "c69": counted(figures.of(employment_rate, below(70))),
        "c70": counted(figures.of(budget, in_matched)),
    }


def sums_and_means(figures: Figures) -> dict[str, Worked]:
    return {
        "c71": summed(figures.of(budget, in_matched)),
        "c72": summed(figures.of(investment)),
        "c73": summed(figures.of(seasonal_workers)),
        "c74": summed(figures.of(placed_trainees)),
        "c75": summed(gangwon(figures)),
        "c76": summed([figures("1-13", "고용보험 피보험자수"), figures("1-14", "고용보험 피보험자수")]),
        "c77": averaged(figures.of(employment_rate)),
        "c78": averaged(figures.of(womens_rate)),
        "c79": averaged(figures.of(youth_rate)),
        "c80": averaged(figures.of(investment)),
        "c81": averaged(figures.of(budget, in_matched)),
        "c82": averaged(gangwon(figures)),
    }


def comparisons(figures: Figures) -> dict[str, Worked]:
    eumseong, buyeo = figures("1-03", "고용률(15~64세)"), figures("1-10", "고용률(15~64세)")
    gyeongbuk, incheon = figures("1-01", "고용보험 피보험자 수"), figures("1-02", "고용보험 피보험자 수")
    return {
        "c83": Worked(points(eumseong.value - buyeo.value), (eumseong, buyeo)),
        "c84": Worked(named(highest([gyeongbuk, incheon])[0]), (gyeongbuk, incheon)),
        "c85": apart(figures("1-13", "기업&일자리 지원센터 알선건수"), figures("1-14", "일자리종합지원센터 알선")),
        "c86": apart(figures.budget("1-03"), figures.budget("1-10")),
    }


def refusals(figures: Figures) -> dict[str, Worked]:
    return {
        "c87": Worked((), (figures("1-06", "일자리 창출"), figures("1-06", "일자리 예산"))),
        "c88": Worked((), (figures("1-03", "고용률(15~64세)"), figures("1-07", "취업자 수(15~64세)"))),
        "c89": Worked((), (figures.budget("1-07"),)),
        "c90": Worked((), (figures("1-14", "고용률(15~64세)"),)),
    }


def gangwon(figures: Figures) -> Entries:
    """Gangwon's jobs by its bureaus' plans, 2019 to 2022: the one figure that a card gives for four years."""
    return [figures("1-05", "실국별 일자리목표제 일자리", year) for year in range(2019, 2023)]


def in_matched(entry: Entry) -> bool:
    return entry.case.award == MATCHED


# Each of these gives the answer's spellings with the figures it came from.


def stated(entry: Entry) -> Worked:
    return Worked(spellings(entry.value, entry.unit), (entry,))


def attained(entry: Entry) -> Worked:
    return Worked(rounded(share(entry) * 100, "%"), (entry,))


def gap(entry: Entry) -> Worked:
    return Worked(points(entry.value - entry.aim), (entry,))


def short_of(entry: Entry) -> Worked:
    """An answer to whether the target was reached, which it was not."""
    assert missed(entry), entry
    distance = points(entry.value - entry.aim) if entry.unit == "%" else ()
    return Worked((*MISSED, *attained(entry).answers, *distance), (entry,))


def apart(first: Entry, second: Entry) -> Worked:
    assert first.unit == second.unit, (first, second)
    return Worked(spellings(abs(second.value - first.value), first.unit), (first, second))


def one(entries: Entries) -> Worked:
    return Worked(named(entries[0]), (entries[0],))


def listed(entries: Entries) -> Worked:
    return Worked(tuple(entry.place for entry in entries), tuple(entries))


def counted(entries: Entries) -> Worked:
    return Worked(cases_counted(len(entries)), tuple(entries))


def summed(entries: Entries) -> Worked:
    return Worked(spellings(total(entries), entries[0].unit), tuple(entries))


def averaged(entries: Entries) -> Worked:
    return Worked(rounded(total(entries) / len(entries), entries[0].unit), tuple(entries))


def named(entry: Entry) -> tuple[str, ...]:
    return (entry.place, SHORT[entry.place]) if entry.place in SHORT else (entry.place,)


def share(entry: Entry) -> Fraction:
    """How much of the target was reached; 1 is all of it."""
    return entry.value / entry.aim


def value(entry: Entry) -> Fraction:
    return entry.value


def total(entries: Entries) -> Fraction:
    assert len({entry.unit for entry in entries}) == 1, entries
    return sum((entry.value for entry in entries), Fraction())


def highest(entries: Entries, count: int = 1, by: Callable[[Entry], Fraction] = value) -> Entries:
    """The first `count` by a value, highest first; a tie at the end would make the question ambiguous."""
    assert len({entry.unit for entry in entries}) == 1 or by is share, entries
    ordered = sorted(entries, key=by, reverse=True)
    assert count == len(ordered) or by(ordered[count - 1]) > by(ordered[count]), ordered
    return ordered[:count]


def lowest(entries: Entries) -> Entries:
    return highest(entries, by=lambda entry: -entry.value)
