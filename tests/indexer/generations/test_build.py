"""Corpus → index: nothing is embedded twice, and neither a full disk nor a kill harms what is served."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from corpus.book_folders import BOOK, DEFAULT_FOLDER
from corpus.cards import REGIONS
from corpus.errors import BuildError
from corpus.model.nouns import KnownValue
from corpus.model.regions import Regions
from corpus.passages import indexed_text
from corpus.vocabulary.facet_values import FACET_VALUES
from indexer.caches.embedding_cache import BATCH, embed
from indexer.engines.arm_statistics import choose_headings, heading_of
from indexer.generations.build import Corpus, build_index, read_corpus, reasons_to_build, wanted_inputs
from indexer.generations.current_pointer import current_generation
from indexer.generations.generation_store import Index, load_generation, open_index
from indexer.generations.manifest import read_manifest
from indexer.model.encoder import Vectors
from indexer.text.analyser import Analyser
from service.operations.served_views import serve
from service.search.case_searcher import CaseSearcher
from service.search.ranking.ranker import Ranker
from tests.conftest import ROOT
from tests.support.made.books import FARMS, WELFARE, write_library
from tests.support.models.doubles import CountEncoder, count_vector, split_words
from tests.support.processes.build_process import LIMITS, MORE, larger_corpus


def build(corpus: Corpus, root: Path, encoder: CountEncoder | None) -> str:
    """Build with the simple analyser; return the generation."""
    return build_index(corpus, root, encoder, segment=split_words).generation


def edit(cards: Path, old: str, new: str) -> Corpus:
    """Replace text that occurs once in the first card, and read the corpus again."""
    path = cards / "8-01.yaml"
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")
    return read_corpus(cards)


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_index_finds_what_a_reader_would(index: Index, analyser: Analyser) -> None:
    """Both arms, worked by hand: 반도체 stands in the Seoul case only."""
    rows = [row for row, passage in enumerate(index.catalogue.passages()) if "반도체" in indexed_text(passage)]
    lexical = index.words.scores(dict.fromkeys(analyser.forms("반도체"), 1.0))
    assert index.dense is not None
    dense = index.dense.scores(count_vector("반도체"))
    assert {index.catalogue.passages()[row].case_id for row in np.flatnonzero(lexical)} == {"9-01"}
    for row, passage in enumerate(index.catalogue.passages()):
        expected = float(count_vector(indexed_text(passage)) @ count_vector("반도체"))
        assert dense[row] == pytest.approx(expected, abs=1e-6)
    assert max(dense) == max(dense[rows])


def test_the_manifest_says_what_the_index_is_made_from(corpus: Corpus, root: Path, encoder: CountEncoder) -> None:
    manifest = build_index(corpus, root, encoder, segment=split_words)
    assert manifest.inputs == wanted_inputs(corpus, "counts@1")
    assert manifest.counts == {"cases": 3, "passages": len(corpus.passages)}
    assert (manifest.dimension, manifest.coverage, manifest.generation) == (8, None, current_generation(root))


@pytest.mark.flow
def test_without_an_analyser_the_corpus_gets_its_own(corpus: Corpus, root: Path) -> None:
    build_index(corpus, root, None)
    records = open_index(root)[0].catalogue
    assert records.rarity("청년내일채움공제") < records.rarity("모르는말")
    assert records.rarity("공제") < records.rarity("모르는말")


def test_without_an_encoder_nothing_is_embedded(corpus: Corpus, root: Path) -> None:
    build(corpus, root, None)
    assert open_index(root)[0].dense is None
    assert not (root / "embeddings.sqlite").exists()


def test_two_passages_of_one_id_are_refused(corpus: Corpus, root: Path) -> None:
    with pytest.raises(BuildError, match="두 번"):
        build(replace(corpus, passages=(*corpus.passages, corpus.passages[0])), root, None)


def test_an_empty_corpus_is_refused(corpus: Corpus, root: Path) -> None:
    with pytest.raises(BuildError, match="색인할 사례가 없습니다"):
        build(replace(corpus, cases=(), passages=()), root, None)


def test_progress_tells_every_text_and_batch(cards: Path, root: Path, encoder: CountEncoder) -> None:
    told: list[tuple[str, int, int]] = []
    corpus = larger_corpus(cards)
    total = len(corpus.passages)
    build_index(corpus, root, encoder, segment=split_words, progress=lambda *step: told.append(step))
    segmented = [step[1:] for step in told if step[0] == "형태소 분석"]
    embedded = [step[1:] for step in told if step[0] == "임베딩"]
    asked = [heading_of(corpus.passages[row]) for row in choose_headings(corpus.passages)]
    texts = len({*map(indexed_text, corpus.passages), *asked})
    assert segmented == [(min(n, texts), texts) for n in range(64, texts + 64, 64)]
    assert embedded == [(n, total) for n in (64, 128, 192, total)]


def test_texts_of_like_length_share_a_batch(cards: Path, root: Path, encoder: CountEncoder) -> None:
    corpus = larger_corpus(cards)
    build(corpus, root, encoder)
    assert encoder.embedded == sorted(encoder.embedded, key=lambda text: (len(text), text))  # never by chance: a batch tells on its vectors
    assert [len(batch) for batch in encoder.batches] == [64, 64, 64, len(corpus.passages) - 192]


def test_the_same_corpus_is_embedded_once(corpus: Corpus, root: Path, encoder: CountEncoder) -> None:
    build(corpus, root, encoder)
    assert sorted(encoder.embedded) == sorted(map(indexed_text, corpus.passages))
    again = CountEncoder()
    build(corpus, root, again)
    assert again.batches == []


def test_an_edited_section_is_the_only_text_embedded_again(cards: Path, root: Path, encoder: CountEncoder) -> None:
    build(read_corpus(cards), root, encoder)
    corpus = edit(cards, "청년 300명이", "청년 310명이")
    again = CountEncoder()
    build(corpus, root, again)
    changed = [indexed_text(passage) for passage in corpus.passages if passage.id == "8-01/s01"]
    assert again.embedded == changed
    index, _ = open_index(root)
    assert index.dense is not None
    np.testing.assert_array_equal(index.dense.vectors(), [count_vector(indexed_text(passage)) for passage in corpus.passages])


def test_another_model_embeds_everything_again(corpus: Corpus, root: Path, encoder: CountEncoder) -> None:
    build(corpus, root, encoder)
    other = CountEncoder("counts@2")
    build(corpus, root, other)
    assert sorted(other.embedded) == sorted(encoder.embedded)
    back = CountEncoder()
    build(corpus, root, back)
    assert back.batches == []


def test_a_text_that_occurs_twice_is_embedded_once(root: Path, encoder: CountEncoder) -> None:
    vectors = embed(["청년", "관광", "청년"], encoder, root / "embeddings.sqlite", lambda *_: None)
    assert sorted(encoder.embedded) == ["관광", "청년"]
    np.testing.assert_array_equal(vectors, [count_vector("청년"), count_vector("관광"), count_vector("청년")])


def test_a_damaged_cache_is_told_and_the_index_stays(corpus: Corpus, root: Path, encoder: CountEncoder) -> None:
    served = build(corpus, root, encoder)
    (root / "embeddings.sqlite").write_bytes(b"\xff" * 5000)
    with pytest.raises(BuildError, match="지우고 다시"):
        build(corpus, root, encoder)
    assert open_index(root)[0].manifest.generation == served
    (root / "embeddings.sqlite").unlink()
    assert build(corpus, root, encoder) == current_generation(root) != served


def test_wanted_inputs_name_what_changed(cards: Path) -> None:
    corpus = read_corpus(cards)
    wanted = wanted_inputs(corpus, "counts@1")
    assert wanted_inputs(read_corpus(cards), "counts@1") == wanted
    assert wanted.differences(wanted_inputs(corpus, "counts@2")) == ["임베딩 모델"]
    assert wanted.differences(wanted_inputs(corpus, None)) == ["임베딩 모델"]
    assert wanted.differences(wanted_inputs(edit(cards, "청년 300명이", "청년 310명이"), "counts@1")) == ["사례 자료(jobs-2023 바뀜)"]


def test_a_change_that_no_passage_holds_is_a_change_too(cards: Path) -> None:
    wanted = wanted_inputs(read_corpus(cards), None)
    assert wanted.differences(wanted_inputs(edit(cards, "partners: [가람고용센터]", "partners: [나루고용센터]"), None)) == [
        "사례 자료(jobs-2023 바뀜)"
    ]


def test_a_library_tells_which_of_its_books_changed(tmp_path: Path) -> None:
    """The manifest on disk has a digest a book: one that was edited, came in or went is told by its name."""
    library = write_library(tmp_path / "library")
    build(read_corpus(None, library=library), tmp_path / "index", None)
    card = library / WELFARE / "cards" / "1.yaml"
    card.write_text(card.read_text(encoding="utf-8").replace("12명이", "13명이"), encoding="utf-8")
    (library / FARMS).rename(library / "woods-2025")
    book = library / "woods-2025" / "book.yaml"
    book.write_text(book.read_text(encoding="utf-8").replace(f"id: {FARMS}", "id: woods-2025"), encoding="utf-8")
    assert reasons_to_build(tmp_path / "index", wanted_inputs(read_corpus(None, library=library), None)) == [
        f"사례 자료({WELFARE} 바뀜, {FARMS} 빠짐, woods-2025 새로 들어옴)이(가) 달라졌습니다",
        "자료 정보이(가) 달라졌습니다",
    ]


def test_a_new_name_changes_the_dictionary(cards: Path) -> None:
    wanted = wanted_inputs(read_corpus(cards), None)
    changed = wanted_inputs(edit(cards, ", 조선업 이직]", ", 조선업 이직, 다리놓기수당]"), None)
    assert wanted.differences(changed) == ["사례 자료(jobs-2023 바뀜)", "형태소 분석 사전"]


def test_another_thesaurus_is_a_change_that_a_build_takes_in(cards: Path, root: Path, encoder: CountEncoder, tmp_path: Path) -> None:
    """Synonyms travel with the generation: one changed later is not served unseen, and a roll-back brings the old ones back."""
    thesaurus = tmp_path / "thesaurus.yaml"
    thesaurus.write_text("- {source: 시험, entries: [{say: [할아버지], find: [어르신]}]}", encoding="utf-8")
    taught = read_corpus(cards, thesaurus=thesaurus)
    build(taught, root, encoder)
    assert reasons_to_build(root, wanted_inputs(taught, encoder.model_id)) == []
    assert open_index(root)[0].thesaurus == {"할아버지": ("어르신",)}
    thesaurus.write_text("- {source: 시험, entries: [{say: [할아버지], find: [조부모]}]}", encoding="utf-8")
    changed = read_corpus(cards, thesaurus=thesaurus)
    assert reasons_to_build(root, wanted_inputs(changed, encoder.model_id)) == ["동의어 사전이(가) 달라졌습니다"]
    batches = len(encoder.batches)
    build(changed, root, encoder)
    assert open_index(root)[0].thesaurus == {"할아버지": ("조부모",)}
    assert len(encoder.batches) == batches  # nothing is embedded again


@pytest.mark.parametrize(
    ("name", "source", "file", "change", "named"),
    [
        ("regions", REGIONS, REGIONS.name, ("short: [경남, 경남도]", "short: [경남, 경남도, 갱남]"), "지역 이름이(가) 달라졌습니다"),
        ("facet_values", FACET_VALUES, "target.yaml", ("[고령층, ", "[할배, 고령층, "), "분류 낱말이(가) 달라졌습니다"),
        (
            "facet_values",
            FACET_VALUES,
            "target.yaml",
            ("  - value: 청년\n", "  - value: 가족\n  - value: 청년\n"),
            "분류 낱말이(가) 달라졌습니다",
        ),
    ],
)
def test_other_regions_or_values_of_facets_are_a_change_that_a_build_takes_in(  # noqa: PLR0913 - one argument a column
    cards: Path, tmp_path: Path, name: str, source: Path, file: str, change: tuple[str, str], named: str
) -> None:
    """They travel with the generation as the thesaurus does, and cost no embedding."""
    encoder, root = CountEncoder(), tmp_path / "index"
    before = read_corpus(cards)
    build(before, root, encoder)
    embedded = len(encoder.embedded)
    own = tmp_path / source.name
    (shutil.copytree if source.is_dir() else shutil.copy)(source, own)
    path = own / file if source.is_dir() else own
    text = path.read_text(encoding="utf-8")
    assert text.count(change[0]) == 1
    path.write_text(text.replace(*change), encoding="utf-8")
    assert reasons_to_build(root, wanted_inputs(before, encoder.model_id)) == []
    changed = read_corpus(cards, **{name: own})
    assert reasons_to_build(root, wanted_inputs(changed, encoder.model_id)) == [named]
    assert getattr(open_index(root)[0], name) == getattr(before, name) != getattr(changed, name)
    build(changed, root, encoder)
    assert getattr(open_index(root)[0], name) == getattr(changed, name)
    assert len(encoder.embedded) == embedded


def test_the_kinds_of_the_book_beside_the_cards_are_what_its_generation_knows_of_awards(
    cards: Path, tmp_path: Path, analyser: Analyser
) -> None:
    """What they are called, in their order, is a change that a build takes in, too."""
    book, root = tmp_path / DEFAULT_FOLDER.name, tmp_path / "index"
    shutil.copytree(cards, book / "cards")
    text = (DEFAULT_FOLDER / BOOK).read_text(encoding="utf-8")
    (book / BOOK).write_text(text.replace("words: [목표 공시제, ", "words: [목표 알림, "), encoding="utf-8")
    own = read_corpus(book / "cards", thesaurus=None)
    assert [(known.value, known.about, known.words[0]) for known in own.facet_values["award"]] == [
        ("지역일자리 목표 공시제", "government", "목표 알림"),
        ("지역산업맞춤형 일자리창출 지원사업", "programme", "지역산업맞춤형"),
    ]
    build_index(own, root, None, segment=analyser.tokens)
    assert reasons_to_build(root, wanted_inputs(own, None)) == []
    assert open_index(root)[0].facet_values == own.facet_values
    engine = CaseSearcher(Ranker(open_index(root)[0], analyser, None))
    assert [signal.value for signal in engine.understand("목표 알림 사례").signals] == ["지역일자리 목표 공시제"]
    (book / BOOK).write_text(text, encoding="utf-8")
    assert reasons_to_build(root, wanted_inputs(read_corpus(book / "cards", thesaurus=None), None)) == ["분류 낱말이(가) 달라졌습니다"]


def test_what_a_generation_was_built_with_is_what_it_understands_and_completes(
    corpus: Corpus, root: Path, encoder: CountEncoder, analyser: Analyser
) -> None:
    """A name and a word that only this generation has, and 서울 that it lacks: the files of the program are not looked at again."""
    told = corpus.regions.model_dump(mode="json")
    for province in told["provinces"]:
        province["short"] = [form.replace("서울", "한성") for form in province["short"]] + ["갱남"] * (province["code"] == "48")
    told["together"]["수도권"] = ["한성", "인천", "경기"]
    values = {**corpus.facet_values, "target": (KnownValue(value="고령자", words=("할배들",)),)}
    own = replace(corpus, regions=Regions.model_validate_json(json.dumps(told)), facet_values=values)
    build_index(own, root, encoder, segment=analyser.tokens)
    engine = CaseSearcher(Ranker(open_index(root)[0], analyser, encoder))
    named = {query: [signal.value for signal in engine.understand(query).signals] for query in ("갱남 관광", "할배들 일터", "시니어 일터")}
    assert named == {"갱남 관광": ["경상남도", "관광·MICE"], "할배들 일터": ["고령자"], "시니어 일터": []}
    suggester = serve(engine).suggester
    assert [found.text for found in suggester.complete("한성")] == ["서울특별시"]


def test_a_second_build_at_the_same_time_is_refused(corpus: Corpus, root: Path) -> None:
    """The first build's encoder starts the second."""

    class BuildingEncoder(CountEncoder):
        refused = ""

        def passages(self, texts: Sequence[str]) -> Vectors:
            with pytest.raises(BuildError) as caught:
                build(corpus, root, None)
            self.refused = str(caught.value)
            return super().passages(texts)

    encoder = BuildingEncoder()
    generation = build(corpus, root, encoder)
    assert "다른 프로그램이 지금 색인을 만들고 있습니다" in encoder.refused
    assert [path.name for path in (root / "generations").iterdir()] == [generation]
    assert build(corpus, root, None) != generation


def test_a_failing_encoder_leaves_the_served_index_and_the_lock_free(corpus: Corpus, root: Path, encoder: CountEncoder) -> None:
    class FailingEncoder(CountEncoder):
        def passages(self, texts: Sequence[str]) -> Vectors:
            raise MemoryError

    served = build(corpus, root, encoder)
    with pytest.raises(MemoryError):
        build(corpus, root, FailingEncoder("other@1"))
    assert open_index(root)[0].manifest.generation == served
    build(corpus, root, encoder)


def test_a_folder_that_cannot_be_made_is_a_build_error(corpus: Corpus, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(BuildError, match="쓸 수 없습니다"):
        build(corpus, tmp_path / "file" / "index", None)


def start(how: str, cards: Path, root: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.support.processes.build_process", how, str(cards), str(root)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


@pytest.mark.flow
def test_a_full_disk_harms_nothing(cards: Path, root: Path, encoder: CountEncoder) -> None:
    """Files may not grow beyond each limit (EFBIG): the build fails at its cache, its first file, its largest array…"""
    build(larger_corpus(cards), root, encoder)
    before = tree(root / "generations")
    current = (root / "CURRENT").read_bytes()
    process = start("starving", cards, root)
    outcomes = json.loads(process.communicate()[0])
    assert process.returncode == 0
    assert len(outcomes) == 3 * len(LIMITS)
    assert all("디스크 공간" in outcome for outcome in outcomes)
    assert not any("None" in outcome for outcome in outcomes)
    assert tree(root / "generations") == before
    assert (root / "CURRENT").read_bytes() == current
    assert open_index(root)[1] == []
    again = CountEncoder()
    build(larger_corpus(cards), root, again)
    assert again.batches == []
    assert not list((root / "generations").glob(".making-*"))


@pytest.mark.flow
@pytest.mark.parametrize(("how", "embedded_before"), [("embedding", 2 * BATCH), ("writing", MORE), ("switching", MORE)])
def test_a_killed_build_harms_nothing_and_its_vectors_are_kept(
    cards: Path, root: Path, encoder: CountEncoder, how: str, embedded_before: int
) -> None:
    served = build(read_corpus(cards), root, encoder)
    before = tree(root / "generations" / served)
    if how == "switching":
        os.mkfifo(root / ".CURRENT")  # opening it to write blocks until someone reads
    process = start(how, cards, root)
    assert process.stdout is not None
    if how == "switching":
        while len(list((root / "generations").glob("2*"))) < 2:
            assert process.poll() is None
            time.sleep(0.005)
        (root / ".CURRENT").unlink()
    else:
        assert process.stdout.readline() == "waiting\n"
    process.kill()
    process.communicate()
    assert tree(root / "generations" / served) == before
    index, problems = open_index(root)
    assert (index.manifest.generation, problems) == (served, [])
    assert load_generation(root / "generations" / served).catalogue.passages() == index.catalogue.passages()

    again = CountEncoder()
    corpus = larger_corpus(cards)
    rebuilt = build(corpus, root, again)
    assert len(again.embedded) == MORE - embedded_before
    index, problems = open_index(root)
    assert (index.manifest.generation, problems) == (rebuilt, [])
    assert index.dense is not None
    np.testing.assert_array_equal(index.dense.vectors(), [count_vector(indexed_text(passage)) for passage in corpus.passages])
    assert sorted(path.name for path in (root / "generations").iterdir()) == [served, rebuilt]


def test_a_build_changes_with_nothing_but_its_inputs(corpus: Corpus, tmp_path: Path) -> None:
    """Two builds of equal inputs have equal files."""
    files = []
    for name in ("one", "two"):
        generation = build(replace(corpus), tmp_path / name, CountEncoder())
        files.append(read_manifest(tmp_path / name / "generations" / generation).files)
    assert files[0] == files[1]
