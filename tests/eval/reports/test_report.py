"""The report: one page that needs nothing else, whose figures are those of the results."""

import re
from dataclasses import replace
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest

from corpus.errors import EvalDataError
from eval.reports.html_report import html_report
from eval.reports.markdown import markdown_report
from eval.runs.reason_metrics import Why
from eval.runs.robustness import Variant, measure_robustness
from eval.runs.saved_results import QueryRecord, Result
from tests.support.answering.judgments import made_up

QUERIES = {
    "q1": QueryRecord("need", "<b>조선소</b> & 청년", "8-01", [(10, 14)], ["8-01/s01"], ["8-02", "8-01"], ["8-02/s01"], Why(1, 0.25)),
    "q2": QueryRecord("fact", "어르신 관광", "8-02", [(30, 41)], ["8-02/s01"], ["8-02", "9-01"], ["8-02/s01"], Why(2, 0.75)),
    "t1": QueryRecord("topics", "관광", hits=["8-02"]),
}


TYPO = [Variant(id="typo-1", clean="청년", query="청녕", case="8-01")]


def result(name: str, first: float) -> Result:
    values = {
        "nDCG@10": {"q2": 1.0, "q1": first},
        "MRR": {"q1": first, "q2": 1.0},
        "topics nDCG@10": {"t1": 0.75},
        "need MRR": {"q1": first},
    }
    kept = measure_robustness({"typo": TYPO}, lambda query, _: ["8-01"] if query == "청년" else ["8-02", "8-03", "8-01"])
    return replace(made_up(values, QUERIES, name), robustness=kept)


class Page(HTMLParser):
    """Remembers tags, ids and text, and that every tag that opens also closes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.open: list[str] = []
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.ids += [value or "" for name, value in attrs if name == "id"]
        if tag != "meta":
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.ids += [value or "" for name, value in attrs if name == "id"]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)


@pytest.fixture(scope="module")
def page() -> str:
    return html_report([result("base", 0.5), result("between", 0.75), result("new", 1.0)], {"8-01": "경상남도 거제시 조선소"})


def test_the_page_is_whole_and_needs_nothing_else(page: str) -> None:
    read = Page(page)
    assert read.open == []
    assert not {"script", "link", "img", "iframe"} & set(read.tags)
    assert not re.search(r"(src|href)=\"(?!#)", page)
    assert not re.search(r"url\((?!#)", page)
    assert len(read.ids) == len(set(read.ids))


def test_drawings_are_svg_with_text_and_a_description(page: str) -> None:
    drawings = re.findall(r"<svg.*?</svg>", page, flags=re.DOTALL)
    assert len(drawings) == 3
    for drawing in drawings:
        assert ElementTree.fromstring(drawing).get("role") == "img"  # noqa: S314 - our own
    assert ">need<" in drawings[0]
    assert ">nDCG@10<" in drawings[1]


def test_figures_are_the_results(page: str) -> None:
    words = Page(page).words
    for cell in ("0.750 [0.50, 1.00]", "1.000 [1.00, 1.00]", "+0.250 [+0.000, +0.500]", "0.750 ± 0.354", "1.0000"):
        assert cell in words, cell


def test_queries_are_text_and_never_markup(page: str) -> None:
    assert "<b>" not in page
    assert "<b>조선소</b> & 청년" in "".join(Page(page).words)


def test_failures_are_listed_with_their_gold(page: str) -> None:
    assert "정답이 첫째가 아닌 질의 1건" in page
    assert "<td>10~14</td><td>8-02/s01</td>" in page
    assert "8-01 경상남도 거제시 조선소" in page


def test_what_mistyped_queries_keep_is_told_and_marked(page: str) -> None:
    row = page.split("<td>오타</td>", 1)[1].split("</tr>", 1)[0]
    assert re.findall(r">([^<]+)</td>", row) == ["1", "1.000", "0.500", "0.500", "0.500 [0.50, 0.50]", "0.500 [0.50, 0.50]", "95% 미만"]


def test_the_worth_of_why_is_told_with_what_it_covers(page: str) -> None:
    words = Page(page).words
    assert {"75.0%", "25.0%"} <= set(words)
    assert words.count("1.000 [0.00, 1.00]") == 2  # by count and by coverage, of one right and one wrong hit


def test_a_configuration_without_expansion_says_so() -> None:
    bare = result("bare", 0.5)
    bare.about.inputs["expansion"] = False
    assert "없음(새 문서인 것처럼)" in html_report([bare])
    assert "없음(새 문서인 것처럼)" not in html_report([result("base", 0.5)])


def test_the_same_results_give_the_same_page() -> None:
    assert html_report([result("base", 0.5)]) == html_report([result("base", 0.5)])


def test_one_result_has_nothing_to_compare() -> None:
    assert "비교함" not in html_report([result("base", 0.5)])


def test_a_public_set_has_no_cases_and_no_kinds() -> None:
    public = made_up({"nDCG@10": {"p1": 0.5}}, {"p1": QueryRecord("public", "돌봄", hits=["d1"])})
    text = html_report([public])
    assert "0.500 [0.50, 0.50]" in text
    assert "사례별</h2>" not in text


def test_results_of_different_judgments_are_refused() -> None:
    with pytest.raises(EvalDataError, match="서로 다른 평가 자료"):
        html_report([result("base", 0.5), made_up({"MRR": {"q1": 1.0}}, QUERIES, "other", "f1")])


def test_markdown_is_a_table_a_measure_a_row() -> None:
    lines = markdown_report([result("base", 0.5), result("new", 1.0)]).splitlines()
    assert lines[:3] == ["| measure | base | new |", "| --- | --- | --- |", "| nDCG@10 | 0.750 [0.50, 1.00] | 1.000 [1.00, 1.00] |"]
    assert "| MRR | +0.250 [+0.000, +0.500] | 1.0000 | 1.0000 | 1/1/0 |" in lines
    assert "Holm over each family: overall (3) and by kind (1)." in "\n".join(lines)


def judged_result(name: str) -> Result:
    queries = {
        "q1": QueryRecord("need", "청년", "8-01", hits=["8-01", "8-02"], grades={"8-01": 3}),
        "q2": QueryRecord("fact", "농촌", "farms-2024:a1", hits=["8-02", "8-01", "9-01", "farms-2024:a1"], grades={"farms-2024:a1": 3}),
    }
    return made_up({"nDCG@10": {"q1": 1.0, "q2": 0.5}, "MRR": {"q1": 1.0, "q2": 0.25}}, queries, name)


def test_what_nobody_judged_is_told_beside_every_ndcg() -> None:
    lines = markdown_report([judged_result("base")]).splitlines()
    assert lines[3:5] == ["| nDCG@10: unjudged of the first 10 | 62.5% |", "| MRR | 0.625 [0.25, 1.00] |"]
    page = html_report([judged_result("base")])
    assert page.count("<td class=n>62.5%</td>") == 2, "of the measure, and of the one group of its length"
    by_book = page.split("<h2>자료별</h2>")[1].split("</table>")[0]
    assert [row.rsplit("<td class=n>", 1)[1].split("<")[0] for row in by_book.split("</tr>")[1:3]] == ["75.0%", "50.0%"]
    assert "자료별" not in html_report([result("base", 0.5)]), "all queries are of one book"


def test_the_book_of_a_set_is_told() -> None:
    told = judged_result("base")
    told.about.inputs.update(book="farms-2024", book_sha256="ab" * 32)
    assert "<td>farms-2024 (SHA-256 abababababab…)</td>" in html_report([told])


def test_markdown_tells_what_mistyped_queries_keep() -> None:
    lines = markdown_report([result("base", 0.5)]).splitlines()
    assert lines[-4:] == [
        "",
        "| phenomenon | queries | clean | as typed | repaired | share kept (at least 0.95) |",
        "| --- | --- | --- | --- | --- | --- |",
        "| typo | 1 | 1.000 | 0.500 | 0.500 | 0.500 [0.50, 0.50] |",
    ]
