import pytest

from corpus.model.ids import DEFAULT_BOOK
from corpus.model.nouns import Case, Passage
from corpus.model.place import Place
from corpus.passages import card_passages
from service.pages.rendering.evidence_links import CaseLinks, cut_excerpt
from service.pages.rendering.figure_glance import choose_figures
from service.pages.search.answer_view import PartedAnswer, names_in, part_answer, set_apart
from service.search.contract.search_results import CaseSummary, Hit, PassageHit


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("484명 (신청 551명)", ("484명", "신청 551명")),
        ("61.5%", ("61.5%", "")),
        ("· 한 가지\n· 두 가지", ("", "· 한 가지\n· 두 가지")),
        ("가" * 41, ("", "가" * 41)),
    ],
)
def test_a_value_stands_apart_from_its_words(text: str, told: tuple[str, str]) -> None:
    assert part_answer(text) == told


def test_a_list_of_names_is_told_as_one() -> None:
    assert names_in("가군(1명, 목표 2명), 나군(2명), 다군(3명)") == (("가군", "1명, 목표 2명"), ("나군", "2명"), ("다군", "3명"))
    assert names_in("가군(1명), 나군(2명)") == ()
    assert names_in("가군(1명), 나군(2명), 다군") == ()


def test_an_excerpt_holds_the_marks_and_begins_with_a_sentence() -> None:
    text = "하나는 앞에 있다. 둘은 가운데에 있다. 셋은 뒤에 있다."
    at = text.index("셋")
    assert cut_excerpt(text, [(at, at + 1)], most=20) == [
        ("… ", False), ("둘은 가운데에 있다. ", False), ("셋", True), ("은 뒤에", False), (" …", False),
    ]  # fmt: skip
    assert cut_excerpt(text, [], most=12) == [("하나는 앞에 있다.", False), (" …", False)]
    assert cut_excerpt("짧다", [(0, 1)]) == [("짧", True), ("다", False)]


def test_evidence_has_an_anchor_in_its_case(cases: tuple[Case, ...]) -> None:
    case = cases[0]  # sections at lines 10-14 and 15-22
    text = [
        Passage("8-01/L13", "8-01", "casebook", "", "글", place=Place(DEFAULT_BOOK, (13, 18)), sections=("8-01/s01", "8-01/s02")),
        Passage("8-01/L90", "8-01", "casebook", "", "글", place=Place(DEFAULT_BOOK, (90, 95))),
    ]
    held = {passage.id: passage for passage in (*card_passages(case), *text)}
    links = CaseLinks(lambda _: case, held.get, "")
    assert links.to("8-01") == "/cases/8-01"
    assert links.to("8-01", "8-01/s02") == "/cases/8-01#s02"
    assert links.to("8-01", "8-01/f01") == "/cases/8-01#f01"
    assert links.to("8-01", "8-01/summary") == "/cases/8-01#summary"
    assert links.to("8-01", "8-01/L13") == "/cases/8-01#s02"  # shares four lines with it, two with the first
    assert links.to("8-01", "8-01/L90") == "/cases/8-01"  # no section was written from it
    assert links.to("8-01", "8-01/n01") == "/cases/8-01"
    assert links.to("8-01", "8-01/L404") == "/cases/8-01"  # not there any more
    assert CaseLinks(lambda _: case, held.get, "청년 & 일").to("8-01", "8-01/s02") == "/cases/8-01?q=%EC%B2%AD%EB%85%84+%26+%EC%9D%BC#s02"
    assert CaseLinks(lambda _: case, held.get, "").to("jobs-2024:1") == "/cases/jobs-2024:1"


def test_figures_found_stand_first_then_those_with_a_target(cases: tuple[Case, ...]) -> None:
    case = cases[0]
    figure = case.figures[0]
    others = tuple(
        figure.model_copy(update={"name": name, "target": target})
        for name, target in (("거제시 나이", None), ("참여 기업", None), ("면적", 3), ("횟수", 4))
    )
    case = case.model_copy(update={"figures": others})
    assert [shown.name for shown in choose_figures(case, hit_of(case, [], "거제시"))] == ["면적", "횟수", "거제시 나이"]
    assert [shown.name for shown in choose_figures(case, hit_of(case, ["8-01/f01"], "기업"))] == ["거제시 나이", "참여 기업", "면적"]


def hit_of(case: Case, found: list[str], *why: str) -> Hit:
    summary = CaseSummary(
        case.id,
        case.title,
        case.region,
        case.award,
        case.headline,
        case.pages,
        case.targets,
        case.policy_measures,
        case.industries,
        None,
        case.origin,
    )
    passages = [PassageHit(passage, "figure", "", "", [], Place("jobs-2023", (1, 1), (1, 2))) for passage in found]
    return Hit(1, summary, passages, list(why), None)


def test_notes_below_a_reckoned_answer_are_set_apart() -> None:
    listed = (("가군", "1명"), ("나군", "2명"), ("다군", "3명"))
    assert set_apart("가군(3명)\n두 곳에서 골랐습니다.", reckoned=True) == PartedAnswer("가군(3명)", "두 곳에서 골랐습니다.")
    assert set_apart("가군(1명), 나군(2명), 다군(3명)\n단위가 다릅니다.", reckoned=True) == PartedAnswer(
        rest="단위가 다릅니다.", listed=listed
    )
    assert set_apart("1) 3명\n2) 4명", reckoned=True) == PartedAnswer(rest="1) 3명\n2) 4명")
    assert set_apart("· 하나\n· 둘", reckoned=False) == PartedAnswer(points=("하나", "둘"))
    assert set_apart("이렇습니다.\n· 하나", reckoned=False) == PartedAnswer(rest="이렇습니다.", points=("하나",))
    assert set_apart("1) 뜻\n· 하나\n2) 4명", reckoned=False) == PartedAnswer(rest="1) 뜻\n· 하나\n2) 4명")  # of several questions
