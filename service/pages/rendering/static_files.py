"""Style sheets, scripts and the icon. What an address with a content's digest gives never changes: a browser need not ask again."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.staticfiles import StaticFiles

if TYPE_CHECKING:
    from starlette.responses import Response
    from starlette.types import Scope

STATIC = Path(__file__).parents[1] / "static"


def address_of(name: str) -> str:
    """Return the address of a file as a page names it: with the digest of its content."""
    return f"/static/{name}?v={_digest(STATIC / name)}"


class Files(StaticFiles):
    """The files: kept for a year where the address names what is there now, else asked for again by their ETag."""

    def file_response(
        self, full_path: str | os.PathLike[str], stat_result: os.stat_result, scope: Scope, status_code: int = 200
    ) -> Response:
        """Add how long the file may be kept."""
        response = super().file_response(full_path, stat_result, scope, status_code)
        named = scope["query_string"] == f"v={_digest(Path(full_path))}".encode()
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable" if named else "no-cache"
        return response


def _digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()[:12]
