"""Facts of a case's record, of what its text says under a label, and of its card."""

from corpus.facts.card_facts import card_facts
from corpus.facts.field_facts import field_facts
from corpus.model.nouns import Case, Figure, Period
from tests.support.made.casebook import card
from tests.support.made.prose import prose


def told_card() -> Case:
    """A made-up case with all that a card says."""
    figures = (
        Figure(name="취업자", year=2022, target=1200, actual=1350, unit="명", source=(4, 5)),
        Figure(name="고용률", year=2021, target=None, actual=66.3, unit="%"),
    )
    return card().model_copy(
        update={
            "figures": figures,
            "period": Period(start="2021-03", end="2022-12"),
            "budget_million_krw": 3000,
            "partners": ("가나대학교", "다라재단"),
        }
    )


def test_each_target_and_each_actual_value_of_a_card_is_a_fact() -> None:
    facts = [fact for fact in card_facts(told_card()) if fact.rule == "card:metric"]
    assert [(fact.measure, fact.value, fact.number, fact.unit, fact.kind, fact.year, fact.role, fact.lines) for fact in facts] == [
        ("취업자", "1,200명", 1200, "명", "count", 2022, "target", (4, 5)),
        ("취업자", "1,350명", 1350, "명", "count", 2022, "actual", (4, 5)),
        ("고용률", "66.3%", 66.3, "%", "rate", 2021, "actual", None),
    ]
    assert {fact.origin for fact in facts} == {"card"}
    assert len({fact.id for fact in card_facts(told_card())}) == len([*card_facts(told_card())])


def test_the_fields_of_a_card_are_facts() -> None:
    facts = [fact for fact in card_facts(told_card()) if fact.rule == "card:field"]
    assert [(fact.measure, fact.value, fact.kind, fact.year) for fact in facts] == [
        ("제목", "가상 일자리 사업", "name", None),
        ("구분", "지역산업맞춤형 일자리창출 지원사업", "name", None),
        ("지역", "경기도 가나군", "name", None),
        ("기간", "2021-03 ~ 2022-12", "period", 2022),
        ("예산", "3,000백만원", "amount", None),
        ("대상", "청년", "name", None),
        ("수단", "직접일자리", "name", None),
        ("협력기관", "가나대학교", "name", None),
        ("협력기관", "다라재단", "name", None),
    ]


def test_what_a_text_says_under_a_label_is_a_fact_of_its_field() -> None:
    blocks = [
        prose("○ 사업기간: 2021. 3. ~ 2022. 12.", "골목 시장"),
        prose("- 사 업 비 : 30억 원(국비 20, 시비 10)"),
        prose("(주관) 가람시, 나루군 (협력) 없음"),
        prose("협력기관 : 가나대학교, 다라재단(간사), 기업 등"),
        prose("지원대상 이웃 마을의 미취업 청년"),
        prose("마을 잔치: 주민이 모였다"),
    ]
    facts = [fact for fact in field_facts(card(), blocks, 0) if fact.rule != "field:record"]
    assert [(fact.measure, fact.value, fact.number, fact.unit, fact.kind, fact.year, fact.block) for fact in facts] == [
        ("사업기간", "2021. 3. ~ 2022. 12.", None, None, "period", 2022, 0),
        ("사 업 비", "30억 원", 30, "억원", "amount", None, 1),
        ("주관", "가람시", None, None, "name", None, 2),
        ("협력기관", "가나대학교", None, None, "name", None, 3),
        ("협력기관", "다라재단", None, None, "name", None, 3),
        ("지원대상", "이웃 마을의 미취업 청년", None, None, "text", None, 4),
    ]
    assert [fact.value for fact in field_facts(card(), [], 0)] == [
        "가상 일자리 사업",
        "지역산업맞춤형 일자리창출 지원사업",
        "경기도 가나군",
        "청년",
        "직접일자리",
        "p",
    ]
