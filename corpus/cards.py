"""Cards on disk → Cases, and what is known besides: regions, words for facets. All faults are reported at once, each with its file and key.

The one door to yaml.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Hashable, Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import ValidationError

from corpus.errors import CorpusError, Fault
from corpus.model.nouns import Case, FacetWords, Record, Regions
from corpus.validation import key, message

CARDS = Path(__file__).parent / "books" / "jobs-2023" / "cards"
REGIONS, FACET_WORDS = (Path(__file__).parent / "vocabulary" / name for name in ("regions.yaml", "facet-words.yaml"))
MAX_CARD_BYTES = 1_000_000
T = TypeVar("T", bound=Record)


class _CardLoader(yaml.SafeLoader):
    """SafeLoader for plain data: no aliases (a few lines of them can unfold into gigabytes), no tags, and no key given twice."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """Refuse what points elsewhere in the file or asks for a type by name."""
        event = self.peek_event()  # type: ignore[no-untyped-call]
        if event.anchor or getattr(event, "tag", None):
            raise yaml.composer.ComposerError(None, None, "앵커(&), 별칭(*), 태그(!)는 쓸 수 없습니다", event.start_mark)
        return super().compose_node(parent, index)

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        """Refuse a key given twice, where YAML would silently keep the last value, and a key that is not a word."""
        seen: set[str] = set()
        for key_node, _ in node.value:
            if not isinstance(key_node, yaml.ScalarNode) or key_node.tag != "tag:yaml.org,2002:str":
                raise yaml.constructor.ConstructorError(None, None, "항목 이름은 글자여야 합니다", key_node.start_mark)
            if key_node.value in seen:
                raise yaml.constructor.ConstructorError(None, None, f"'{key_node.value}' 항목이 두 번 있습니다", key_node.start_mark)
            seen.add(key_node.value)
        return super().construct_mapping(node, deep)

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:  # noqa: ANN401 - YAML holds anything
        """Name the line of what only looks like a date or a number: 2022-02-30."""
        try:
            return super().construct_object(node, deep)
        except ValueError as error:
            raise yaml.constructor.ConstructorError(None, None, "날짜나 수로 읽을 수 없는 값입니다", node.start_mark) from error


def load_cases(folder: Path = CARDS) -> tuple[Case, ...]:
    """Load every `*.yaml` of a folder as a Case, ordered by id.

    Raises:
        CorpusError: with every fault of every file, or when the folder holds no card.

    """
    paths = sorted(folder.glob("*.yaml"))
    if not paths:
        raise CorpusError([Fault(folder.name, "", "사례 카드(*.yaml)가 하나도 없습니다")])
    cases: list[Case] = []
    faults: list[Fault] = []
    for path in paths:
        case, found = read_card(path)
        faults += found
        if case is not None:
            cases.append(case)
    if faults:
        raise CorpusError(faults)
    return tuple(sorted(cases, key=lambda case: case.id))


def read_card(path: Path) -> tuple[Case | None, list[Fault]]:
    """Read one card: the Case and no faults, or None and every fault found in it."""
    data, faults = read_yaml(path)
    if faults:
        return None, faults
    named = data.get("id") if isinstance(data, dict) else None
    if isinstance(named, str) and named != path.stem:  # so no two cards of a folder have the same id
        faults.append(Fault(path.name, "id", f"파일 이름({path.stem})과 다릅니다: {named[:20]!r}"))
    case, found = _validated(data, path, Case)
    faults += found
    return (None, faults) if faults else (case, [])


def load_regions(path: Path = REGIONS) -> Regions:
    """Load the regions of Korea.

    Raises:
        CorpusError: with every fault of the file.

    """
    return _load(path, Regions, "지역 목록")


def load_facet_words(path: Path = FACET_WORDS) -> FacetWords:
    """Load the ordinary words for the values of facets.

    Raises:
        CorpusError: with every fault of the file.

    """
    return _load(path, FacetWords, "분류 낱말")


def content_digest(content: Record | Mapping[str, Any]) -> str:
    """Return the SHA-256 of what a file says: its remarks, and the order of its keys, do not change it."""
    data = content.model_dump(mode="json") if isinstance(content, Record) else dict(content)
    return sha256(json.dumps(data, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _load(path: Path, kind: type[T], what: str) -> T:
    """Read a file that holds one record, `what` in the user's words."""
    data, faults = read_yaml(path)
    record, found = (None, faults) if faults else _validated(data, path, kind)
    if record is None:
        raise CorpusError(found, what)
    return record


def _validated(data: Any, path: Path, kind: type[T]) -> tuple[T | None, list[Fault]]:  # noqa: ANN401 - YAML holds anything
    """Return a file's content as a record, or every fault found in it."""
    try:
        return kind.model_validate(nfc(data)), []
    except ValidationError as error:
        details = error.errors(include_url=False, include_input=False)
        return None, [Fault(path.name, key(detail["loc"]), message(detail)) for detail in _without_union_noise(details)]


def read_yaml(path: Path) -> tuple[Any, list[Fault]]:
    """Return a file's YAML content, or the one fault that kept it from being read."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        return None, [Fault(path.name, "", f"읽을 수 없습니다: {error.strerror}")]
    if len(raw) > MAX_CARD_BYTES:
        return None, [Fault(path.name, "", f"파일이 {MAX_CARD_BYTES:,}바이트를 넘습니다")]
    try:
        data = yaml.load(raw.decode("utf-8-sig"), _CardLoader)  # noqa: S506 - a SafeLoader
    except UnicodeDecodeError:
        return None, [Fault(path.name, "", "UTF-8이 아닙니다. UTF-8로 저장하십시오")]
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        return None, [Fault(path.name, f"{line}행", f"YAML 형식이 아닙니다: {error.problem}")]
    except yaml.YAMLError as error:
        return None, [Fault(path.name, "", f"YAML 형식이 아닙니다: {str(error).splitlines()[0]}")]
    except RecursionError:
        return None, [Fault(path.name, "", "목록이나 항목이 너무 깊이 겹쳐 있습니다")]
    return data, []


def nfc(value: Any) -> Any:  # noqa: ANN401 - YAML holds anything
    """Normalise every string to NFC: cards edited on macOS may arrive decomposed, and offsets are promised in NFC."""
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, list):
        return [nfc(item) for item in value]
    if isinstance(value, dict):
        return {nfc(name): nfc(item) for name, item in value.items()}
    return value


def _without_union_noise(details: Iterable[Any]) -> list[Any]:
    """Drop pydantic's branch names from locations and report a failed union once, not once a branch."""
    kept: dict[tuple[int | str, ...], Any] = {}
    for detail in details:
        place = detail["loc"]
        if detail["type"] != "extra_forbidden" and place[-1:] in {("int",), ("float",)}:
            place = place[:-1]
        kept[place] = {**detail, "loc": place}  # the last branch is the widest: a number, not a whole number
    return list(kept.values())
