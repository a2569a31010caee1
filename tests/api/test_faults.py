"""Errors in the words of a page."""

import pytest

from service.api.error_bodies import MESSAGES, body_of_status, error_body
from service.pages.rendering.fault_view import explain_fault, name_field


@pytest.mark.parametrize("status", MESSAGES)
def test_every_bare_status_has_a_heading_of_its_own(status: int) -> None:
    fault = explain_fault(body_of_status(status))
    assert fault.title != "처리하지 못했습니다"
    assert fault.reason
    assert "/docs" not in fault.reason


def test_what_is_not_foreseen_keeps_its_reason() -> None:
    fault = explain_fault(error_body("teapot", "주전자입니다."))
    assert (fault.title, fault.reason, fault.advice, fault.in_query) == ("처리하지 못했습니다", "주전자입니다.", "", False)


def test_only_what_stands_in_the_box_is_a_fault_of_the_query() -> None:
    assert explain_fault(error_body("query_too_long", "너무 깁니다.", "q")).in_query
    assert explain_fault(error_body("invalid_parameter", "비어 있습니다.", "q")).title == "검색어를 확인해 주십시오"
    assert not explain_fault(error_body("invalid_parameter", "offset: 0 이상이어야 합니다", "offset")).in_query


@pytest.mark.parametrize(
    ("message", "field", "told"),
    [
        ("target에 없는 값입니다", "target", "지원 대상에 없는 값입니다"),
        ("offset: 정수로 적어야 합니다", "offset", "시작 차례(offset): 정수로 적어야 합니다"),
        ("세로(rows)와 가로(columns)가 같습니다", "columns", "세로(rows)와 가로(columns)가 같습니다"),
        ("무엇: 이상합니다", "무엇", "무엇: 이상합니다"),
        ("요청", None, "요청"),
    ],
)
def test_parameters_are_called_what_people_call_them(message: str, field: str | None, told: str) -> None:
    assert name_field(message, field) == told
