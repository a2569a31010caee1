"""The index on disk: a folder of generations, one of them current, each with a manifest that says what it is and what its bytes are.

    index/
      CURRENT                    the id of the generation in service; replaced in one step
      generations/<id>/          catalogue.sqlite, words/, pairs/, whole/, dense/, layout.json, themes.json, thesaurus.json, regions.json,
                                 books.json, facet-values.json, manifest.json, manifest.sha256; views/…: the same of what only some see
      generations/.making-…/     a build under way, or one that was killed; never read

A generation is written beside, every file synced, its manifest last, then renamed and made current. On load every file's hash is compared
before anything is parsed. The generation before stays, for rolling back and as a fall-back when the current one is damaged.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from pydantic import TypeAdapter

from corpus.errors import BuildError, CorpusError, StoreError
from corpus.library.disk.synced_writing import sync
from corpus.model.book import Book
from corpus.model.nouns import Case, FacetVocabulary, Passage, Thesaurus
from corpus.model.regions import Regions
from corpus.rows.evidence_row import EvidenceRow
from corpus.vocabulary.gazetteer import Gazetteer, file_cases
from indexer.arms.bm25 import Bm25
from indexer.arms.dense import DenseIndex
from indexer.derived.meaning_layout import CasePosition, Layout
from indexer.derived.similar_cases import SimilarCase
from indexer.derived.themes import SectionCluster
from indexer.engines.arm_statistics import ArmStatistics
from indexer.engines.local import LocalEngine, columns_of
from indexer.engines.seam import Engine
from indexer.generations.current_pointer import current_generation, make_current
from indexer.generations.generation_folders import GENERATIONS, VIEWS, candidates, files_of, prune, remove_left_overs
from indexer.generations.manifest import CATALOGUED, HELD, MANIFEST, MANIFEST_HASH, Inputs, Manifest, misfit, read_manifest, write_manifest
from indexer.generations.older_formats import WORDS as OLDER_WORDS
from indexer.generations.older_formats import read_older
from indexer.generations.parts import read_parts, write_parts
from indexer.generations.stored_json import StoredJson
from indexer.generations.synced_files import digest_of, is_whole, unreadable
from indexer.records.catalogue import Catalogue, TokenSpans
from indexer.records.catalogue_writing import Records, write_catalogue

CATALOGUE = "catalogue.sqlite"
LAYOUT = StoredJson("layout.json", TypeAdapter(dict[str, CasePosition]))
THEMES = StoredJson("themes.json", TypeAdapter(list[SectionCluster]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Stores:
    """What is searched: passages as words, as pairs of letters, and as vectors (None when built without a model); cases as words.

    `statistics` say where the scores of these arms lie.
    `layout` is where each case lies on the map by meaning, `themes` are sections of several cases that mean alike; empty of few cases.

    Thesaurus, regions and words for facets are those the index was built with: what is measured is served, also after a roll-back.
    """

    cases: tuple[Case, ...]
    thesaurus: Thesaurus
    regions: Regions
    facet_values: FacetVocabulary
    books: tuple[Book, ...]
    words: Bm25
    pairs: Bm25
    whole: Bm25
    dense: DenseIndex | None
    layout: Layout
    themes: Sequence[SectionCluster]
    statistics: ArmStatistics


@dataclass(frozen=True, slots=True, kw_only=True)
class Index(Stores):
    """A loaded generation: its arms behind the seam, texts and records in its catalogue, and the regions as its cases know them."""

    gazetteer: Gazetteer
    engine: Engine
    catalogue: Catalogue
    manifest: Manifest


@dataclass(frozen=True, slots=True, kw_only=True)
class GenerationDraft(Stores):
    """A generation about to be written, what it was made from, and what the casebook's parser reported.

    `spans` are the passages' tokens, numbered as `words` does; `similar` are for each case those most like it.
    """

    passages: tuple[Passage, ...]
    spans: Sequence[TokenSpans]
    similar: Mapping[str, Sequence[SimilarCase]]
    inputs: Inputs
    coverage: dict[str, int] | None
    rows: tuple[EvidenceRow, ...]


def write_generation(root: Path, draft: GenerationDraft, views: Iterable[GenerationDraft] = ()) -> Manifest:
    """Write a draft as a new generation, its views within, and make it current; all older ones but the one before it are removed.

    Raises:
        BuildError: when the disk refuses. What was current stays current.

    """
    now = datetime.now(UTC)
    generation = f"{now:%Y%m%dT%H%M%S%f}-{sha256(repr(draft.inputs).encode()).hexdigest()[:8]}"
    work, before = root / GENERATIONS / f".making-{generation}", current_generation(root)
    try:
        remove_left_overs(root)
        for number, view in enumerate(views, 1):
            _write_files(work / VIEWS / f"{number:03}", view, generation, now)
        manifest = _write_files(work, draft, generation, now)
        work.rename(root / GENERATIONS / generation)
        sync(root / GENERATIONS)
        make_current(root, generation)
    except OSError as error:
        if current_generation(root) == before:
            shutil.rmtree(root / GENERATIONS / generation, ignore_errors=True)
        raise BuildError(  # numpy raises OSErrors without a strerror
            f"색인을 디스크에 쓸 수 없습니다: {error.strerror or error}. 쓰던 색인은 그대로입니다. 디스크 공간과 쓰기 권한을 확인하십시오."
        ) from error
    finally:
        shutil.rmtree(work, ignore_errors=True)  # there only where the build failed or was told to stop
    prune(root, generation, before)
    return manifest


def open_index(root: Path) -> tuple[Index, list[str]]:
    """Load the current generation, or the newest one that is whole; also return why any other was passed over.

    Raises:
        StoreError: when there is none, or none is whole.

    """
    problems: list[str] = []
    for generation in candidates(root, problems):
        try:
            return load_generation(root / GENERATIONS / generation), problems
        except StoreError as error:
            problems.append(str(error))
    raise StoreError(" ".join(problems) or "색인이 없습니다. 'saerye build'로 만드십시오.")


def load_generation(folder: Path) -> Index:
    """Load one generation: manifest, then every hash, then the contents, then that all stores hold the same passages.

    Raises:
        StoreError: naming the generation and the file that is missing, altered or does not fit.

    """
    manifest = read_manifest(folder)
    try:
        for name, (size, digest) in manifest.files.items():
            if not is_whole(folder / name, size, digest):
                raise StoreError(f"색인 {folder.name}의 파일 {name}이(가) 없거나 손상되었습니다. 'saerye build --force'로 다시 만드십시오.")
        index = _read(folder, manifest)
    except OSError as error:
        raise unreadable(folder.name, error) from error
    except (ValueError, CorpusError) as error:  # the last is of this program's own files, where the format has none
        raise StoreError(misfit(folder.name)) from error
    _check_ids(index, folder.name)
    return index


def _read(folder: Path, manifest: Manifest) -> Index:
    """Read the contents of a generation whose files are whole."""
    older = manifest.inputs.format < CATALOGUED
    parts = read_parts(folder, HELD[manifest.inputs.format])
    words, pairs, whole = (Bm25.load(folder / arm) for arm in (OLDER_WORDS if older else "words", "pairs", "whole"))
    dense = DenseIndex.load(folder / "dense") if manifest.dimension is not None else None
    statistics = manifest.statistics
    if older:
        records = read_older(folder, parts, words, pairs, whole, dense)
        catalogue, themes, statistics = records.catalogue, records.themes, records.statistics
    else:
        catalogue, themes = Catalogue.open(folder / CATALOGUE), THEMES.read(folder)
    if statistics is None:
        msg = f"no statistics in {MANIFEST}"
        raise ValueError(msg)
    cases = catalogue.cases()
    gazetteer = Gazetteer(parts["regions"], cases)
    engine = LocalEngine(columns_of(catalogue.rows(), file_cases(cases, gazetteer)), words, pairs, whole, dense)
    return Index(
        cases=cases,
        words=words,
        pairs=pairs,
        whole=whole,
        dense=dense,
        layout=LAYOUT.read(folder),
        themes=themes,
        statistics=statistics,
        gazetteer=gazetteer,
        engine=engine,
        catalogue=catalogue,
        manifest=manifest,
        **parts,
    )


def _check_ids(index: Index, name: str) -> None:
    rows = index.catalogue.rows()
    ids, groups = tuple(row[0] for row in rows), tuple(dict.fromkeys(row[1] for row in rows))
    stores = {"words": (index.words.ids, ids), "pairs": (index.pairs.ids, ids), "whole": (index.whole.ids, groups)}
    if index.dense is not None:
        stores["dense"] = (index.dense.ids, ids)
    for store, (found, wanted) in stores.items():
        if found != wanted:
            raise StoreError(f"색인 {name}의 {store} 저장소({len(found)}건)가 대목 목록({len(wanted)}건)과 맞지 않습니다.")
    known = {case.id for case in index.cases}
    if index.layout and set(index.layout) != known:
        raise StoreError(f"색인 {name}의 뜻 지도({len(index.layout)}건)가 사례({len(known)}건)와 맞지 않습니다.")
    if index.cases and not set(groups) <= known:  # a public set has documents, no cases
        raise StoreError(f"색인 {name}에 사례가 없는 대목이 있습니다.")


def _write_files(work: Path, draft: GenerationDraft, generation: str, now: datetime) -> Manifest:
    work.mkdir(parents=True, exist_ok=True)
    stored = {name: getattr(draft, name) for name in ("cases", "passages", "spans", "similar", "words", "whole", "rows")}
    write_catalogue(Records(**stored), work / CATALOGUE)
    write_parts(work, draft)
    draft.words.save(work / "words")
    draft.pairs.save(work / "pairs")
    draft.whole.save(work / "whole")
    if draft.dense is not None:
        draft.dense.save(work / "dense")
    LAYOUT.write(draft.layout, work)
    THEMES.write(draft.themes, work)
    paths = files_of(work)
    for path in paths:
        sync(path)
    manifest = Manifest(
        generation=generation,
        created=now.isoformat(timespec="seconds"),
        inputs=draft.inputs,
        dimension=draft.dense.dimension if draft.dense else None,
        counts={"cases": len(draft.cases), "passages": len(draft.passages)},
        coverage=draft.coverage,
        statistics=draft.statistics,
        files={path.relative_to(work).as_posix(): (path.stat().st_size, digest_of(path)) for path in paths},
    )
    write_manifest(work, manifest)
    for path in filter(Path.exists, (work / name for name in (MANIFEST, MANIFEST_HASH, "words", "pairs", "whole", "dense", VIEWS, "."))):
        sync(path)
    return manifest
