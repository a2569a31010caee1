"""Dates, years and periods as they are written."""

import pytest

from corpus.facts.language.written_dates import written_dates


@pytest.mark.parametrize(
    ("text", "written", "kind", "first", "year"),
    [
        ("2021. 3. ~ 2022. 12.", "2021. 3. ~ 2022. 12.", "period", 2021, 2022),
        ("’22.3월 협약", "’22.3월", "date", 2022, 2022),
        ("'22. 4. 19. ~ 10. 29. (7개월)", "'22. 4. 19. ~ 10. 29.", "period", 2022, 2022),
        ("2022. 6. 20. ~ 21 연수", "2022. 6. 20. ~ 21", "period", 2022, 2022),
        ("신설(22. 2. 5명)", "22. 2.", "date", 2022, 2022),
        ("2022~2026까지", "2022~2026", "period", 2022, 2026),
        ("20∼21년 검증", "20∼21년", "period", 2020, 2021),
        ("’23년~’27년", "’23년~’27년", "period", 2023, 2027),
        ("2022. 1~12월", "2022. 1~12월", "period", 2022, 2022),
        ("2023년부터 2025년까지", "2023년부터 2025년", "period", 2023, 2025),
        ("개시(10.24.~)", "10.24.~", "period", None, None),
        ("교육(8.17.)", "8.17.", "date", None, None),
        ("2023. 10. 21.(토) 15:00", "2023. 10. 21.(토)", "date", 2023, 2023),
        ("2022-11-09", "2022-11-09", "date", 2022, 2022),
        ("18년 전수조사", "18년", "year", 2018, 2018),
        ("'20.上", "'20.上", "year", 2020, 2020),
        ("2022 일자리", "2022", "year", 2022, 2022),
        ("전년 대비", "전년", "relative", 2021, 2021),
        ("올해 추진", "올해", "relative", 2022, 2022),
        ("5월 20만원", "5월", "date", None, None),
    ],
)
def test_a_date_is_read_whole(text: str, written: str, kind: str, first: int | None, year: int | None) -> None:
    (found,) = written_dates(text, 2022)
    assert (text[found.start : found.end], found.kind, found.first, found.year) == (written, kind, first, year)


@pytest.mark.parametrize("text", ["약 20년 경력", "20년 이상", "3년간", "총 2022명", "2022명 채용", "매월 3회", "1. 2. 추진", "3.15톤"])
def test_lengths_counts_and_numbers_of_an_outline_are_no_dates(text: str) -> None:
    assert written_dates(text, 2022) == []


def test_years_that_are_none_are_passed_over_and_relative_ones_need_a_year_to_count_from() -> None:
    assert written_dates("1900년 통계", None) == []
    assert [(date.kind, date.year) for date in written_dates("작년 실적", None)] == [("relative", None)]
