"""Markdown files made here; blocks and the lines they are written in compared one by one."""

from pathlib import Path

from corpus.documents.limits import LIMITS
from corpus.documents.office.markdown_reader import read_markdown
from corpus.model.document import Cell, ReadFile


def read(folder: Path, text: str, encoding: str = "utf-8") -> ReadFile:
    path = folder / "글.md"
    path.write_bytes(text.encode(encoding))
    return read_markdown(path, LIMITS)


def shown(found: ReadFile) -> list[tuple[str, int | None, str, tuple[int, int] | None]]:
    return [(block.kind, block.level, block.text, block.lines) for block in found.blocks]


def test_headings_and_paragraphs_with_their_lines(tmp_path: Path) -> None:
    found = read(tmp_path, "# **상담** 사례\n\n첫 줄\n둘째 줄  \n셋째 줄\n\n\n다음\n====\n\n### [이름](http://x.kr) `값` <u>밑줄</u>\n")
    assert shown(found) == [
        ("heading", 1, "상담 사례", (1, 1)),
        ("paragraph", None, "첫 줄 둘째 줄\n셋째 줄", (3, 5)),
        ("heading", 1, "다음", (8, 9)),
        ("heading", 3, "이름 값 밑줄", (11, 11)),
    ]
    assert found.lines is not None
    assert (len(found.lines), found.lines[3]) == (11, "둘째 줄  ")


def test_lists_nested_and_counted(tmp_path: Path) -> None:
    found = read(tmp_path, "- 가\n  - 나\n    이어서\n- 다\n\n3. 라\n4. 마\n\n   덧붙임\n\n1) 바\n")
    assert shown(found) == [
        ("list_item", 1, "- 가", (1, 1)), ("list_item", 2, "- 나 이어서", (2, 3)), ("list_item", 1, "- 다", (4, 4)),
        ("list_item", 1, "3. 라", (6, 6)),
        ("list_item", 1, "4. 마", (7, 7)), ("paragraph", None, "덧붙임", (9, 9)), ("list_item", 1, "1) 바", (11, 11)),
    ]  # fmt: skip


def test_tables_with_pipes(tmp_path: Path) -> None:
    found = read(tmp_path, "머리\n\n| 구분 | 2023 |\n|:--|--:|\n| 가<br>나 | **12** |\n| a \\| b | |\n\n꼬리\n")
    assert [(block.kind, block.text, block.lines) for block in found.blocks] == [
        ("paragraph", "머리", (1, 1)),
        ("table", "구분 | 2023\n가 나 | 12\na | b |", (3, 6)),
        ("paragraph", "꼬리", (8, 8)),
    ]
    assert found.blocks[1].cells == (
        Cell(0, 0, head=True, text="구분"), Cell(0, 1, head=True, text="2023"), Cell(1, 0, text="가\n나"), Cell(1, 1, text="12"),
        Cell(2, 0, text="a | b"), Cell(2, 1),
    )  # fmt: skip


def test_tables_in_html(tmp_path: Path) -> None:
    found = read(tmp_path, "앞\n\n<table>\n<tr><th rowspan=2>가</th><td>1</td></tr>\n<tr><td>2</td></tr>\n</table>\n\n뒤 <b>굵게</b>\n")
    assert [(block.kind, block.text, block.lines) for block in found.blocks] == [
        ("paragraph", "앞", (1, 1)), ("table", "가 | 1\n2", (3, 6)), ("paragraph", "뒤 굵게", (8, 8)),
    ]  # fmt: skip
    assert found.blocks[1].cells[0] == Cell(0, 0, 2, 1, True, "가")


def test_html_within_a_line(tmp_path: Path) -> None:
    found = read(tmp_path, "글 <table><tr><td>칸</td></tr></table>\n")
    assert [(block.kind, block.text, block.lines) for block in found.blocks] == [("paragraph", "글", (1, 1)), ("table", "칸", (1, 1))]


def test_code_quotes_notes_and_pictures(tmp_path: Path) -> None:
    found = read(
        tmp_path, "```\n# 제목이 아니다\n```\n\n> 인용한 글\n\n[^1]: 각주의 글이다.\n\n![사업 지도](a.png) 설명\n\n---\n\n    들여 쓴 글\n"
    )
    assert shown(found) == [
        ("paragraph", None, "# 제목이 아니다", (1, 3)), ("paragraph", None, "인용한 글", (5, 5)),
        ("note", None, "1) 각주의 글이다.", (7, 7)),
        ("paragraph", None, "설명", (9, 9)), ("figure", None, "사업 지도", (9, 9)), ("paragraph", None, "들여 쓴 글", (13, 13)),
    ]  # fmt: skip


def test_metadata_before_the_text(tmp_path: Path) -> None:
    found = read(tmp_path, '---\ntitle: "상담 모음"\ntags:\n  - 가\n---\n# 첫 사례\n')
    assert (found.title, shown(found)) == ("상담 모음", [("heading", 1, "첫 사례", (6, 6))])
    assert read(tmp_path, "---\n\n글이다 그리고\n\n---\n").title is None


def test_line_ends_and_encodings(tmp_path: Path) -> None:
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "cp949"):
        found = read(tmp_path, "# 제목\r\n\r\n글\u000b이다\r\n", encoding)
        assert (found.lines, shown(found)[0]) == (("# 제목", "", "글\u000b이다"), ("heading", 1, "제목", (1, 1)))


def test_lines_with_marks_of_an_outline_are_paragraphs_of_their_own(tmp_path: Path) -> None:
    found = read(tmp_path, "□ 추진 배경\n○ 첫째 까닭은 길어서\n다음 줄로 넘어갔다.\nㅇ 둘째 **까닭**\n※ 2023년 기준\n\n글 가.\n나. 다음\n")
    assert shown(found) == [
        ("paragraph", None, "□ 추진 배경", (1, 1)),
        ("paragraph", None, "○ 첫째 까닭은 길어서 다음 줄로 넘어갔다.", (2, 3)),
        ("paragraph", None, "ㅇ 둘째 까닭", (4, 4)),
        ("paragraph", None, "※ 2023년 기준", (5, 5)),
        ("paragraph", None, "글 가.", (7, 7)),
        ("paragraph", None, "나. 다음", (8, 8)),
    ]
