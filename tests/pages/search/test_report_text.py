"""An answer as the text that goes into a report."""

from dataclasses import replace
from datetime import date

from corpus.book_folders import load_book
from corpus.model.nouns import Case
from service.pages.search.report_text import shorten_quote, write_report
from tests.support.answering.replies import cite, reply

TODAY = date(2031, 4, 5)
SOURCE = "경상남도 거제시, “떠나는 청년을 붙잡는 조선소 도시”, 고용노동부, 「2023 전국지방자치단체 일자리대상 우수사례집」, 2023. 11., "


def test_a_report_tells_question_answer_reckoning_source_and_day(cases: tuple[Case, ...]) -> None:
    answer = replace(reply("3명", [cite("8-01/s1", (10, 14), "첫째\n둘째")]), working="5명 − 2명 = 3명", remarks=["표와 글이 다릅니다."])
    book = load_book().model_copy(update={"licence": "공공누리 1", "source": "https://example.org/2023"})
    assert write_report(answer, {"8-01": cases[0]}, {book.id: book}, TODAY) == (
        "물음: 물음\n"
        "답: 3명\n"
        "계산: 5명 − 2명 = 3명\n"
        f"근거: {SOURCE}8~21쪽, 원문 10~14행. (공공누리 제1유형, https://example.org/2023) “첫째 둘째”\n"
        "살필 점: 표와 글이 다릅니다.\n"
        "찾은 날: 2031. 4. 5."
    )


def test_several_lines_stand_below_their_name_and_sources_are_numbered(cases: tuple[Case, ...]) -> None:
    cited = [cite("8-01/s1", (10, 14), "하나"), cite("8-01/s2", (15, 22), "둘")]
    answer = replace(reply("1) 3명\n2) 5명", cited), working="- 거제시 3명\n- 여수시 5명")
    book = load_book()
    assert write_report(answer, {"8-01": cases[0]}, {book.id: book}, TODAY).splitlines() == [
        "물음: 물음",
        "답:",
        "  1) 3명",
        "  2) 5명",
        "계산:",
        "  거제시 3명",
        "  여수시 5명",
        "근거:",
        f"  1) {SOURCE}8~21쪽, 원문 10~14행. “하나”",
        f"  2) {SOURCE}8~21쪽, 원문 15~22행. “둘”",
        "찾은 날: 2031. 4. 5.",
    ]


def test_a_long_quote_ends_after_a_word() -> None:
    assert shorten_quote("가나 다라 마바", 8) == "가나 다라 마바"
    assert shorten_quote("가나 다라 마바", 7) == "가나 다라…"
    assert shorten_quote("가나 다라 마바", 6) == "가나 다라…"
    assert shorten_quote("가나 다라 마바", 5) == "가나…"
    assert shorten_quote("가" * 200) == "가" * 119 + "…"
