"""Accepted spellings against answers: by amount, by letters, as whole quantities and words."""

import pytest

from eval.metrics.value_spelling import agrees, begins, contains, drop_bare_numbers, is_quantity, named_all, names, value_of


@pytest.mark.parametrize(
    ("answer", "value"),
    [
        ("484명 (목표 500명의 96.8%)", "484명"),
        ("20만 원 (다달이 50만 원(카드 30만 원과 소비쿠폰 20만 원)씩)", "20만 원"),
        ("(사)한국커리어 ((사)한국커리어가 수행한다)", "(사)한국커리어"),
        ("음성군(77.2%), 부여군(76.3%)", "음성군(77.2%), 부여군(76.3%)"),
        (" 77.2% ", "77.2%"),
    ],
)
def test_the_value_stands_before_what_it_stands_among(answer: str, value: str) -> None:
    assert value_of(answer) == value


@pytest.mark.parametrize(
    ("spellings", "value"),
    [
        (["132,371명"], "13만 2,371명"),
        (["746백만원"], "7억 4,600만 원"),
        (["300천원"], "30만원"),
        (["2017. 12. 21."], "2017년 12월 21일"),
        (["15.6 : 1"], "15.6 대 1"),
        (["농생명 바이오시스템과"], "농생명바이오시스템과"),
        (["14개사", "14"], "14곳"),
        (["47"], "47명"),
        (["981파크"], "981 파크"),
    ],
)
def test_units_and_digits_are_normalised(spellings: list[str], value: str) -> None:
    assert agrees(spellings, value)


@pytest.mark.parametrize(
    ("spellings", "value"),
    [
        (["58.5%"], "58.5%p"),
        (["69명", "69"], "69%"),  # the bare number does not open what the unit has closed
        (["981파크"], "981명"),  # a name with a digit in it is no number
        (["3D 애니메이션 제작"], "3편"),
        (["주한미군"], "주한미군 납품"),
        (["77명"], "14명에서 77명"),
    ],
)
def test_what_is_not_the_value_alone_does_not_agree(spellings: list[str], value: str) -> None:
    assert not agrees(spellings, value)


@pytest.mark.parametrize(
    ("spellings", "text", "found"),
    [
        (["5건"], "모두 5건이다", True),
        (["5건"], "모두 15건이다", False),
        (["5건"], "모두 5.5건이다", False),
        (["77명"], "14명 (의료기기는 14명에서 77명으로 늘었고)", True),
        (["두산"], "김제 최초의 대기업으로 두산을 유치했다", True),
        (["두산"], "두산중공업을 유치했다", False),
        (["두산"], "새두산을 유치했다", False),
        (["영천시, 영덕군"], "영천시·영덕군으로 넓혔다", True),
        ([], "무엇이든", False),
    ],
)
def test_a_spelling_stands_in_a_text_whole(spellings: list[str], text: str, found: bool) -> None:
    assert contains(spellings, text) is found


@pytest.mark.parametrize(
    ("name", "text", "named"),
    [
        ("인천광역시", "인천광역시가 가장 많다", True),
        ("인천광역시", "인천광역시 서구가 가장 많다", False),
        ("인천", "인천 계양구(47.5%)", False),
        ("울산", "울산광역시", False),
        ("음성군", "음성군 부여군 영천시", True),
        ("서구", "인천광역시 서구입니다", True),
    ],
)
def test_a_province_is_not_named_by_its_district(name: str, text: str, named: bool) -> None:
    assert names(name, text) is named


def test_every_place_of_a_list_must_be_named() -> None:
    assert named_all(["음성군", "부여군"], "부여군(76.3%), 음성군(77.2%)")
    assert not named_all(["음성군", "부여군"], "부여군(76.3%)")


def test_a_verdict_may_end_in_any_way() -> None:
    assert begins("못 미", "목표에 못미쳤습니다.")
    assert not begins("못 미", "목표에 미쳤습니다.")


def test_quantities_are_told_from_names() -> None:
    assert [is_quantity(text) for text in ("28명", "744", "20만", "2022년 9월 14일", "981파크", "3D 애니메이션", "미달")] == [
        True, True, True, True, False, False, False,
    ]  # fmt: skip
    assert drop_bare_numbers(["47명", "47"]) == ["47명"]
    assert drop_bare_numbers(["47"]) == ["47"]
