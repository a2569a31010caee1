"""A made-up casebook's lines as files of five formats that tell no style of heading: numbers and signs are all that heads its parts."""

from collections.abc import Callable, Sequence
from html import escape
from pathlib import Path

from hwpx.document import HwpxDocument

from tests.support.made.made_pdf import MadePage, wrapped, write_pdf
from tests.support.made.office_files import cell, paragraph, table, write_docx

Piece = str | list[list[str]] | None
"""A paragraph, the rows of a table, or the end of a page."""
_LEFT, _TOP, _WIDTH, _SIZE, _LEADING, _APART = 60.0, 60.0, 260.0, 10.0, 15.0, 6.0


def pieces_of(lines: Sequence[str]) -> list[Piece]:
    """The paragraphs of lines, the tables whose cells tabulators part, and the ends of pages."""
    found: list[Piece] = []
    rows: list[list[str]] = []
    for line in "\n".join(lines).replace("\f", "\n\f\n").split("\n"):
        if "\t" in line:
            rows.append(line.split("\t"))
            continue
        if rows:
            found.append(rows)
            rows = []
        if line == "\f":
            found.append(None)
        elif line.strip():
            found.append(line)
    return [*found, rows] if rows else found


def as_docx(path: Path, pieces: Sequence[Piece]) -> Path:
    body = ""
    for piece in pieces:
        match piece:
            case str():
                body += paragraph(escape(piece))
            case None:
                body += '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
            case _:
                body += table(*("".join(cell(escape(text)) for text in texts) for texts in piece))
    return write_docx(path, body)


def as_html(path: Path, pieces: Sequence[Piece]) -> Path:
    body = ""
    for piece in pieces:
        if isinstance(piece, str):
            body += f"<p>{escape(piece)}</p>\n"
        elif piece:
            body += (
                f"<table>{''.join('<tr>' + ''.join(f'<td>{escape(text)}</td>' for text in texts) + '</tr>' for texts in piece)}</table>\n"
            )
    path.write_text(f"<!DOCTYPE html><html><head><meta charset='utf-8'></head><body>{body}</body></html>", encoding="utf-8")
    return path


def as_markdown(path: Path, pieces: Sequence[Piece]) -> Path:
    def written(rows: list[list[str]]) -> str:
        lines = [f"| {' | '.join(texts)} |" for texts in rows]
        return "\n".join([lines[0], f"|{'---|' * len(rows[0])}", *lines[1:]])

    path.write_text("\n\n".join(one if isinstance(one, str) else written(one) for one in pieces if one), encoding="utf-8")
    return path


def as_hwpx(path: Path, pieces: Sequence[Piece]) -> Path:
    document, ended = HwpxDocument.new(), False
    for piece in pieces:
        match piece:
            case None:
                ended = True
            case str():
                document.add_paragraph(piece, style_id_ref=0, inherit_style=False, pageBreak=str(int(ended)))
                ended = False
            case _:
                made = document.add_table(len(piece), len(piece[0]))
                for at, texts in enumerate(piece):
                    for col, text in enumerate(texts):
                        made.set_cell_text(at, col, text)
    document.save_to_path(path)
    return path


def as_pdf(path: Path, pieces: Sequence[Piece]) -> Path:
    """All of one size; long lines run over several, and a table that a page has no room left for begins the next."""
    pages, y = [MadePage()], _TOP
    for piece in pieces:
        if piece is None:
            pages.append(MadePage())
            y = _TOP
        elif isinstance(piece, str):
            lines = wrapped(piece, _WIDTH, _SIZE)
            if y + _LEADING * len(lines) + 20 > pages[-1].height:
                pages.append(MadePage())
                y = _TOP
            y = pages[-1].lines(_LEFT, y, lines, _SIZE, _LEADING) + _APART
        else:
            width = 400 / len(piece[0])
            xs = [_LEFT + width * at for at in range(len(piece[0]) + 1)]
            rows = [[wrapped(text, width - 10, 9) for text in texts] for texts in piece]
            heights = [12.0 * max(map(len, cells)) + 6 for cells in rows]
            for at, cells in enumerate(rows):
                if y + (sum(heights) if not at else heights[at]) + 20 > pages[-1].height:
                    pages.append(MadePage())
                    y = _TOP
                pages[-1].table(xs, [y, y + heights[at]], [["\n".join(lines) for lines in cells]])
                y += heights[at]
            y += 12
    return write_pdf(path, pages)


FORMS: dict[str, Callable[[Path, Sequence[Piece]], Path]] = {
    "docx": as_docx, "html": as_html, "md": as_markdown, "hwpx": as_hwpx, "pdf": as_pdf,
}  # fmt: skip
