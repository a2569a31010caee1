"""Made-up texts of other fields of public work, and questions on them: ground that nothing of the embedded book stands on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import EvalDataError
from eval.sets.asked_questions import PairedQuestion, refuse_repeated, refuse_unpaired
from eval.sets.judged import DATA, read_lines, refuse, text_lines

GROUND = DATA / "ground"
_HEADING = re.compile(r"<!-- text (\S+) -->")


class GroundQuestion(PairedQuestion):
    """A question on one text; `proof` are the places of the text that prove its answer, letter by letter but for blanks."""

    text: str
    proof: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GroundField:
    """A field of public work: its texts by id, and the questions on them."""

    name: str
    texts: dict[str, str]
    questions: list[GroundQuestion]


def load_ground(folder: Path = GROUND) -> list[GroundField]:
    """Load the fields of a folder: `<field>.md` with the texts, each under `<!-- text <id> -->`, and `<field>.jsonl` with the questions.

    Raises:
        EvalDataError: when there is no field, or with every fault of the first file that has any.

    """
    paths = sorted(folder.glob("*.jsonl"))
    if not paths:
        raise EvalDataError(f"{folder}에 질문이 없습니다. 분야마다 글(.md)과 질문(.jsonl)을 두십시오.")
    fields = [_load_field(path) for path in paths]
    refuse_repeated([question for field in fields for question in field.questions])
    return fields


def read_texts(path: Path) -> dict[str, str]:
    """Return the texts of a file by id; what stands above the first is none of them.

    Raises:
        EvalDataError: when the file cannot be read, or an id stands twice.

    """
    parts = _HEADING.split("\n".join(text_lines(path)))
    names, texts = parts[1::2], parts[2::2]
    refuse([f"{path.name}: 글 {name}이(가) 두 번 있습니다" for name in dict.fromkeys(names) if names.count(name) > 1])
    return {name: text.strip() for name, text in zip(names, texts, strict=True)}


def _load_field(path: Path) -> GroundField:
    questions, texts = read_lines(path, GroundQuestion), read_texts(path.with_suffix(".md"))
    refuse([f"{path.name}: {one.id}: text: 글 {one.text}이(가) {path.stem}.md에 없습니다" for one in questions if one.text not in texts])
    refuse_unpaired(questions)
    return GroundField(path.stem, texts, questions)
