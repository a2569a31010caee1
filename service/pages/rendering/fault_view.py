"""What went wrong, as a page tells it to people: a heading, the reason and what to do. Programs are told by service.errors."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.model.facets import LABELS
from service.api.error_bodies import ErrorBody

FIELD_NAMES = {
    **LABELS,
    "q": "검색어",
    "offset": "시작 차례(offset)",
    "as_typed": "적은 그대로 찾기(as_typed)",
    "ignore": "이해한 것에서 뺄 것(ignore)",
    "rows": "세로(rows)",
    "columns": "가로(columns)",
    "ids": "사례 번호",
}
_TOLD: dict[str, tuple[str, str | None, str]] = {  # heading, reason (None: the error's own), what to do
    "query_too_long": ("검색어가 너무 깁니다", None, "가장 중요한 낱말이나 한두 문장만 남기고 다시 찾으십시오."),
    "invalid_query": ("검색어를 확인해 주십시오", None, ""),
    "invalid_parameter": (
        "주소에 쓸 수 없는 값이 있습니다",
        None,
        "주소가 잘리거나 바뀌어 옮겨졌을 수 있습니다. 위에서 다시 찾거나 아래에서 고르십시오.",
    ),
    "case_not_found": (
        "그런 사례가 없습니다",
        "주소에 적힌 번호의 사례를 찾지 못했습니다.",
        "번호가 잘못 옮겨졌을 수 있습니다. 위에서 찾거나 모든 사례에서 고르십시오.",
    ),
    "answer_not_found": ("그런 답이 없습니다", None, "위에서 다시 물어 주십시오."),
    "nothing_to_keep": ("남길 답이 없습니다", None, ""),
    "book_not_found": (
        "그런 자료가 없습니다",
        "주소에 적힌 번호의 자료를 찾지 못했습니다.",
        "번호가 잘못 옮겨졌거나, 빼신 자료일 수 있습니다. 자료집에서 고르십시오.",
    ),
    "job_not_found": ("그런 작업이 없습니다", None, "자료집에서 지금 하는 작업을 보실 수 있습니다."),
    "changed_meanwhile": ("그사이 바뀌었습니다", None, "화면을 다시 여시고 한 번 더 하십시오."),
    "too_large": ("파일이 너무 큽니다", None, ""),
    "not_found": ("찾으시는 화면이 없습니다", "주소가 잘못 적혔거나 바뀌었을 수 있습니다.", "위에서 찾거나 아래에서 고르십시오."),
    "index_not_ready": ("아직 준비되지 않았습니다", None, "보내신 것은 처리되지 않았습니다. 뒤로 가셔서 잠시 뒤에 다시 보내십시오."),
    "deadline_passed": ("시간 안에 마치지 못했습니다", None, "지금은 찾는 분이 많을 수 있습니다."),
    "method_not_allowed": ("이 화면은 그렇게 열 수 없습니다", "이 주소는 보기만 할 수 있습니다.", "아래에서 다시 시작하십시오."),
    "foreign_form": ("보내신 것을 받지 않았습니다", None, ""),
    "unknown_host": ("주소를 확인해 주십시오", None, ""),
    "internal_error": ("화면을 보여 드리지 못했습니다", None, "잠시 뒤에 다시 여시거나 아래에서 다시 시작하십시오."),
}


@dataclass(frozen=True, slots=True)
class FaultView:
    """An error as a page shows it. `in_query`: what is wrong stands in the search box."""

    title: str
    reason: str
    advice: str
    in_query: bool


def explain_fault(body: ErrorBody) -> FaultView:
    """Return an error of the one shape in the words of a page."""
    error = body["error"]
    in_query = error["field"] == "q"
    code = "invalid_query" if in_query and error["code"] == "invalid_parameter" else error["code"]
    title, reason, advice = _TOLD.get(code or "", ("처리하지 못했습니다", None, ""))
    return FaultView(title, reason or name_field(error["message"] or "", error["field"]), advice, in_query)


def name_field(message: str, field: str | None) -> str:
    """Return a message that begins with a parameter's name with what people call it instead."""
    if field in FIELD_NAMES and message.startswith(field):
        return FIELD_NAMES[field] + message.removeprefix(field)
    return message
