"""A draft of a plan → its parts: neighbouring lines and sentences of one length that can be searched."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.facts.language.clauses import split_sentences

LONGEST = 200
"""Characters of a part. Shorter ones say too little of what is meant, longer ones several things at once; and each costs its encoding."""
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class PlanPart:
    """A part of a draft, sentence by sentence."""

    sentences: tuple[str, ...]

    @property
    def text(self) -> str:
        """The part as it is searched."""
        return " ".join(self.sentences)


def cut_plan(text: str) -> list[PlanPart]:
    """Return the parts of a draft in order: as many sentences that follow one another as fit; what has no letters belongs to none."""
    parts: list[list[str]] = []
    for sentence in split_sentences(text):
        told = " ".join(sentence.text.split())
        if not _LETTER.search(told):
            continue
        if not parts or sum(map(len, parts[-1])) + len(parts[-1]) + len(told) > LONGEST:
            parts.append([])
        parts[-1].append(told)
    return [PlanPart(tuple(part)) for part in parts]
