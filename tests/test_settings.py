"""Settings: where a value comes from, and that every bad one is told by its variable's name, in Korean, all at once."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from corpus.errors import SettingsError
from service.settings import Settings, read_settings, settings_table

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
