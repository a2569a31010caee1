"""Builds as programs of their own, to be starved of disk or killed: `python -m tests.support.processes.build_process HOW CARDS ROOT`."""

import json
import resource
import signal
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from corpus.errors import BuildError
from corpus.model.nouns import Passage
from indexer.arms.dense import DenseIndex
from indexer.caches.embedding_cache import BATCH
from indexer.generations.build import Corpus, build_index, make_draft, read_corpus
from indexer.generations.generation_store import write_generation
from indexer.model.encoder import Vectors
from tests.support.models.doubles import CountEncoder, split_words

MORE = 200
LIMITS = (0, 400, 5_000, 40_000, 120_000)  # bytes a file may have; the finished index's largest has 240,000


def larger_corpus(cards: Path) -> Corpus:
    """The cards' corpus and 200 passages of 100 one-letter words each: more than three batches."""
    corpus = read_corpus(cards)
    letters = [" ".join(chr(0xAC00 + (n * 7 + m) % 1000) for m in range(100)) for n in range(MORE)]
    more = tuple(Passage(f"8-01/x{n:03d}", "8-01", "casebook", f"대목 {n}", text) for n, text in enumerate(letters))
    return replace(corpus, passages=(*corpus.passages, *more))


def wait_to_be_killed() -> None:
    """Tell the test that this is the moment, and stay there."""
    print("waiting", flush=True)  # noqa: T201 - the test reads it
    signal.pause()


class WaitingEncoder(CountEncoder):
    """Waits at the third batch."""

    def passages(self, texts: Sequence[str]) -> Vectors:
        if len(self.batches) == 2:
            wait_to_be_killed()
        return super().passages(texts)


class WaitingDense(DenseIndex):
    """Waits when its files are written, before any is synced."""

    def save(self, folder: Path) -> None:
        super().save(folder)
        wait_to_be_killed()


def embedding(corpus: Corpus, root: Path) -> None:
    """Stop while vectors are computed, with two batches in the cache."""
    build_index(corpus, root, WaitingEncoder(), segment=split_words)


def writing(corpus: Corpus, root: Path) -> None:
    """Stop while the generation's files are written."""
    draft = make_draft(corpus, root, CountEncoder(), segment=split_words)
    assert draft.dense is not None
    write_generation(root, replace(draft, dense=WaitingDense.build(draft.dense.ids, draft.dense.vectors())))


def switching(corpus: Corpus, root: Path) -> None:
    """Build. The test stops it where CURRENT is written, with a pipe that nobody reads."""
    build_index(corpus, root, CountEncoder(), segment=split_words)


def starving(corpus: Corpus, root: Path) -> None:
    """Build under each limit, with fresh vectors, with cached ones and without; print what each gave."""
    hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
    outcomes = []
    for model_id in (None, "counts@1", "fresh@1"):
        for limit in LIMITS:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
            try:
                build_index(corpus, root, CountEncoder(model_id) if model_id else None, segment=split_words)
                outcomes.append("built")
            except BuildError as error:
                outcomes.append(str(error))
    print(json.dumps(outcomes), flush=True)  # noqa: T201 - the test reads it


if __name__ == "__main__":
    assert BATCH * 3 < MORE
    how = {"embedding": embedding, "writing": writing, "switching": switching, "starving": starving}[sys.argv[1]]
    how(larger_corpus(Path(sys.argv[2])), Path(sys.argv[3]))
