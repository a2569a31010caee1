"""`saerye library`: books come in from files, are set, published, checked, taken out and handed on."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from corpus.errors import DocumentError, LibraryError
from service.console.evaluation_options import Data
from service.console.library_lines import FAILED, AsJson, BookName, line_of, run_told, say_told, tell_addition, tell_book, tell_check
from service.console.upkeep_commands import mask, masks, remove, unmask
from service.operations.settings import read_settings

app = typer.Typer(help="자료: 파일을 넣고, 고치고, 펴내고, 뺍니다.", no_args_is_help=True)
for command in (remove, masks, mask, unmask):
    app.command()(command)


@app.command()
def add(  # noqa: PLR0913 - one argument an option
    files: Annotated[list[Path], typer.Argument(help="넣을 파일. HWPX, HWP, PDF, DOCX, XLSX, HTML, 마크다운, 텍스트, 그림.")],
    title: Annotated[str | None, typer.Option(help="제목. 적지 않으면 파일에서 읽습니다.")] = None,
    publisher: Annotated[str | None, typer.Option(help="펴낸 곳.")] = None,
    year: Annotated[str | None, typer.Option(help="펴낸 해.")] = None,
    licence: Annotated[str | None, typer.Option(help="공공누리 1~4, none, unknown.")] = None,
    source: Annotated[str | None, typer.Option(help="받은 곳의 주소.")] = None,
    visibility: Annotated[str | None, typer.Option(help="볼 수 있는 사람: all 또는 묶음의 이름들(쉼표로 나눔).")] = None,
    replaces: Annotated[str | None, typer.Option(help="이 자료의 새 판입니다. 사례 번호와 고친 것을 잇습니다.")] = None,
    rendition_of: Annotated[str | None, typer.Option(help="이 자료와 같은 글의 다른 파일입니다. 그 쪽수로 인용합니다.")] = None,
    publish: Annotated[bool, typer.Option("--publish", help="넣고 바로 펴냅니다.")] = False,
    no_original: Annotated[bool, typer.Option("--no-original", help="원본 파일은 보관하지 않습니다.")] = False,
    as_json: AsJson = False,
    data: Data = None,
) -> None:
    """파일을 읽어 자료로 넣습니다. 다음 색인부터, 또는 떠 있는 서비스가 스스로, 펴낸 자료를 찾습니다."""
    from corpus.library.adding import Adding
    from corpus.library.record_fields import fields_of, set_status
    from service.library.intake import shelf_of, take_in, tell_added
    from service.library.writing.book_writing import write_book_cards
    from service.operations.terminal import bars

    settings = read_settings(data=data)
    given = {"title": title, "publisher": publisher, "year": year, "licence": licence, "source": source, "visibility": visibility}
    failed = False
    for path in files:

        def take(path: Path = path) -> dict[str, Any]:
            told = fields_of({name: value for name, value in given.items() if value is not None})
            adding = Adding(
                path=_existing(path), name=path.name, told=told, keep_original=not no_original, replaces=replaces, rendition_of=rendition_of
            )
            with bars() as shown:
                added = take_in(settings, adding, shown.count)
                written = write_book_cards(settings, added.record, shown.count)
            if publish:
                set_status(shelf_of(settings), added.record.id, published=True)
            return tell_added(added, written) | ({"status": "published"} if publish else {})

        failed |= say_told(take, tell_addition, as_json=as_json, what=path.name) is None
    if failed:
        raise typer.Exit(FAILED)


@app.command("set")
def set_book(
    book: BookName,
    fields: Annotated[list[str], typer.Argument(help="항목=값. 예: year=2024. 값을 비우면 지웁니다.")],
    as_json: AsJson = False,
    data: Data = None,
) -> None:
    """자료의 제목, 펴낸 곳, 연도, 종류, 이용 조건, 출처, 연락처, 공개 범위를 고칩니다."""
    from corpus.library.book_export import tell_record
    from corpus.library.record_fields import fields_of, set_fields
    from service.library.intake import shelf_of

    def change() -> dict[str, Any]:
        if wrong := next((field for field in fields if "=" not in field), None):
            raise LibraryError(f"{wrong[:60]!r}: 항목=값으로 적으십시오.", code="invalid_parameter", field="fields")
        told = {name: value for name, _, value in (field.partition("=") for field in fields)}
        return tell_record(set_fields(shelf_of(read_settings(data=data)), book, fields_of(told)))

    run_told(change, tell_book, as_json=as_json)


@app.command("list")
def list_books(as_json: AsJson = False, data: Data = None) -> None:
    """자료를 모두 보여 줍니다."""
    from service.library.intake import shelf_of

    def listed() -> dict[str, Any]:
        wanted = ("id", "title", "publisher", "year", "status", "pages")
        records = shelf_of(read_settings(data=data)).records()
        books = [
            {**record.model_dump(mode="json", include=set(wanted)), "format": record.file.format, "cases": len(record.cases)}
            for record in records
        ]
        return {"books": books}

    def tell(told: dict[str, Any]) -> list[str]:
        return [f"{line_of(book)}, 사례 {book['cases']}건" for book in told["books"]] or ["넣은 자료가 없습니다."]

    run_told(listed, tell, as_json=as_json)


@app.command()
def show(book: BookName, as_json: AsJson = False, data: Data = None) -> None:
    """자료 하나의 정보와 사례, 의심스러운 곳을 보여 줍니다."""
    from corpus.library.book_export import tell_record
    from service.library.intake import shelf_of

    run_told(lambda: tell_record(shelf_of(read_settings(data=data)).read(book)), tell_book, as_json=as_json)


@app.command()
def publish(book: BookName, as_json: AsJson = False, data: Data = None) -> None:
    """자료를 펴냅니다. 다음 색인부터 검색됩니다."""
    _set_status(book, published=True, as_json=as_json, data=data)


@app.command()
def withdraw(book: BookName, as_json: AsJson = False, data: Data = None) -> None:
    """펴낸 자료를 거둡니다. 떠 있는 서비스에서도 곧바로 검색되지 않고, 자료는 남습니다."""
    _set_status(book, published=False, as_json=as_json, data=data)


@app.command()
def reparse(book: BookName, as_json: AsJson = False, data: Data = None) -> None:
    """보관한 원본을 지금의 프로그램으로 다시 읽습니다. 사례 번호와 손으로 고친 것은 남습니다."""
    from service.library.intake import read_again, tell_added
    from service.library.writing.book_writing import write_book_cards
    from service.operations.terminal import bars

    settings = read_settings(data=data)

    def again() -> dict[str, Any]:
        with bars() as shown:
            added = read_again(settings, book, shown.count)
            return tell_added(added, write_book_cards(settings, added.record, shown.count))

    run_told(again, tell_addition, as_json=as_json)


@app.command()
def check(
    book: BookName,
    queries: Annotated[int, typer.Option(min=1, max=200, help="자료마다 만들어 찾아 볼 질의의 수.")] = 200,
    as_json: AsJson = False,
    data: Data = None,
) -> None:
    """자료의 파일이 쓴 그대로인지, 어떻게 읽혔는지, 색인이 있으면 얼마나 잘 찾아지는지 살핍니다."""
    from service.library.book_desk import BookDesk
    from service.library.checking.book_check import check_book
    from service.library.checking.finding_check import FindingCheck
    from service.library.intake import shelf_of

    settings = read_settings(data=data)

    def look() -> dict[str, Any]:
        from indexer.generations.current_pointer import current_generation
        from service.operations.searcher_opening import open_searcher

        desk = BookDesk(shelf_of(settings))
        if not desk.is_by_hand(book):
            desk.read(book)  # a book that is not there is said before an index is loaded
        searcher = open_searcher(settings) if current_generation(settings.index) else None
        return check_book(desk, searcher, book, FindingCheck(), most=queries)

    run_told(look, tell_check, as_json=as_json)


@app.command("export")
def export_folder(
    book: BookName, folder: Annotated[Path, typer.Argument(help="비어 있거나 새로 만들 폴더.")], as_json: AsJson = False, data: Data = None
) -> None:
    """자료를 폴더로 내보냅니다. 다른 곳에서 그대로 들여올 수 있습니다."""
    from corpus.library.book_export import export_book
    from service.library.intake import shelf_of

    def out() -> dict[str, Any]:
        export_book(shelf_of(read_settings(data=data)), book, folder)
        return {"book": book, "folder": folder.name}

    run_told(out, lambda _: [f"자료 {book}을(를) {folder.name}에 내보냈습니다."], as_json=as_json)


@app.command("import")
def import_folder(folder: Annotated[Path, typer.Argument(help="내보낸 자료의 폴더.")], as_json: AsJson = False, data: Data = None) -> None:
    """다른 곳에서 내보낸 자료를 들여옵니다. 번호와 살펴본 것이 그대로 옵니다."""
    from corpus.library.adding import Added
    from corpus.library.book_export import import_book
    from indexer.generations.forgetting import admit_book
    from service.library.intake import shelf_of, tell_added

    def take() -> dict[str, Any]:
        settings = read_settings(data=data)
        record = import_book(shelf_of(settings), folder)
        admit_book(settings.index, record.id)
        return tell_added(Added(record=record))

    run_told(take, tell_addition, as_json=as_json)


def _set_status(book: str, *, published: bool, as_json: bool, data: Path | None) -> None:
    from corpus.library.book_export import tell_record
    from corpus.library.record_fields import set_status
    from service.library.intake import shelf_of

    run_told(lambda: tell_record(set_status(shelf_of(read_settings(data=data)), book, published=published)), tell_book, as_json=as_json)


def _existing(path: Path) -> Path:
    if not path.is_file():
        raise DocumentError(f"{path.name}: 파일을 찾을 수 없습니다. 경로를 확인하십시오.", code="damaged_document")
    return path
