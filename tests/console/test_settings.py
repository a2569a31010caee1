"""Settings: where a value comes from, and that every bad one is told by its variable's name, in Korean, all at once."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from answers.wording.endpoint import Endpoint
from corpus.errors import SettingsError
from service.operations.language_model import generator_of
from service.operations.settings import Settings, read_settings, settings_table

GREATEST = {"PORT": "65,535", "WORKERS": "64", "ENCODER_THREADS": "64", "CACHE": "1,000,000"}


def told() -> str:
    with pytest.raises(SettingsError) as caught:
        read_settings()
    return str(caught.value)


def test_defaults() -> None:
    settings = read_settings()
    assert (settings.host, settings.port) == ("127.0.0.1", 8000)  # this machine only, unless someone says otherwise
    assert (settings.model, settings.casebook) == ("bundled", None)
    assert (settings.index, settings.models) == (Path(".saerye/index"), Path(".saerye/models"))


def test_the_environment_overrides_the_default_and_what_is_given_overrides_both(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAERYE_PORT", "9000")
    monkeypatch.setenv("SAERYE_HOST", "0.0.0.0")  # noqa: S104
    monkeypatch.setenv("SAERYE_DATA", "/srv/사례")
    monkeypatch.setenv("SAERYE_CASEBOOK", "원문.txt")
    found = read_settings(port=9001, host=None)
    assert (found.port, found.host) == (9001, "0.0.0.0")  # noqa: S104
    assert (found.data, found.casebook) == (Path("/srv/사례"), Path("원문.txt"))


def test_an_empty_variable_is_no_value(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable, _, _ in settings_table():
        monkeypatch.setenv(variable, "")
    assert read_settings() == Settings()


@pytest.mark.parametrize("name", GREATEST)
def test_numbers_are_bounded(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for value, fault in {
        "여덟": "정수로 적어야 합니다",
        "1.5": "정수로 적어야 합니다",
        "0": "1 이상이어야 합니다",
        "-1": "1 이상이어야 합니다",
        "9999999": f"{GREATEST[name]} 이하여야 합니다",
    }.items():
        monkeypatch.setenv(f"SAERYE_{name}", value)
        assert told() == f"설정값을 쓸 수 없습니다. SAERYE_{name}: {fault}"


@pytest.mark.parametrize(
    ("value", "fault"),
    [("곧", "수로 적어야 합니다"), ("0", "0보다 커야 합니다"), ("nan", "유한한 수로 적어야 합니다"), ("3601", "3,600 이하여야 합니다")],
)
def test_the_reload_interval_is_bounded(value: str, fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAERYE_RELOAD_SECONDS", value)
    assert told() == f"설정값을 쓸 수 없습니다. SAERYE_RELOAD_SECONDS: {fault}"


def test_no_language_model_unless_someone_says_so() -> None:
    settings = read_settings()
    assert (settings.llm_url, settings.llm_model, settings.llm_key) == (None, None, None)
    assert (settings.llm_seconds, settings.llm_tokens) == (20.0, 400)
    assert generator_of(settings) is None


def test_a_language_model_is_an_address_a_name_and_perhaps_a_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAERYE_LLM_URL", "http://10.0.0.7:8001/v1")
    monkeypatch.setenv("SAERYE_LLM_MODEL", "exaone")
    assert generator_of(read_settings()) == Endpoint("http://10.0.0.7:8001/v1", "exaone", None, 20.0, 400)
    monkeypatch.setenv("SAERYE_LLM_KEY", "sk-secret")
    monkeypatch.setenv("SAERYE_LLM_SECONDS", "7.5")
    monkeypatch.setenv("SAERYE_LLM_TOKENS", "120")
    assert generator_of(read_settings()) == Endpoint("http://10.0.0.7:8001/v1", "exaone", "sk-secret", 7.5, 120)


def test_the_key_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAERYE_LLM_URL", "https://localhost/v1")
    monkeypatch.setenv("SAERYE_LLM_MODEL", "exaone")
    monkeypatch.setenv("SAERYE_LLM_KEY", "sk-secret")
    settings = read_settings()
    assert "sk-secret" not in f"{settings!r} {settings} {settings.model_dump()} {settings.model_dump_json()} {generator_of(settings)!r}"


def test_a_key_that_no_header_can_carry_is_refused_without_being_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    for key in ("sk secret", "sk-비밀", "sk-secret\n"):
        monkeypatch.setenv("SAERYE_LLM_KEY", key)
        with pytest.raises(SettingsError) as caught:
            read_settings()
        assert str(caught.value) == "설정값을 쓸 수 없습니다. SAERYE_LLM_KEY: 빈칸 없는 영문자, 숫자, 부호만 쓸 수 있습니다"
        assert key not in repr(caught.value.__cause__)


@pytest.mark.parametrize(
    "url",
    [
        "ftp://llm/v1", "llm:8001/v1", "http:///v1", "http://user:word@llm/v1", "http://llm:99999/v1", "http://llm/v1?key=1", "http://llm/v1#a",
        "http://llm /v1", "file:///etc/passwd", "javascript:alert(1)", "http://[::1/v1",
    ],
)  # fmt: skip
def test_the_address_is_a_plain_one(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAERYE_LLM_URL", url)
    monkeypatch.setenv("SAERYE_LLM_MODEL", "exaone")
    assert told() == (
        "설정값을 쓸 수 없습니다. SAERYE_LLM_URL: http:// 또는 https://로 시작하고 /v1까지 적은 주소여야 하며, "
        "사용자 이름, 암호, ?, #은 넣을 수 없습니다"
    )


@pytest.mark.parametrize(("name", "value"), [("URL", "http://llm/v1"), ("MODEL", "exaone")])
def test_an_address_and_a_model_go_together(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(f"SAERYE_LLM_{name}", value)
    assert told() == "설정값을 쓸 수 없습니다. SAERYE_LLM_MODEL: SAERYE_LLM_URL과 함께 적어야 합니다"


@pytest.mark.parametrize(
    ("name", "value", "fault"),
    [
        ("SECONDS", "0", "0보다 커야 합니다"),
        ("SECONDS", "601", "600 이하여야 합니다"),
        ("TOKENS", "0", "1 이상이어야 합니다"),
        ("TOKENS", "많이", "정수로 적어야 합니다"),
    ],
)
def test_the_limits_of_a_language_model_are_bounded(name: str, value: str, fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(f"SAERYE_LLM_{name}", value)
    assert told() == f"설정값을 쓸 수 없습니다. SAERYE_LLM_{name}: {fault}"


def test_a_host_given_empty_is_refused() -> None:
    with pytest.raises(SettingsError, match="SAERYE_HOST: 비어 있습니다"):
        read_settings(host="")


def test_all_bad_values_are_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAERYE_PORT", "http")
    monkeypatch.setenv("SAERYE_CACHE", "0")
    assert told() == "설정값을 쓸 수 없습니다. SAERYE_PORT: 정수로 적어야 합니다 / SAERYE_CACHE: 1 이상이어야 합니다"


def test_settings_do_not_change_while_the_service_runs() -> None:
    with pytest.raises(ValidationError):
        Settings().port = 1  # type: ignore[misc]


def test_the_table_holds_every_setting_with_its_default_and_a_sentence() -> None:
    table = settings_table()
    assert [variable for variable, _, _ in table] == [f"SAERYE_{name.upper()}" for name in Settings.model_fields]
    assert {variable: default for variable, default, _ in table} == {
        f"SAERYE_{name.upper()}": "" if value is None else str(value) for name, value in Settings().model_dump().items()
    }
    assert all(sentence.endswith(".") for _, _, sentence in table)


def test_a_key_that_could_be_guessed_is_refused_and_not_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("SAERYE_JUDGE_KEY", "SAERYE_ADMIN_KEY"):
        for key in ("short", "sixteen characters", "열쇠" * 8, "k" * 201):
            monkeypatch.setenv(variable, key)
            assert told() == f"설정값을 쓸 수 없습니다. {variable}: 빈칸 없는 영문자, 숫자, 부호로 16자 이상 200자까지 적어야 합니다"
        monkeypatch.delenv(variable)


def test_names_are_given_without_ports_and_schemes(monkeypatch: pytest.MonkeyPatch) -> None:
    for names in ("saerye.go.kr:8000", "http://saerye.go.kr", "a,,b", "a b", "*"):
        monkeypatch.setenv("SAERYE_NAMES", names)
        assert told().startswith("설정값을 쓸 수 없습니다. SAERYE_NAMES: saerye.example.go.kr처럼 포트 없이 적고")
    monkeypatch.setenv("SAERYE_NAMES", " Saerye.go.kr, xn--3e0b707e")
    assert read_settings().other_names == {"saerye.go.kr", "xn--3e0b707e"}


def test_judgments_stand_beside_the_index_unless_a_database_is_named() -> None:
    assert read_settings(data=Path("/srv")).judging == "sqlite:////srv/judging.sqlite3"
    assert read_settings(judging_url="postgresql://u:p@h/x").judging == "postgresql://u:p@h/x"


def test_another_process_is_handed_no_secret() -> None:
    settings = read_settings(judge_key="k" * 16, admin_key="a" * 16, judging_url="postgresql://u:p@h/x", llm_key="k", query_log="on")
    handed = settings.environment()
    assert handed["SAERYE_QUERY_LOG"] == "on"
    assert {"SAERYE_JUDGE_KEY", "SAERYE_ADMIN_KEY", "SAERYE_JUDGING_URL", "SAERYE_LLM_KEY"}.isdisjoint(handed)
    assert read_settings(**{name.removeprefix("SAERYE_").lower(): value for name, value in handed.items()}).data == settings.data
