"""`saerye library masks`, `mask`, `unmask` and `remove`: what is hidden of a book, and a book gone with every trace of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, Any

import typer

from corpus.errors import LibraryError, SaeryeError
from service.console.evaluation_options import Data
from service.console.library_lines import AsJson, BookName, run_told
from service.operations.settings import Settings, read_settings

if TYPE_CHECKING:
    from service.library.upkeep.mask_setting import MaskChange

KINDS = {
    "phone": "전화번호", "mail": "전자우편", "registration": "등록번호", "account": "계좌·카드번호", "address": "주소", "name": "이름",
    "by_hand": "손으로 가림",
}  # fmt: skip
GONE = {
    "files": "파일 {count}개", "generations": "색인 {count}개", "computed_texts": "계산해 둔 것 {count}건", "jobs": "작업 {count}건",
    "uploads": "올린 파일 {count}개", "judgments": "판정 {count}건", "queries": "질의 {count}건", "searches": "검색 기록 {count}건",
    "notes": "판정 메모 {count}건", "feedback": "답에 대한 의견 {count}건", "kept_answers": "남긴 답 {count}건",
}  # fmt: skip
NEXT = {
    "unchanged": "색인에는 이 자료가 없었습니다.",
    "rebuilt": "이 자료가 없는 색인을 새로 만들었습니다.",
    "to_build": "색인은 다시 만들어야 합니다. 떠 있는 서비스는 스스로 만들고, 아니면 'saerye build'를 하십시오.",
}
LineOption = Annotated[str, typer.Option("--line", "--lines", help="글의 행. 120 또는 120-135.")]


def masks(book: BookName, as_json: AsJson = False, data: Data = None) -> None:
    """자료에서 가린 곳을 보여 줍니다. 가린 값은 보이지 않습니다."""
    from service.library.intake import shelf_of
    from service.library.upkeep.mask_setting import tell_masks

    def look() -> dict[str, Any]:
        shelf = shelf_of(read_settings(data=data))
        record = shelf.read(book)
        return tell_masks(record, shelf.document(record))

    run_told(look, tell_masked_lines, as_json=as_json)


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


def remove(book: BookName, as_json: AsJson = False, data: Data = None) -> None:
    """자료와 그 흔적(색인, 작업, 판정, 검색 기록)을 모두 지웁니다. 그 번호는 다시 쓰지 않습니다."""
    from judging.storage.book_forgetting import forget_judged_book
    from service.library.intake import shelf_of
    from service.library.upkeep.book_removal import remove_traces

    def removal() -> dict[str, Any]:
        settings = read_settings(data=data)
        has_model = _encoder_named(settings)
        removed = remove_traces(settings, shelf_of(settings), book, lambda name, tells: forget_judged_book(settings.judging, name, tells))
        told = removed.tell()
        return told | ({"index": "rebuilt"} if removed.index == "to_build" and _build_again(settings, has_model) else {})

    def tell(told: dict[str, Any]) -> list[str]:
        gone = ", ".join(GONE[one["what"]].format(count=f"{one['count']:,}") for one in told["gone"])
        return [f"자료 {book}을(를) 지웠습니다: {gone}.", NEXT[told["index"]]]

    run_told(removal, tell, as_json=as_json)


def _encoder_named(settings: Settings) -> bool | None:
    """Tell whether the index in service was made with a model; None where there is none that can be read."""
    from corpus.errors import StoreError
    from indexer.generations.current_pointer import current_generation
    from indexer.generations.generation_folders import GENERATIONS
    from indexer.generations.manifest import read_manifest

    current = current_generation(settings.index)
    try:
        return None if current is None else read_manifest(settings.index / GENERATIONS / current).inputs.model is not None
    except StoreError:
        return None


def _build_again(settings: Settings, has_model: bool | None) -> bool:
    """Build an index of what is left as the one before was built, and tell whether that was done: a model that is not there is not made."""
    from indexer.generations.build import build_index
    from indexer.model.model_store import open_encoder
    from service.operations.books import corpus_of
    from service.operations.terminal import bars, talk

    if has_model is None:
        return False
    try:
        encoder = open_encoder(settings.model, settings.models, prepare=False) if has_model else None
        with bars() as shown:
            build_index(corpus_of(settings), settings.index, encoder, progress=shown.count)
    except SaeryeError as error:
        talk.print(str(error))
        return False
    return True
