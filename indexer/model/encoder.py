"""Texts → unit vectors. The protocol the rest of the project sees, and its one adapter over sentence-transformers.

Queries and passages are encoded by different methods because asymmetric models (E5 and its kin) give them different prompts.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from threading import Lock
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError

from corpus.errors import ModelError

MAX_TOKENS = 512
QUERY_PROMPT, PASSAGE_PROMPT = "query: ", "passage: "
Vectors = NDArray[np.float32]


class Encoder(Protocol):
    """What turns texts into vectors: an identity, a dimension, and the two roles a text can have."""

    @property
    def model_id(self) -> str:
        """Name and content hash of the model; vectors of different ids are never mixed."""
        ...

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        ...

    def queries(self, texts: Sequence[str]) -> Vectors:
        """Return unit vectors of queries, shape (len(texts), dimension)."""
        ...

    def passages(self, texts: Sequence[str]) -> Vectors:
        """Return unit vectors of passages, shape (len(texts), dimension)."""
        ...


class SentenceEncoder:
    """A sentence-transformers model in a local folder; int8 ONNX when the folder holds it, else torch."""

    def __init__(self, folder: Path, model_id: str, *, threads: int = 2) -> None:
        """Load the model.

        Raises:
            ModelError: when sentence-transformers cannot load what the folder holds.

        """
        from onnxruntime import SessionOptions
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging

        logging.set_verbosity_error()
        logging.disable_progress_bar()
        quantised = sorted((folder / "onnx").glob("model_q*.onnx"))
        options = SessionOptions()
        options.intra_op_num_threads = threads
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")  # waiting threads would starve the other requests
        onnx = (
            {"file_name": f"onnx/{quantised[0].name}", "provider": "CPUExecutionProvider", "session_options": options} if quantised else {}
        )
        try:
            self._model = SentenceTransformer(
                str(folder), device="cpu", backend="onnx" if quantised else "torch", model_kwargs=onnx, local_files_only=True
            )
        except loading_errors() as error:
            raise ModelError(f"임베딩 모델 {folder.name}을(를) 불러올 수 없습니다: {_first_line(error)}") from error
        self._model.max_seq_length = min(self._model.max_seq_length or MAX_TOKENS, MAX_TOKENS)
        self._tokenizing = Lock()  # a fast tokenizer holds its padding settings as state
        self.model_id = model_id
        self.dimension = int(self._model.get_embedding_dimension() or 0)

    def queries(self, texts: Sequence[str]) -> Vectors:
        """Return unit vectors of queries, shape (len(texts), dimension)."""
        return self._encode(texts, "query")

    def passages(self, texts: Sequence[str]) -> Vectors:
        """Return unit vectors of passages, shape (len(texts), dimension)."""
        return self._encode(texts, "document")

    def _encode(self, texts: Sequence[str], role: str) -> Vectors:
        prompt_name = role if role in self._model.prompts else None
        with self._tokenizing:
            # One at a time: a dynamically quantised network scales a batch by its largest number, so a text's vector would depend on what
            # shares its batch (cosine .995 on average), and no two builds would be alike.
            vectors = self._model.encode(
                list(texts), prompt_name=prompt_name, batch_size=1, normalize_embeddings=True, show_progress_bar=False
            )
        return np.asarray(vectors, dtype=np.float32)


def write_sentence_transformer(source: Path, folder: Path) -> None:
    """Write a transformers folder as a sentence-transformers one: mean pooling, unit length, E5's two prompts."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Normalize, Pooling, Transformer
    from transformers.utils import logging

    logging.set_verbosity_error()
    network = Transformer(str(source), max_seq_length=MAX_TOKENS)
    pooling = Pooling(network.get_embedding_dimension(), "mean")
    prompts = {"query": QUERY_PROMPT, "document": PASSAGE_PROMPT}
    SentenceTransformer(modules=[network, pooling, Normalize()], prompts=prompts, device="cpu").save_pretrained(str(folder))


def export_int8(folder: Path, instruction_set: str) -> None:
    """Export a sentence-transformers folder to ONNX, and beside it the dynamically quantised int8 model for these instructions."""
    from sentence_transformers import SentenceTransformer, export_dynamic_quantized_onnx_model

    model = SentenceTransformer(str(folder), device="cpu", backend="onnx", model_kwargs={"export": True}, local_files_only=True)
    model.save_pretrained(str(folder))
    export_dynamic_quantized_onnx_model(model, instruction_set, str(folder))
    for path in (folder / "onnx").glob("model_q*.onnx"):
        _store_tensors_beside(path)


def _store_tensors_beside(path: Path) -> None:
    """Move an ONNX model's tensors into a file of their own, which onnxruntime maps into memory: 80 MB less resident, 170 at the peak."""
    import onnx

    model = onnx.load(str(path))
    path.unlink()
    onnx.save_model(model, str(path), save_as_external_data=True, location=f"{path.name}_data", size_threshold=1024)


def loading_errors() -> tuple[type[Exception], ...]:
    """Return what is raised for files that are no model, or not a whole one; onnxruntime's exceptions have no base of their own."""
    from onnxruntime.capi import onnxruntime_pybind11_state as ort

    of_onnx = (ort.Fail, ort.InvalidArgument, ort.InvalidGraph, ort.InvalidProtobuf, ort.NotImplemented)
    return (OSError, ValueError, RuntimeError, KeyError, TypeError, SafetensorError, *of_onnx)


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:200]
