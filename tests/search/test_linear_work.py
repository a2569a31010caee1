"""However long and odd what is typed is, the work grows no faster than its length: counted in lines run and characters analysed."""

from collections.abc import Callable
from itertools import count

import pytest

from corpus.cards import load_cases, load_regions
from corpus.model.nouns import Case
from corpus.vocabulary.gazetteer import Gazetteer, region_forms
from indexer.generations.build import build_index, read_corpus
from indexer.generations.generation_store import open_index
from indexer.text.analyser import READINGS, dictionary_words
from service.asking.asker import Asker
from service.search.case_searcher import CaseSearcher
from service.search.contract.request import SearchRequest, clean_query
from service.search.ranking.ranker import Ranker
from service.search.understanding.completion import MAX_TYPED, Suggester
from service.search.understanding.place_names import MOST_WEIGHED, NEAR
from service.search.understanding.query_signals import MOST_READ
from tests.support.house.work import CountedAnalyser, lines_run
from tests.support.made.cards import CARDS
from tests.support.models.analysers import analyser_of
from tests.support.models.doubles import CountEncoder

PLACES = sorted(region_forms(load_regions()))
# Each is repeated up to the length wanted.
TYPED = {
    "a county without blanks": "인제",
    "a county": "인제 ",
    "every place": " ".join(PLACES),
    "every place without blanks": "".join(PLACES),
    "short names without blanks": "".join(name[:-1] for name in PLACES if len(name) > 2),
    "a word of asking without blanks": "얼마",
    "words": "청년 창업 ",
    "misspelt words": "거재시 쳥년 ",
    "keys of the wrong language": "cjdsus ",
    "syllables apart": "거 ",
    "one long word": "청년창업자립준비청년거제시조선업",
    "initials": "ㄱㅈㅅ",
    "initials apart": "ㄱㅈ ",
    "vowels": "ㅏ",
    "combining marks": "가\u0301\u0302",
    "digits": "1",
    "digits apart": "1 ",
    "digits and commas": "1,",
    "ages": "2030 ",
    "years": "2022년 ",
    "ratios": "1:1 ",
    "ranges": "10~",
    "brackets": "10명(",
    "quotations": "“가” ",
    "stops": "가...",
    "counts asked": "10명 몇 명 ",
    "bounds": "목표 10명 이상 ",
    "ranks": "1위 ",
    "measures": "고용률 ",
    "measures of places": "거제시 고용률과 여수시 고용률 ",
    "measures alike": "훈련 수료인원 취업인원 ",
    "attainment": "목표 달성률이 ",
    "money and rates": "예산과 고용률과 ",
    "rates in a word": "률",
    "scales": "만",
    "open brackets": "수(",
    "wishes": "알고싶",
    "syllables, each another": "".join(chr(0xAC00 + at * 97 % 11172) for at in range(1000)),
    "words, each another": " ".join(chr(0xAC00 + at * 97 % 11172) * 2 for at in range(400)),
    "counts, each another": " ".join(f"{count}명" for count in range(10, 400)),
}
WEIGHED = READINGS * MOST_WEIGHED * (2 * NEAR + 2)
"""Characters analysed where as many names are weighed as may be."""
GROWTH, FIXED = 6, (400, WEIGHED)
"""How many times the work may grow where the text grows fourfold, and what may come on top: lines, and characters."""


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> CaseSearcher:
    folder = tmp_path_factory.mktemp("work")
    for case_id, text in CARDS.items():
        (folder / f"{case_id}.yaml").write_text(text, encoding="utf-8")
    analyser = CountedAnalyser.of(analyser_of(dictionary_words(load_cases(folder))))
    build_index(read_corpus(folder), folder / "index", CountEncoder(), segment=analyser.tokens)
    return CaseSearcher(Ranker(open_index(folder / "index")[0], analyser, CountEncoder()))


@pytest.fixture(scope="module")
def asker(searcher: CaseSearcher) -> Asker:
    asker = Asker(searcher)
    asker.warm()
    return asker


@pytest.fixture(scope="module")
def analyser(searcher: CaseSearcher) -> CountedAnalyser:
    assert isinstance(searcher.ranker.analyser, CountedAnalyser)
    return searcher.ranker.analyser


def assert_linear(read: Callable[[str], object], text: str, sizes: tuple[int, int, int], analyser: CountedAnalyser | None = None) -> None:
    """Reading twice and four times as much takes little more than four times the work."""
    done = []
    for size in sizes:
        query = clean_query((text * size)[:size])
        read(query)  # what is remembered between requests is remembered now
        before = analyser.characters if analyser else 0
        lines = lines_run(lambda query=query: read(query))  # type: ignore[misc]
        done.append((lines, (analyser.characters if analyser else 0) - before))
    for least, more, most, fixed in zip(*done, FIXED, strict=True):
        assert max(more, most) <= GROWTH * least + fixed, done


@pytest.mark.parametrize("text", TYPED.values(), ids=TYPED.keys())
def test_understanding_and_repairing_are_linear(searcher: CaseSearcher, analyser: CountedAnalyser, text: str) -> None:
    assert_linear(searcher.understand, text, (MOST_READ // 4, MOST_READ // 2, MOST_READ), analyser)
    assert_linear(searcher.repair, text, (250, 500, 1000), analyser)


@pytest.fixture(scope="module")
def suggester(cases: tuple[Case, ...]) -> Suggester:
    return Suggester(cases, Gazetteer(load_regions(), cases))


@pytest.mark.parametrize("text", TYPED.values(), ids=TYPED.keys())
def test_completing_is_linear(suggester: Suggester, text: str) -> None:
    assert_linear(suggester.complete, text, (MAX_TYPED // 4, MAX_TYPED // 2, MAX_TYPED))


@pytest.mark.parametrize("text", TYPED.values(), ids=TYPED.keys())
def test_searching_and_answering_are_linear(asker: Asker, searcher: CaseSearcher, analyser: CountedAnalyser, text: str) -> None:
    def search(query: str) -> None:
        searcher.search(SearchRequest(query, offset=next(offsets)))  # no search is remembered

    offsets = count()
    assert_linear(search, text, (250, 500, 1000), analyser)
    for ending in (" 왜?", " 몇 명인가?"):  # what is asked decides what is done: it stays the same whatever the length
        assert_linear(lambda query, ending=ending: asker.ask(query + ending), text, (250, 500, 1000), analyser)  # type: ignore[misc]


@pytest.mark.parametrize("name", ["every place", "every place without blanks", "short names without blanks", "a county without blanks"])
def test_few_neighbourhoods_of_names_are_weighed(searcher: CaseSearcher, analyser: CountedAnalyser, name: str) -> None:
    before = analyser.characters
    searcher.understand((TYPED[name] * MOST_READ)[:MOST_READ])
    assert analyser.characters - before <= MOST_READ + WEIGHED


def test_equal_neighbourhoods_are_weighed_once(searcher: CaseSearcher, analyser: CountedAnalyser) -> None:
    text = "창원 기업 " * 20
    before = analyser.characters
    assert [signal.value for signal in searcher.understand(text).signals] == ["창원시"]
    assert analyser.characters - before <= len(text) + READINGS * 3 * len("기업 창원 기업")
