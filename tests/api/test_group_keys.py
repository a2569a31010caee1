"""Keys of groups: read from the setting or a file, refused without repeating them, and what they let somebody see."""

from pathlib import Path

import pytest

from corpus.errors import SettingsError
from corpus.model.book import allows_copies, tell_licence
from corpus.model.sight import EVERYTHING, PUBLIC, Sight
from service.gate.gate import Credentials, Gate, gate_of
from service.gate.role_keys import token_of
from service.operations.settings import read_settings

ADMIN, JUDGE = "not-a-real-admin-key-0123", "not-a-real-judge-key-0123"
FIRST, SECOND = "not-a-real-key-of-a-group-1", "not-a-real-key-of-a-group-2"
NOW = 1_700_000_000.0


def gate(told: str, host: str = "0.0.0.0") -> Gate:  # noqa: S104 - a service for others
    return gate_of(read_settings(admin_key=ADMIN, judge_key=JUDGE, group_keys=told, host=host))


def asks(key: str = "", token: str = "", **headers: str) -> Credentials:
    sent = {"host": "127.0.0.1", **({"authorization": f"Bearer {key}"} if key else {}), **headers}
    return Credentials("GET", sent, token, NOW)


@pytest.mark.parametrize("kept", [False, True])
def test_a_key_shows_the_books_of_its_group(kept: bool) -> None:
    door = gate(f"총괄과={FIRST}, 기획 1과={SECOND}")
    seen = {
        key: door.sight(asks(token=token_of(key, NOW)) if kept else asks(key))
        for key in (FIRST, SECOND, ADMIN, JUDGE, FIRST[:-1], f"{FIRST}x", "총괄과")
    }
    assert [*seen.values()] == [Sight(frozenset({"총괄과"})), Sight(frozenset({"기획 1과"})), EVERYTHING, PUBLIC, PUBLIC, PUBLIC, PUBLIC]
    assert door.sight(asks()) == PUBLIC
    assert door.roles(asks(FIRST)) == {"reader"}


def test_a_token_of_a_group_ends_with_the_day_and_with_the_key() -> None:
    token = token_of(FIRST, NOW - 13 * 60 * 60)
    assert gate(f"총괄과={FIRST}").sight(asks(token=token)) == PUBLIC
    assert gate(f"총괄과={SECOND}").sight(asks(token=token_of(FIRST, NOW))) == PUBLIC


def test_without_any_key_this_machine_sees_everything_and_no_other() -> None:
    door = gate_of(read_settings())
    assert door.sight(asks()) == EVERYTHING
    assert door.sight(asks(**{"x-forwarded-for": "192.0.2.7"})) == PUBLIC


@pytest.mark.parametrize("told", [f"총괄과: {FIRST}\n기획과: {SECOND}\n", f'{{"총괄과": "{FIRST}", "기획과": "{SECOND}"}}'])
def test_keys_are_read_from_a_file(tmp_path: Path, told: str) -> None:
    (tmp_path / "groups.yaml").write_text(told, encoding="utf-8")
    settings = read_settings(admin_key=ADMIN, group_keys=str(tmp_path / "groups.yaml"))
    assert settings.keys_of_groups == {"총괄과": FIRST, "기획과": SECOND}
    assert FIRST not in repr(settings)


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        ("총괄과=short", "16자 이상"),
        (f"={FIRST}", "묶음의 이름"),
        (f"all={FIRST}", "all은 쓰지 마십시오"),
        (f"총괄과={FIRST},총괄과={SECOND}", "두 번"),
        (f"총괄과={FIRST},기획과={FIRST}", "두 번"),
        (f"총괄과={ADMIN}", "다른 열쇠와 같은"),
        ("없는 파일.yaml", "읽을 수 없거나"),
    ],
)
def test_what_cannot_be_used_is_refused_and_no_key_repeated(told: str, reason: str) -> None:
    with pytest.raises(SettingsError, match=reason) as refused:
        read_settings(admin_key=ADMIN, judge_key=JUDGE, group_keys=told)
    assert "SAERYE_GROUP_KEYS" in str(refused.value)
    assert not any(key in str(refused.value) for key in (FIRST, SECOND, ADMIN, "short"))


def test_groups_need_somebody_who_keeps_the_books() -> None:
    with pytest.raises(SettingsError, match="SAERYE_ADMIN_KEY"):
        read_settings(group_keys=f"총괄과={FIRST}")


def test_open_licences_allow_copies_and_have_a_name() -> None:
    assert [allows_copies(licence) for licence in ("공공누리 1", "공공누리 4", "none", "unknown")] == [True, True, False, False]
    assert [tell_licence(licence) for licence in ("공공누리 3", "none", "unknown", None)] == ["공공누리 제3유형", "", "", ""]
