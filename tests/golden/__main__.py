"""`python -m tests.golden FOLDER` writes what is given now (the frozen files lie in tests/golden); `--against FOLDER` lists what differs.

Used before and after each commit that moves code: on one machine nothing at all may differ.
"""

import argparse
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from fastapi.testclient import TestClient

from service.app import create_service
from service.operations.runtime import Runtime
from service.operations.settings import Settings
from tests.golden.outputs import everything, ranks_and_answers
from tests.golden.small import small_runtime

HERE = Path(__file__).parent
COMPUTABLE, REAL = "computable.json", "real.json"


def main() -> None:
    """Write or compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=HERE)
    parser.add_argument("--against", type=Path)
    parser.add_argument("--data", type=Path, default=Path(".saerye"), help="the data folder whose index is asked with the real model")
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        write(
            given.folder / COMPUTABLE, everything(TestClient(create_service(small_runtime(Path(folder))), base_url="http://127.0.0.1:8000"))
        )
    runtime = Runtime(Settings(data=given.data))
    runtime.load()
    write(given.folder / REAL, ranks_and_answers(runtime))
    if given.against:
        changes = [
            change for name in (COMPUTABLE, REAL) for change in differences(read(given.against / name), read(given.folder / name), name)
        ]
        sys.stdout.write("".join(f"{change}\n" for change in changes) or "nothing differs\n")
        sys.exit(bool(changes))


def write(path: Path, value: Any) -> None:  # noqa: ANN401 - JSON
    """Write JSON, one entry of the second level a line, so that a change reads as one in a diff."""
    parts = [f"{json.dumps(key, ensure_ascii=False)}: {_entries(item)}" for key, item in value.items()]
    path.write_text("{\n" + ",\n".join(parts) + "\n}\n", encoding="utf-8")


def _entries(item: Any) -> str:  # noqa: ANN401 - JSON
    inside = (
        [f"{json.dumps(key, ensure_ascii=False)}: {json.dumps(own, ensure_ascii=False)}" for key, own in item.items()]
        if isinstance(item, dict)
        else None
    )
    if inside is not None:
        return "{\n  " + ",\n  ".join(inside) + "\n }"
    return "[\n  " + ",\n  ".join(json.dumps(own, ensure_ascii=False) for own in item) + "\n ]"


def read(path: Path) -> Any:  # noqa: ANN401 - JSON
    """Return what was frozen."""
    return json.loads(path.read_text(encoding="utf-8"))


def differences(before: Any, after: Any, place: str) -> list[str]:  # noqa: ANN401 - JSON
    """Return where two JSON values differ, a line each."""
    if isinstance(before, dict) and isinstance(after, dict):
        return [line for key in before.keys() | after.keys() for line in differences(before.get(key), after.get(key), f"{place} › {key}")]
    return (
        []
        if before == after
        else [f"{place}: {json.dumps(before, ensure_ascii=False)[:300]} → {json.dumps(after, ensure_ascii=False)[:300]}"]
    )


if __name__ == "__main__":
    main()
