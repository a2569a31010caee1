"""Learns what derives cards from the casebook's cases and the cards that people wrote of them: a step of `scripts/train`.

Needs the casebook's text (SAERYE_CASEBOOK). What is learned goes into corpus/deriving/weights.json: numbers, labels, and words or their
beginnings that several cases share. `saerye eval cards` measures it, learned without the case that it is measured on.
"""

from __future__ import annotations

import json
import sys

from corpus.deriving.ground.linear_model import WEIGHTS, Knowledge
from corpus.errors import SettingsError
from corpus.vocabulary.facet_values import load_vocabulary
from eval.deriving.taught_cases import read_taught
from eval.deriving.teaching import learn_knowledge, read_lessons
from service.operations.settings import read_settings

LARGEST = 300_000
"""Bytes that the weights may have: they are loaded wherever a book is added."""


def write_knowledge(knowledge: Knowledge) -> str:
    """Return what goes into the file: a feature a line, so that two versions can be compared."""
    data = knowledge.as_data()
    models = {
        name: {**model, "weights": "@"}
        for name, model in data["models"].items()  # type: ignore[attr-defined]
    }
    told = json.dumps({"models": models, "common": data["common"]}, ensure_ascii=False, separators=(",", ":"))
    for model in knowledge.models.values():
        rows = ",\n".join(
            f"{json.dumps(name, ensure_ascii=False)}:{json.dumps(row, separators=(',', ':'))}" for name, row in model.weights.items()
        )
        told = told.replace('"@"', "{" + rows + "}", 1)
    return told + "\n"


def main() -> None:
    """Read the casebook, learn, and write the file."""
    casebook = read_settings().casebook
    if casebook is None:
        raise SettingsError("원문의 경로가 없습니다. SAERYE_CASEBOOK으로 정하십시오.")
    vocabulary = load_vocabulary()
    knowledge = learn_knowledge([read_lessons(each, vocabulary) for each in read_taught(casebook)])
    told = write_knowledge(knowledge)
    sizes = ", ".join(f"{name} {len(model.weights)}" for name, model in knowledge.models.items())
    sys.stdout.write(f"features: {sizes}; common words {len(knowledge.common)}; {len(told.encode()):,} bytes\n")
    if len(told.encode()) > LARGEST:
        raise SettingsError(f"가중치가 {len(told.encode()):,}바이트로 {LARGEST:,}바이트를 넘습니다. 특징의 문턱을 올리십시오.")
    WEIGHTS.write_text(told, encoding="utf-8")


if __name__ == "__main__":
    main()
