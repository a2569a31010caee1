"""Trains the low-rank adapter of the bundled model on pairs made from the cards: a step of `scripts/train`. Data card: docs/adapter.md.

Loss: multiple negatives ranking (Henderson et al., arXiv 1705.00652), the other passages of a batch being the wrong answers. Nothing of
`eval/data` is trained on.
"""

from __future__ import annotations

import random
import re
import sys
import tempfile
from collections.abc import Collection, Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import numpy as np
from safetensors.numpy import load_file, save_file

from corpus.cards import load_cases
from corpus.model.facets import places_of
from corpus.model.nouns import Case, Section
from corpus.passages import overlap, place_and_title
from eval.sets.judged import load_judged
from indexer.model import adapter
from indexer.model.adapter import ADAPTER
from indexer.model.bundled_model import read_weights, weights_path
from indexer.model.conversion import write_transformers_folder
from indexer.model.encoder import PASSAGE_PROMPT, QUERY_PROMPT, write_sentence_transformer

SEED, STEPS, BATCH, RATE, SCALE = 7, 190, 24, 3e-4, 50.0
RANK, ALPHA, DROPOUT, MAX_TOKENS = 16, 32, 0.05, 192
MODULES = ["query", "key", "value", "dense"]
FIGURES, KEYWORDS = 11, 8
ENDINGS = ("실적은", "얼마", "목표와 실적")


class Pair(NamedTuple):
    """A query and the passage that answers it."""

    query: str
    passage: str


def training_pairs(cases: Sequence[Case], chance: random.Random, *, unseen: Collection[str] = ()) -> list[Pair]:
    """Return asks → their section, needs → summary, and queries that name things: figures and keywords → the section that holds them.

    The last two keep the model from forgetting names, which asks and needs avoid. A query that is also one of `unseen` is left out: a
    development query may be a keyword of a card, word for word.
    """
    pairs = [pair for case in cases for pair in (*_asks(case), *_needs(case), *_figures(case, chance), *_keywords(case, chance))]
    return [pair for pair in pairs if pair.query.removeprefix(QUERY_PROMPT) not in unseen]


def batches(pairs: Sequence[Pair], steps: int, chance: random.Random) -> Iterator[list[Pair]]:
    """Yield `steps` batches; no passage stands twice in one, where it would be its own wrong answer."""
    made = 0
    while made < steps:
        pool = list(pairs)
        chance.shuffle(pool)
        while made < steps:
            batch: dict[str, Pair] = {}
            rest = []
            for pair in pool:
                if len(batch) < BATCH and pair.passage not in batch:
                    batch[pair.passage] = pair
                else:
                    rest.append(pair)
            if len(batch) < BATCH:
                break
            pool = rest
            made += 1
            yield list(batch.values())


def train(folder: Path, pairs: Sequence[Pair], chance: random.Random, trained: Path) -> None:
    """Train an adapter over the sentence-transformers model in `folder` and save it, as peft does, in `trained`."""
    import torch
    from peft import LoraConfig, TaskType
    from sentence_transformers import SentenceTransformer, losses

    torch.manual_seed(SEED)
    model = SentenceTransformer(str(folder), device="cpu")
    model.max_seq_length = MAX_TOKENS
    config = LoraConfig(task_type=TaskType.FEATURE_EXTRACTION, r=RANK, lora_alpha=ALPHA, lora_dropout=DROPOUT, target_modules=MODULES)
    model.add_adapter(config)
    loss = losses.MultipleNegativesRankingLoss(model, scale=SCALE)
    weights = [weight for weight in model.parameters() if weight.requires_grad]
    optimiser = torch.optim.AdamW(weights, lr=RATE, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, RATE, total_steps=STEPS + 1, pct_start=0.1)
    model.train()
    for step, batch in enumerate(batches(pairs, STEPS, chance), 1):
        with torch.autocast("cpu", dtype=torch.bfloat16):
            value = loss([model.preprocess([p.query for p in batch]), model.preprocess([p.passage for p in batch])], None)
        value.backward()
        torch.nn.utils.clip_grad_norm_(weights, 1.0)
        optimiser.step()
        schedule.step()
        optimiser.zero_grad()
        sys.stderr.write(f"\r{step}/{STEPS} loss {value.item():.3f} ")
    model.save(str(trained))


def compact(trained: Path, target: Path) -> str:
    """Write peft's tensors as ours, half precision and the factor alpha / rank folded into B; return the file's SHA-256."""
    tensors = {}
    for name, tensor in load_file(trained / "adapter_model.safetensors").items():
        if "pooler" in name:  # not part of the pooled vector
            continue
        plain = name.removeprefix("base_model.model.")
        if ".lora_A." in plain:
            tensors[plain.replace(".lora_A.weight", ".weight.A")] = tensor.astype(np.float16)
        else:
            tensors[plain.replace(".lora_B.weight", ".weight.B")] = (tensor * (ALPHA / RANK)).astype(np.float16)
    save_file(tensors, target, metadata={"base": "multilingual-e5-small", "rank": str(RANK)})
    return sha256(target.read_bytes()).hexdigest()


def pin(digest: str, module: Path, name: str = "ADAPTER_SHA256") -> None:
    """Write an adapter's SHA-256 into the module that refuses any other.

    Raises:
        ValueError: when the module does not pin exactly one.

    """
    text, times = re.subn(rf'^{name} = "[0-9a-f]{{64}}"$', f'{name} = "{digest}"', module.read_text("utf-8"), flags=re.MULTILINE)
    if times != 1:
        msg = f"{module.name} pins {times} adapters"
        raise ValueError(msg)
    module.write_text(text, encoding="utf-8")


def main() -> None:
    """Train, replace the adapter, and pin it: the change of indexer/model/adapter.py shows that everything after it was learned anew."""
    chance = random.Random(SEED)  # noqa: S311 - reproducible, not secret
    pairs = training_pairs(load_cases(), chance, unseen={query.query for query in load_judged().queries})
    with tempfile.TemporaryDirectory() as temporary:
        work = Path(temporary)
        write_transformers_folder(read_weights(weights_path()), work / "network")
        write_sentence_transformer(work / "network", work / "model")
        train(work / "model", pairs, chance, work / "trained")
        digest = compact(work / "trained", ADAPTER)
        pin(digest, Path(adapter.__file__))
        sys.stdout.write(f"{digest}\n")


def _passage(case: Case, section: Section) -> str:
    return f"{PASSAGE_PROMPT}{place_and_title(case)}\n{section.heading}\n{section.text}"


def _asks(case: Case) -> Iterator[Pair]:
    for section in case.sections:
        for ask in section.asks:
            yield Pair(QUERY_PROMPT + ask, _passage(case, section))


def _needs(case: Case) -> Iterator[Pair]:
    for need in case.needs:
        yield Pair(QUERY_PROMPT + need, f"{PASSAGE_PROMPT}{place_and_title(case)}\n{case.headline}\n{case.summary}")


def _figures(case: Case, chance: random.Random) -> Iterator[Pair]:
    for figure in chance.sample(case.figures, min(FIGURES, len(case.figures))):
        own = figure.source
        holding = [s for s in case.sections if own and s.source and overlap(s.source, own)]
        if holding:
            year = f"{figure.year}년 " if figure.year else ""
            ending = chance.choice((*ENDINGS, f"몇 {figure.unit}"))
            yield Pair(f"{QUERY_PROMPT}{_short_place(case)} {year}{figure.name} {ending}", _passage(case, holding[0]))


def _keywords(case: Case, chance: random.Random) -> Iterator[Pair]:
    found = 0
    for keyword in chance.sample(case.keywords, len(case.keywords)):
        holding = [s for s in case.sections if all(word in f"{s.heading} {s.text}" for word in keyword.split())]
        if holding and found < KEYWORDS:
            found += 1
            named = keyword if chance.random() < 0.6 else f"{_short_place(case)} {keyword}"  # noqa: PLR2004 - a share
            yield Pair(QUERY_PROMPT + named, _passage(case, holding[0]))


def _short_place(case: Case) -> str:
    return next(reversed(places_of(case)), case.title)


if __name__ == "__main__":
    main()
