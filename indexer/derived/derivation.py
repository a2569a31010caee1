"""All that is derived from the texts of a build, in one step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from corpus.library.derived_books import digest_files
from corpus.model.nouns import FacetVocabulary
from corpus.vocabulary.gazetteer import Gazetteer
from indexer.derived.drafted_texts import DraftedTexts
from indexer.derived.meaning_layout import Layout, lay_out
from indexer.derived.similar_cases import SimilarCase, find_similar
from indexer.derived.themes import SectionCluster, find_themes


@dataclass(frozen=True, slots=True)
class Derived:
    """Where each case lies on the map by meaning, the cases most like each, and themes."""

    layout: Layout
    similar: Mapping[str, Sequence[SimilarCase]]
    themes: Sequence[SectionCluster]


def derive(texts: DraftedTexts, gazetteer: Gazetteer, vocabulary: FacetVocabulary) -> Derived:
    """Return what is derived from texts, by the places and values of facets that are known; without vectors neither a map nor a theme."""
    layout = {} if texts.vectors is None else lay_out([case.id for case in texts.cases], texts.passages, texts.vectors)
    return Derived(layout, find_similar(texts, gazetteer), find_themes(texts, vocabulary))


@cache
def derivation_digest() -> str:
    """Return the SHA-256 of the program's files that derive from all texts of a build."""
    here = Path(__file__).parent
    return digest_files(here, here.glob("*.py"))
