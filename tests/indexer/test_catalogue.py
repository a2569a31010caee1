"""The catalogue: records by id, read from a file as from memory, and tokens where they stand."""

import math
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from corpus.model.nouns import Passage
from indexer.arms.bm25 import Bm25
from indexer.derived.similar_cases import Shared, SimilarCase
from indexer.generations.build import Corpus
from indexer.records.catalogue import Catalogue
from indexer.records.catalogue_writing import Records, catalogue_in_memory, spans_of, write_catalogue
from indexer.text.analyser import Token
from tests.support.models.doubles import split_words

TEXTS = {"a/1": "청년 취업 청년 상담", "a/2": "어르신 취업", "b/1": "반도체 창업 교육 과정 안내", "b/2": ""}
ALIKE = {"a": [SimilarCase("b", Shared({"target": ("청년",)}, ("취업",)))], "b": []}


def records(corpus: Corpus) -> Records:
    passages = [Passage(name, name[0], "need" if name == "b/2" else "programme", "", text) for name, text in TEXTS.items()]
    tokens: list[list[Token]] = [split_words(text) for text in TEXTS.values()]
    words = Bm25.build(list(TEXTS), [[token.form for token in own] for own in tokens])
    whole = Bm25.build(["a", "b"], [[token.form for own in half for token in own] for half in (tokens[:2], tokens[2:])])
    spans = spans_of(tokens, words.vocabulary)
    return Records(cases=corpus.cases, passages=passages, spans=spans, similar=ALIKE, words=words, whole=whole)


@pytest.fixture(params=["file", "memory"])
def catalogue(request: pytest.FixtureRequest, corpus: Corpus, tmp_path: Path) -> Catalogue:
    if request.param == "memory":
        return catalogue_in_memory(records(corpus))
    write_catalogue(records(corpus), tmp_path / "catalogue.sqlite")
    return Catalogue.open(tmp_path / "catalogue.sqlite")


def test_records_come_back_as_they_were_given(catalogue: Catalogue, corpus: Corpus) -> None:
    written = records(corpus)
    assert catalogue.cases() == written.cases
    assert list(catalogue.passages()) == written.passages == list(catalogue.values())
    assert catalogue.rows() == [("a/1", "a", "programme"), ("a/2", "a", "programme"), ("b/1", "b", "programme"), ("b/2", "b", "need")]
    assert catalogue["b/1"] == written.passages[2]
    assert catalogue.passages_of("b") == written.passages[2:]
    assert (catalogue.passages_of("c"), catalogue.get("c/1"), "a/2" in catalogue, len(catalogue)) == ([], None, True, 4)
    assert (catalogue.count_of("need"), catalogue.count_of("casebook")) == (1, 0)
    assert [catalogue.similar(case) for case in "abc"] == [ALIKE["a"], [], []]


def test_spans_are_those_of_the_forms_in_text_order(catalogue: Catalogue) -> None:
    forms = {"상담", "청년", "모르는말", "창업"}
    assert catalogue.spans("a/1", forms) == [("청년", 0, 2), ("청년", 6, 8), ("상담", 9, 11)]
    assert catalogue.spans("b/1", forms) == [("창업", 4, 6)]
    assert catalogue.spans("a/2", forms) == catalogue.spans("b/2", forms) == catalogue.spans("a/1", set()) == []


def test_terms_are_counted_once_a_passage_and_once_a_case(catalogue: Catalogue) -> None:
    assert [catalogue.holders(form) for form in ("취업", "청년", "모르는말")] == [2, 1, 0]
    assert [catalogue.holding_cases(form) for form in ("취업", "반도체", "모르는말")] == [1, 1, 0]
    assert catalogue.rarity("취업") == pytest.approx(math.log(5 / 3))
    assert catalogue.rarity("모르는말") == pytest.approx(math.log(5))
    assert catalogue.case_rarity("취업") == pytest.approx(math.log(3 / 2))
    assert [catalogue.case_has("a", form) for form in ("취업", "창업", "모르는말")] == [True, False, False]


def test_threads_read_one_catalogue_at_the_same_time(catalogue: Catalogue) -> None:
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda n: (catalogue.passages_of("ab"[n % 2]), catalogue.spans("a/1", {"상담"})), range(400)))
    assert all(len(own) == 2 and spans == [("상담", 9, 11)] for own, spans in found)


def test_what_is_read_cannot_be_written(corpus: Corpus, tmp_path: Path) -> None:
    write_catalogue(records(corpus), tmp_path / "catalogue.sqlite")
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        Catalogue.open(tmp_path / "catalogue.sqlite")._connection.execute("delete from passages")


@pytest.mark.parametrize("content", [b"", b"not a database at all, but some text " * 40, b"SQLite format 3\0" + b"\0" * 100])
def test_a_file_that_is_no_catalogue_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "catalogue.sqlite").write_bytes(content)
    with pytest.raises(ValueError, match=r".+"):
        Catalogue.open(tmp_path / "catalogue.sqlite")


def test_the_same_records_give_the_same_bytes(corpus: Corpus, tmp_path: Path) -> None:
    for name in ("one", "two"):
        write_catalogue(records(corpus), tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
