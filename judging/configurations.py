"""The configurations that can be pooled and compared, and their rankings.

They are the modes, and every lever of `saerye eval ablation` that moves the ranking of cases and needs no other index and no other model.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from threading import Lock

from cachetools import LRUCache

from corpus.errors import RequestError
from eval.experiments.ablation import reweigh_searcher
from eval.experiments.levers import ALONE, LEFT_OUT, Lever
from indexer.model.adapter import STRENGTH
from service.search.case_searcher import CaseSearcher
from service.search.contract.request import MAX_LIMIT, SearchRequest

MOST = 4
"""Configurations that are compared at once."""
ENGINES, RANKINGS = 4, 10_000
"""How many searchers and rankings are remembered; a searcher shares all but its weights and caches with the one in service."""
MODES: Mapping[str, Lever] = {
    "hybrid": Lever("낱말과 뜻(hybrid)"),
    "lexical": Lever("낱말만(lexical)", mode="lexical"),
    "dense": Lever("뜻만(dense)", mode="dense"),
}
NAMES: Mapping[str, str] = {
    "words": "BM25 낱말만, 다른 것 없이",
    "pairs of letters": "글자쌍만, 다른 것 없이",
    "whole cases": "사례 전체의 낱말만",
    "vectors": "임베딩만, 다른 것 없이",
    "words (pairs 1)": "낱말을 빼고",
    "pairs of letters (pairs 0)": "글자쌍을 빼고",
    "words and pairs (lexical 0)": "낱말과 글자쌍을 빼고",
    "vectors (lexical 1)": "임베딩을 빼고",
    "whole cases (whole 0)": "사례 전체의 낱말을 빼고",
    "all passages but the best (depth 1)": "가장 좋은 대목 하나만 보고",
    "thesaurus (thesaurus 0)": "동의어 사전을 빼고",
    "what the query names (signals 0)": "질의가 이름 댄 것을 빼고",
    "repair": "질의를 고치지 않고",
}


@dataclass(frozen=True, slots=True)
class Configuration:
    """A way of ranking cases that has a name in addresses and one for readers."""

    id: str
    name: str
    lever: Lever

    @property
    def needs_model(self) -> bool:
        """Whether vectors have a part in it."""
        return self.lever.mode != "lexical" and self.lever.weights.get("lexical") != 1


def _configurations() -> dict[str, Configuration]:
    """Return the modes, then the levers that move the ranking of cases and can be moved over the index in service."""
    found = {name: Configuration(name, lever.name, lever) for name, lever in MODES.items()}
    for lever in (*ALONE, *LEFT_OUT):
        if lever.name in NAMES and lever.passages is None and lever.adapter == STRENGTH:
            where = "alone" if lever in ALONE else "without"
            slug = "-".join([where, *lever.name.split(" (")[0].split()])
            found[slug] = Configuration(slug, NAMES[lever.name], lever)
    return found


CONFIGURATIONS: Mapping[str, Configuration] = _configurations()


def list_available(searcher: CaseSearcher) -> list[Configuration]:
    """Return the configurations that a searcher can be asked by."""
    return [each for each in CONFIGURATIONS.values() if not (searcher.degraded and each.needs_model)]


def choose_configurations(ids: Iterable[str], *, least: int, most: int = len(CONFIGURATIONS)) -> tuple[Configuration, ...]:
    """Return the configurations of some ids, each once.

    Raises:
        RequestError: when an id is unknown, or they are too few or too many.

    """
    wanted = tuple(dict.fromkeys(ids))
    for name in wanted:
        if name not in CONFIGURATIONS:
            raise RequestError(f"검색 방식 {name[:40]!r}을(를) 모릅니다. 쓸 수 있는 것: {', '.join(CONFIGURATIONS)}", field="c")
    if not least <= len(wanted) <= most:
        raise RequestError(f"검색 방식을 {least}~{most}개 골라 주십시오. 고른 것: {len(wanted)}개.", field="c")
    return tuple(CONFIGURATIONS[name] for name in wanted)


class Rankings:
    """Rankings of cases under any configuration, by searchers of their own, so that what users searched for stays remembered."""

    def __init__(self) -> None:
        self._searchers: LRUCache[tuple[str, str], CaseSearcher] = LRUCache(ENGINES)
        self._found: LRUCache[tuple[str, str, str], tuple[str, ...]] = LRUCache(RANKINGS)
        self._lock = Lock()

    def cases(self, searcher: CaseSearcher, configuration: Configuration, query: str) -> tuple[str, ...]:
        """Return the ids of the cases that a configuration finds over the index of a searcher, best first; one caller at a time.

        Raises:
            RequestError: when the configuration needs a model and there is none.

        """
        if searcher.degraded and configuration.needs_model:
            raise RequestError(
                f"임베딩 모델이 없어 ‘{configuration.name}’ 방식은 쓸 수 없습니다. 낱말만 쓰는 방식을 고르십시오.", field="c"
            )
        generation = searcher.ranker.index.manifest.generation
        with self._lock:
            key = (generation, configuration.id, query)
            if key not in self._found:
                request = SearchRequest(query, configuration.lever.mode, limit=MAX_LIMIT, as_typed=configuration.lever.as_typed)
                found = self._searcher(searcher, configuration.lever).search(request)
                self._found[key] = tuple(hit.case.id for hit in found.hits)
            return self._found[key]

    def _searcher(self, searcher: CaseSearcher, lever: Lever) -> CaseSearcher:
        key = (searcher.ranker.index.manifest.generation, repr(sorted(lever.weights.items())))
        if key not in self._searchers:
            self._searchers[key] = reweigh_searcher(searcher, lever)
        return self._searchers[key]
