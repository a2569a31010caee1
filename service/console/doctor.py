"""Is everything there that the service needs, and what is to be done about what is not."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

from packaging.requirements import Requirement

from corpus.cards import CARDS, load_cases, load_kinds
from corpus.errors import ModelError, SaeryeError
from corpus.vocabulary.facet_values import load_vocabulary, unknown_values
from corpus.vocabulary.thesaurus import load_thesaurus
from indexer.generations.build import reasons_to_build, wanted_inputs
from indexer.generations.generation_store import open_index
from indexer.model.model_store import find_model
from indexer.model.reader_store import find_reader
from service.operations.books import corpus_of
from service.operations.settings import Settings

OLDEST_PYTHON = (3, 11)
FREE_BYTES = 2_000_000_000


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: whether it is well, what was seen, and what to do when it is not."""

    what: str
    well: bool
    seen: str
    remedy: str = ""


def examine(settings: Settings, cards: Path = CARDS) -> list[Finding]:
    """Look at Python, packages, disk, cards, thesaurus, casebook, model and index, in the order in which they depend on one another."""
    looks: tuple[tuple[str, Callable[[], str], str], ...] = (
        ("파이썬", _python, "파이썬 3.11 이상을 설치하십시오."),
        ("꾸러미", _packages, "'pip install -c constraints.txt -e .'로 다시 설치하십시오."),
        ("디스크", lambda: _disk(settings.data), "2GB 이상 비우거나 SAERYE_DATA를 다른 곳으로 정하십시오."),
        ("사례 카드", lambda: _cards(cards), "적힌 파일과 항목을 고치십시오."),
        ("동의어 사전", _thesaurus, "적힌 곳을 고치십시오."),
        ("원문", lambda: _casebook(settings, cards), "SAERYE_CASEBOOK의 경로와 파일을 확인하십시오."),
        ("임베딩 모델", lambda: _model(settings), "SAERYE_MODEL을 확인하고 'saerye build'로 만드십시오."),
        ("읽기 모델", lambda: find_reader(settings.models)[1], "'saerye build'로 만드십시오."),
        ("색인", lambda: _index(settings, cards), "'saerye build'로 만드십시오."),
    )
    return [_look(what, look, remedy) for what, look, remedy in looks]


def _look(what: str, look: Callable[[], str], remedy: str) -> Finding:
    try:
        return Finding(what, True, look())
    except (SaeryeError, OSError) as error:
        return Finding(what, False, str(error), remedy)


def _python() -> str:
    found = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info[:2] < OLDEST_PYTHON:
        raise SaeryeError(f"파이썬 {found}은(는) 너무 오래되었습니다.")
    return found


def _packages() -> str:
    try:
        wanted = requires("saerye") or []
    except PackageNotFoundError as error:
        raise SaeryeError("saerye가 설치되어 있지 않습니다.") from error
    wrong = unmet(wanted)
    if wrong:
        raise SaeryeError("맞지 않는 꾸러미: " + ", ".join(wrong))
    return "정한 판과 같음"


def unmet(requirements: Iterable[str]) -> list[str]:
    """Return the requirements, extras aside, that the installed packages do not meet, and what is there instead."""
    wrong = []
    for requirement in map(Requirement, requirements):
        if requirement.marker is not None and not requirement.marker.evaluate({"extra": ""}):
            continue
        try:
            if not requirement.specifier.contains(version(requirement.name)):
                wrong.append(f"{requirement} (지금 {version(requirement.name)})")
        except PackageNotFoundError:
            wrong.append(f"{requirement} (없음)")
    return wrong


def _disk(data: Path) -> str:
    place = data.absolute()
    free = shutil.disk_usage(next(folder for folder in (place, *place.parents) if folder.exists())).free
    if free < FREE_BYTES:
        raise SaeryeError(f"빈 곳이 {free / 1e9:.1f}GB뿐입니다.")
    return f"{free / 1e9:.0f}GB 비어 있음"


def _cards(cards: Path) -> str:
    cases = load_cases(cards)
    warnings = unknown_values(cases, load_vocabulary(kinds=load_kinds(cards) or ()))
    told = "".join(f"\n      살펴볼 것: {warning}" for warning in warnings)
    return f"{len(cases)}건{told}"


def _thesaurus() -> str:
    return f"{len(load_thesaurus()):,}개 낱말"


def _casebook(settings: Settings, cards: Path) -> str:
    if settings.casebook is None or settings.default_book == "off":
        return "지정하지 않음(카드만 검색)"
    coverage = corpus_of(settings, cards).coverage or {}
    return f"{coverage['lines']:,}행 가운데 {coverage['kept']:,}행을 대목으로, {coverage['dropped']:,}행은 이유를 적고 제외"


def _model(settings: Settings) -> str:
    return find_model(settings.model, settings.models)[1]


def _index(settings: Settings, cards: Path) -> str:
    index, problems = open_index(settings.index)
    try:
        model_id: str | None = _model(settings)
    except ModelError:  # a finding of its own; what remains is whether all else fits
        model_id = index.manifest.inputs.model
    reasons = reasons_to_build(settings.index, wanted_inputs(corpus_of(settings, cards), model_id))
    if problems or reasons:
        raise SaeryeError(" ".join([*problems, *reasons]))
    return f"{index.manifest.generation}: 사례 {index.manifest.counts['cases']}건, 대목 {index.manifest.counts['passages']:,}건"
