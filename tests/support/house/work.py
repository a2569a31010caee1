"""Work, counted: what a call does, in numbers that do not depend on the machine."""

import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Self

from indexer.text.analyser import READINGS, Analyser, Morpheme, Sentence, Token

Trace = Callable[[FrameType, str, object], "Trace | None"]
ROOT = str(Path(__file__).resolve().parents[3])


def lines_run(call: Callable[[], object]) -> int:
    """How many lines of this project's code a call runs on its own thread; a line of a loop counts each time round."""
    count = 0

    def inside(frame: FrameType, event: str, argument: object) -> Trace:
        nonlocal count
        count += event == "line"
        return inside

    def entered(frame: FrameType, event: str, argument: object) -> Trace | None:
        return inside if frame.f_code.co_filename.startswith(ROOT) else None

    before = sys.gettrace()
    sys.settrace(entered)
    try:
        call()
    finally:
        sys.settrace(before)
    return count


class CountedAnalyser(Analyser):
    """Kiwi that counts the characters it is given to read, as often as it has to read them."""

    characters = 0

    @classmethod
    def of(cls, analyser: Analyser) -> Self:
        """One that counts for itself, by the Kiwi that another has loaded."""
        counted = cls.__new__(cls)
        counted.__dict__.update(vars(analyser))
        return counted

    def tokens(self, text: str) -> list[Token]:
        self.characters += len(text)
        return super().tokens(text)

    def morphemes(self, text: str) -> list[Morpheme]:
        self.characters += len(text)
        return super().morphemes(text)

    def sentences(self, text: str) -> list[Sentence]:
        self.characters += len(text)
        return super().sentences(text)

    def likelihood(self, text: str) -> float:
        self.characters += len(text)
        return super().likelihood(text)

    def add_spaces(self, text: str) -> str:
        self.characters += len(text)
        return super().add_spaces(text)

    def name_margin(self, text: str, start: int, end: int) -> float:
        self.characters += READINGS * len(text)
        return super().name_margin(text, start, end)
