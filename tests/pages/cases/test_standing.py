from corpus.model.nouns import Case
from service.pages.cases.outstanding_cases import stand_out
from service.search.contract.request import Filters


def test_those_that_put_the_chosen_values_first_come_first(towns: tuple[Case, ...]) -> None:
    found = stand_out(towns, Filters(target=("청년",), policy_measure=("고용장려금·인건비지원",)))
    by_id = {case.id: case for case in towns}
    depths = [by_id[s.case.id].targets.index("청년") + by_id[s.case.id].policy_measures.index("고용장려금·인건비지원") for s in found]
    assert len(found) == sum("청년" in case.targets and "고용장려금·인건비지원" in case.policy_measures for case in towns) == 7
    assert depths == sorted(depths)
    for standing in found:
        assert standing.leading == [
            value
            for value, own in (
                ("청년", by_id[standing.case.id].targets),
                ("고용장려금·인건비지원", by_id[standing.case.id].policy_measures),
            )
            if own[0] == value
        ]


def test_without_a_ranked_facet_they_stay_in_order(towns: tuple[Case, ...]) -> None:
    found = stand_out(towns, Filters(sido=("경상북도",)))
    assert [standing.case.id for standing in found] == ["towns-2022:06", "towns-2022:11", "towns-2022:17"]
    assert not any(standing.leading for standing in found)


def test_figures_that_speak_of_what_was_chosen_come_first(towns: tuple[Case, ...]) -> None:
    found = {standing.case.id: standing.figures for standing in stand_out(towns, Filters(policy_measure=("고용장려금·인건비지원",)))}
    for case in towns:
        of_jobs = [f for f in case.figures if "고용" in f.name and f.unit != "%" and f.target and f.actual and f.actual >= f.target]
        if case.id in found and of_jobs:
            assert found[case.id][0] == of_jobs[0]


def test_figures_are_those_that_reached_their_target(cases: tuple[Case, ...], towns: tuple[Case, ...]) -> None:
    assert [[figure.name for figure in standing.figures] for standing in stand_out(cases, Filters())] == [["신청 인원"], [], []]
    for standing in stand_out(towns, Filters()):
        assert len(standing.figures) <= 2
        assert all(f.target and f.actual and f.actual >= f.target and f.unit not in {"%", "%p"} for f in standing.figures)
