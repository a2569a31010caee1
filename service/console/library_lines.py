"""A book of the library as lines of a terminal, and how its commands do what they do: work, then JSON or sentences, or why not."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Annotated, Any

import typer

from corpus.errors import DocumentError, LibraryError
from corpus.particle_forms import fit_particles

FAILED = 1
AsJson = Annotated[bool, typer.Option("--json", help="JSON으로 냅니다.")]
BookName = Annotated[str, typer.Argument(help="자료의 번호. 'saerye library list'로 볼 수 있습니다.")]


def tell_addition(told: dict[str, Any]) -> list[str]:
    """Return what came in: the book, its cases, and what is to be looked at."""
    lines = [f"자료 {told['book']} 「{told['title']}」: {told['format']}, {told['pages'] or '-'}쪽, 사례 {len(told['cases'])}건"]
    lines += [f"  {case['id']}  {case['title']}" for case in told["cases"]]
    if same := told.get("same_text"):
        lines.append(f"자료 {same['book']}와(과) 같은 글입니다(같은 대목 {same['share']:.0%}).")
        lines.append(f"그 자료를 이 파일의 쪽수로 인용하려면 같은 파일을 --rendition-of {same['book']}로 다시 넣으십시오.")
    lines += [f"바뀐 것: {change}" for change in told.get("changes", ())]
    lines += told.get("written", ())
    return [*lines, *(f"살펴볼 것: {warning}" for warning in told["warnings"])]


def tell_book(told: dict[str, Any]) -> list[str]:
    """Return what is known of a book."""
    names = {"publisher": "펴낸 곳", "year": "연도", "kind": "종류", "licence": "이용 조건", "source": "출처", "contact": "연락처"}
    lines = [line_of({**told, "format": told["file"]["format"]})]
    lines += [f"  {name}: {told[key]}" for key, name in names.items() if told[key] is not None]
    lines += [f"  {case['id']}  {case['title']}" for case in told["cases"]]
    return [*lines, *(f"살펴볼 것: {warning}" for warning in told["warnings"])]


def line_of(book: dict[str, Any]) -> str:
    """Return a book in one line."""
    status = "펴냄" if book["status"] == "published" else "초안"
    return f"{book['id']}  「{book['title']}」  {book['format']}, {book['pages'] or '-'}쪽, {status}"


def run_told(work: Callable[[], dict[str, Any]], tell: Callable[[dict[str, Any]], list[str]], *, as_json: bool) -> None:
    """Do something and say what came of it; what could not be done ends the command."""
    if say_told(work, tell, as_json=as_json) is None:
        raise typer.Exit(FAILED)


def say_told(
    work: Callable[[], dict[str, Any]], tell: Callable[[dict[str, Any]], list[str]], *, as_json: bool, what: str = ""
) -> dict[str, Any] | None:
    """Do something and say what came of it, None where it could not be done: the API's shapes with --json, sentences without."""
    from service.operations.terminal import out, talk

    try:
        told = work()
    except (DocumentError, LibraryError) as error:
        if as_json:
            field = {"field": error.field} if isinstance(error, LibraryError) and error.field else {}
            out.print(json.dumps({"error": {"code": error.code, "message": error.message, **field}}, ensure_ascii=False))
        else:
            talk.print(f"{what}: {error.message}" if what and what not in error.message else error.message)
        return None
    if as_json:
        out.print(json.dumps(told, ensure_ascii=False))
    else:
        for line in tell(told):
            out.print(fit_particles(line))
    return told


ITEM_NAMES = {"heading": "제목으로", "fact": "값으로", "figure": "수치로", None: "모두"}
"""What queries are made from that a book is checked by."""


def tell_check(told: dict[str, Any]) -> list[str]:
    """Return what the check of a book found."""
    lines = [f"자료 {told['book']}: 정상", *(f"살펴볼 것: {warning}" for warning in told["warnings"])]
    if read := told["reading"]:
        share = read["lines_in_passages"] / read["lines"] if read["lines"] else 0
        tables = f"표 {read['tables']:,}개(머리 있는 표 {read['tables_with_head']:,}개, 값을 읽은 표 {read['tables_with_facts']:,}개)"
        doubtful = f", 표를 살펴볼 쪽 {len(read['pages_to_check']):,}곳" if read["pages_to_check"] else ""
        lines.append(f"읽은 것: 글 {read['lines']:,}행의 {share:.0%}가 대목에 있음, {tables}{doubtful}")
    if not told["searchable"]:
        return [*lines, "찾기는 살피지 않았습니다. 펴낸 자료로 'saerye build'를 하신 뒤에 다시 살피십시오."]
    lines.append("찾기: 자료의 말로 만든 질의가 몇째에 그 사례와 대목을 찾는지(MRR은 1/순위의 평균, 10위까지)")
    lines += [line for book in (told["finding"], *told["others"]) for line in _finding_lines(book)]
    return [*lines, *(f"다른 자료 {book}은(는) 재지 못했습니다." for book in told["unmeasured"])]


def _finding_lines(book: dict[str, Any]) -> list[str]:
    """Return a line for all queries of a book, and one for each kind of them."""
    if book["whole"] is None:
        return [f"  {book['book']} 「{book['title']}」: 물을 것이 없습니다."]
    rows = [
        f"{ITEM_NAMES[each['kind']]} {each['queries']:,}개: "
        + "; ".join(
            f"{name} MRR {shares['mrr']:.3f}, 첫째 {shares['hit_1']:.0%}, 다섯 안 {shares['hit_5']:.0%}"
            for name, shares in (("사례", each["case"]), ("대목", each["passage"]))
        )
        for each in (book["whole"], *book["kinds"])
    ]
    return [f"  {book['book']} 「{book['title']}」 {rows[0]}", *(f"    {row}" for row in rows[1:])]
