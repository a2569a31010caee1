"""What a thesaurus adds to a query: shares worked out by hand, terms recognised, ranking and marks changed."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.model.nouns import Passage, Thesaurus
from indexer.generations.build import Corpus, build_index
from indexer.generations.generation_store import Index, open_index
from indexer.text.analyser import Analyser, Token
from service.search.case_searcher import CaseSearcher
from service.search.contract.request import SearchRequest
from service.search.contract.search_results import Hit
from service.search.ranking.ranker import Ranker
from service.search.ranking.ranking_weights import RankingWeights
from service.search.understanding.query_expansion import Expander, sequence
from tests.support.models.doubles import split_words

RARITIES = {"경단녀": 6.0, "경력": 2.0, "단절": 4.0, "여성": 3.0, "주부": 5.0, "재취업": 1.0}


def expander(thesaurus: Thesaurus, rarities: Mapping[str, float] = RARITIES) -> Expander:
    return Expander(thesaurus, split_words, lambda form: rarities.get(form, 1.0))


def texts(found: Expander, query: str) -> list[str]:
    return [synonym.text for synonym in found.expand(split_words(query)).synonyms]


def test_a_synonym_of_several_words_weighs_no_more_than_the_typed_one() -> None:
    """경단녀 6; 경력 단절 여성 2 + 4 + 3 = 9, so each of them counts 6/9. 주부 5 is lighter than 6, so it counts whole."""
    sought = expander({"경단녀": ("경력 단절 여성", "주부")}).expand(split_words("경단녀 재취업"))
    assert sought.shares == pytest.approx({"경력": 2 / 3, "단절": 2 / 3, "여성": 2 / 3, "주부": 1.0})
    assert sought.typed == {"경단녀", "재취업"}
    assert sum(share * RARITIES[form] for form, share in sought.shares.items() if form != "주부") == pytest.approx(RARITIES["경단녀"])


def test_a_word_of_two_synonyms_counts_as_in_the_lighter_one() -> None:
    assert expander({"경단녀": ("경력 단절 여성", "여성")}).expand(split_words("경단녀")).shares["여성"] == 1.0


def test_nothing_typed_is_looked_for_twice() -> None:
    sought = expander({"경단녀": ("경력 단절 여성",)}).expand(split_words("여성 경단녀"))
    assert set(sought.shares) == {"경력", "단절"}
    assert texts(expander({"경단녀": ("여성",)}), "여성 경단녀") == []


def test_one_way_is_not_the_other() -> None:
    found = expander({"가게": ("소상공인",)})
    assert (texts(found, "가게 지원"), texts(found, "소상공인 지원")) == (["소상공인"], [])


def test_the_longest_term_is_meant_and_its_words_are_not_terms_again() -> None:
    found = expander({"면접": ("구직",), "동행 면접": ("따라가기",), "동행 면접 수당": ("활동비",)})
    assert texts(found, "청년 동행 면접 면접") == ["따라가기", "구직"]
    assert texts(found, "동행 면접 수당") == ["활동비"]
    assert texts(found, "수당 동행") == []


def test_two_spellings_of_one_sequence_are_one_term() -> None:
    assert texts(expander({"농사 짓다": ("영농",), "농사, 짓다": ("농업",)}), "농사 짓다") == ["영농", "농업"]


def test_a_term_that_is_cut_otherwise_beside_other_words_is_recognised_all_the_same() -> None:
    """An analyser that knows 소부장 only where it stands alone, and loses its first syllable before a particle."""

    def segment(text: str) -> list[Token]:
        if text.startswith("소부장 "):
            return [
                Token("소", 0, 1),
                Token("부장", 1, 3),
                *(Token(form, start + 4, end + 4) for form, start, end in split_words(text[4:])),
            ]
        return [Token("부장", 1, 3)] if text == "소부장만" else split_words(text)

    found = Expander({"소부장": ("부품",)}, segment, lambda _: 1.0)
    assert [synonym.text for synonym in found.expand(segment("소부장 기업")).synonyms] == ["부품"]
    assert [synonym.text for synonym in found.expand(segment("우리 소부장")).synonyms] == ["부품"]
    assert found.expand(split_words("부장 승진")).synonyms == ()


def test_an_empty_thesaurus_adds_nothing() -> None:
    sought = expander({}).expand(split_words("경단녀 재취업"))
    assert (sought.shares, sought.synonyms) == ({}, ())


def test_a_name_is_the_words_it_is_made_of_where_they_make_up_all_of_it() -> None:
    whole = [Token("내일채움공제", 0, 6), Token("내일", 0, 2), Token("채움", 2, 4), Token("공제", 4, 6), Token("가입", 8, 10)]
    assert sequence(whole) == ("내일", "채움", "공제", "가입")
    assert sequence([Token("이커머스", 0, 4), Token("커머스", 1, 4), Token("창업", 5, 7)]) == ("이커머스", "창업")
    assert sequence([]) == ()


@pytest.mark.parametrize("query", ["반도체설계교실", "반도체설계교실에서는 무엇을", "반도체 설계 교실", "반도체 설계교실을 열다"])
def test_particles_and_spaces_do_not_matter(analyser: Analyser, query: str) -> None:
    found = Expander({"반도체설계교실": ("창업",)}, analyser.tokens, lambda _: 1.0)
    assert [synonym.text for synonym in found.expand(analyser.tokens(query)).synonyms] == ["창업"]


# Over the three cases

THESAURUS: Thesaurus = {"할아버지": ("어르신",), "여행 안내": ("관광 해설",)}


@pytest.fixture
def taught(index: Index) -> Index:
    """The three cases' index with a thesaurus."""
    return replace(index, thesaurus=THESAURUS)


def hits(index: Index, analyser: Analyser, query: str) -> list[Hit]:
    return CaseSearcher(Ranker(index, analyser, None)).search(SearchRequest(query, "lexical")).hits


def marks(hit: Hit) -> dict[str, list[str]]:
    return {passage.id: [passage.text[start:end] for start, end in passage.highlights] for passage in hit.passages}


def test_synonyms_are_added_below_the_typed_words(taught: Index, analyser: Analyser) -> None:
    """할아버지 is in no passage, so it is rarer than 어르신, whose share is 1: .3 of its BM25 scores are added."""
    ranking = Ranker(taught, analyser, None, weights=RankingWeights(pairs=0, thesaurus=0.3)).rank("할아버지 관광", "lexical")
    words = taught.words.scores({"관광": 1, "어르신": 0.3})
    bound, scale = taught.words.bound_of({"할아버지": 1, "관광": 1, "어르신": 0.3}), taught.statistics.words
    assert ranking.passages == pytest.approx((words / bound - scale.mean) / scale.deviation, abs=1e-5)
    assert ranking.forms == {"할아버지", "관광"}


def test_the_typed_word_wins_over_its_synonym(corpus: Corpus, root: Path, analyser: Analyser) -> None:
    """All else equal: 점포 counts .4 of 가게 on the way from a passage with neither."""
    texts = {"a": "점포 지원", "b": "가게 지원", "c": "농촌 지원"}
    passages = tuple(Passage(f"{name}/1", name, "summary", "", text) for name, text in texts.items())
    taught = replace(corpus, cases=(), passages=passages, thesaurus={"가게": ("점포",)})
    build_index(taught, root, None, segment=analyser.tokens)
    synonym, typed, neither = Ranker(open_index(root)[0], analyser, None, weights=RankingWeights(pairs=0)).rank("가게", "lexical").passages
    assert (synonym - neither) / (typed - neither) == pytest.approx(0.4)


def test_without_its_weight_the_thesaurus_changes_nothing(index: Index, taught: Index, analyser: Analyser) -> None:
    weights = RankingWeights(thesaurus=0)
    plain, silent = (Ranker(held, analyser, None, weights=weights).rank("할아버지 관광") for held in (index, taught))
    assert silent.cases.tolist() == plain.cases.tolist()
    assert silent.passages.tolist() == plain.passages.tolist()


def test_a_case_is_found_by_a_word_it_does_not_have(index: Index, taught: Index, analyser: Analyser) -> None:
    assert hits(index, analyser, "할아버지") == []
    (found,) = hits(taught, analyser, "할아버지")
    assert (found.case.id, found.why) == ("8-02", ["어르신"])
    assert marks(found)["8-02/s01"] == ["어르신"]


def test_a_synonym_of_several_words_is_marked_where_they_stand_together(taught: Index, analyser: Analyser) -> None:
    """The summary has 관광 해설을, the headline (not shown as text) 관광 안내; 관광 alone was not asked for."""
    (found,) = hits(taught, analyser, "여행 안내")
    assert "관광 해설" in found.why
    assert set(marks(found)["8-02/summary"]) == {"관광 해설"}


def test_light_words_of_a_synonym_are_not_marked(index: Index, analyser: Analyser) -> None:
    light = replace(index, thesaurus={"할아버지": ("명",)})
    assert all(not found for hit in hits(light, analyser, "할아버지") for found in marks(hit).values())


def test_a_word_of_the_thesaurus_is_no_slip(index: Index, analyser: Analyser) -> None:
    known = replace(index, thesaurus={"관굉": ("어르신",)})
    assert CaseSearcher(Ranker(index, analyser, None)).repair("관굉 해설").corrected == "관광 해설"
    assert CaseSearcher(Ranker(known, analyser, None)).repair("관굉 해설").corrected is None
