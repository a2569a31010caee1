"""Who may open the workbench, and whose forms are taken."""

import pytest

from judging.access import SESSION, gate, holds, is_key, is_loopback, same_origin, token_of
from tests.bench import KEY

LOCAL = {"host": "127.0.0.1:8000"}


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "[::1]", "localhost", "LOCALHOST"])
def test_this_machine_is_known(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7", "saerye.go.kr", "localhost.evil.example", "127.0.0.1.evil.example", ""])  # noqa: S104
def test_others_are_not(host: str) -> None:
    assert not is_loopback(host)


def test_a_server_for_this_machine_is_open_to_it() -> None:
    assert gate("127.0.0.1", None, LOCAL, "", 0) == "open"
    assert gate("::1", None, {"host": "[::1]:8000"}, "", 0) == "open"


def test_a_server_for_others_is_closed_until_it_has_a_key_whatever_the_request_says() -> None:
    for headers in (LOCAL, {"host": "localhost"}, {"host": "saerye.go.kr"}):
        assert gate("0.0.0.0", None, headers, "", 0) == "closed"  # noqa: S104
        assert gate("0.0.0.0", KEY, headers, "", 0) == "key"  # noqa: S104
        assert gate("0.0.0.0", KEY, headers, token_of(KEY, 0), 0) == "open"  # noqa: S104


@pytest.mark.parametrize("mark", ["forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-real-ip"])
def test_what_a_proxy_led_to_this_machine_needs_the_key(mark: str) -> None:
    assert gate("127.0.0.1", None, {**LOCAL, mark: "192.0.2.7"}, "", 0) == "closed"
    assert gate("127.0.0.1", KEY, {**LOCAL, mark: "192.0.2.7"}, "", 0) == "key"


@pytest.mark.parametrize("named", ["evil.example", "evil.example:8000", "", "[", "127.0.0.1@evil.example"])
def test_another_name_that_leads_to_this_machine_is_not_it(named: str) -> None:
    assert gate("127.0.0.1", None, {"host": named}, "", 0) == "closed"


def test_a_key_that_is_set_is_asked_for_on_this_machine_too() -> None:
    assert gate("127.0.0.1", KEY, LOCAL, "", 0) == "key"


def test_a_token_holds_for_its_time_and_key_and_tells_nothing_of_it() -> None:
    token = token_of(KEY, 1000.0)
    assert KEY not in token
    assert holds(token, KEY, 1000 + SESSION)
    assert not holds(token, KEY, 1001 + SESSION)
    assert not holds(token, KEY, 999)  # from the future
    assert not holds(token, KEY + "x", 1000)
    assert not holds("2000." + token.split(".")[1], KEY, 2000)


@pytest.mark.parametrize("token", ["", ".", "1000", "1000.", "x.y", "²." + "0" * 64, "9" * 5000 + ".x", "1000.열쇠"])
def test_what_is_no_token_does_not_hold(token: str) -> None:
    assert not holds(token, KEY, 1000)


def test_the_key_is_compared_whole() -> None:
    assert is_key(KEY, KEY)
    assert not is_key(KEY[:-1], KEY)
    assert not is_key("열쇠", KEY)


@pytest.mark.parametrize(
    ("headers", "ours"),
    [
        ({"host": "h:1", "origin": "http://h:1", "sec-fetch-site": "same-origin"}, True),
        ({"host": "h:1", "origin": "http://h:1"}, True),  # plain http on a network: browsers send no sec-fetch-site
        ({"host": "h", "origin": "https://h"}, True),  # behind a proxy that speaks TLS
        ({"host": "h:1", "sec-fetch-site": "same-origin"}, True),
        ({"host": "h:1", "origin": "http://evil.example", "sec-fetch-site": "cross-site"}, False),
        ({"host": "h:1", "origin": "http://h:1", "sec-fetch-site": "same-site"}, False),
        ({"host": "h:1", "origin": "http://h:2"}, False),
        ({"host": "h:1", "origin": "null"}, False),
        ({"host": "", "origin": "null"}, False),
        ({"host": "h:1"}, False),
    ],
)
def test_forms_are_taken_from_our_own_pages_only(headers: dict[str, str], ours: bool) -> None:
    assert same_origin(headers) is ours
