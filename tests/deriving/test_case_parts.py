from corpus.deriving.ground.case_parts import heading_words, part_case, read_blocks
from corpus.model.document import Block
from tests.deriving.made_cases import blocks_of, long_text, table_block


def parts_of(text: str) -> list[tuple[tuple[str, ...], tuple[int, int] | None]]:
    return [(part.headings, part.lines) for part in part_case(read_blocks(blocks_of(text), 0))]


def test_a_case_without_headings_is_one_part() -> None:
    assert parts_of("한 줄입니다.\n또 한 줄입니다.") == [((), (1, 2))]


def test_nothing_has_no_part() -> None:
    assert part_case(read_blocks((Block(kind="toc_entry", text="1. 개요"), Block(kind="paragraph", text="---")), 0)) == ()


def test_a_long_case_is_parted_at_its_upper_headings_and_what_is_short_stays_whole() -> None:
    text = "\n".join([*long_text("배경", 700), *long_text("내용", 900)])
    assert parts_of(text) == [(("배경",), (1, 8)), (("내용",), (9, 18))]
    assert parts_of("\n".join([*long_text("배경", 300), *long_text("내용", 300)])) == [(("배경",), (1, 4)), (("내용",), (5, 8))]


def test_tiny_parts_join_the_next_and_name_both() -> None:
    text = "\n".join([*long_text("목표", 100), *long_text("방향", 200), *long_text("내용", 1500), *long_text("효과", 900)])
    assert parts_of(text) == [(("목표", "방향"), (1, 5)), (("내용",), (6, 21)), (("효과",), (22, 31))]


def test_a_heading_without_words_of_its_own_stands_above_the_part_below_it() -> None:
    text = "\n".join(
        ["# Ⅰ 개요", *(f"#{line}" if line.startswith("#") else line for line in long_text("1. 배경", 1500)), *long_text("Ⅱ 내용", 1500)]
    )
    held = part_case(read_blocks(blocks_of(text), 10))
    assert [(part.above, part.headings, part.blocks) for part in held] == [(("개요",), ("배경",), (10, 26)), ((), ("내용",), (27, 42))]


def test_a_table_is_told_by_rows_that_say_their_columns() -> None:
    table = table_block([("구분", "목표", "실적"), ("참여", "10명", "12명")], 1)
    (block,) = read_blocks([table], 4)
    assert (block.number, block.text) == (4, "구분 | 목표 | 실적\n참여 | 목표: 10명 | 실적: 12명")


def test_what_a_heading_says_is_without_its_mark_and_brackets() -> None:
    assert [heading_words(text) for text in ("1. 사업 배경", "《 적립 내역 》", "○ [단위별] 협업 사례", "□  추진\n체계")] == [
        "사업 배경", "적립 내역", "[단위별] 협업 사례", "추진 체계",
    ]  # fmt: skip
