"""Korean text → index tokens: the same for query and passage, with exact spans."""

import math
import unicodedata
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from corpus.model.nouns import Case
from indexer.text.analyser import Analyser, Token, analyser_config, dictionary_words, letter_pairs
from indexer.text.widths import fold_widths

korean = st.text(
    st.characters(exclude_categories=["Cs"]) | st.sampled_from("청년내일채움공제를 거제시에서도했다가 돼갔ㅋㅎ😀\u200d\n")
).map(lambda text: unicodedata.normalize("NFC", text))


def cut_out(analyser: Analyser, text: str) -> list[tuple[str, str]]:
    """Each token's form beside the text its span covers."""
    return [(token.form, text[token.start : token.end]) for token in analyser.tokens(text)]


def test_particles_and_endings_are_left_out(analyser: Analyser) -> None:
    assert analyser.forms("거제시에서는") == analyser.forms("거제시") == ["거제시"]
    assert analyser.forms("상담사가 청년을 만났습니다") == analyser.forms("상담사, 청년, 만나다")


def test_predicates_keep_their_dictionary_form(analyser: Analyser) -> None:
    """So the verb 가다 ("go") never meets the noun 가 ("edge")."""
    assert analyser.tokens("학교에 갔다") == [Token("학교", 0, 2), Token("가다", 4, 5)]
    assert analyser.forms("아름다운 마을") == ["아름답다", "마을"]


def test_letters_meet_whatever_their_case(analyser: Analyser) -> None:
    assert analyser.forms("SW 교육") == analyser.forms("sw 교육") == ["sw", "교육"]


def test_a_listed_name_gives_itself_and_its_parts(analyser: Analyser) -> None:
    name = [Token("청년내일채움공제", 0, 8), Token("청년", 0, 2), Token("내일", 2, 4), Token("채우다", 4, 6), Token("공제", 6, 8)]
    assert analyser.tokens("청년내일채움공제") == name
    shifted = [Token(form, start + 3, end + 3) for form, start, end in name]
    assert analyser.tokens("지역 청년내일채움공제로") == [Token("지역", 0, 2), *shifted]


def test_a_name_alone_and_in_a_sentence_give_the_same_forms(analyser: Analyser) -> None:
    query, passage = analyser.forms("반도체설계교실"), analyser.forms("올해도 반도체설계교실에서 120명을 가르쳤다")
    assert "반도체설계교실" in query
    assert set(query) <= set(passage)
    assert {"설계", "교실"} <= set(query)


def test_listed_words_that_are_no_names_hide_nothing(analyser: Analyser) -> None:
    """A title, "떠나는 청년을 붙잡는…", lists predicates and a noun with its particle, which must not become names."""
    assert {"떠나는", "청년을"} <= set(analyser.words)
    assert analyser.forms("떠나는") == ["떠나다"]
    assert analyser.forms("청년을") == analyser.forms("청년") == ["청년"]


def test_a_name_that_kiwi_knows_is_one_token(analyser: Analyser) -> None:
    assert analyser.forms("경상남도") == ["경상남도"]


@pytest.mark.parametrize("before", ["", "😀", "😀👨‍👩‍👧 ", "𠮷野家 🙂🙂 ", "\U0010fffd\n"])
def test_spans_are_exact_after_characters_beyond_the_basic_plane(analyser: Analyser, before: str) -> None:
    text = f"{before}거제시 청년내일채움공제"
    assert cut_out(analyser, text)[-6:] == [
        ("거제시", "거제시"),
        ("청년내일채움공제", "청년내일채움공제"),
        ("청년", "청년"),
        ("내일", "내일"),
        ("채우다", "채움"),
        ("공제", "공제"),
    ]


@pytest.mark.parametrize(
    ("text", "tokens"),
    [("그리고", [("그리고", 0, 3)]), ("에서 부터", [("에서", 0, 2), ("부터", 3, 5)]), ("...", []), ("😀", []), ("", []), (" \n", [])],
)
def test_text_without_content_words_falls_back_to_its_surface_words(
    analyser: Analyser, text: str, tokens: list[tuple[str, int, int]]
) -> None:
    assert analyser.tokens(text) == tokens


@given(korean)
@example("냬")
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_spans_lie_inside_the_text_and_are_not_empty(analyser: Analyser, text: str) -> None:
    for token in analyser.tokens(text):
        assert 0 <= token.start < token.end <= len(text)
        assert token.form.strip()


@given(korean)
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_same_text_gives_the_same_tokens(analyser: Analyser, text: str) -> None:
    assert analyser.tokens(text) == analyser.tokens(text)


def test_dictionary_words_are_names_of_keywords_titles_and_regions(cases: tuple[Case, ...]) -> None:
    """Words of three letters or more, names or not: the analyser sorts those out."""
    assert dictionary_words(cases[:1]) == ["거제시", "경상남도", "떠나는", "붙잡는", "조선소", "조선업", "청년내일채움공제", "청년을"]
    assert dictionary_words([]) == []


def test_the_configuration_names_versions_and_sorted_words_without_loading_kiwi() -> None:
    config = analyser_config(["나나나", "가가가", "나나나"])
    assert config["words"] == ["가가가", "나나나"]
    assert (config["kiwi"], config["model"]) == ("0.24.1", "0.24.0")


def test_pinned_versions_are_those_of_the_project(request: pytest.FixtureRequest) -> None:
    pins = Path(request.config.rootpath, "pyproject.toml").read_text(encoding="utf-8")
    config = analyser_config([])
    assert f'"kiwipiepy=={config["kiwi"]}"' in pins
    assert f'"kiwipiepy-model=={config["model"]}"' in pins


def test_letter_pairs_pass_over_spaces_and_marks() -> None:
    assert letter_pairs("거제 시, A1!") == ["거제", "제시", "시a", "a1"]
    assert letter_pairs("거") == letter_pairs("") == []


def test_morphemes_are_told_with_those_inside_a_listed_name(analyser: Analyser) -> None:
    assert analyser.morphemes("거제시의 청년") == [("NNP", 0, 3), ("NNP", 0, 3), ("JKG", 3, 4), ("NNG", 5, 7)]
    assert [tag for tag, _, _ in analyser.morphemes("청년내일채움공제")] == ["NNP", "NNG", "MAG", "VV", "ETN", "NNG"]
    assert analyser.morphemes("섬마을의 굿뜨래")[-1] == ("UN", 5, 8)  # a word Kiwi's dictionary lacks
    assert "청년내일채움공제" in analyser.names
    assert "떠나는" not in analyser.names


def test_a_word_is_likelier_a_name_where_its_neighbours_say_so(analyser: Analyser) -> None:
    assert analyser.name_margin("음성 인식 기술", 0, 2) < -5 < analyser.name_margin("음성 청년", 0, 2)
    assert analyser.name_margin("상주 상담원", 0, 2) < 0
    assert analyser.name_margin("거제 청년", 0, 2) > 3
    assert analyser.name_margin("청년", 1, 1) == -math.inf


def test_korean_is_likelier_than_a_slip_and_nothing_costs_nothing(analyser: Analyser) -> None:
    assert analyser.likelihood("일자리를 찾는다") > analyser.likelihood("일쟈리를 찾는다") + 5
    assert analyser.likelihood("") == 0


def test_missing_spaces_are_put_in_and_those_there_are_kept(analyser: Analyser) -> None:
    assert analyser.add_spaces("일손이없는농가") == "일손이 없는 농가"
    assert analyser.add_spaces("일손이 없는농가") == "일손이 없는 농가"


def test_full_width_letters_and_digits_give_the_tokens_of_ordinary_ones(analyser: Analyser) -> None:
    assert analyser.tokens("２０２２년 ＣＮＣ 과정 ５％") == analyser.tokens("2022년 CNC 과정 5%")
    assert letter_pairs("ＣＮＣ　２기") == letter_pairs("CNC 2기") == ["cn", "nc", "c2", "2기"]


@given(st.text(max_size=50))
def test_folding_widths_keeps_every_place(text: str) -> None:
    folded = fold_widths(text)
    assert (len(folded), fold_widths(folded)) == (len(text), folded)
    assert all(one == other or ord(one) == 0x3000 or 0xFF00 < ord(one) < 0xFFEF for one, other in zip(text, folded, strict=True))
