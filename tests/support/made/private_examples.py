"""Made-up texts with what of them is private: `tests/data/privacy`, and how well the rules find it."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus.privacy.masking import private_spans
from corpus.privacy.private_span import OfficeNames

EXAMPLES = Path(__file__).parents[2] / "data" / "privacy"
SETS = ("developed", "held_out")
_POLICIES: dict[str, OfficeNames] = {"book": "keep", "log": "mask"}
_MARKED = re.compile(r"\{(\w+)\|(.*?)\}")


@dataclass(frozen=True, slots=True)
class PrivateExample:
    """A text, its private parts, and whether names of offices are to be found too."""

    text: str
    private: tuple[tuple[int, int, str], ...]
    office_names: OfficeNames


@dataclass(frozen=True, slots=True)
class Found:
    """How much of a kind was found, missed, and found where there was none."""

    right: int
    missed: int
    wrong: int

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0


def read_examples(name: str) -> Iterator[PrivateExample]:
    for line in (EXAMPLES / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            policy, _, marked = line.partition("\t")
            text, spans, end = "", [], 0
            for part in _MARKED.finditer(marked.replace("⏎", "\n")):
                text += part.string[end : part.start()]
                spans.append((len(text), len(text) + len(part[2]), part[1]))
                text, end = text + part[2], part.end()
            yield PrivateExample(text + marked.replace("⏎", "\n")[end:], tuple(spans), _POLICIES[policy])


def measure_examples(name: str) -> dict[str, Found]:
    """Return by kind how well the rules do: a part counts as found where all of it is hidden, as wrong where it lies in none."""
    counts: Counter[tuple[str, str]] = Counter()
    for example in read_examples(name):
        found = private_spans(example.text, office_names=example.office_names)
        for start, end, kind in example.private:
            hidden = any(one.kind == kind and one.start <= start and end <= one.end for one in found)
            counts[kind, "right" if hidden else "missed"] += 1
        for one in found:
            known = any(one.kind == kind and start <= one.start and one.end <= end for start, end, kind in example.private)
            counts[one.kind, "wrong"] += not known
    kinds = sorted({kind for kind, _ in counts})
    return {kind: Found(*(counts[kind, what] for what in ("right", "missed", "wrong"))) for kind in kinds}
