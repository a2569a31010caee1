"""Examples for the start page: made of the cases, other cases for each task, none of what no case has."""

from corpus.model.nouns import Case
from service.pages.search.search_examples import examples_of


def numbered(case: Case, count: int) -> list[Case]:
    """A case so many times, each with its number in what is said of it."""
    return [
        case.model_copy(update={"id": f"9-{at:02d}", "needs": (f"{at}번 마을을 살리고 싶다",), "keywords": (f"{at}번 마을 사업",)})
        for at in range(count)
    ]


def test_each_task_has_examples_of_other_cases(cases: tuple[Case, ...]) -> None:
    tasks = examples_of(numbered(cases[0], 18))
    assert [task.queries for task in tasks] == [
        ("0번 마을을 살리고 싶다", "6번 마을을 살리고 싶다", "12번 마을을 살리고 싶다"),
        ("거제시 2번 마을 사업", "거제시 8번 마을 사업", "거제시 14번 마을 사업"),
        ("거제시의 2022년 신청 인원은 몇 명인가?", "예산이 가장 많은 사례는 어디인가?"),
    ]


def test_a_theme_that_names_the_place_is_not_put_after_it(cases: tuple[Case, ...]) -> None:
    case = cases[0].model_copy(update={"keywords": ("거제형 채움공제", "조선", "조선업 이직")})
    assert examples_of([case])[1].queries == ("거제시 조선업 이직",)


def test_a_question_takes_the_particle_of_its_figures_name(cases: tuple[Case, ...]) -> None:
    figure = cases[0].figures[0].model_copy(update={"name": "참여 기업 수", "unit": "개사"})
    asked = examples_of([cases[0].model_copy(update={"figures": (figure,), "budget_million_krw": None})])[2]
    assert asked.queries == ("거제시의 2022년 참여 기업 수는 얼마인가?",)


def test_a_task_without_examples_is_left_out(cases: tuple[Case, ...]) -> None:
    bare = {"region": None, "needs": (), "keywords": ("조선업 이직",), "figures": (), "budget_million_krw": None}
    tasks = examples_of([cases[0].model_copy(update=bare)])
    assert [(task.name, task.queries) for task in tasks] == [("이름이나 주제로 찾으실 때", ("조선업 이직",))]
    assert examples_of([]) == ()
