"""The setting that gives groups of readers their keys: `group=key,group=key`, or a YAML file (JSON is YAML) of the same."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from corpus.model.sight import ALL
from corpus.yaml_files import nfc, read_yaml

KEY = re.compile(r"[!-+\--~]{16,200}")  # no comma, which parts one group from the next
_GROUP = re.compile(r"[^=,\s][^=,\n]{0,99}")


def read_group_keys(told: str) -> str:
    """Return what a setting says as `group=key,group=key`: itself, or what stands in the file that it is the path of.

    Raises:
        ValueError: for what cannot be used, in words that repeat no key.

    """
    parts = [part for part in told.split(",") if part.strip()] if "=" in told else _read_file(Path(told))
    pairs = [(str(nfc(group)).strip(), key.strip()) for group, _, key in (part.partition("=") for part in parts)]
    groups, keys = [group for group, _ in pairs], [key for _, key in pairs]
    if wrong := [group for group in groups if not _GROUP.fullmatch(group) or group == ALL]:
        raise ValueError(f"{wrong[0][:40]!r}: 묶음의 이름으로 쓸 수 없습니다. 총괄과=열쇠처럼 적고, all은 쓰지 마십시오")
    if len({*groups}) < len(groups) or len({*keys}) < len(keys):
        raise ValueError("같은 묶음이나 같은 열쇠가 두 번 있습니다")
    if not pairs or not all(KEY.fullmatch(key) for key in keys):
        raise ValueError("묶음마다 빈칸과 쉼표 없는 영문자, 숫자, 부호로 16자 이상 200자까지의 열쇠를 적어야 합니다")
    return ",".join(f"{group}={key}" for group, key in pairs)


@lru_cache(1)
def keys_by_group(told: str) -> Mapping[str, str]:
    """Return the keys of what `read_group_keys` returned, by their groups."""
    return {group: key for group, _, key in (part.partition("=") for part in told.split(",") if part)}


def _read_file(path: Path) -> list[str]:
    data, faults = read_yaml(path)
    if faults or not isinstance(data, dict) or not all(isinstance(key, str) for key in data.values()):
        raise ValueError(f"{path.name}: 읽을 수 없거나, 묶음마다 열쇠 하나를 적은 파일이 아닙니다")
    if any("," in f"{group}{key}" or "=" in str(group) for group, key in data.items()):
        raise ValueError(f"{path.name}: 묶음의 이름과 열쇠에는 쉼표를 쓸 수 없습니다")
    return [f"{group}={key}" for group, key in data.items()]
