"""Who may come in, decided from the settings and what a request bears; nothing here knows of the web.

The server's own address decides who is on this machine (the setting, not the request's Host, which a client makes up).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from corpus.errors import AccessError
from corpus.model.sight import EVERYTHING, Sight
from service.gate.request_origin import asked_directly, is_loopback, origin_of
from service.gate.role_keys import EVERY, READER, Keys, Role
from service.operations.settings import Settings

SAFE_METHODS = frozenset({"GET", "HEAD"})
BEARER = "bearer "
_ROOMS: dict[Role, tuple[str, str]] = {  # what the role is for, and the setting that opens it
    "reader": ("사례 찾기", "SAERYE_ADMIN_KEY"),
    "judge": ("검색 품질 판정", "SAERYE_JUDGE_KEY"),
    "librarian": ("자료 관리", "SAERYE_ADMIN_KEY"),
    "admin": ("서비스 관리", "SAERYE_ADMIN_KEY"),
}
FOREIGN = "다른 곳에서 보낸 것은 받지 않습니다. 이 서비스의 화면을 다시 열어 보내 주십시오."


@dataclass(frozen=True, slots=True)
class Credentials:
    """What a request bears: its method, its headers by their names in small letters, its browser's token, and when it came."""

    method: str
    headers: Mapping[str, str]
    token: str
    now: float

    @property
    def key(self) -> str | None:
        """The key that a program sends with a call."""
        sent = self.headers.get("authorization", "")
        return sent[len(BEARER) :].strip() if sent.lower().startswith(BEARER) else None


@dataclass(frozen=True, slots=True)
class Gate:
    """The gate of a server that listens at `host`, with its keys."""

    host: str
    keys: Keys

    def roles(self, asked: Credentials) -> frozenset[Role]:
        """Return the roles of whoever asks: by the key sent or kept; without any key set, all of them on this machine."""
        opened = self.keys.opened_by(asked.key) if asked.key else self.keys.kept_in(asked.token, asked.now)
        if not self.keys.any and is_loopback(self.host) and asked_directly(asked.headers):
            opened = EVERY
        return READER | opened

    def sight(self, asked: Credentials) -> Sight:
        """Return which books whoever asks may see: who keeps them sees all, the readers of a group those that are for it."""
        if "librarian" in self.roles(asked):
            return EVERYTHING
        return Sight(self.keys.groups_opened_by(asked.key) if asked.key else self.keys.groups_kept_in(asked.token, asked.now))

    def refusal(self, role: Role, asked: Credentials, *, form: bool = False) -> AccessError | None:
        """Return why a request may not come in, None where it may.

        What would change something comes from our own pages, or from a program: with its key, or on this machine where it says nothing of
        an origin, which browsers always do. A `form` of a page comes from a page.
        """
        if asked.method not in SAFE_METHODS:
            origin, by_key = origin_of(asked.headers), asked.key is not None and self.keys.opened_by(asked.key)
            program = by_key or (not form and asked_directly(asked.headers))
            if origin == "foreign" or (origin == "unsaid" and not program):
                return AccessError(FOREIGN, code="foreign_form", status=403)
        return None if role in self.roles(asked) else self._refuse(role)

    def _refuse(self, role: Role) -> AccessError:
        what, setting = _ROOMS[role]
        if self.keys.can_open(role):
            told = f"{what}에는 열쇠가 필요합니다. /key에서 넣거나 Authorization: Bearer로 보내 주십시오."
            return AccessError(told, code=f"{role}_key_needed", status=401)
        told = f"{what}은(는) 이 컴퓨터에서 직접 열 때에만 열쇠 없이 쓸 수 있습니다. 서버를 띄울 때 {setting}를 정하십시오."
        return AccessError(told, code=f"{role}_closed", status=403)


def gate_of(settings: Settings) -> Gate:
    """Return the gate that the settings make."""
    admin, judge = settings.admin_key, settings.judge_key
    groups = dict(settings.keys_of_groups)
    keys = Keys(admin.get_secret_value() if admin else None, judge.get_secret_value() if judge else None, groups)
    return Gate(settings.host, keys)
