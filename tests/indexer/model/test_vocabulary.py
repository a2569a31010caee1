"""Trimming the vocabulary: Korean, English and Hanja are cut into the very same pieces, other scripts finer but never lost."""

from collections.abc import Callable

import numpy as np
import pytest

from indexer.model.bundled_model import Dimensions, ModelWeights
from indexer.model.conversion import build_tokenizer
from indexer.model.vocabulary_trimming import SPECIAL, is_kept, trim

Pieces = Callable[[str], list[str]]


@pytest.mark.parametrize(
    "piece",
    [*SPECIAL, "▁청년", "일자리", "▁the", "AI", "中小", "▁ひらがな", "カタカナー", "Ω", "▁alpha", "2022", "68.2%", "…", "㎡", "½", "▁→",
     "😀", "▁", "д", "▁д", "ع", "ñ", "１２"],
)  # fmt: skip
def test_these_pieces_are_kept(piece: str) -> None:
    assert is_kept(piece)


@pytest.mark.parametrize("piece", ["▁да", "дом", "▁señor", "عربي", "▁ไทย", "naïve", "▁हिन्दी", "청д"])
def test_these_pieces_are_left_out(piece: str) -> None:
    assert not is_kept(piece)


def test_rows_of_the_embedding_follow_their_pieces() -> None:
    sizes = Dimensions(2, 0, 1, 4, 5, 2, 1, 1e-12, 0, 2, 1, 3)
    pieces = (("<s>", 0.0), ("▁да", -1.0), ("▁청년", -2.0), ("дом", -3.0), ("д", -4.0))
    words = np.arange(10, dtype=np.float32).reshape(5, 2)
    other = np.ones(2, dtype=np.float32)
    trimmed = trim(ModelWeights(sizes, pieces, {"embeddings.word_embeddings.weight": words, "other": other}))
    assert trimmed.pieces == (("<s>", 0.0), ("▁청년", -2.0), ("д", -4.0))
    assert trimmed.dimensions.vocabulary == 3
    assert trimmed.tensors["embeddings.word_embeddings.weight"].tolist() == [[0, 1], [4, 5], [8, 9]]
    assert trimmed.tensors["other"] is other
    assert words.shape == (5, 2)


@pytest.fixture(scope="module")
def whole(weights: ModelWeights) -> Pieces:
    """The untrimmed tokenizer."""
    tokenizer = build_tokenizer(weights.pieces, weights.dimensions)
    return lambda text: list(tokenizer.tokenize(text))


@pytest.fixture(scope="module")
def trimmed(weights: ModelWeights) -> Pieces:
    """The trimmed one."""
    smaller = trim(weights)
    assert len(smaller.pieces) == 119_814
    tokenizer = build_tokenizer(smaller.pieces, smaller.dimensions)
    return lambda text: list(tokenizer.tokenize(text))


@pytest.mark.flow
@pytest.mark.parametrize(
    "text",
    [
        "조선소를 떠난 청년에게 새 일터를 이어 주었다.",
        "2022년 고용률 68.2%(전년 대비 △1.3%p), 1,038,320백만 원",
        "The quick brown fox jumps over 13 lazy dogs; R&D, AI-based start-ups.",
        "中小企業 支援, 雇用勞動部, 慶尙南道 巨濟市",
        "「청년내일채움공제」· ｢일자리｣ → ①②③ ㎡ ㈜ “인용” ‘인용’ …",
        "ㅋㅋㅋ 뷁 쀍 똠방각하 ㄱㄴㄷ",
        "  띄어쓰기   가\t많다\n줄바꿈 ",
        "ｆｕｌｌｗｉｄｔｈ １２３ ﾊﾝｶｸ",
        "😀 이모지 👨‍👩‍👧",
    ],
)
def test_korean_english_and_hanja_are_cut_the_same(whole: Pieces, trimmed: Pieces, text: str) -> None:
    assert trimmed(text) == whole(text)


@pytest.mark.flow
@pytest.mark.parametrize("text", ["Трудоустройство молодёжи", "señorita naïve Übergröße", "فرص العمل للشباب", "การจ้างงาน", "रोज़गार"])
def test_other_scripts_are_cut_finer_but_nothing_is_unknown(whole: Pieces, trimmed: Pieces, text: str) -> None:
    assert "<unk>" not in trimmed(text)
    assert len(trimmed(text)) > len(whole(text))
    assert "".join(trimmed(text)) == "".join(whole(text))
