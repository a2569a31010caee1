"""The parts of a DOCX: its main story and what that refers to, each read when it is asked for; one that is missing is not missed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.documents.office.office_blocks import clean_text

if TYPE_CHECKING:
    from lxml.etree import _Element

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_CORE = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"


@dataclass(frozen=True, slots=True)
class DocxParts:
    """A document's parts by what refers to them; documents with macros and templates are made alike."""

    package: Any
    relations: tuple[Any, ...]
    """Those of the package and of the main part, as python-docx reads them."""
    main: _Element

    def read_part(self, kind: str) -> _Element | None:
        """Return the root of the part that is referred to as a kind, such as styles; None where there is none."""
        return self._read(relation for relation in self.relations if relation.reltype == _OFFICE + kind)

    def read_related(self, relation_id: str) -> _Element | None:
        """Return the root of the part that the main one refers to by an id."""
        return self._read(relation for relation in self.relations if relation.rId == relation_id and relation.reltype.startswith(_OFFICE))

    def read_title(self) -> str | None:
        """Return the title that the file gives itself."""
        core = self._read(relation for relation in self.relations if relation.reltype == _CORE)
        return clean_text(core.findtext(_TITLE) or "") or None if core is not None else None

    def _read(self, relations: Iterator[Any]) -> _Element | None:
        relation = next((one for one in relations if not one.is_external), None)
        try:
            return parse_part(self.package.blob_for(relation.target_partname)) if relation is not None else None
        except KeyError:  # word processors leave references to parts that they took out
            return None


@contextmanager
def open_parts(path: Path) -> Iterator[DocxParts]:
    """Open a DOCX.

    Raises:
        KeyError: where it has no main part; what `zipfile` and `lxml` raise where it is damaged.

    """
    from docx.opc.packuri import PACKAGE_URI
    from docx.opc.phys_pkg import PhysPkgReader
    from docx.opc.pkgreader import PackageReader

    open_package: Any = PhysPkgReader
    relations_of: Any = PackageReader._srels_for
    package = open_package(str(path))
    try:
        own = tuple(relations_of(package, PACKAGE_URI))
        main = next((relation for relation in own if relation.reltype == f"{_OFFICE}officeDocument"), None)
        if main is None:
            raise KeyError(path.name)
        relations = (*relations_of(package, main.target_partname), *own)
        yield DocxParts(package, relations, parse_part(package.blob_for(main.target_partname)))
    finally:
        package.close()


def parse_part(content: bytes) -> _Element:
    """Return the root of a part's XML; python-docx's own elements, which it would be made of there, are slower to walk through."""
    from lxml.etree import XMLParser, fromstring

    return fromstring(content, XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True))
