from corpus.deriving.ground.case_parts import part_case, read_blocks
from corpus.deriving.ground.linear_model import read_knowledge
from corpus.model.nouns import Figure
from corpus.vocabulary.facet_values import load_vocabulary
from eval.deriving.card_measures import measure_cards
from eval.deriving.figure_values import card_values, placed_values, value_of_fact
from eval.deriving.learning import LabelledThing, Recipe, learn
from eval.deriving.taught_cases import TaughtCase
from eval.deriving.teaching import kinds_of_lines, learn_knowledge, read_lessons
from tests.deriving.made_cases import REPORT, bare, blocks_of, fact
from tests.support.made.casebook import card as card_of

YES_NO = Recipe(labels=("no", "yes"), penalty=0.1, least_cases=1)


def things(*rows: tuple[str, float, str]) -> list[LabelledThing]:
    return [LabelledThing({name: value}, {right: 1.0}, f"case {at}") for at, (name, value, right) in enumerate(rows)]


def test_what_goes_with_a_label_speaks_for_it() -> None:
    model = learn(things(("a", 1.0, "yes"), ("a", 1.0, "yes"), ("b", 1.0, "no"), ("b", 1.0, "no")), YES_NO)
    assert model.accept({"a": 1.0}) > 0.8
    assert model.accept({"b": 1.0}) < 0.2
    assert round(model.accept({}), 2) == 0.5


def test_a_feature_of_too_few_cases_is_not_learned() -> None:
    recipe = Recipe(labels=("no", "yes"), penalty=0.1, least_cases=2)
    assert learn(things(("a", 1.0, "yes"), ("a", 1.0, "yes"), ("b", 1.0, "no")), recipe).weights.keys() == {"a"}


def test_a_dearer_penalty_makes_smaller_weights() -> None:
    rows = things(("a", 1.0, "yes"), ("b", 1.0, "no"))
    cheap, dear = (learn(rows, Recipe(labels=("no", "yes"), penalty=penalty, least_cases=1)) for penalty in (0.1, 10.0))
    assert cheap.weights["a"][1] > dear.weights["a"][1] > 0


def test_nothing_teaches_nothing() -> None:
    assert round(learn([], YES_NO).accept({"a": 1.0}), 3) == 0.5


def taught() -> TaughtCase:
    """A report whose card has its first two headings' lines as background, the rest as a programme, and one figure."""
    card = card_of("9-02", (1, 6), (7, 12))
    sections = tuple(
        section.model_copy(update={"kind": kind}) for section, kind in zip(card.sections, ("background", "programme"), strict=True)
    )
    figures = (Figure(name="수료", year=2022, target=100, actual=120, unit="명", source=(12, 12)),)
    facts = (fact(11, "수료", "120명", 120, "명", year=2022, role="actual"), fact(11, "공방", "45명", 45, "명", year=2022))
    card = card.model_copy(update={"sections": sections, "figures": figures, "targets": ("청년",)})
    return TaughtCase(card=card, case=bare(), blocks=blocks_of(REPORT), first=0, facts=facts)


def test_parts_are_of_the_kinds_that_their_lines_were_written_into() -> None:
    parts = part_case(read_blocks(blocks_of(REPORT), 0))
    told = [kinds_of_lines(taught(), part) for part in parts]
    assert told == [{"background": 1.0}, {"background": 1.0}, {"programme": 1.0}]


def test_a_case_with_a_card_teaches_parts_values_and_facts() -> None:
    lessons = read_lessons(taught(), load_vocabulary())
    assert [thing.right for thing in lessons.facts] == [{"yes": 1.0}, {"no": 1.0}]
    assert [thing.right for thing in lessons.values["target"]][:1] == [{"yes": 1.0}]
    known = learn_knowledge([lessons])
    assert read_knowledge(known.as_data()) == known
    assert known.common["청년"] == 1.0


def test_values_are_compared_with_unit_year_and_role() -> None:
    card = taught().card
    assert placed_values(card) == {(100.0, "명", 2022, "target"), (120.0, "명", 2022, "actual")}
    assert value_of_fact(fact(1, "융자", "30억 원", 30, "억 원")) == (30.0, "억원")
    assert card_values(card) == {(100.0, "명"), (120.0, "명")}


def test_cards_are_measured_beside_those_that_people_wrote() -> None:
    each = taught()
    derived = each.card.model_copy(update={"figures": (each.card.figures[0].model_copy(update={"target": None}),), "policy_measures": ()})
    told = {measure.name: measure.value for measure in measure_cards([(each, derived)])}
    assert told["figures recall (value, unit, year, role)"] == 0.5
    assert told["facts recall (value, unit)"] == 0.5
    assert (told["지원 대상 F1"], told["정책 수단 F1"], told["region right"], told["section kind right"]) == (1.0, 0.0, 1.0, 1.0)
    assert told["summary overlap (F1 of letter pairs)"] == 0.0, "the summary has but one letter"
