"""Who may open the workbench: anyone at this machine when nothing else can reach the server, else who holds the key.

The server's own address decides (the setting, not the request's Host, which a client makes up). What a request says of itself can only
take away: a name that is not this machine's, or a proxy's mark, closes what would be open.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from hashlib import sha256
from ipaddress import ip_address
from typing import Literal
from urllib.parse import urlsplit

SESSION = 12 * 60 * 60
"""Seconds until the key has to be entered again."""
PROXY_MARKS = ("forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-real-ip")
Gate = Literal["open", "key", "closed"]


def is_loopback(host: str) -> bool:
    """Tell whether an address or name can be reached from this machine only."""
    if host.lower() == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def gate(host: str, key: str | None, headers: Mapping[str, str], token: str, now: float) -> Gate:
    """Return whether a request may come in, has to bring the key, or cannot: the server listens to others and has no key."""
    if key is not None:
        return "open" if holds(token, key, now) else "key"
    return "open" if is_loopback(host) and _asked_directly(headers) else "closed"


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
    return hmac.compare_digest(entered.encode(), key.encode())


def same_origin(headers: Mapping[str, str]) -> bool:
    """Tell whether a browser says that one of our own pages sent a form; what says nothing of where it comes from is refused."""
    site = headers.get("sec-fetch-site")
    if site is not None and site != "same-origin":
        return False
    origin = headers.get("origin")
    if origin is None:
        return site is not None
    return urlsplit(origin).netloc == headers.get("host", "") != ""


def _signature(key: str, issued: str) -> str:
    return hmac.new(key.encode(), f"saerye judge {issued}".encode(), sha256).hexdigest()


def _asked_directly(headers: Mapping[str, str]) -> bool:
    """Tell whether a request names this machine and bears no proxy's mark: a name that was led here from elsewhere is another's."""
    try:
        named = urlsplit(f"//{headers.get('host', '')}").hostname or ""
    except ValueError:
        return False
    return is_loopback(named) and not any(mark in headers for mark in PROXY_MARKS)
