from corpus.deriving.facet_reading import features_of_values, mentions_in_case, read_facet
from corpus.deriving.ground.case_parts import part_case, read_blocks
from corpus.deriving.ground.linear_model import LinearModel
from corpus.deriving.ground.vocabulary_counts import find_mentions, letter_text
from corpus.model.nouns import KnownValue
from tests.deriving.made_cases import REPORT, TITLE, blocks_of

TARGETS = (
    KnownValue(value="청년", words=("젊은이", "AI세대")),
    KnownValue(value="여성"),
    KnownValue(value="경력단절여성", words=("경력단절", "주부")),
)
MODEL = LinearModel(("no", "yes"), (0.0, -2.0), {"often": (0.0, 1.5)})


def found(text: str) -> list[tuple[str, str, bool]]:
    return [(mention.value, mention.word, mention.starts) for mention in find_mentions(letter_text(text), TARGETS)]


def test_the_longest_word_is_meant_whatever_its_blanks() -> None:
    assert found("경력 단절 여성과 여성") == [("경력단절여성", "경력단절여성", True), ("여성", "여성", True)]


def test_a_word_that_begins_within_another_does_not_reach_beyond_it() -> None:
    assert found("거주 부산") == [], "주 부 is no housewife"
    assert found("미취업청년") == [("청년", "청년", False)]


def test_latin_letters_stand_alone() -> None:
    assert found("MAI세대") == []
    assert found("ai세대") == [("청년", "ai세대", True)]


def test_values_are_seen_by_the_manner_in_which_they_are_spoken_of() -> None:
    parts = part_case(read_blocks(blocks_of(REPORT), 0))
    seen = features_of_values(mentions_in_case(TITLE, parts, TARGETS), 400)
    assert seen.keys() == {"청년"}
    assert (seen["청년"]["titled"], seen["청년"]["first"], seen["청년"]["of_most"], seen["청년"]["headed"]) == (1.0, 1.0, 1.0, 0.0)


def test_a_facet_has_the_values_that_are_likely_the_surest_first() -> None:
    parts = part_case(read_blocks(blocks_of("청년 청년 청년 청년과 여성 여성"), 0))
    read = read_facet("", parts, TARGETS, MODEL)
    assert [(each.value, round(each.score, 2)) for each in read] == [("청년", 0.6), ("여성", 0.41)]
    assert [each.value for each in read_facet("", part_case(read_blocks(blocks_of("여성"), 0)), TARGETS, MODEL)] == []
