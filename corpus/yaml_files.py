"""YAML on disk → plain data and typed records. All faults of a file are told at once, each with its key. The one door to yaml."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Hashable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import ValidationError
from yaml._yaml import CParser
from yaml.composer import Composer
from yaml.constructor import SafeConstructor
from yaml.resolver import Resolver

from corpus.errors import CorpusError, Fault
from corpus.model.ids import canonical
from corpus.model.nouns import Record
from corpus.validation import key, message

MAX_YAML_BYTES = 1_000_000
T = TypeVar("T", bound=Record)
_READ_OTHERWISE = re.compile(r"[\t\ufeff]|[|>]#")
"""What libyaml takes in places where PyYAML's own parser refuses it."""


class _PlainData(Composer, SafeConstructor, Resolver):
    """Plain data: no aliases (a few lines of them can unfold into gigabytes), no tags, and no key given twice."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """Refuse what points elsewhere in the file or asks for a type by name."""
        event = self.peek_event()  # type: ignore[attr-defined]  # of either parser
        if event.anchor or getattr(event, "tag", None):
            raise yaml.composer.ComposerError(None, None, "앵커(&), 별칭(*), 태그(!)는 쓸 수 없습니다", event.start_mark)
        if getattr(parent, "flow_style", False) and not getattr(event, "style", None) and "?" in getattr(event, "value", ""):
            raise yaml.composer.ComposerError(None, None, "expected ',', but got '?'", event.start_mark)  # libyaml takes it for text
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


class _PlainLoader(_PlainData, yaml.SafeLoader):
    """SafeLoader for plain data: it says what is wrong with a file, and where."""


class _QuickLoader(_PlainData, CParser):
    """The same by libyaml's parser, which takes a sixth of the time."""

    def __init__(self, stream: str) -> None:
        CParser.__init__(self, stream)
        Composer.__init__(self)
        SafeConstructor.__init__(self)
        Resolver.__init__(self)


def read_record(path: Path, kind: type[T], what: str) -> T:
    """Read a file that holds one record, `what` in the user's words.

    Raises:
        CorpusError: with every fault of the file.

    """
    data, faults = read_yaml(path)
    record, found = (None, faults) if faults else validate_record(data, path, kind)
    if record is None:
        raise CorpusError(found, what)
    return record


def id_faults(data: Any, path: Path, name: str, named: str) -> list[Fault]:  # noqa: ANN401 - YAML holds anything
    """Return the fault of an `id` that is not the name of the file or folder it stands for: so no two beside one another are the same."""
    given = data.get("id") if isinstance(data, dict) else None
    if not isinstance(given, str) or canonical(given) == name:
        return []
    return [Fault(path.name, "id", f"{named} 이름({name})과 다릅니다: {given[:20]!r}")]


def validate_record(data: Any, path: Path, kind: type[T]) -> tuple[T | None, list[Fault]]:  # noqa: ANN401 - YAML holds anything
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
    if len(raw) > MAX_YAML_BYTES:
        return None, [Fault(path.name, "", f"파일이 {MAX_YAML_BYTES:,}바이트를 넘습니다")]
    try:
        data = _load(raw.decode("utf-8-sig"))
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


def _load(text: str) -> Any:  # noqa: ANN401 - YAML holds anything
    """Return the data of a YAML text. What libyaml refuses is read again: PyYAML's own parser says why."""
    if not _READ_OTHERWISE.search(text):
        with suppress(yaml.YAMLError):
            return yaml.load(text, _QuickLoader)  # type: ignore[arg-type]  # noqa: S506 - constructs as SafeLoader does
    return yaml.load(text, _PlainLoader)  # noqa: S506 - a SafeLoader


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


def dump_yaml(data: Mapping[str, Any]) -> str:
    """Return plain data as YAML that a person reads: keys in their order, words unescaped, no aliases."""
    return yaml.dump(data, Dumper=_NoAliases, allow_unicode=True, sort_keys=False, width=140)


class _NoAliases(yaml.SafeDumper):
    """Writes what stands twice twice."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ANN401 - YAML holds anything
        """Nothing is named once and pointed to from elsewhere: such a file is refused here."""
        del data
        return True
