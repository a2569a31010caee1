"""Typer's own words told in Korean. What it really says is held by tests/console/test_cli.py."""

import pytest
from pydantic import TypeAdapter, ValidationError

from service.console.usage_messages import WAY_OUT, usage_error


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("Missing argument 'query'.", "query을(를) 적어야 합니다."),
        ("Missing option '--name'.", "--name을(를) 적어야 합니다."),
        ("No such command 'nothing'.", "명령 'nothing'이(가) 없습니다."),
        ("No such command 'a {0} b'.", "명령 'a {0} b'이(가) 없습니다."),
        ("No such option: -x", "옵션 -x이(가) 없습니다."),
        ("Got unexpected extra argument(s) (b c)", "남는 값이 있습니다: b c. 빈칸이 든 값은 따옴표로 묶으십시오."),
        ("Got unexpected extra argument (b)", "남는 값이 있습니다: b. 빈칸이 든 값은 따옴표로 묶으십시오."),
        ("Something new.", "명령을 알아듣지 못했습니다(Something new.)."),
        ("Invalid value for '--out': Path is a directory.", "명령을 알아듣지 못했습니다(Invalid value for '--out': Path is a directory.)."),
    ],
)
def test_a_complaint_is_one_sentence_with_the_way_out(said: str, sentence: str) -> None:
    assert usage_error(said) == f"{sentence} {WAY_OUT}"


def test_a_value_that_does_not_validate_is_told_as_a_setting_would() -> None:
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(int).validate_python("x")
    assert usage_error("Invalid value for '--limit': Input should be …", caught.value) == f"--limit: 정수로 적어야 합니다. {WAY_OUT}"
