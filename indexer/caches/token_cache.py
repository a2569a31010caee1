"""Texts already segmented, by analyser and text, so that another book does not have those that are there segmented again."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256
from pathlib import Path

from indexer.caches.embedding_cache import Progress
from indexer.caches.text_cache import CacheTable, TextCache
from indexer.text.analyser import Analyser, Token, analyser_config

BATCH = 64
TOKENS = CacheTable("형태소", "token", "analyser", "tokens")
Segment = Callable[[str], Sequence[Token]]


def segment_texts(
    texts: Sequence[str], words: Iterable[str], cache_path: Path, progress: Progress, segment: Segment | None = None
) -> list[list[Token]]:
    """Return the texts' tokens by an analyser that knows these words, segmenting only those that the cache does not hold.

    `segment` is such an analyser's `tokens`, where one is loaded already; one is loaded where it is needed.
    """
    named = sorted(set(words))
    owner = sha256(json.dumps(analyser_config(named), ensure_ascii=False, sort_keys=True).encode()).hexdigest()
    with TextCache(cache_path, TOKENS, owner) as cache:
        known = {text: _load(value) for text, value in cache.get(texts).items()}
        missing = list(dict.fromkeys(text for text in texts if text not in known))
        tokens_of = segment or (Analyser(named).tokens if missing else None)
        for start in range(0, len(missing), BATCH):
            assert tokens_of is not None  # noqa: S101 - made where something is missing
            found = {text: list(tokens_of(text)) for text in missing[start : start + BATCH]}
            cache.put({text: json.dumps(tokens, ensure_ascii=False).encode() for text, tokens in found.items()})
            known |= found
            progress("형태소 분석", min(start + BATCH, len(missing)), len(missing))
    return [known[text] for text in texts]


def _load(value: bytes) -> list[Token]:
    return [Token(*token) for token in json.loads(value)]
