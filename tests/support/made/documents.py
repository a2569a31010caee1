"""Made-up documents: cases of a few blocks each, on pages, with a table where asked for."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from corpus.library.adding import Added, Adding, Told, add_book
from corpus.library.shelf import Shelf
from corpus.model.document import Block, Cell, Document, OutlinedCase
from corpus.model.nouns import Region

TOWNS = ("가람시", "나루군", "다솔시", "라온군", "마루시")
THEMES = ("마을 도서관", "골목 시장", "늦밤 돌봄", "빈집 공방", "숲길 안내")


def story(at: int, *, sentences: int = 4) -> tuple[Block, ...]:
    """The blocks of one case: its heading, two headings below it with prose, and a table."""
    town, theme = TOWNS[at % 5], THEMES[at % 5]
    told = [f"{town}은 {at}번째 해에 {theme}을 열어 주민 {at * 10 + number}명이 함께 썼습니다." for number in range(sentences)]
    rows = (("구분", "계획", "실적"), ("참여 주민", f"{at + 100}명", f"{at + 120}명"), ("문 연 날", f"{at + 200}일", f"{at + 210}일"))
    cells = tuple(Cell(row=row, col=col, head=row == 0, text=text) for row, own in enumerate(rows) for col, text in enumerate(own))
    title = f"{town} {theme} 이야기 {at}"
    path = (title,)
    return (
        Block(kind="heading", level=1, text=title),
        Block(kind="heading", level=2, text="시작한 까닭", path=path),
        *(Block(kind="paragraph", text=text, path=(*path, "시작한 까닭")) for text in told),
        Block(kind="heading", level=2, text="남은 것", path=path),
        Block(kind="table", text="", cells=cells, path=(*path, "남은 것")),
    )


def document_of(stories: Sequence[Sequence[Block]], *, before: Iterable[Block] = (), page_from: str | None = "file") -> Document:
    """A document of cases, a page each, after what stands before them; a line a block, a table's rows a line each."""
    blocks: list[Block] = []
    lines: list[str] = []
    cases: list[OutlinedCase] = []
    for page, own in enumerate((tuple(before), *stories), 1):
        first, start = len(blocks), len(lines) + 1
        for block in own:
            told = rows_of(block) if block.cells else [block.text]
            span = (len(lines) + 1, len(lines) + len(told))
            lines += told
            placed = replace(block, page=page, pages=(page, page), page_from="file") if page_from else block
            blocks.append(replace(placed, lines=span))
        if page > 1:
            region = Region(sido="충청남도", sigungu=own[0].text.split()[0])
            case = OutlinedCase(
                title=own[0].text,
                region=region,
                kind=None,
                year=None,
                blocks=(first, len(blocks) - 1),
                lines=(start, len(lines)),
                pages=(page, page) if page_from else None,
            )
            cases.append(case)
    pages = len(stories) + 1 if page_from else None
    return Document(format="pdf", lines=tuple(lines), blocks=tuple(blocks), cases=tuple(cases), page_count=pages, title="지어낸 사례 모음")


def rows_of(table: Block) -> list[str]:
    """A table's rows as lines."""
    height = max(cell.row for cell in table.cells) + 1
    return [" | ".join(cell.text for cell in table.cells if cell.row == row) for row in range(height)]


def parse_as(document: Document) -> "Parse":
    """A reader that finds this document in whatever it is given."""
    return Parse(document)


class Parse:
    """A reader that finds one document in every file, and counts how often it was asked."""

    def __init__(self, document: Document) -> None:
        self.document, self.times = document, 0

    def __call__(self, path: Path, *, name: str, progress: Told) -> Document:
        self.times += 1
        return self.document


def put_book(shelf: Shelf, document: Document, name: str = "stories.pdf", content: bytes | None = None, **told: object) -> Added:
    """Add a document as if it were read from a file of this name."""
    file = shelf.folder.parent / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content or name.encode())
    fields = {key: told.pop(key) for key in ("replaces", "rendition_of", "keep_original") if key in told}
    return add_book(shelf, Adding(path=file, name=name, told=told, **fields), Parse(document))  # type: ignore[arg-type]
