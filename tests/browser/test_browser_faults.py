"""What is asked for wrongly, through the page: a friendly page with the right status, the words kept in the box, and a way out."""

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.flow
WAYS = ("모든 사례 보기", "주제로 보기")
NO_LETTERS, EMPTY, TOO_LONG = "글자나 숫자가 없습니다", "비어 있습니다", "너무 깁니다"
BAD_VALUE, NO_CASE, NO_PAGE = "주소에 쓸 수 없는 값이 있습니다", "그런 사례가 없습니다", "찾으시는 화면이 없습니다"
INSIDE = ("Traceback", "site-packages", "/root", "/home", "Error:", "pydantic", "/api/v1")
"""What no page may show of the program."""


@pytest.fixture(scope="module")
def live(browser: Browser) -> Page:
    """One page for all of these tests: each begins with an address."""
    return browser.new_page()


def opened(page: Page, address: str) -> int:
    """Open an address and return its status, having seen that nothing of the inside is shown and nothing ran or broke."""
    broken: list[object] = []

    def note(event: object) -> None:
        broken.append(event)

    page.on("pageerror", note)
    page.on("dialog", note)
    response = page.goto(address)
    page.remove_listener("pageerror", note)
    page.remove_listener("dialog", note)
    assert response is not None
    text = page.locator("body").inner_text()
    assert [word for word in INSIDE if word in text] == []
    assert broken == []
    expect(page.locator("html")).to_have_attribute("lang", "ko")
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    return response.status


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("%F0%9F%98%80", NO_LETTERS),  # an emoji alone
        ("%00", EMPTY),
        ("%ED%A0%80", NO_LETTERS),  # half of a surrogate pair
        ("%ff%fe", NO_LETTERS),  # no UTF-8
        ("%", NO_LETTERS),  # broken percent-encoding
        ("%E2%80%8B", EMPTY),  # a space of no width
        ("a" * 10_000, TOO_LONG),
        ("%EA%B0%80" * 10_000, TOO_LONG),
    ],
)
def test_what_cannot_be_searched_is_told_beside_the_box(live: Page, address: str, query: str, told: str) -> None:
    assert opened(live, f"{address}/?q={query}") == 422
    expect(live.get_by_role("alert")).to_contain_text(told)
    box = live.get_by_label("어떤 사업을 찾으십니까?")
    expect(box).to_have_attribute("aria-invalid", "true")
    expect(box).to_have_accessible_description(live.locator("#reason").inner_text())
    assert query == "%E2%80%8B" or 0 < len(box.input_value()) <= 1000
    for way in WAYS:
        expect(live.get_by_role("link", name=way)).to_be_visible()


def test_too_much_pasted_is_told_and_not_cut_in_silence(live: Page, address: str) -> None:
    live.goto(address)
    live.get_by_label("어떤 사업을 찾으십니까?").click()
    live.keyboard.insert_text("청년 창업 " * 2_000)
    live.keyboard.press("Enter")
    expect(live.get_by_role("alert")).to_contain_text("1,000자까지 쓸 수 있습니다")


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("%EC%B2%AD%EB%85%84%20%F0%9F%98%80", "청년 😀"),
        ("%EC%B2%AD%00%EB%85%84", "청 년"),
        ("%zz", "%zz"),
        ("%u0041", "%u0041"),
        ("%EC%B2%AD%EB%85%84&utm_source=mail&fbclid=1", "청년"),  # links pick up extras on their way
        ("%EC%B0%BD%EC%97%85&q=%EC%B2%AD%EB%85%84", "청년"),  # the last one counts
        ("%3Cscript%3Ealert(1)%3C/script%3E%3Cb%20id=bad%3E%EC%B2%AD%EB%85%84", "<script>alert(1)</script><b id=bad>청년"),
        ("'%22%3E%3Cimg%20src=x%20onerror=alert(1)%3E%EC%B2%AD%EB%85%84", "'\"><img src=x onerror=alert(1)>청년"),
        ("%EC%B2%AD%EB%85%84%20OR%201=1--", "청년 OR 1=1--"),
    ],
)
def test_odd_words_are_searched_for_as_text(live: Page, address: str, query: str, shown: str) -> None:
    assert opened(live, f"{address}/?q={query}") == 200
    expect(live.get_by_label("어떤 사업을 찾으십니까?")).to_have_value(shown)
    expect(live.get_by_role("heading", level=1)).to_contain_text(shown)
    expect(live.locator("#bad, main img, main script")).to_have_count(0)


@pytest.mark.parametrize(
    ("path", "status", "heading", "told"),
    [
        ("/?q=청년&offset=-1", 422, BAD_VALUE, "시작 차례(offset): 0 이상이어야 합니다"),
        ("/?q=청년&offset=다음", 422, BAD_VALUE, "정수로 적어야 합니다"),
        ("/?q=청년&offset=99999999999999999999999", 422, BAD_VALUE, "100,000 이하여야 합니다"),
        ("/?q=청년&target=우주인", 422, BAD_VALUE, "지원 대상에 없는 값입니다: '우주인'. 쓸 수 있는 값: 고령자"),
        ("/?q=청년&target=청년" + "&target=청년" * 60, 422, BAD_VALUE, "지원 대상: 50개를 넘습니다"),
        ("/?q=청년&ignore=아무것", 422, BAD_VALUE, "이해한 것에서 뺄 것(ignore)에 없는 값입니다"),
        ("/?q=청년&as_typed=아마", 422, BAD_VALUE, "true나 false로 적어야 합니다"),
        ("/cases/x", 404, NO_CASE, "번호"),
        ("/cases/9-99", 404, NO_CASE, "번호"),
        ("/cases/%00", 404, NO_CASE, "번호"),
        ("/cases/" + "9" * 5000, 404, NO_CASE, "번호"),
        ("/cases/%3Cb%20id=bad%3E", 404, NO_CASE, "번호"),
        ("/cases/%2e%2e%2f%2e%2e%2fetc%2fpasswd", 404, NO_PAGE, "주소"),
        ("/cases", 404, NO_PAGE, "주소"),
        ("/index.php?q=청년", 404, NO_PAGE, "주소"),
        ("/static/nothing.css", 404, NO_PAGE, "주소"),
        ("/topics?rows=weather", 422, BAD_VALUE, "세로(rows)"),
        ("/topics?rows=target&columns=target", 422, BAD_VALUE, "서로 다른 항목"),
        ("/topics?sido=달나라", 422, BAD_VALUE, "시·도에 없는 값입니다"),
    ],
)  # fmt: skip
def test_a_wrong_address_gets_a_page_with_a_way_out(live: Page, address: str, path: str, status: int, heading: str, told: str) -> None:
    assert opened(live, address + path) == status
    expect(live.get_by_role("heading", level=1)).to_have_text(heading)
    expect(live.get_by_role("alert")).to_contain_text(told)
    assert live.title() == f"{heading} - 사례"
    for way in WAYS:
        expect(live.get_by_role("link", name=way)).to_be_visible()
    if "q=" in path:
        expect(live.get_by_label("어떤 사업을 찾으십니까?")).to_have_value("청년")
        live.get_by_role("link", name="“청년” 다시 찾기").click()
        expect(live.locator(".hits > li")).to_have_count(3)


@pytest.mark.parametrize(
    ("ids", "status", "told", "picked"),
    [
        ("ids=", 422, "고르지 않았습니다", 0),
        ("ids=x", 404, "사례 번호 ‘x’은(는) 없습니다", 0),
        ("ids=8-01,%3Cb%20id=bad%3E", 404, "사례 번호 ‘<b id=bad>’은(는) 없습니다", 1),
        ("ids=8-01&ids=8-01", 422, "두 번 고르셨습니다", 1),
        ("ids=8-01,8-02,9-01,x,y", 422, "4건까지 비교할 수 있습니다", 3),
        ("ids=" + "8-01," * 1000, 422, "두 번 고르셨습니다", 1),
        ("ids=%00", 404, "없습니다", 0),
    ],
)
def test_a_wrong_choice_to_compare_keeps_what_was_right(live: Page, address: str, ids: str, status: int, told: str, picked: int) -> None:
    assert opened(live, f"{address}/compare?{ids}") == status
    expect(live.get_by_role("alert")).to_contain_text(told)
    expect(live.get_by_role("checkbox", checked=True)).to_have_count(picked)
    assert live.title().startswith("고칠 곳 있음: ")


def test_an_offset_beyond_the_end_leads_back_to_the_first_page(live: Page, address: str) -> None:
    assert opened(live, address + "/?q=청년&offset=100000") == 200
    live.get_by_role("link", name="첫 쪽부터 보기").click()
    expect(live.locator(".hits > li")).to_have_count(3)


def test_half_a_character_from_the_box_is_told_too(live: Page, address: str) -> None:
    live.goto(address)
    live.get_by_label("어떤 사업을 찾으십니까?").evaluate("box => { box.value = '\\ud83d'; box.form.requestSubmit(); }")
    expect(live.get_by_role("alert")).to_contain_text(NO_LETTERS)
