"""The same cases indexed otherwise: what the ranking would be if its passages or its model were others."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from corpus.model.nouns import Passage
from indexer.caches.embedding_cache import Progress
from indexer.generations.build import Corpus, make_draft
from indexer.generations.generation_store import Index, open_index, write_generation
from indexer.model.encoder import Encoder
from indexer.text.analyser import Analyser

PassageChange = Callable[[Iterable[Passage]], tuple[Passage, ...]]
"""From the passages of an index to those of a variant."""


def reindex(
    index: Index, change: PassageChange, analyser: Analyser, encoder: Encoder | None, root: Path, progress: Progress = lambda *_: None
) -> Index:
    """Return an index of other passages of the same cases, made in a folder of the moment; only the vectors kept in `root` are shared.

    `analyser` is that of the index. Its words are names of the cases, which stay.
    """
    corpus = replace(Corpus.of(index), passages=change(index.catalogue.passages()))
    draft = make_draft(corpus, root, encoder, progress, analyser.tokens)
    with TemporaryDirectory() as folder:
        write_generation(Path(folder), draft)
        return open_index(Path(folder))[0]
