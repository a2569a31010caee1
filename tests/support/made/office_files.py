"""Office files made for tests: a DOCX from the XML of its body, any ZIP, and compound files as old office programs wrote them."""

import struct
from collections.abc import Mapping
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMES = (
    f'xmlns:w="{W}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml"'
)
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
MACROS = "application/vnd.ms-word.document.macroEnabled"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PARTS = {"styles": "styles", "numbering": "numbering", "footnotes": "footnotes", "endnotes": "endnotes", "header": "hdr", "footer": "ftr"}


def write_zip(path: Path, entries: Mapping[str, str | bytes]) -> Path:
    """Write a ZIP with these entries."""
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return path


def write_docx(path: Path, body: str, *, main: str = f"{_WORD}.document", **parts: str) -> Path:
    """Write a DOCX whose body, and further parts by name, have this XML; they stand in their root elements here."""
    kinds = "".join(f'<Override PartName="/word/{part}.xml" ContentType="{_WORD}.{part}+xml"/>' for part in parts)
    relations = "".join(
        f'<Relationship Id="rId{number}" Type="{_RELATION}/{part}" Target="{part}.xml"/>' for number, part in enumerate(parts, 1)
    )
    entries = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="bin" ContentType="application/octet-stream"/>'
        f'<Override PartName="/word/document.xml" ContentType="{main}.main+xml"/>{kinds}</Types>',
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{_RELATION}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f"{relations}</Relationships>",
        "word/document.xml": f"<w:document {NAMES}><w:body>{body}</w:body></w:document>",
    }
    for part, inner in parts.items():
        entries[f"word/{part}.xml"] = f"<w:{_PARTS[part]} {NAMES}>{inner}</w:{_PARTS[part]}>"
    return write_zip(path, entries)


def paragraph(text: str, style: str = "", more: str = "") -> str:
    """Return the XML of a paragraph."""
    properties = (f'<w:pStyle w:val="{style}"/>' if style else "") + more
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space='preserve'>{text}</w:t></w:r></w:p>"


def table(*rows: str) -> str:
    """Return the XML of a table."""
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def cell(inner: str, properties: str = "") -> str:
    """Return the XML of a cell: of plain text, or of the blocks given."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner if inner.startswith('<') else paragraph(inner)}</w:tc>"


_SECTOR, _END, _FREE, _FAT = 512, 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
_LEAST = 4096


def write_compound(path: Path, streams: Mapping[str, bytes]) -> Path:
    """Write a compound file with these streams at its top; each is filled up to where it needs no small sectors."""
    filled = {name: content.ljust(_LEAST, b"\0") for name, content in streams.items()}
    directory_sectors = -(-(len(filled) + 1) // 4)
    table, at, starts = [_FAT], 1 + directory_sectors, {}
    table += [number + 1 for number in range(1, directory_sectors)] + [_END]
    for name, content in filled.items():
        count = -(-len(content) // _SECTOR)
        starts[name] = at
        table += [at + one + 1 for one in range(count - 1)] + [_END]
        at += count
    entries = [_entry("Root Entry", 5, 1 if filled else _FREE, _FREE, _END, 0)]
    names = list(filled)
    for number, name in enumerate(names):
        after = number + 2 if number + 1 < len(names) else _FREE
        entries.append(_entry(name, 2, _FREE, after, starts[name], len(filled[name])))
    header = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(16)
        + struct.pack("<HHHHH6xIIIIIIIII", 62, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, _LEAST, _END, 0, _END, 0)
    )
    content = header + struct.pack("<109I", 0, *[_FREE] * 108)
    content += struct.pack("<128I", *(table + [_FREE] * (128 - len(table))))
    content += b"".join(entries).ljust(directory_sectors * _SECTOR, b"\0")
    content += b"".join(stream.ljust(-(-len(stream) // _SECTOR) * _SECTOR, b"\0") for stream in filled.values())
    path.write_bytes(content)
    return path


def _entry(name: str, kind: int, child: int, after: int, start: int, size: int) -> bytes:
    encoded = (name + "\0").encode("utf-16-le")
    return (
        encoded.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(encoded), kind, 1, _FREE, after, child)
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )
