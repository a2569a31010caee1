"""The index on disk: nothing damaged is served, and what was served stays."""

import json
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import fields, replace
from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest
from pydantic import TypeAdapter

from corpus.cards import load_regions
from corpus.errors import BuildError, StoreError
from corpus.model.nouns import Case, Passage
from corpus.model.regions import Regions
from indexer.arms.bm25 import Bm25
from indexer.arms.dense import DenseIndex
from indexer.derived.meaning_layout import CasePosition
from indexer.generations.build import Corpus, make_draft
from indexer.generations.current_pointer import current_generation, make_current
from indexer.generations.generation_store import GenerationDraft, load_generation, open_index, write_generation
from indexer.generations.manifest import FORMAT, HELD, UNRECORDED, Inputs, read_manifest
from indexer.generations.parts import PARTS
from tests.support.models.doubles import CountEncoder, count_vector, split_words

FILES = (
    "catalogue.sqlite", "books.json", "themes.json", "thesaurus.json", "regions.json", "facet-values.json",
    "layout.json", "manifest.json", "manifest.sha256",
    "dense/vectors.faiss", "dense/ids.json",
    *(
        f"{store}/{name}"
        for store in ("words", "pairs", "whole")
        for name in (
            "data.csc.index.npy", "indices.csc.index.npy", "indptr.csc.index.npy", "params.index.json", "vocab.index.json", "ids.json"
        )
    ),
)  # fmt: skip


def flip(data: bytes, position: int, mask: int = 1) -> bytes:
    changed = bytearray(data)
    changed[position] ^= mask
    return bytes(changed)


DAMAGES: dict[str, Callable[[bytes], bytes | None]] = {
    "first bit": lambda data: flip(data, 0),
    "middle bit": lambda data: flip(data, len(data) // 2, 4),
    "last bit": lambda data: flip(data, -1, 0x80),
    "one byte short": lambda data: data[:-1],
    "one byte more": lambda data: data + b"0",
    "empty": lambda _: b"",
    "removed": lambda _: None,
}


def damage(path: Path, how: str) -> None:
    data = DAMAGES[how](path.read_bytes())
    if data is None:
        path.unlink()
    else:
        path.write_bytes(data)


@contextmanager
def damaged(path: Path, how: str) -> Iterator[None]:
    """A file that is damaged for a while: quicker than a copy of the index for each of a hundred damages."""
    sound = path.read_bytes()
    damage(path, how)
    try:
        yield
    finally:
        path.write_bytes(sound)


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, by its path."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def draft_of(corpus: Corpus, root: Path, model_id: str = "counts@1") -> GenerationDraft:
    return make_draft(corpus, root, CountEncoder(model_id), segment=split_words)


@pytest.fixture(scope="module")
def two_generations(tmp_path_factory: pytest.TempPathFactory, corpus: Corpus) -> Path:
    """An index with an older and a newer generation, written once. It is read hundreds of times, so it knows of few regions."""
    folder, own = tmp_path_factory.mktemp("store"), {case.region.sido for case in corpus.cases if case.region}
    provinces = tuple(one for one in corpus.regions.provinces if own & {name.name for name in one.names})
    regions = Regions(kinds=corpus.regions.kinds, provinces=provinces, together={"남쪽": ("전남", "경남")})
    small = replace(corpus, regions=regions, thesaurus={"할아버지": ("어르신", "고령자")})
    for model_id in ("old@1", "new@1"):
        write_generation(folder / "index", draft_of(small, folder, model_id))
    return folder / "index"


@pytest.fixture(scope="module")
def draft(corpus: Corpus, tmp_path_factory: pytest.TempPathFactory) -> GenerationDraft:
    """What is to be written of the three cases; to be replaced, never changed."""
    return draft_of(corpus, tmp_path_factory.mktemp("draft"))


@pytest.fixture
def root(two_generations: Path, tmp_path: Path) -> Path:
    """A copy of the two generations, to spoil."""
    return Path(shutil.copytree(two_generations, tmp_path / "index"))


def generations(root: Path) -> list[Path]:
    """The generations' folders, older first."""
    return sorted(path for path in (root / "generations").iterdir())


def test_a_loaded_index_equals_what_was_written(tmp_path: Path, corpus: Corpus, draft: GenerationDraft) -> None:
    manifest = write_generation(tmp_path / "index", draft)
    index, problems = open_index(tmp_path / "index")
    assert problems == []
    assert index.manifest == manifest
    assert (index.cases, index.catalogue.passages()) == (corpus.cases, corpus.passages)
    assert (manifest.inputs, manifest.dimension, manifest.counts) == (draft.inputs, 8, {"cases": 3, "passages": len(corpus.passages)})
    for query in ("청년", "반도체 창업", "관광"):
        forms = Counter(query.split())
        assert index.words.scores(forms).tolist() == draft.words.scores(forms).tolist()
        assert index.dense is not None and draft.dense is not None
        assert index.dense.scores(count_vector(query)).tolist() == draft.dense.scores(count_vector(query)).tolist()
    row = index.words.ids.index("8-01/s01")
    own = [(start, end) for term, start, end in draft.spans[row].tolist() if term == draft.words.vocabulary["청년"]]
    assert index.catalogue.spans("8-01/s01", {"청년"}) == [("청년", start, end) for start, end in own]
    assert own
    assert {case.id: index.catalogue.similar(case.id) for case in corpus.cases} == draft.similar
    assert (index.layout, index.themes) == (draft.layout, draft.themes)


def test_an_index_without_vectors_has_no_dense_part(tmp_path: Path, corpus: Corpus) -> None:
    write_generation(tmp_path / "index", make_draft(corpus, tmp_path, None, segment=split_words))
    index, _ = open_index(tmp_path / "index")
    assert index.dense is None
    assert (index.manifest.dimension, index.manifest.inputs.model) == (None, None)


def test_the_manifest_lists_every_file_but_itself(root: Path) -> None:
    folder = generations(root)[-1]
    files = tree(folder)
    assert sorted(files) == sorted(FILES)
    listed = {name: (len(data), sha256(data).hexdigest()) for name, data in files.items() if not name.startswith("manifest")}
    assert read_manifest(folder).files == listed


@pytest.mark.parametrize("how", DAMAGES)
@pytest.mark.parametrize("name", FILES)
def test_any_damage_to_any_file_is_noticed_and_the_one_before_serves(two_generations: Path, name: str, how: str) -> None:
    older, newer = generations(two_generations)
    with damaged(newer / name, how):
        with pytest.raises(StoreError, match=newer.name) as caught:
            load_generation(newer)
        index, problems = open_index(two_generations)
    assert index.manifest.generation == older.name
    assert problems == [str(caught.value)]
    assert load_generation(newer).manifest.generation == newer.name


def test_nothing_whole_is_an_error_that_tells_of_all(root: Path) -> None:
    for folder in generations(root):
        damage(folder / "themes.json", "empty")
    with pytest.raises(StoreError) as caught:
        open_index(root)
    assert all(folder.name in str(caught.value) for folder in generations(root))


def test_no_index_is_an_error_that_names_the_command(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="saerye build"):
        open_index(tmp_path / "nowhere")
    assert current_generation(tmp_path / "nowhere") is None


@pytest.mark.parametrize("how", ["first bit", "middle bit", "one byte more", "empty", "removed"])
def test_a_damaged_pointer_gives_way_to_the_newest_generation(root: Path, how: str) -> None:
    older, newer = generations(root)
    make_current(root, older.name)
    damage(root / "CURRENT", how)
    index, problems = open_index(root)
    assert index.manifest.generation == newer.name
    assert len(problems) == 1 and "CURRENT" in problems[0]


def test_a_pointer_without_its_line_end_still_points(root: Path) -> None:
    older, _ = generations(root)
    make_current(root, older.name)
    damage(root / "CURRENT", "one byte short")
    assert open_index(root)[0].manifest.generation == older.name


def test_a_pointer_cannot_lead_out_of_the_index(root: Path, tmp_path: Path) -> None:
    shutil.copytree(generations(root)[0], tmp_path / "elsewhere")
    (root / "CURRENT").write_text("../../elsewhere\n")
    index, problems = open_index(root)
    assert index.manifest.generation == generations(root)[-1].name
    assert problems


def test_rolling_back_is_one_switch(root: Path) -> None:
    older, newer = generations(root)
    assert open_index(root)[0].manifest.generation == newer.name
    make_current(root, older.name)
    assert current_generation(root) == older.name
    index, problems = open_index(root)
    assert (index.manifest.generation, problems) == (older.name, [])


def rewrite_manifest(folder: Path, raw: bytes) -> None:
    """Replace the manifest and make its hash fit, as a program of another version would have written it."""
    (folder / "manifest.json").write_bytes(raw)
    (folder / "manifest.sha256").write_text(sha256(raw).hexdigest())


@pytest.mark.parametrize("rest", [True, False], ids=["same fields", "other fields"])
def test_another_format_is_refused_naming_both(root: Path, rest: bool) -> None:
    newer = generations(root)[-1]
    data = json.loads((newer / "manifest.json").read_bytes())
    data["inputs"]["format"] = FORMAT + 1
    rewrite_manifest(newer, json.dumps(data if rest else {"inputs": {"format": FORMAT + 1}}).encode())
    with pytest.raises(StoreError, match=rf"형식은 {FORMAT + 1}인데 이 프로그램은 {FORMAT}을"):
        load_generation(newer)


@pytest.mark.parametrize("raw", [b"", b"[]", b"{}", b"null", b'{"inputs": 3}', b'{"inputs": {"format": %d}}' % FORMAT])
def test_a_manifest_of_another_shape_is_refused(root: Path, raw: bytes) -> None:
    newer = generations(root)[-1]
    rewrite_manifest(newer, raw)
    with pytest.raises(StoreError, match=newer.name):
        load_generation(newer)


def swap(ids: tuple[str, ...]) -> list[str]:
    first, second, *rest = ids
    return [second, first, *rest]


def wrong_words(draft: GenerationDraft) -> GenerationDraft:
    return replace(draft, words=Bm25.build(swap(draft.words.ids), [passage.text.split() for passage in draft.passages]))


def wrong_dense(draft: GenerationDraft) -> GenerationDraft:
    assert draft.dense is not None
    return replace(draft, dense=DenseIndex.build(swap(draft.dense.ids), draft.dense.vectors()))


def short_dense(draft: GenerationDraft) -> GenerationDraft:
    assert draft.dense is not None
    return replace(draft, dense=DenseIndex.build(draft.dense.ids[1:], draft.dense.vectors()[1:]))


def missing_case(draft: GenerationDraft) -> GenerationDraft:
    return replace(draft, cases=draft.cases[1:])


def without_layout(draft: GenerationDraft) -> GenerationDraft:
    return replace(missing_case(draft), layout={})


def wrong_layout(draft: GenerationDraft) -> GenerationDraft:
    return replace(draft, layout={"8-01": CasePosition(0.0, 0.0, 0)})


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (wrong_words, "words 저장소"),
        (wrong_dense, "dense 저장소"),
        (short_dense, r"dense 저장소\(\d+건\)가 대목 목록\(\d+건\)"),
        (missing_case, "뜻 지도"),
        (without_layout, "사례가 없는 대목"),
        (wrong_layout, r"뜻 지도\(1건\)가 사례\(3건\)와"),
    ],
)
def test_stores_that_do_not_hold_the_same_passages_are_refused(
    root: Path, draft: GenerationDraft, spoil: Callable[[GenerationDraft], GenerationDraft], message: str
) -> None:
    served = generations(root)[-1].name
    write_generation(root, spoil(draft))
    index, problems = open_index(root)
    assert index.manifest.generation == served
    with pytest.raises(StoreError, match=message):
        load_generation(generations(root)[-1])
    assert len(problems) == 1


def test_current_and_previous_stay_and_older_ones_go(root: Path, draft: GenerationDraft) -> None:
    _, newer = generations(root)
    third = write_generation(root, draft)
    assert [folder.name for folder in generations(root)] == [newer.name, third.generation]
    assert current_generation(root) == third.generation


def test_after_a_roll_back_the_one_rolled_back_to_stays(root: Path, draft: GenerationDraft) -> None:
    older, _ = generations(root)
    make_current(root, older.name)
    third = write_generation(root, draft)
    assert [folder.name for folder in generations(root)] == [older.name, third.generation]


def test_what_else_lies_in_the_folder_is_left_alone(root: Path, draft: GenerationDraft) -> None:
    others = {"notes.txt": b"1", "generations/notes.txt": b"2", "generations/backup of May/passages.json": b"3", "generations/.keep": b"4"}
    for name, content in others.items():
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_bytes(content)
    before = current_generation(root)
    third = write_generation(root, draft)
    files = tree(root)
    assert {name: files[name] for name in others} == others
    kept = {Path(name).parts[1] for name in files if name.startswith("generations/2")}
    assert kept == {before, third.generation}
    (root / "CURRENT").unlink()
    assert open_index(root)[0].manifest.generation == third.generation


def test_left_overs_of_a_killed_build_go_with_the_next(root: Path, draft: GenerationDraft) -> None:
    left_over = root / "generations" / ".making-20200101T000000000000-00000000"
    left_over.mkdir()
    (left_over / "passages.json").write_text("[")
    assert open_index(root)[1] == []
    write_generation(root, draft)
    assert not left_over.exists()


def test_when_the_pointer_cannot_be_written_the_old_one_serves_and_nothing_is_left(root: Path, draft: GenerationDraft) -> None:
    before = tree(root)
    (root / ".CURRENT").mkdir()
    with pytest.raises(BuildError, match="쓰던 색인은 그대로입니다"):
        write_generation(root, draft)
    assert tree(root) == before
    assert len(generations(root)) == 2


def test_a_file_in_the_way_is_a_build_error(tmp_path: Path, draft: GenerationDraft) -> None:
    root = tmp_path / "index"
    root.mkdir()
    (root / "generations").write_text("")
    with pytest.raises(BuildError, match="디스크에 쓸 수 없습니다"):
        write_generation(root, draft)


def test_the_newest_format_holds_and_records_every_part() -> None:
    assert HELD[FORMAT] == set(PARTS) <= {field.name for field in fields(Inputs)} & {field.name for field in fields(GenerationDraft)}
    assert all(held <= HELD[FORMAT] for number, held in HELD.items() if number < FORMAT)


def put_back_to_format_5(folder: Path, draft: GenerationDraft) -> None:
    """Make of a generation what a program between version 0.1.0 and this one has written: JSON for records, regions without codes."""
    (folder / "catalogue.sqlite").unlink()
    (folder / "words").rename(folder / "lexical")
    np.save(folder / "lexical" / "spans.npy", np.concatenate(draft.spans))
    np.save(folder / "lexical" / "bounds.npy", np.cumsum([0, *map(len, draft.spans)]))
    (folder / "cases.json").write_bytes(TypeAdapter(list[Case]).dump_json(list(draft.cases)))
    passages = TypeAdapter(list[Passage]).dump_python(list(draft.passages), mode="json")
    stored = [{**passage, "lines": place["lines"]} for passage in passages if (place := passage.pop("place"))]
    (folder / "passages.json").write_text(json.dumps(stored), encoding="utf-8")
    regions = '{"together":{"호남":["전라북도"]},"provinces":[{"name":"전라북도","forms":["전북"],"districts":["전주시"]}]}'
    (folder / "regions.json").write_text(regions, encoding="utf-8")
    told = json.loads((folder / "manifest.json").read_bytes())
    told["inputs"]["format"] = 5
    contents = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file() and not path.name.startswith("manifest.")}
    told["files"] = {str(path.relative_to(folder)): (len(content), sha256(content).hexdigest()) for path, content in contents.items()}
    rewrite_manifest(folder, json.dumps(told).encode())


def test_a_generation_whose_regions_had_no_codes_is_served_with_the_programs_own(root: Path, draft: GenerationDraft) -> None:
    put_back_to_format_5(root / "generations" / write_generation(root, draft).generation, draft)
    index, problems = open_index(root)
    assert (problems, index.manifest.inputs.format) == ([], 5)
    assert (index.regions, index.facet_values) == (load_regions(), draft.facet_values)
    assert (index.cases, index.catalogue.passages()) == (draft.cases, draft.passages)
    assert {case: index.catalogue.similar(case) for case in draft.similar} == draft.similar
    assert draft.inputs.differences(index.manifest.inputs) == ["색인 형식"]


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({}, []),
        ({"passages": "x"}, ["사례 자료"]),
        ({"passages": "x", "by_book": {}}, ["사례 자료"]),
        ({"passages": "x", "by_book": {"a": "1", "c": "3"}}, ["사례 자료(b 빠짐, c 새로 들어옴)"]),
        ({"passages": "x", "by_book": {"a": "x", "b": "y"}}, ["사례 자료(a 바뀜, b 바뀜)"]),
        ({"analyser": {"words": ["다"]}}, ["형태소 분석 사전"]),
        ({"model": None}, ["임베딩 모델"]),
        ({"thesaurus": "x"}, ["동의어 사전"]),
        ({"regions": "x"}, ["지역 이름"]),
        ({"facet_values": "x"}, ["분류 낱말"]),
        ({"books": "x"}, ["자료 정보"]),
        ({"regions": UNRECORDED, "facet_values": UNRECORDED, "books": UNRECORDED, "format": FORMAT - 1}, ["색인 형식"]),
        ({"bm25": {"k1": 1.2, "b": 0.6}}, ["낱말 점수"]),
        ({"format": FORMAT + 1}, ["색인 형식"]),
        ({"passages": "x", "model": "y"}, ["사례 자료", "임베딩 모델"]),
    ],
)
def test_differences_of_inputs_are_named(change: dict[str, object], named: list[str]) -> None:
    inputs = Inputs(
        passages="hash",
        by_book={"a": "1", "b": "2"},
        analyser={"words": ["가"]},
        model="counts@1",
        thesaurus="hash",
        regions="hash",
        facet_values="hash",
        books="hash",
        bm25={"k1": 1.2, "b": 0.5},
        format=FORMAT,
    )
    assert inputs.differences(replace(inputs, **change)) == named  # type: ignore[arg-type]
