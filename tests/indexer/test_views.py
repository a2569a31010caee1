"""An index for each set of books that is seen: made of its own books alone, told of where it is damaged, made again without some."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from corpus.errors import BuildError
from corpus.model.sight import EVERYTHING, PUBLIC, Sight
from indexer.engines.seam import EngineQuery
from indexer.generations.build import Corpus, build_index, list_views, read_corpus, reasons_to_build, wanted_inputs
from indexer.generations.generation_store import Index, open_index
from indexer.views.seen_views import keep_books, open_views
from tests.support.made.books import FARMS, WELFARE, write_library
from tests.support.models.doubles import CountEncoder, count_vector, split_words


def shown_to(corpus: Corpus, **visibility: tuple[str, ...]) -> Corpus:
    """The corpus with some of its books for some."""
    named = {name.replace("_", "-"): told for name, told in visibility.items()}
    return replace(corpus, books=tuple(book.model_copy(update={"visibility": named.get(book.id, ("all",))}) for book in corpus.books))


@pytest.fixture(scope="module")
def everybodys(three_cards: Path, tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    return read_corpus(three_cards, thesaurus=None, library=write_library(tmp_path_factory.mktemp("books") / "library"))


@pytest.fixture(scope="module")
def parted(everybodys: Corpus) -> Corpus:
    """The book on care is for one group, that on farms for two."""
    return shown_to(everybodys, care_2021=("가",), farms_2024=("가", "나"))


def build(corpus: Corpus, root: Path) -> tuple[Index, list[Index]]:
    build_index(corpus, root, CountEncoder(), segment=split_words)
    index = open_index(root)[0]
    return index, open_views(root, index.manifest.generation)[0]


def ids(corpus: Corpus) -> tuple[str, ...]:
    return tuple(book.id for book in corpus.books)


def test_each_set_of_books_is_seen_once(everybodys: Corpus, parted: Corpus) -> None:
    assert list_views(everybodys) == [everybodys]
    assert [ids(view) for view in list_views(parted)] == [("jobs-2023",), ("jobs-2023", WELFARE, FARMS), ("jobs-2023", FARMS)]
    mixed = shown_to(everybodys, care_2021=("가", "all"))
    assert [ids(view) for view in list_views(mixed)] == [ids(everybodys)]
    assert [sight.sees(("가",)) for sight in (PUBLIC, Sight(frozenset({"나"})), Sight(frozenset({"가"})), EVERYTHING)] == [
        False,
        False,
        True,
        True,
    ]
    assert not PUBLIC.sees(())


def test_what_is_left_is_what_there_would_be_without_the_others(everybodys: Corpus, parted: Corpus, three_cards: Path) -> None:
    left, alone = parted.seen_by(PUBLIC), read_corpus(three_cards, thesaurus=None)
    assert replace(left, read_rows=alone.read_rows) == alone
    assert list(left.read_rows()) == list(alone.read_rows()) != []
    kinds = [known.value for known in parted.seen_by(Sight(frozenset({"나"}))).facet_values["award"]]
    assert (kinds, "으뜸상" in [known.value for known in everybodys.facet_values["award"]]) == (["이야기"], True)
    assert parted.words == read_corpus(three_cards, thesaurus=None).words
    assert everybodys.words != parted.words


def test_everybodys_index_is_as_if_there_were_no_others(tmp_path: Path, parted: Corpus, three_cards: Path) -> None:
    index, _ = build(parted, tmp_path / "some")
    alone, none = build(read_corpus(three_cards, thesaurus=None), tmp_path / "alone")
    assert none == []
    own, other = index.manifest.files, alone.manifest.files
    files = ("books.json", "facet-values.json", "themes.json", "layout.json", "words/vocab.index.json", "dense/vectors.faiss")
    assert {name: own[name] for name in files} == {name: other[name] for name in files}
    assert replace(index.manifest.inputs, views="none") == alone.manifest.inputs
    assert index.statistics == alone.statistics
    told = json_of(index)
    assert not any(name in told for name in (WELFARE, FARMS, "달빛돌봄방", "해남군"))


def json_of(index: Index) -> str:
    return repr(index.manifest) + repr(index.books) + repr(index.catalogue.passages()) + repr(sorted(index.words.vocabulary))


def test_each_view_is_an_index_of_its_own_books(tmp_path: Path, parted: Corpus) -> None:
    _, views = build(parted, tmp_path / "some")
    assert [ids(Corpus.of(view)) for view in views] == [("jobs-2023", WELFARE, FARMS), ("jobs-2023", FARMS)]
    assert "달빛돌봄방" in views[0].words.vocabulary
    assert "달빛돌봄방" not in json_of(views[1])


def test_whom_a_book_is_for_is_a_reason_to_build(tmp_path: Path, everybodys: Corpus, parted: Corpus) -> None:
    build_index(parted, tmp_path / "index", None, segment=split_words)
    assert reasons_to_build(tmp_path / "index", wanted_inputs(parted, None)) == []
    other = shown_to(everybodys, care_2021=("나",), farms_2024=("가", "나"))
    assert reasons_to_build(tmp_path / "index", wanted_inputs(other, None)) == ["일부만 보는 자료이(가) 달라졌습니다"]
    opened = reasons_to_build(tmp_path / "index", wanted_inputs(everybodys, None))
    assert "일부만 보는 자료이(가) 달라졌습니다" in opened


def test_a_library_that_nobody_may_see_is_not_built(tmp_path: Path, everybodys: Corpus) -> None:
    hidden = shown_to(everybodys, jobs_2023=("가",), care_2021=("가",), farms_2024=("가",))
    with pytest.raises(BuildError, match="모두가 볼 수 있는 자료가 하나도 없습니다"):
        build_index(hidden, tmp_path / "index", None, segment=split_words)


@pytest.mark.parametrize("file", ["catalogue.sqlite", "manifest.json", "words/ids.json"])
def test_a_damaged_view_is_told_of_and_not_served(tmp_path: Path, parted: Corpus, file: str) -> None:
    index, views = build(parted, tmp_path / "index")
    folder = tmp_path / "index" / "generations" / index.manifest.generation / "views" / "001"
    (folder / file).write_bytes(b"")
    left, problems = open_views(tmp_path / "index", index.manifest.generation)
    assert ([ids(Corpus.of(view)) for view in left], len(problems)) == ([("jobs-2023", FARMS)], 1)
    assert len(views) == 2


def test_an_index_made_without_a_book_finds_as_the_one_that_would_have_been_built(tmp_path: Path, parted: Corpus) -> None:
    index, views = build(parted, tmp_path / "index")
    made = keep_books(views[0], {"jobs-2023"})
    assert (made.books, made.cases, made.facet_values) == (index.books, index.cases, index.facet_values)
    assert (made.themes, made.layout) == ((), {})
    assert made.catalogue.passages() == index.catalogue.passages()
    assert {*made.words.vocabulary} == {*index.words.vocabulary}
    for case in made.cases:
        assert {one.case_id for one in made.catalogue.similar(case.id)} == {other.id for other in made.cases} - {case.id}
    query = EngineQuery(words={"청년이": 1, "청년": 1, "어르신": 2}, pairs={"청년": 1}, vector=count_vector("청년 관광"))
    ours, theirs = (one.engine.candidates(query, {}, None) for one in (made, index))
    assert ours.ids == theirs.ids
    for arm in ("words", "pairs", "whole", "cosines"):
        assert np.allclose(getattr(ours, arm), getattr(theirs, arm), atol=1e-6), arm
    assert ours.bounds == theirs.bounds
    assert made.manifest.counts == index.manifest.counts
    assert made.manifest.generation not in {index.manifest.generation, keep_books(views[0], {"jobs-2023", FARMS}).manifest.generation}
