"""Texts → unit vectors: the counting encoder by hand, the real one against itself and against torch."""

import shutil
from pathlib import Path

import numpy as np
import pytest

from corpus.errors import ModelError
from indexer.model.encoder import Encoder, SentenceEncoder, Vectors
from tests.support.models.doubles import CountEncoder

SENTENCES = (
    "조선소를 떠난 청년에게 새 일터를 이어 주었다.",
    "섬마을 어르신이 관광 해설사로 일한다.",
    "반도체 설계를 배운 열 팀 가운데 여섯 팀이 창업했다.",
    "2022년 고용률은 68.2%로 목표를 넘었다.",
    "도비 7.9억 원을 들여 청년 공간을 만들었다.",
    "경력단절여성의 재취업을 새일센터가 돕는다.",
    "장애인 표준사업장에 임대료를 보탠다.",
    "내연기관 부품업체가 미래차로 옮겨 가도록 컨설팅했다.",
    "귀농한 사람이 살 집을 싸게 빌려준다.",
    "면접을 보러 가는 사람에게 교통비를 준다.",
    "中小企業 支援 事業",
    "R&D와 AI 인재 422명을 길렀다.",
    "노사민정 협의체가 상생 협약을 맺었다.",
    "비 오는 날 아이들이 운동장에서 뛰놀았다.",
    "청년",
    "일자리가 없다",
    "퇴직한 기술자의 경험을 어려운 공장에 잇는다.",
    "스마트팜 온실에서 딸기를 키우는 교육을 열었다.",
    "외국인 주민의 정착을 돕는 통역 상담을 늘렸다.",
    "사회적기업의 판로를 열려고 공공구매를 늘렸다.",
)


def cosines(one: Vectors, other: Vectors) -> Vectors:
    return np.asarray(np.sum(one * other, axis=1), dtype=np.float32)


def test_the_counting_encoder_can_be_worked_out_by_hand() -> None:
    encoder: Encoder = CountEncoder()
    query, near, far = encoder.queries(["청년 창업", "청년 창업 창업", "관광"])
    assert query.tolist() == pytest.approx([3**-0.5, 0, 3**-0.5, 0, 0, 0, 0, 3**-0.5])
    assert float(query @ near) == pytest.approx(4 / 18**0.5)
    assert float(query @ far) == pytest.approx(1 / 6**0.5)


def test_the_counting_encoder_remembers_its_passages() -> None:
    encoder = CountEncoder()
    encoder.queries(["청년"])
    encoder.passages(["관광", "돌봄"])
    encoder.passages(["농촌"])
    assert encoder.batches == [["관광", "돌봄"], ["농촌"]]
    assert encoder.embedded == ["관광", "돌봄", "농촌"]


@pytest.mark.flow
def test_vectors_have_unit_length_and_the_stated_dimension(real_encoder: SentenceEncoder) -> None:
    encoder: Encoder = real_encoder
    assert encoder.dimension == 384
    for vectors in (encoder.queries(SENTENCES), encoder.passages(SENTENCES)):
        assert vectors.shape == (20, 384)
        assert vectors.dtype == np.float32
        assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-5)


@pytest.mark.flow
def test_queries_and_passages_get_the_prompts_of_e5(real_encoder: SentenceEncoder) -> None:
    """The same words in the two roles differ, and each is what its prompt spelled out gives."""
    text = SENTENCES[0]
    prompts = (f"query: {text}", f"passage: {text}")
    spelled = [real_encoder._model.encode([one], prompt="", normalize_embeddings=True)[0] for one in prompts]  # alone, as they are served
    query, passage = real_encoder.queries([text])[0], real_encoder.passages([text])[0]
    assert float(query @ spelled[0]) == pytest.approx(1, abs=0.01)
    assert float(passage @ spelled[1]) == pytest.approx(1, abs=0.01)
    assert float(query @ passage) < min(float(query @ spelled[0]), float(passage @ spelled[1]))


@pytest.mark.flow
def test_the_same_batch_gives_the_same_vectors_and_company_changes_them_little(real_encoder: SentenceEncoder) -> None:
    """int8 scales are taken over a whole batch, so a text's vector depends slightly on its neighbours."""
    together = real_encoder.passages(SENTENCES)
    assert np.array_equal(together, real_encoder.passages(SENTENCES))
    alone = np.vstack([real_encoder.passages([text]) for text in SENTENCES])
    assert cosines(together, alone).min() > 0.98


@pytest.mark.flow
def test_meaning_is_found_without_shared_words(real_encoder: SentenceEncoder) -> None:
    passages = real_encoder.passages(SENTENCES)
    for query, expected in (("은퇴한 베테랑의 노하우 전수", 16), ("구직 활동 여비 지원", 9), ("시골로 이사 온 이들의 주거", 8)):
        best = np.argsort(-(passages @ real_encoder.queries([query])[0]), kind="stable")[:2]
        assert expected in best.tolist()  # of twenty; the adapter's own field stands before it once


@pytest.mark.flow
def test_text_beyond_the_models_reach_is_cut_not_refused(real_encoder: SentenceEncoder) -> None:
    long = "청년 일자리 " * 2000
    vectors = real_encoder.passages([long, long + "끝이 다르다"])
    assert float(vectors[0] @ vectors[1]) == pytest.approx(1, abs=1e-5)


@pytest.mark.flow
def test_int8_agrees_with_torch_on_the_same_weights(real_encoder: SentenceEncoder, torch_encoder: SentenceEncoder) -> None:
    """Where a processor has no VNNI, weights are kept to seven bits (sums would overflow), which costs a little: .977 at the least."""
    for one, other in ((real_encoder.passages, torch_encoder.passages), (real_encoder.queries, torch_encoder.queries)):
        found = cosines(one(SENTENCES), other(SENTENCES))
        assert found.min() >= 0.97
        assert found.mean() >= 0.98


@pytest.mark.flow
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("modules.json", b"{"),
        ("config.json", b""),
        ("tokenizer.json", b"{}"),
        ("1_Pooling/config.json", b"{}"),
        ("onnx/model_q*.onnx", b"no model"),
        ("onnx/model_q*.onnx", b""),
        ("onnx/model_q*.onnx_data", b""),
    ],
)
@pytest.mark.usefixtures("real_encoder")
def test_a_broken_model_folder_is_a_model_error(models: Path, tmp_path: Path, name: str, content: bytes) -> None:
    source = next(models.glob("multilingual-e5-small-*"))
    folder = tmp_path / "broken"
    shutil.copytree(source, folder)
    (path,) = folder.glob(name)
    path.write_bytes(content)
    with pytest.raises(ModelError, match="broken"):
        SentenceEncoder(folder, "broken@1")


@pytest.mark.flow
def test_broken_torch_weights_are_a_model_error(torch_folder: Path, tmp_path: Path) -> None:
    folder = tmp_path / "broken"
    shutil.copytree(torch_folder, folder, ignore=shutil.ignore_patterns("*.safetensors"))
    (folder / "model.safetensors").write_bytes(b"no weights")
    with pytest.raises(ModelError, match="broken"):
        SentenceEncoder(folder, "broken@1")


@pytest.mark.flow
def test_an_empty_folder_is_a_model_error(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=tmp_path.name):
        SentenceEncoder(tmp_path, "empty@1")
