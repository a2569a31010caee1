"""A file of a generation that is read as one JSON value of a known shape."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter


@dataclass(frozen=True, slots=True)
class StoredJson:
    """The name of a file, and what it holds."""

    file: str
    content: TypeAdapter[Any]

    def write(self, value: object, folder: Path) -> None:
        """Write the value into the folder of a generation."""
        (folder / self.file).write_bytes(self.content.dump_json(value))

    def read(self, folder: Path) -> Any:  # noqa: ANN401 - what the adapter says
        """Read a value that `write` wrote.

        Raises:
            OSError, ValueError: when the file cannot be read, or does not hold what it should.

        """
        return self.content.validate_json((folder / self.file).read_bytes())
