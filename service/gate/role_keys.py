"""Roles and groups, and the keys that open them: entered once in a browser, which then keeps a signature, or sent with a call."""

from __future__ import annotations

import hmac
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Literal

Role = Literal["reader", "judge", "librarian", "admin"]
READER: frozenset[Role] = frozenset({"reader"})
JUDGE: frozenset[Role] = READER | {"judge"}
EVERY: frozenset[Role] = JUDGE | {"librarian", "admin"}
SESSION = 12 * 60 * 60
"""Seconds until the key has to be entered again."""


@dataclass(frozen=True, slots=True, repr=False)
class Keys:
    """The keys that are set. The admin's opens everything, the judge's the judging, a group's the books of its readers."""

    admin: str | None = None
    judge: str | None = None
    groups: Mapping[str, str] = field(default_factory=dict)

    @property
    def any(self) -> bool:
        """Whether a key is set at all; without the admin's there is none of a group."""
        return self.admin is not None or self.judge is not None

    def can_open(self, role: Role) -> bool:
        """Tell whether there is a key for a role."""
        return self.admin is not None or (role == "judge" and self.judge is not None)

    def opened_by(self, entered: str) -> frozenset[Role]:
        """Return the roles that a key opens; none by what is no key."""
        return self._roles(lambda key: is_key(entered, key))

    def kept_in(self, token: str, now: float) -> frozenset[Role]:
        """Return the roles of the key that a browser's token was made with."""
        return self._roles(lambda key: holds(token, key, now))

    def groups_opened_by(self, entered: str) -> frozenset[str]:
        """Return the groups whose key this is."""
        return self._groups(lambda key: is_key(entered, key))

    def groups_kept_in(self, token: str, now: float) -> frozenset[str]:
        """Return the groups of the key that a browser's token was made with."""
        return self._groups(lambda key: holds(token, key, now))

    def _roles(self, fits: Callable[[str], bool]) -> frozenset[Role]:
        if self.admin is not None and fits(self.admin):
            return EVERY
        if self.judge is not None and fits(self.judge):
            return JUDGE
        return READER if self._groups(fits) else frozenset()

    def _groups(self, fits: Callable[[str], bool]) -> frozenset[str]:
        """Return the groups whose key fits; each is tried, whichever does, so that the time tells nothing."""
        return frozenset([group for group, fitting in [(group, fits(key)) for group, key in self.groups.items()] if fitting])


def token_of(key: str, now: float) -> str:
    """Return what a browser keeps in the key's place: when it was entered, and a signature only the key can make."""
    issued = str(int(now))
    return f"{issued}.{_signature(key, issued)}"


def holds(token: str, key: str, now: float) -> bool:
    """Tell whether a token was made with the key, not too long ago."""
    issued, _, signature = token.partition(".")
    if not (issued.isascii() and issued.isdigit() and len(issued) < 12):  # noqa: PLR2004 - a time of this age
        return False
    fresh = 0 <= now - int(issued) <= SESSION
    return hmac.compare_digest(signature.encode(), _signature(key, issued).encode()) and fresh


def is_key(entered: str, key: str) -> bool:
    """Tell whether what was entered is the key, in the same time whatever was entered."""
    return hmac.compare_digest(entered.encode(errors="replace"), key.encode())


def _signature(key: str, issued: str) -> str:
    return hmac.new(key.encode(), f"saerye {issued}".encode(), sha256).hexdigest()
