"""An answer on a terminal, line by line."""

from dataclasses import replace

from rich.progress import Progress

from answers.results import Citation
from service.console.answer_lines import lines_of, write_citation
from service.operations.terminal import TimeLeft
from tests.support.answering.replies import cite, no, reply


def test_an_answer_is_told_with_all_that_goes_with_it() -> None:
    answer = replace(
        reply("96.8% (실적 484명, 목표 500명)", [cite("9-05/s12", (9276, 9292), "484명이\n남았다")], "medium"),
        working="실적 484명\n484 ÷ 500 × 100 = 96.8%",
        unverified=["질문의 '기한'은(는) 근거 문장에서 확인하지 못했습니다."],
        remarks=["본문과 표의 수가 다릅니다."],
    )
    assert list(lines_of(answer)) == [
        "96.8% (실적 484명, 목표 500명)",
        "확신: 보통",
        "계산:",
        "  실적 484명",
        "  484 ÷ 500 × 100 = 96.8%",
        "근거:",
        "  [사례 9-05, 8~21쪽, 원문 9,276~9,292행] 제목: “484명이 남았다”",
        "확인하지 못한 것:",
        "  질문의 '기한'은(는) 근거 문장에서 확인하지 못했습니다.",
        "원문에서 살필 점:",
        "  본문과 표의 수가 다릅니다.",
    ]


def test_a_no_offers_what_is_near_and_no_empty_parts() -> None:
    told = list(lines_of(no([cite("8-01/summary", None)])))
    assert told[1:] == ["확신: 높음", "가까운 대목:", "  [사례 8-01, 8~21쪽] 제목: “글”"]
    assert list(lines_of(no())) == [told[0], "확신: 높음"]


def test_a_bar_tells_how_long_its_stage_may_still_take_by_its_own_pace() -> None:
    now = [0.0]
    column, shown = TimeLeft(), Progress(get_time=lambda: now[0], auto_refresh=False)
    stage = shown.add_task("읽기", total=10)
    assert column.render(shown.tasks[0]).plain == ""
    for done in (1, 2, 3):
        now[0] += 2
        shown.update(stage, completed=done)
    assert column.render(shown.tasks[0]).plain == "약 14초 남음"
    shown.update(stage, completed=10)
    assert column.render(shown.tasks[0]).plain == ""


def test_an_open_end_of_pages_is_told_as_such() -> None:
    citation = Citation("8-02", "8-02/s01", "제목", "글", (30, 41), (22, None), "jobs-2023")
    assert write_citation(citation) == "[사례 8-02, 22쪽부터, 원문 30~41행] 제목: “글”"
