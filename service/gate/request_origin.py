"""What a request says of where it comes from. It can only take away: a name that is not this machine's, a proxy's mark, another origin."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from ipaddress import ip_address
from typing import Literal
from urllib.parse import urlsplit

PROXY_MARKS = frozenset({"forwarded", "via", "x-real-ip"})
PROXY_PREFIX = "x-forwarded-"
Origin = Literal["own", "foreign", "unsaid"]


def is_loopback(host: str) -> bool:
    """Tell whether an address or name can be reached from this machine only."""
    if host.lower() == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def name_in(host: str) -> str:
    """Return the name in a Host header, without its port; "" where it holds none."""
    try:
        parts = urlsplit(f"//{host}")
    except ValueError:
        return ""
    return "" if "@" in parts.netloc or parts.netloc != host else parts.hostname or ""


def answers_to(host: str, own: str, names: Iterable[str]) -> bool:
    """Tell whether a service that listens at `own` answers a request for a host.

    One for others answers to whatever name leads to it. One for this machine alone answers to this machine's names and those it was given:
    a page from elsewhere whose own name is made to lead here (DNS rebinding) would read it otherwise.
    """
    named = name_in(host)
    return not is_loopback(own) or is_loopback(named) or (named != "" and named in {name.lower() for name in names})


def asked_directly(headers: Mapping[str, str]) -> bool:
    """Tell whether a request names this machine and bears no proxy's mark: a name that was led here from elsewhere is another's."""
    marked = any(name in PROXY_MARKS or name.startswith(PROXY_PREFIX) for name in headers)
    return is_loopback(name_in(headers.get("host", ""))) and not marked


def origin_of(headers: Mapping[str, str]) -> Origin:
    """Return whether a browser says that one of our own pages sent a request, or another's; or that nobody says anything."""
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    if site is not None and site != "same-origin":
        return "foreign"
    if origin is None:
        return "unsaid" if site is None else "own"
    try:
        sender = urlsplit(origin).netloc
    except ValueError:
        return "foreign"
    return "own" if sender == headers.get("host", "") != "" else "foreign"
