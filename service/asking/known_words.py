"""Which words the sources have, asked word by word."""

from __future__ import annotations

from dataclasses import dataclass

from indexer.records.catalogue import Catalogue


@dataclass(frozen=True, slots=True)
class WordsOfCase:
    """The words of a case's passages."""

    records: Catalogue
    case_id: str

    def __contains__(self, form: object) -> bool:
        """Tell whether some passage of the case has the word."""
        return isinstance(form, str) and self.records.case_has(self.case_id, form)


@dataclass(frozen=True, slots=True)
class WordsOfAll:
    """The words of all passages."""

    records: Catalogue

    def __contains__(self, form: object) -> bool:
        """Tell whether some passage has the word."""
        return isinstance(form, str) and self.records.holders(form) > 0
