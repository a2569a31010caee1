"""Parsed weights → a Hugging Face model folder (BERT network and unigram tokenizer). The one door to torch and transformers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from indexer.model.bundled_model import Dimensions, ModelWeights

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerFast

MAX_TOKENS = 512
NAMED_PIECES = {
    "bos_token": "<s>",
    "eos_token": "</s>",
    "cls_token": "<s>",
    "sep_token": "</s>",
    "pad_token": "<pad>",
    "unk_token": "<unk>",
    "mask_token": "<mask>",
}


def write_transformers_folder(weights: ModelWeights, folder: Path) -> None:
    """Write network and tokenizer as `transformers` saves them (config.json, model.safetensors, tokenizer.json)."""
    import torch
    from transformers import BertConfig, BertModel

    sizes = weights.dimensions
    config = BertConfig(
        vocab_size=sizes.vocabulary,
        hidden_size=sizes.hidden,
        num_hidden_layers=sizes.layers,
        num_attention_heads=sizes.heads,
        intermediate_size=sizes.feed_forward,
        max_position_embeddings=sizes.positions,
        type_vocab_size=sizes.token_types,
        layer_norm_eps=sizes.epsilon,
        pad_token_id=sizes.pad,
        hidden_act="gelu",
    )
    network = BertModel(config, add_pooling_layer=False)
    network.load_state_dict({name: torch.from_numpy(tensor) for name, tensor in weights.tensors.items()}, strict=True)
    network.eval().save_pretrained(folder)
    build_tokenizer(weights.pieces, sizes).save_pretrained(folder)


def instruction_set() -> str:
    """Return the int8 kernel family this processor runs best: avx512_vnni, avx512, avx2 or arm64.

    The plain AVX kernels saturate differently from the VNNI ones, so a model quantised for one must not be served on another.
    """
    import torch

    capabilities = torch.cpu.get_capabilities()
    if capabilities["architecture"] in {"aarch64", "arm64"}:
        return "arm64"
    return next((name for name, flag in (("avx512_vnni", "avx512_vnni"), ("avx512", "avx512_f")) if capabilities.get(flag)), "avx2")


def build_tokenizer(pieces: tuple[tuple[str, float], ...], sizes: Dimensions) -> PreTrainedTokenizerFast:
    """Return XLM-RoBERTa's unigram tokenizer over these pieces, with NFKC for its compiled normaliser."""
    from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, processors
    from transformers import PreTrainedTokenizerFast

    tokenizer = Tokenizer(models.Unigram(list(pieces), unk_id=sizes.unk, byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")])
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Metaspace()])
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", pair="<s> $A </s> </s> $B </s>", special_tokens=[("<s>", sizes.bos), ("</s>", sizes.eos)]
    )
    return PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        **NAMED_PIECES,
        model_max_length=MAX_TOKENS,
    )
