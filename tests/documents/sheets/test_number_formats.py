"""Values as sheets show them."""

from datetime import date, datetime, time, timedelta

import pytest

from corpus.documents.sheets.number_formats import show_value


@pytest.mark.parametrize(
    ("value", "form", "shown"),
    [
        (1234567, "General", "1234567"), (0.1 + 0.2, "General", "0.3"), (1 / 3, "General", "0.3333333333"), (-2.50, "General", "-2.5"),
        (1e20, "General", "100000000000000000000"), (float("nan"), "General", "nan"), (1234567, "#,##0", "1,234,567"),
        (1234.565, "#,##0.00", "1,234.57"), (0.186, "0%", "19%"), (0.1855, "0.0%", "18.6%"), (0.5, "0.00", "0.50"),
        (2.5, "0", "3"), (-2.5, "0", "-3"), (0.3, "#,##0", "0"), (12, "0000", "0012"), (1.5, "0.0##", "1.5"),
        (1500000, "#,##0,", "1,500"), (-9.1, "0.0;△0.0", "△9.1"), (-9.1, "0.0_ ;[Red]\\-0.0\\ ", "-9.1"), (0, '#,##0;-#,##0;"-"', "-"),
        (35000, '#,##0"원"', "35,000원"), (35000, "[$₩-412]#,##0", "₩35,000"), (-35000, '"₩"#,##0', "-₩35,000"),
        (1200, '_-* #,##0_-;\\-* #,##0_-;_-* "-"_-;_-@_-', "1,200"), (3, 'General"명"', "3명"), (-0.001, "0.0", "0.0"),
        (0.5, "# ?/?", "0.5"), (12345.0, "0.00E+00", "12345"), (5, "[>=10]0.0;0", "5"), (7, "@", "7"), (True, "General", "TRUE"),
        ("글 ", "@", "글 "), (None, "0", ""), (3, "", "3"),
    ],
)  # fmt: skip
def test_numbers(value: object, form: str, shown: str) -> None:
    assert show_value(value, form) == shown


@pytest.mark.parametrize(
    ("value", "form", "shown"),
    [
        (datetime(2023, 3, 5), "yyyy-mm-dd", "2023-03-05"), (datetime(2023, 3, 5), "mm-dd-yy", "2023-03-05"),
        (datetime(2023, 3, 5), 'yyyy"년" m"월" d"일"', "2023년 3월 5일"), (date(2023, 3, 5), "yy.m.d", "23.3.5"),
        (datetime(2023, 3, 5), "yyyy. m. d(aaa)", "2023. 3. 5(일)"), (datetime(2023, 3, 6), "aaaa", "월요일"),
        (datetime(2023, 3, 5, 14, 7, 9), "yyyy-mm-dd hh:mm:ss", "2023-03-05 14:07:09"), (time(14, 7), "h:mm", "14:07"),
        (datetime(2023, 3, 5, 14, 7), "AM/PM h:mm", "오후 2:07"), (time(0, 5), "h:mm AM/PM", "12:05 오전"),
        (timedelta(hours=30, minutes=5), "[h]:mm", "30:05"), (date(2023, 3, 5), "General", "2023-03-05"),
        (datetime(2023, 3, 5), "[$-412]yyyy/mm", "2023/03"), (time(1, 2, 3), "mm:ss", "02:03"),
    ],
)  # fmt: skip
def test_dates_and_times(value: object, form: str, shown: str) -> None:
    assert show_value(value, form) == shown
