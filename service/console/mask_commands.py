"""`saerye library masks`, `mask` and `unmask`: what is hidden of a book, and what a keeper says of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, Any

import typer

from corpus.errors import LibraryError
from service.console.evaluation_options import Data
from service.console.library_commands import AsJson, BookName, app, run_told
from service.operations.settings import Settings, read_settings

if TYPE_CHECKING:
    from service.library.upkeep.mask_setting import MaskChange

__all__ = ["app"]
KINDS = {
    "phone": "전화번호", "mail": "전자우편", "registration": "등록번호", "account": "계좌·카드번호", "address": "주소", "name": "이름",
    "by_hand": "손으로 가림",
}  # fmt: skip
LineOption = Annotated[str, typer.Option("--line", "--lines", help="글의 행. 120 또는 120-135.")]


@app.command()
def masks(book: BookName, as_json: AsJson = False, data: Data = None) -> None:
    """자료에서 가린 곳을 보여 줍니다. 가린 값은 보이지 않습니다."""
    from service.library.intake import shelf_of
    from service.library.upkeep.mask_setting import tell_masks

    def look() -> dict[str, Any]:
        shelf = shelf_of(read_settings(data=data))
        record = shelf.read(book)
        return tell_masks(record, shelf.document(record))

    run_told(look, tell_masked_lines, as_json=as_json)


@app.command()
def mask(
    book: BookName,
    line: LineOption = "",
    text: Annotated[str, typer.Option(help="가릴 글. 원본에 적힌 그대로 적습니다.")] = "",
    offices: Annotated[bool, typer.Option("--offices", help="직함과 함께 적힌 이름도 가립니다.")] = False,
    as_json: AsJson = False,
    data: Data = None,
) -> None:
    """자료에서 더 가립니다. 보관한 원본을 다시 읽습니다."""
    from service.library.upkeep.mask_setting import MaskChange

    def change() -> dict[str, Any]:
        if bool(line) != bool(text) or not (text or offices):
            raise LibraryError("--line과 --text를 함께 적거나 --offices를 적으십시오.", code="invalid_parameter", field="mask")
        wanted = MaskChange(office_names="mask" if offices else None, mask=((_lines_of(line), text),) if text else ())
        return _change_masks(read_settings(data=data), book, wanted)

    run_told(change, tell_masked_lines, as_json=as_json)


@app.command()
def unmask(
    book: BookName,
    line: LineOption = "",
    index: Annotated[int | None, typer.Option(min=1, help="그 행에서 몇 번째 가림인지. 적지 않으면 그 행의 것을 모두 드러냅니다.")] = None,
    offices: Annotated[bool, typer.Option("--offices", help="직함과 함께 적힌 이름은 가리지 않습니다.")] = False,
    as_json: AsJson = False,
    data: Data = None,
) -> None:
    """비밀이 아닌데 가린 곳을 드러냅니다. 보관한 원본을 다시 읽습니다."""
    from service.library.upkeep.mask_setting import MaskChange

    def change() -> dict[str, Any]:
        if not line and (index is not None or not offices):
            raise LibraryError("--line이나 --offices를 적으십시오.", code="invalid_parameter", field="unmask")
        wanted = MaskChange(office_names="keep" if offices else None, unmask=((_lines_of(line), index),) if line else ())
        return _change_masks(read_settings(data=data), book, wanted)

    run_told(change, tell_masked_lines, as_json=as_json)


def tell_masked_lines(told: dict[str, Any]) -> list[str]:
    """Return what is masked of a book, a line each."""
    offices = "직함과 함께 적힌 이름도 가림" if told["office_names"] == "mask" else "직함과 함께 적힌 이름은 그대로 둠"
    counts = ", ".join(f"{KINDS[kind]} {count}곳" for kind, count in told["counts"].items())
    places = (f"  {one['line']}행 {one['index']}번째: {KINDS[one['kind']]}, {one['length']}자" for one in told["masks"])
    return [f"자료 {told['book']}: {counts or '가린 곳 없음'} ({offices})", *places]


def _change_masks(settings: Settings, book: str, change: MaskChange) -> dict[str, Any]:
    from service.library.intake import parser_of, shelf_of
    from service.library.upkeep.mask_setting import set_masks, tell_masks
    from service.operations.terminal import bars

    shelf = shelf_of(settings)
    with bars() as shown:
        record = set_masks(shelf, book, change, parser_of(settings), progress=shown.count).record
    return tell_masks(record, shelf.document(record))


def _lines_of(told: str) -> tuple[int, int]:
    """Return the lines that somebody names: 120, 120-135."""
    found = re.fullmatch(r"(\d{1,9})(?:\s*[-~]\s*(\d{1,9}))?", told.strip())
    first, last = (int(found[1]), int(found[2] or found[1])) if found else (0, 0)
    if not 1 <= first <= last:
        raise LibraryError(f"{told[:20]!r}: 120이나 120-135처럼 행을 적으십시오.", code="invalid_parameter", field="line")
    return first, last
