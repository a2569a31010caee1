"""A book of the library as lines of a terminal."""

from __future__ import annotations

from typing import Any


def tell_addition(told: dict[str, Any]) -> list[str]:
    """Return what came in: the book, its cases, and what is to be looked at."""
    lines = [f"자료 {told['book']} 「{told['title']}」: {told['format']}, {told['pages'] or '-'}쪽, 사례 {len(told['cases'])}건"]
    lines += [f"  {case['id']}  {case['title']}" for case in told["cases"]]
    if same := told.get("same_text"):
        lines.append(f"자료 {same['book']}와(과) 같은 글입니다(같은 대목 {same['share']:.0%}).")
        lines.append(f"그 자료를 이 파일의 쪽수로 인용하려면 같은 파일을 --rendition-of {same['book']}로 다시 넣으십시오.")
    lines += [f"바뀐 것: {change}" for change in told.get("changes", ())]
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
