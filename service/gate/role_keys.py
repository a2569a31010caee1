"""Roles and the keys that open them: entered once in a browser, which then keeps a signature, or sent with a call."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
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
    """The keys that are set. The admin's opens everything, the judge's the judging."""

    admin: str | None = None
    judge: str | None = None

    @property
    def any(self) -> bool:
        """Whether a key is set at all."""
        return self.admin is not None or self.judge is not None

    def can_open(self, role: Role) -> bool:
        """Tell whether there is a key for a role."""
        return self.admin is not None or (role == "judge" and self.judge is not None)

    def opened_by(self, entered: str) -> frozenset[Role]:
        """Return the roles that a key opens; none by what is no key."""
        if self.admin is not None and is_key(entered, self.admin):
            return EVERY
        return JUDGE if self.judge is not None and is_key(entered, self.judge) else frozenset()

    def kept_in(self, token: str, now: float) -> frozenset[Role]:
        """Return the roles of the key that a browser's token was made with."""
        if self.admin is not None and holds(token, self.admin, now):
            return EVERY
        return JUDGE if self.judge is not None and holds(token, self.judge, now) else frozenset()


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
