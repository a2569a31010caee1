"""The one gate: who may do what, whose forms and calls are taken, and under which names the service answers."""

from pathlib import Path

import pytest
from fastapi import Depends, FastAPI
from fastapi.testclient import TestClient

from service.api.roles import KEY_COOKIE, require
from service.gate.gate import Credentials, Gate, gate_of
from service.gate.request_origin import answers_to, is_loopback, name_in, origin_of
from service.gate.role_keys import EVERY, JUDGE, READER, SESSION, Keys, Role, holds, is_key, token_of
from service.operations.settings import Settings
from tests.support.served.judging import HERE, KEY, OUTSIDE, Person, service_at

ADMIN = "not-a-real-admin-key-0123"
EVERYWHERE = "0.0.0.0"  # noqa: S104
EXPORT = {"ids": "8-01", "format": "csv"}
LOCAL = {"host": "127.0.0.1:8000"}


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "[::1]", "localhost", "LOCALHOST"])
def test_this_machine_is_known(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7", "saerye.go.kr", "localhost.evil.example", "127.0.0.1.evil.example", ""])  # noqa: S104
def test_others_are_not(host: str) -> None:
    assert not is_loopback(host)


def door(host: str, key: str | None, headers: dict[str, str], token: str = "", role: Role = "judge") -> str:
    """What somebody meets who would read what a role may: an open door, one that a key opens, or a closed one."""
    refused = Gate(host, Keys(judge=key)).refusal(role, Credentials("GET", headers, token, 0))
    return "open" if refused is None else refused.code.removeprefix(f"{role}_")


def test_a_server_for_this_machine_is_open_to_it() -> None:
    assert door("127.0.0.1", None, LOCAL) == "open"
    assert door("::1", None, {"host": "[::1]:8000"}) == "open"


def test_a_server_for_others_is_closed_until_it_has_a_key_whatever_the_request_says() -> None:
    for headers in (LOCAL, {"host": "localhost"}, {"host": "saerye.go.kr"}):
        assert door(EVERYWHERE, None, headers) == "closed"
        assert door(EVERYWHERE, KEY, headers) == "key_needed"
        assert door(EVERYWHERE, KEY, headers, token_of(KEY, 0)) == "open"
        assert door(EVERYWHERE, None, headers, role="reader") == "open"


@pytest.mark.parametrize(
    "mark", ["forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-forwarded-server", "x-real-ip"]
)
def test_what_a_proxy_led_to_this_machine_needs_the_key(mark: str) -> None:
    assert door("127.0.0.1", None, {**LOCAL, mark: "192.0.2.7"}) == "closed"
    assert door("127.0.0.1", KEY, {**LOCAL, mark: "192.0.2.7"}) == "key_needed"


@pytest.mark.parametrize("named", ["evil.example", "evil.example:8000", "", "[", "127.0.0.1@evil.example", "127.0.0.1/x"])
def test_another_name_that_leads_to_this_machine_is_not_it(named: str) -> None:
    assert door("127.0.0.1", None, {"host": named}) == "closed"


def test_a_key_that_is_set_is_asked_for_on_this_machine_too() -> None:
    assert door("127.0.0.1", KEY, LOCAL) == "key_needed"
    assert door("127.0.0.1", KEY, LOCAL, role="librarian") == "closed"  # nobody has a key for it


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
    ("headers", "origin"),
    [
        ({"host": "h:1", "origin": "http://h:1", "sec-fetch-site": "same-origin"}, "own"),
        ({"host": "h:1", "origin": "http://h:1"}, "own"),  # plain http on a network: browsers send no sec-fetch-site
        ({"host": "h", "origin": "https://h"}, "own"),  # behind a proxy that speaks TLS
        ({"host": "h:1", "sec-fetch-site": "same-origin"}, "own"),
        ({"host": "h:1", "origin": "http://evil.example", "sec-fetch-site": "cross-site"}, "foreign"),
        ({"host": "h:1", "origin": "http://h:1", "sec-fetch-site": "same-site"}, "foreign"),
        ({"host": "h:1", "sec-fetch-site": "cross-site"}, "foreign"),
        ({"host": "h:1", "origin": "http://h:2"}, "foreign"),
        ({"host": "h:1", "origin": "null"}, "foreign"),
        ({"host": "h:1", "origin": "http://["}, "foreign"),
        ({"host": "", "origin": "null"}, "foreign"),
        ({"host": "h:1"}, "unsaid"),
    ],
)
def test_where_something_comes_from_is_told_by_the_browser(headers: dict[str, str], origin: str) -> None:
    assert origin_of(headers) == origin


BEARER = {"authorization": f"Bearer {KEY}"}
FOREIGN = {"origin": "http://evil.example"}
OWN = {"origin": HERE, "sec-fetch-site": "same-origin"}


@pytest.mark.parametrize(
    ("host", "headers", "form", "call"),
    [
        ("127.0.0.1", LOCAL | OWN, "open", "open"),
        ("127.0.0.1", LOCAL, "foreign_form", "open"),  # curl on this machine; a form comes from a page
        ("127.0.0.1", LOCAL | {"x-forwarded-for": "192.0.2.7"}, "foreign_form", "foreign_form"),
        ("127.0.0.1", {"host": "saerye.go.kr"}, "foreign_form", "foreign_form"),
        ("127.0.0.1", LOCAL | FOREIGN, "foreign_form", "foreign_form"),
        ("127.0.0.1", LOCAL | BEARER | FOREIGN, "foreign_form", "foreign_form"),
        ("127.0.0.1", LOCAL | BEARER | {"sec-fetch-site": "same-site"}, "foreign_form", "foreign_form"),
        (EVERYWHERE, {"host": "saerye.go.kr"}, "foreign_form", "foreign_form"),
        (EVERYWHERE, {"host": "saerye.go.kr"} | BEARER, "open", "open"),
        (EVERYWHERE, {"host": "saerye.go.kr", "authorization": "Bearer wrong"}, "foreign_form", "foreign_form"),
        (EVERYWHERE, {"host": "saerye.go.kr", "origin": "https://saerye.go.kr"}, "open", "open"),
    ],
)
def test_what_would_change_something_comes_from_our_pages_or_from_a_program(
    host: str, headers: dict[str, str], form: str, call: str
) -> None:
    gate = Gate(host, Keys(judge=KEY))
    told = [gate.refusal("reader", Credentials("POST", headers, "", 0), form=is_form) for is_form in (True, False)]
    assert [refused.code if refused else "open" for refused in told] == [form, call]


@pytest.mark.parametrize(
    ("keys", "sent", "roles"),
    [
        (Keys(ADMIN, KEY), ADMIN, EVERY),
        (Keys(ADMIN, KEY), KEY, JUDGE),
        (Keys(ADMIN), ADMIN, EVERY),
        (Keys(ADMIN), KEY, READER),
        (Keys(judge=KEY), KEY, JUDGE),
        (Keys(judge=KEY), ADMIN, READER),
        (Keys(ADMIN, KEY), "", READER),
        (Keys(ADMIN, KEY), "열쇠", READER),
        (Keys(), KEY, READER),
    ],
)
def test_a_key_opens_what_it_is_for_sent_or_kept(keys: Keys, sent: str, roles: frozenset[Role]) -> None:
    gate = Gate(EVERYWHERE, keys)
    assert gate.roles(Credentials("GET", {"host": "h", "authorization": f"bearer {sent}"}, "", 0)) == roles
    assert gate.roles(Credentials("GET", {"host": "h"}, token_of(sent, 0), 1)) == roles
    assert gate.roles(Credentials("GET", {"host": "h"}, token_of(sent, 0), SESSION + 1)) == READER
    assert gate.roles(Credentials("GET", {"host": "h", "authorization": f"Basic {sent}"}, "", 0)) == READER


def test_on_this_machine_without_a_key_every_role_is_there() -> None:
    assert Gate("127.0.0.1", Keys()).roles(Credentials("GET", LOCAL, "", 0)) == EVERY


def test_no_key_is_shown() -> None:
    gate = gate_of(Settings(admin_key=ADMIN, judge_key=KEY))
    assert not {ADMIN, KEY} & set(repr(gate).split("'"))
    assert ADMIN not in repr(gate)


@pytest.mark.parametrize(
    ("host", "own", "answered"),
    [
        ("127.0.0.1:8000", "127.0.0.1", True),
        ("localhost", "127.0.0.1", True),
        ("LOCALHOST:9", "::1", True),
        ("[::1]:8000", "127.0.0.1", True),
        ("saerye.go.kr", "127.0.0.1", True),
        ("SAERYE.go.kr:8000", "127.0.0.1", True),
        ("evil.example", "127.0.0.1", False),
        ("saerye.go.kr.evil.example", "127.0.0.1", False),
        ("evil.example@127.0.0.1", "127.0.0.1", False),
        ("127.0.0.1/evil.example", "127.0.0.1", False),
        ("127.0.0.1.evil.example", "localhost", False),
        ("", "127.0.0.1", False),
        ("[", "127.0.0.1", False),
        ("evil.example", EVERYWHERE, True),
        ("", "192.0.2.7", True),
    ],
)
def test_a_service_for_this_machine_answers_to_its_own_names(host: str, own: str, answered: bool) -> None:
    assert answers_to(host, own, {"saerye.go.kr"}) is answered


def test_a_name_is_read_without_its_port() -> None:
    assert [name_in(host) for host in ("H:1", "[::1]:2", "a.b", "a b", "?", "")] == ["h", "::1", "a.b", "a b", "", ""]


@pytest.fixture
def service(tmp_path: Path) -> FastAPI:
    """A service for others with both keys, and a route for each role as the library will have them."""
    app = service_at(tmp_path, None, host=OUTSIDE, judge_key=KEY, admin_key=ADMIN)
    for role in ("judge", "librarian", "admin"):
        app.add_api_route(f"/api/v1/{role}", lambda: {}, methods=["POST"], dependencies=[Depends(require(role))])
    return app


@pytest.mark.parametrize(("key", "statuses"), [(None, [403, 403, 403]), (KEY, [200, 401, 401]), (ADMIN, [200, 200, 200])])
def test_a_call_brings_its_key(service: FastAPI, key: str | None, statuses: list[int]) -> None:
    client = TestClient(service, base_url=f"http://{OUTSIDE}:8000")
    headers = {"authorization": f"Bearer {key}"} if key else {}
    answers = [client.post(f"/api/v1/{role}", headers=headers) for role in ("judge", "librarian", "admin")]
    assert [answer.status_code for answer in answers] == statuses
    assert {answer.headers.get("www-authenticate") for answer in answers if answer.status_code == 401} <= {"Bearer"}
    assert all(set(answer.json()["error"]) == {"code", "message", "field"} for answer in answers if answer.status_code != 200)
    foreign = client.post("/api/v1/judge", headers=headers | FOREIGN)
    assert (foreign.status_code, foreign.json()["error"]["code"]) == (403, "foreign_form")


def test_a_key_entered_once_serves_every_room_it_is_for(service: FastAPI) -> None:
    person = Person(service, f"http://{OUTSIDE}:8000")
    assert person.send("/api/v1/librarian", {}).status_code == 401
    for entered, statuses in ((KEY, [200, 401]), (ADMIN, [200, 200])):
        answer = person.send("/key", {"key": entered, "back": "/topics"})
        assert (answer.status_code, answer.headers["location"]) == (303, "/topics")
        assert [person.send(f"/api/v1/{role}", {}).status_code for role in ("judge", "librarian")] == statuses
    assert person.client.post("/api/v1/librarian").status_code == 403  # the browser's key alone, from nowhere
    assert person.get("/judge/queries/new", 503)  # let in; the index is not there


@pytest.mark.parametrize("back", ["//evil.example", "https://evil.example", "/\\evil.example", "/x\r\ny: z", "", "evil"])
def test_after_the_key_nothing_leads_elsewhere(service: FastAPI, back: str) -> None:
    answer = Person(service, f"http://{OUTSIDE}:8000").send("/key", {"key": KEY, "back": back})
    assert (answer.status_code, answer.headers["location"], KEY_COOKIE in answer.headers["set-cookie"]) == (303, "/", True)


def test_the_page_of_the_key_says_whether_one_is_needed(tmp_path: Path, service: FastAPI) -> None:
    assert "이 컴퓨터에서 직접" in Person(service_at(tmp_path, None)).get("/key")
    assert "SAERYE_ADMIN_KEY" in Person(service_at(tmp_path, None, host=EVERYWHERE)).get("/key", 403)
    page = Person(service, f"http://{OUTSIDE}:8000").client.get("/key")
    assert (page.headers["referrer-policy"], page.headers["cache-control"]) == ("same-origin", "no-store")
    assert 'type="password"' in page.text
    assert Person(service, f"http://{OUTSIDE}:8000").send("/key", {"key": KEY}, FOREIGN).status_code == 403


@pytest.mark.parametrize(
    ("base", "headers", "status"),
    [
        (HERE, {}, 503),  # let in; the index is not there
        (HERE, OWN, 503),
        (HERE, {"origin": "http://evil.example"}, 403),
        (HERE, {"origin": "null"}, 403),
        (HERE, {"sec-fetch-site": "cross-site"}, 403),
        (HERE, {"sec-fetch-site": "same-site", "origin": HERE}, 403),
        ("http://localhost:8000", {"origin": HERE}, 403),
        (HERE, {"x-forwarded-for": "192.0.2.7"}, 403),
        ("http://evil.example", {}, 421),
    ],
)
def test_a_list_is_exported_for_our_pages_and_for_programs_here(tmp_path: Path, base: str, headers: dict[str, str], status: int) -> None:
    answer = TestClient(service_at(tmp_path, None), base_url=base).post("/list/export", data=EXPORT, headers=headers)
    assert answer.status_code == status
    assert set(answer.json()["error"]) == {"code", "message", "field"}


@pytest.mark.parametrize("path", ["/", "/livez", "/api/v1/search?q=청년", "/topics/", "/judge", "/static/site.css"])
def test_no_page_is_read_under_a_name_that_was_led_here(tmp_path: Path, path: str) -> None:
    app = service_at(tmp_path, None, names="saerye.go.kr")
    led = TestClient(app, base_url="http://evil.example:8000", follow_redirects=False).get(path)
    assert (led.status_code, led.json()["error"]["code"]) == (421, "unknown_host")
    assert (led.headers["x-content-type-options"], led.headers["referrer-policy"]) == ("nosniff", "no-referrer")
    for base in (HERE, "http://localhost", "http://[::1]:8000", "http://saerye.go.kr"):
        assert TestClient(app, base_url=base, follow_redirects=False).get(path).status_code != 421
    everywhere = service_at(tmp_path, None, host=EVERYWHERE)
    assert TestClient(everywhere, base_url="http://evil.example", follow_redirects=False).get("/topics/").headers["location"] == "/topics"


def test_a_request_with_two_names_has_none(tmp_path: Path) -> None:
    two = [("host", "127.0.0.1"), ("host", "evil.example")]
    assert TestClient(service_at(tmp_path, None), base_url=HERE).get("/livez", headers=two).status_code == 421
