"""A document masked: the same in lines, blocks and cells; names beside offices stay, those of stories do not."""

from dataclasses import replace

import pytest

from corpus.model.document import Block, Cell, Document
from corpus.privacy.document_masks import mask_document, masked_pages
from corpus.privacy.mask_settings import HandPlace, MaskSettings
from tests.support.made.documents import document_of, rows_of

ROWS = (("성명", "연락처", "주소"), ("홍길동", "010-1234-5678", "가나시 다라로 12"), ("김 가 나", "02-123-4567", "마바군 사아리 3"))
CELLS = tuple(Cell(row=row, col=col, head=row == 0, text=text) for row, own in enumerate(ROWS) for col, text in enumerate(own))
MEMBERS = (("직위", "성명"), ("대표이사", "나다라"), ("수강", "박다솔"))
BLOCKS = (
    Block(kind="heading", level=1, text="가람시 이야기"),
    Block(kind="paragraph", text="원장 최가람이 열고 교육생 이나래가 배웠다.", path=("가람시 이야기",)),
    Block(kind="paragraph", text="이나래의 가게는 계좌 110-234-567890으로 후원을 받는다.", path=("가람시 이야기",)),
    Block(kind="table", text="", cells=CELLS, path=("가람시 이야기",)),
    Block(kind="heading", level=2, text="참여 수기", path=("가람시 이야기",)),
    Block(kind="paragraph", text="이도훈 팀장이 도와 주었다.", path=("가람시 이야기", "참여 수기")),
)


def document(*blocks: Block) -> Document:
    return document_of([blocks or BLOCKS])


def masked(*blocks: Block, **told: object) -> Document:
    return mask_document(document(*blocks), MaskSettings.model_validate(told))


def test_lines_blocks_and_cells_are_masked_alike() -> None:
    shown = masked()
    assert shown.lines == (
        "가람시 이야기",
        "원장 최가람이 열고 교육생 이○○가 배웠다.",
        "이○○의 가게는 계좌 ***-***-******으로 후원을 받는다.",
        "성명 | 연락처 | 주소",
        "홍○○ | 010-****-**** | 가나시 ○○○ **",
        "김 ○ ○ | 02-***-**** | 마바군 ○○○ *",
        "참여 수기",
        "이○○ 팀장이 도와 주었다.",
    )
    assert [len(line) for line in shown.lines] == [len(line) for line in document().lines]
    for block in shown.blocks:
        assert block.lines is not None
        held = rows_of(block) if block.cells else [block.text]
        assert tuple(held) == shown.lines[block.lines[0] - 1 : block.lines[1]]


def test_a_line_that_is_no_heading_begins_stories_too() -> None:
    told = [Block(kind="heading", level=1, text="가람시"), Block(kind="heading", level=2, text="1. 우수기업 접수기간", path=("가람시",))]
    told += [
        Block(kind="paragraph", text=text, path=("가람시", "1.")) for text in ("이도훈 팀장이 왔다.", "참여수기", "박가온 대표가 왔다.")
    ]
    told += [Block(kind="heading", level=3, text="처음", path=("가람시", "1.")), Block(kind="heading", level=1, text="나루군")]
    told += [Block(kind="paragraph", text="최가람 원장이 왔다.", path=("나루군",))]
    assert [line for line in masked(*told).lines if "왔다" in line] == ["이도훈 팀장이 왔다.", "박○○ 대표가 왔다.", "최가람 원장이 왔다."]


def test_an_office_keeps_its_name_or_does_not_as_the_keeper_says() -> None:
    assert masked(office_names="mask").lines[1] == "원장 최○○이 열고 교육생 이○○가 배웠다."


def test_a_list_of_members_keeps_the_names_of_offices() -> None:
    cells = tuple(Cell(row=row, col=col, head=row == 0, text=text) for row, own in enumerate(MEMBERS) for col, text in enumerate(own))
    table = Block(kind="table", text="", cells=cells)
    assert masked(BLOCKS[0], table).lines[1:] == ("직위 | 성명", "대표이사 | 나다라", "수강 | 박○○")


def test_a_name_is_told_of_every_place_and_kind_by_line() -> None:
    places = masked().masks
    assert places is not None
    assert [(place.line, place.kind, place.end - place.start) for place in places] == [
        (2, "name", 3), (3, "name", 3), (3, "account", 14), (5, "name", 3), (5, "phone", 9), (5, "address", 6), (6, "name", 5),
        (6, "phone", 8), (6, "address", 5), (8, "name", 3),
    ]  # fmt: skip


def test_pages_tell_how_much_is_masked_on_them() -> None:
    assert masked_pages(masked()) == {2: 10}
    over = replace(BLOCKS[1], page=2, pages=(2, 3), lines=(1, 1))
    told = replace(document(), lines=(over.text,), blocks=(over,), cases=())
    assert masked_pages(mask_document(told, MaskSettings())) == {2: 1, 3: 1}, "of a block on two pages nobody knows which"


def test_a_value_that_a_line_breaks_is_masked_in_both() -> None:
    whole = Block(kind="paragraph", text="문의 010-1234-5678 교육생 이나래", lines=(1, 2))
    told = replace(document(), lines=("문의 010-1234-", "5678 교육생 이나래"), blocks=(whole,), cases=())
    shown = mask_document(told, MaskSettings())
    assert shown.lines == ("문의 010-****-", "**** 교육생 이○○")
    assert shown.blocks[0].text == "문의 010-****-**** 교육생 이○○"


def test_what_the_text_has_within_longer_words_is_a_word() -> None:
    told = ("교육생 주도형이 늘었다.", "주도형사업과 주도형과제, 주도형마을을 보았다.")
    assert masked(*(Block(kind="paragraph", text=text) for text in told)).lines == told


def test_a_masked_document_is_not_masked_again() -> None:
    shown = masked()
    assert mask_document(shown, MaskSettings(office_names="mask")) is shown


def test_titles_and_headings_are_masked_as_they_stand_in_the_text() -> None:
    heading = Block(kind="heading", level=1, text="가람시 교육생 이나래의 가게")
    below = Block(kind="paragraph", text="글", path=(heading.text,))
    shown = masked(heading, below)
    assert (shown.blocks[1].path, shown.cases[0].title) == (("가람시 교육생 이○○의 가게",), "가람시 교육생 이○○의 가게")


def test_a_place_by_hand_that_is_gone_is_told_of() -> None:
    lost = HandPlace(line=2, start=0, end=2, around="0" * 64)
    assert masked(masked=(lost.model_dump(),)).warnings[-1].startswith("손으로 가리거나 드러낸 곳 1군데를")


@pytest.mark.parametrize("text", ["2022년 3월 15일 교육 12회, 예산 1,234백만원", "전문가 강사 20명과 신중년 교육생 30명"])
def test_what_is_public_stays(text: str) -> None:
    shown = masked(Block(kind="paragraph", text=text))
    assert (shown.lines, shown.masks) == ((text,), ())
