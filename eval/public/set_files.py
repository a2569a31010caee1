"""The files of a public set: found plain or gzipped, and read record by record; what cannot be read is refused with file and line."""

from __future__ import annotations

import gzip
import math
import unicodedata
from pathlib import Path
from typing import Annotated, Any, TypeVar
from zlib import error as ZlibError  # noqa: N812 - a class, whatever its name

from pydantic import AliasChoices, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from corpus.errors import EvalDataError
from eval.sets.judged import refuse, split_lines, tell_fault

ZIPPED = ".gz"


def clean_id(name: str) -> str:
    """Return an id as ids are compared: composed, without blanks around it."""
    return unicodedata.normalize("NFC", name).strip()


def _read_text(value: Any) -> Any:  # noqa: ANN401 - whatever stands in a JSON file
    """Return what stands for a text: nothing for null and for the NaN that pandas writes, a number as it is written."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


def _read_id(value: Any) -> Any:  # noqa: ANN401 - whatever stands in a JSON file
    """Return an id as a text; one that pandas made a fraction of (12.0) is the whole number it was."""
    whole = int(value) if isinstance(value, float) and value.is_integer() else value
    text = _read_text(whole)
    return clean_id(text) if isinstance(text, str) else text


Text = Annotated[str, BeforeValidator(_read_text)]
Id = Annotated[str, Field(min_length=1), BeforeValidator(_read_id)]


class PublicText(BaseModel):
    """A query, or what of a document is searched, as a public set's line gives it; what else stands in the line is not read."""

    model_config = ConfigDict(frozen=True)

    id: Id = Field(validation_alias=AliasChoices("_id", "id"))
    text: Text = ""


class PublicDocument(PublicText):
    """A document of a public set."""

    title: Text = ""


T = TypeVar("T", bound=PublicText)


def find_file(folder: Path, name: str) -> Path:
    """Return a file of a folder, or its gzipped twin where only that is there."""
    plain, zipped = folder / name, folder / f"{name}{ZIPPED}"
    return zipped if zipped.is_file() and not plain.is_file() else plain


def read_texts(path: Path, model: type[T], called: str) -> tuple[dict[str, T], list[str]]:
    """Return a file's records by their ids, and a line for each kind of what was joined: the last of several with one id counts.

    Raises:
        EvalDataError: when the file is missing, or with the line and key of each fault.

    """
    records: dict[str, T] = {}
    same: list[str] = []
    unlike: list[str] = []
    faults: list[str] = []
    for number, line in lines_of(path):
        try:
            record = model.model_validate_json(line)
        except ValidationError as error:
            faults += [tell_fault(f"{path.name} {number}행", detail) for detail in error.errors(include_url=False)]
            continue
        if record.id in records:
            (same if records[record.id] == record else unlike).append(record.id)
        records[record.id] = record
    refuse(faults)
    told = (
        (same, f"번호와 글이 같은 {called}는 하나로 합쳤습니다"),
        (unlike, f"번호는 같고 글이 다른 {called}는 뒤의 것을 썼습니다"),
    )
    return records, [f"{path.name}: {what}: {list_ids(ids)}" for ids, what in told if ids]


def list_ids(ids: list[str], most: int = 3) -> str:
    """Return how many there are and which, the first of them where they are many."""
    told = list(dict.fromkeys(ids))
    return f"{len(ids):,}건({', '.join(told[:most])}{' …' if len(told) > most else ''})"


def lines_of(path: Path) -> list[tuple[int, str]]:
    """Return the lines of a file, plain or gzipped, that are not blank, with their numbers.

    Raises:
        EvalDataError: when the file cannot be read.

    """
    try:
        with gzip.open(path) if path.suffix == ZIPPED else path.open("rb") as file:
            raw = file.read()
    except (OSError, EOFError, ZlibError) as error:
        told = getattr(error, "strerror", None) or "압축이 온전하지 않습니다"
        raise EvalDataError(f"평가 자료 {path.name}을(를) 읽을 수 없습니다: {told}. 파일이 있는지, 온전한지 확인하십시오.") from error
    lines = split_lines(path.name, raw)
    return [(number, line) for number, line in enumerate(lines if len(lines) > 1 else lines[0].split("\r"), 1) if line.strip()]
