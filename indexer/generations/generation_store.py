"""The index on disk: a folder of generations, one of them current, each with a manifest that says what it is and what its bytes are.

    index/
      CURRENT                    the id of the generation in service; replaced in one step
      generations/<id>/          passages.json, cases.json, thesaurus.json, regions.json, facet-values.json, lexical/, pairs/, whole/,
                                 dense/, layout.json, manifest.json, manifest.sha256
      generations/.making-…/     a build under way, or one that was killed; never read

A generation is written beside, every file synced, its manifest last, then renamed and made current. On load every file's hash is compared
before anything is parsed. The generation before stays, for rolling back and as a fall-back when the current one is damaged.
"""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from pydantic import TypeAdapter

from corpus.errors import BuildError, CorpusError, StoreError
from corpus.library.published import naming_book
from corpus.model.book import Book
from corpus.model.nouns import Case, FacetVocabulary, Passage, Regions, Thesaurus
from indexer.arms.bm25 import Bm25
from indexer.arms.dense import DenseIndex
from indexer.arms.lexical import LexicalIndex
from indexer.generations.current_pointer import current_generation, make_current
from indexer.generations.manifest import HELD, MANIFEST, MANIFEST_HASH, Inputs, Manifest, misfit, read_manifest, write_manifest
from indexer.generations.meaning_layout import Layout, load_layout, save_layout
from indexer.generations.parts import read_parts, write_parts
from indexer.generations.synced_files import digest_of, is_whole, sync, unreadable

GENERATIONS, LAYOUT = "generations", "layout.json"
KEPT = 2
_PASSAGES = TypeAdapter(list[Passage])
_CASES = TypeAdapter(list[Case])
_GENERATION = re.compile(r"\d{8}T\d{12}-[0-9a-f]{8}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stores:
    """What is searched: passages as words, as pairs of letters, and as vectors (None when built without a model); cases as words.

    `layout` is where each case lies on the map by meaning; empty without vectors, and of too few cases.

    Thesaurus, regions and words for facets are those the index was built with: what is measured on a generation is what it serves, also
    after a roll-back.
    """

    cases: tuple[Case, ...]
    passages: tuple[Passage, ...]
    thesaurus: Thesaurus
    regions: Regions
    facet_values: FacetVocabulary
    books: tuple[Book, ...]
    lexical: LexicalIndex
    pairs: Bm25
    whole: Bm25
    dense: DenseIndex | None
    layout: Layout


@dataclass(frozen=True, slots=True, kw_only=True)
class Index(Stores):
    """A loaded generation."""

    manifest: Manifest


@dataclass(frozen=True, slots=True, kw_only=True)
class GenerationDraft(Stores):
    """A generation about to be written, what it was made from, and what the casebook's parser reported."""

    inputs: Inputs
    coverage: dict[str, int] | None


def write_generation(root: Path, draft: GenerationDraft) -> Manifest:
    """Write a draft as a new generation and make it current; all older ones but the one that was current are removed.

    Raises:
        BuildError: when the disk refuses. What was current stays current.

    """
    now = datetime.now(UTC)
    generation = f"{now:%Y%m%dT%H%M%S%f}-{sha256(repr(draft.inputs).encode()).hexdigest()[:8]}"
    work = root / GENERATIONS / f".making-{generation}"
    before = current_generation(root)
    try:
        _remove_left_overs(root)
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
    _prune(root, generation, before)
    return manifest


def open_index(root: Path) -> tuple[Index, list[str]]:
    """Load the current generation, or the newest one that is whole; also return why any other was passed over.

    Raises:
        StoreError: when there is none, or none is whole.

    """
    problems: list[str] = []
    for generation in _candidates(root, problems):
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
        parts, cases = (
            read_parts(folder, HELD[manifest.inputs.format]),
            _CASES.validate_json((folder / "cases.json").read_bytes(), by_name=True),
        )
        index = Index(
            cases=tuple(naming_book(cases, parts["books"])),
            passages=tuple(_PASSAGES.validate_json((folder / "passages.json").read_bytes())),
            lexical=LexicalIndex.load(folder / "lexical"),
            pairs=Bm25.load(folder / "pairs"),
            whole=Bm25.load(folder / "whole"),
            dense=DenseIndex.load(folder / "dense") if manifest.dimension is not None else None,
            layout=load_layout(folder / LAYOUT),
            manifest=manifest,
            **parts,
        )
    except OSError as error:
        raise unreadable(folder.name, error) from error
    except (ValueError, CorpusError) as error:  # the last is of this program's own files, where the format has none
        raise StoreError(misfit(folder.name)) from error
    _check_ids(index, folder.name)
    return index


def _check_ids(index: Index, name: str) -> None:
    ids = tuple(passage.id for passage in index.passages)
    if len(set(ids)) != len(ids):
        raise StoreError(f"색인 {name}에 같은 번호의 대목이 두 번 있습니다.")
    groups = tuple(dict.fromkeys(passage.case_id for passage in index.passages))
    stores = {"lexical": (index.lexical.ids, ids), "pairs": (index.pairs.ids, ids), "whole": (index.whole.ids, groups)}
    if index.dense is not None:
        stores["dense"] = (index.dense.ids, ids)
    for store, (found, wanted) in stores.items():
        if found != wanted:
            raise StoreError(f"색인 {name}의 {store} 저장소({len(found)}건)가 대목 목록({len(wanted)}건)과 맞지 않습니다.")
    known = {case.id for case in index.cases}
    if index.layout and set(index.layout) != known:
        raise StoreError(f"색인 {name}의 뜻 지도({len(index.layout)}건)가 사례({len(known)}건)와 맞지 않습니다.")
    if index.cases and not {passage.case_id for passage in index.passages} <= known:  # a public set has documents, no cases
        raise StoreError(f"색인 {name}에 사례가 없는 대목이 있습니다.")


def _write_files(work: Path, draft: GenerationDraft, generation: str, now: datetime) -> Manifest:
    work.mkdir(parents=True)
    (work / "passages.json").write_bytes(_PASSAGES.dump_json(list(draft.passages)))
    (work / "cases.json").write_bytes(_CASES.dump_json(list(draft.cases)))
    write_parts(work, draft)
    draft.lexical.save(work / "lexical")
    draft.pairs.save(work / "pairs")
    draft.whole.save(work / "whole")
    if draft.dense is not None:
        draft.dense.save(work / "dense")
    save_layout(draft.layout, work / LAYOUT)
    paths = sorted(path for path in work.rglob("*") if path.is_file())
    for path in paths:
        sync(path)
    manifest = Manifest(
        generation=generation,
        created=now.isoformat(timespec="seconds"),
        inputs=draft.inputs,
        dimension=draft.dense.dimension if draft.dense else None,
        counts={"cases": len(draft.cases), "passages": len(draft.passages)},
        coverage=draft.coverage,
        files={path.relative_to(work).as_posix(): (path.stat().st_size, digest_of(path)) for path in paths},
    )
    write_manifest(work, manifest)
    for name in (MANIFEST, MANIFEST_HASH, "lexical", "pairs", "whole", "dense", "."):
        if (work / name).exists():
            sync(work / name)
    return manifest


def _candidates(root: Path, problems: list[str]) -> list[str]:
    """Return generation ids to try: the current one, then the others, newest first."""
    try:
        whole = _generations(root)
    except OSError as error:
        raise unreadable("폴더", error) from error
    current = current_generation(root)
    if whole and current not in whole:
        problems.append("지금 쓸 색인을 가리키는 CURRENT 파일이 없거나 손상되었습니다.")
    return [name for name in whole if name == current] + [name for name in whole if name != current]


def _prune(root: Path, current: str, before: str | None) -> None:
    """Keep the current generation and the one in service before it, which after a roll-back is not the newest."""
    by_worth = sorted(_generations(root), key=lambda name: (name != current, name != before))
    for name in by_worth[KEPT:]:
        shutil.rmtree(root / GENERATIONS / name, ignore_errors=True)


def _generations(root: Path) -> list[str]:
    """Return the ids of the generations on disk, newest first; what else lies there is none of ours."""
    folder = root / GENERATIONS
    paths = folder.iterdir() if folder.is_dir() else ()
    return sorted((path.name for path in paths if _GENERATION.fullmatch(path.name)), reverse=True)


def _remove_left_overs(root: Path) -> None:
    for path in (root / GENERATIONS).glob(".making-*"):
        shutil.rmtree(path, ignore_errors=True)
