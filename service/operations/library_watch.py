"""Whether a library holds other books than were built, told by its files' names, sizes and times: none of them is read."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from corpus.library.published import Signature, signature_of


@dataclass(slots=True)
class LibraryWatch:
    """Notices that a library's files have changed since they were built, once they lie still.

    What could not be built is tried again when the files have changed once more, or another generation is current: another build was in
    the way, and is done.
    """

    folder: Path
    _built: Signature | None = None
    _tried: tuple[Signature, str | None] | None = None
    _seen: Signature | None = None

    def begin(self, generation: str | None) -> Signature:
        """Return what is there now, and is built from now on beside a generation."""
        self._seen = signature_of(self.folder)
        self._tried = self._seen, generation
        return self._seen

    def remember(self, built: Signature) -> None:
        """Remember what has been built."""
        self._built = built

    def has_changed(self, generation: str | None) -> bool:
        """Tell whether there is something to build: other files than before, and the same ones as at the last look."""
        before, self._seen = self._seen, signature_of(self.folder)
        return self._seen == before and self._seen != self._built and (self._seen, generation) != self._tried
