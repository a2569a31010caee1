"""A multilingual vocabulary → the part that Korean documents use, so that the model fits a small machine.

multilingual-e5-small knows 250,002 pieces; those of Hangul, Han, Kana, Greek, ASCII letters and all marks and digits are 119,814. The rest
is left out (vocabulary trimming: Ushio et al., arXiv 2305.15020): 140 MB less resident and half the file. Text in the kept scripts is cut
into the very same pieces; every single letter of other scripts stays, so they are cut finer but never lost.
"""

from __future__ import annotations

import unicodedata
from dataclasses import replace

from indexer.model.bundled_model import ModelWeights

SPECIAL = ("<s>", "<pad>", "</s>", "<unk>", "<mask>")
SCRIPTS = frozenset({"HANGUL", "CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA", "GREEK", "HALFWIDTH", "FULLWIDTH"})
WORD_START = "▁"


def trim(weights: ModelWeights) -> ModelWeights:
    """Return the same network with only the pieces of `is_kept`, in their order; rows of the embedding follow."""
    rows = [row for row, (piece, _) in enumerate(weights.pieces) if is_kept(piece)]
    embedding = "embeddings.word_embeddings.weight"
    tensors = {**weights.tensors, embedding: weights.tensors[embedding][rows]}
    pieces = tuple(weights.pieces[row] for row in rows)
    return replace(weights, dimensions=replace(weights.dimensions, vocabulary=len(rows)), pieces=pieces, tensors=tensors)


def is_kept(piece: str) -> bool:
    """Tell whether a piece is special, a single character, or made of characters of the kept scripts only."""
    return piece in SPECIAL or len(piece.removeprefix(WORD_START)) <= 1 or all(map(_is_kept_character, piece))


def _is_kept_character(character: str) -> bool:
    if character.isascii() or unicodedata.category(character)[0] not in "LM":
        return True
    return unicodedata.name(character, "?").split()[0] in SCRIPTS
