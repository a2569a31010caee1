"""A page drawn: the cited place marked, what is private blacked out, and nothing that hangs or dies goes further than its process."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from corpus.documents.drawn.page_nouns import Area, Glyph
from corpus.documents.pictures.cited_places import HIDDEN, find_cited, find_private
from corpus.documents.pictures.page_drawing import PageWanted, draw_page
from corpus.errors import DocumentError
from corpus.fence.fenced_drawing import draw_fenced
from tests.documents.hangul.hangul_files import write_garden
from tests.support.made.made_pdf import MadePage, write_pdf

YELLOW, BLACK = (255, 236, 120), (0, 0, 0)


def write(x: float, base: float, text: str, place: int = 0) -> tuple[Glyph, ...]:
    """Glyphs ten points high and wide, with narrower blanks, beginning at a place of the file."""
    glyphs = []
    for at, letter in enumerate(text):
        if letter != " ":
            glyphs.append(Glyph(letter, x, base - 9, x + 10, base + 1, base, place + at))
        x += 4 if letter == " " else 10
    return tuple(glyphs)


def tops(areas: tuple[Area, ...] | None) -> list[float]:
    assert areas is not None
    return [area.top for area in areas]


def test_a_paragraph_is_found_by_its_lines() -> None:
    glyphs = write(0, 10, "첫 문단은 여기에 있고") + write(0, 30, "둘째 문단은 두 줄에 걸쳐", 50) + write(0, 50, "있습니다", 90)
    assert tops(find_cited(glyphs, ["둘째 문단은 두 줄에 걸쳐 있습니다"])) == [21, 41]


def test_a_row_is_found_whatever_order_the_file_writes_cells_in() -> None:
    rows = (("주민", "12명"), ("이웃", "34명"), ("손님", "56명"))
    by_column = [(x, at, text) for x in (0, 1) for at, text in enumerate(row[x] for row in rows)]
    glyphs = tuple(one for number, (x, at, text) in enumerate(by_column) for one in write(200 * x, 20 * at + 10, text, 10 * number))
    assert [(area.x0, area.top) for area in find_cited(glyphs, ["이웃 | 34명"])] == [(0, 21), (200, 21)]


def test_words_that_stand_elsewhere_too_are_marked_where_the_most_of_them_do() -> None:
    glyphs = (
        write(0, 10, "합계") + write(0, 30, "다른 이야기가 길게 이어진다", 20) + write(0, 50, "합계", 60) + write(100, 50, "스물두 명", 70)
    )
    assert [(area.x0, area.top) for area in find_cited(glyphs, ["합계 | 스물두 명"])] == [(0, 41), (100, 41)]
    assert find_cited(glyphs, ["전혀 없는 낱말들"]) == ()
    assert find_cited((), ["글자 없는 쪽"]) == ()


def test_masked_places_are_found_or_the_page_is_none() -> None:
    glyphs = write(0, 10, "문의 054-123-4567") + write(0, 30, "주민 12명", 50) + write(0, 50, "홍길동", 80)
    assert tops(find_private(glyphs, "", ())) == [1], "what its own letters show"
    assert tops(find_private(glyphs, "", (f"홍{HIDDEN}{HIDDEN}",))) == [1, 41], "and what is masked in the book's text"
    assert tops(find_private(glyphs, "", (f"12명\n홍{HIDDEN}{HIDDEN}",))) == [1, 21, 41], "also over the end of a line"
    assert find_private(glyphs, "", (f"임{HIDDEN}{HIDDEN}",)) is None, "not on the page as letters: it may stand in a picture"
    assert find_private((), "문의 054-123-4567", ()) is None, "turned letters are not placed"


@pytest.fixture
def leaflet(tmp_path: Path) -> Path:
    """Two pages, the second turned on its side though its letters stand upright."""
    first, second = MadePage(), MadePage(rotation=90)
    first.lines(60, 100, ["Garden report", "Seeds sown 120", "Call 054-123-4567", "Trees 30"], size=20, leading=40)
    second.text(60, 100, "Upright words", 20)
    return write_pdf(tmp_path / "leaflet.pdf", [first, second])


def picture(png: bytes) -> Image.Image:
    assert png.startswith(b"\x89PNG")
    return Image.open(BytesIO(png)).convert("RGB")


def rows_of(image: Image.Image, colour: tuple[int, int, int]) -> set[int]:
    """Points from the top at which half of a line's width at least has a colour, to the nearest 20."""
    scale = image.width / 595
    return {
        20 * round(y / scale / 20)
        for y in range(image.height)
        if sum(image.getpixel((x, y)) == colour for x in range(0, image.width, 4)) > 10
    }


def test_the_cited_line_is_yellow_and_the_private_one_black(leaflet: Path) -> None:
    image = picture(draw_page(leaflet, PageWanted(kind="pdf", number=1, cited=("Seeds sown 120",), dpi=72)))
    assert image.size == (595, 842)
    assert rows_of(image, YELLOW) == {120, 140}
    assert rows_of(image, BLACK) >= {160, 180}
    whole = picture(draw_page(leaflet, PageWanted(kind="pdf", number=1, shows_all=True, dpi=72)))
    assert rows_of(whole, BLACK) == rows_of(whole, YELLOW) == set()


def test_a_page_stands_as_its_letters_do(leaflet: Path) -> None:
    assert picture(draw_page(leaflet, PageWanted(kind="pdf", number=2, dpi=72))).size == (595, 842)


def test_a_picture_is_no_larger_than_it_may_be(leaflet: Path, tmp_path: Path) -> None:
    small = draw_page(leaflet, PageWanted(kind="pdf", number=1, most_pixels=10_000))
    assert 9_000 < picture(small).width * picture(small).height < 10_500
    noise = Image.effect_noise((400, 400), 90)
    noise.save(tmp_path / "noise.png")
    wanted = PageWanted(kind="image", number=1, most_bytes=60_000)
    assert len(draw_page(tmp_path / "noise.png", wanted)) <= 60_000
    with pytest.raises(DocumentError) as none:
        draw_page(tmp_path / "noise.png", PageWanted(kind="image", number=2))
    assert none.value.code == "damaged_document"


def test_a_page_on_which_the_private_cannot_be_hidden_is_not_drawn(leaflet: Path) -> None:
    with pytest.raises(DocumentError, match="개인정보"):
        draw_page(leaflet, PageWanted(kind="pdf", number=2, private=("054-123-4567",)))


@pytest.mark.flow
@pytest.mark.parametrize(("bytes_of", "code"), [(b"%PDF-1.7 torn", "damaged_document"), (b"", "damaged_document")])
def test_what_is_damaged_is_refused_in_the_process_of_its_own(tmp_path: Path, bytes_of: bytes, code: str) -> None:
    (tmp_path / "torn.pdf").write_bytes(bytes_of)
    with pytest.raises(DocumentError) as refused:
        draw_fenced(tmp_path / "torn.pdf", PageWanted(kind="pdf", number=1))
    assert refused.value.code == code


@pytest.mark.flow
@pytest.mark.parametrize(("deed", "seconds", "code"), [("hang", 1, "too_large"), ("die", 60, "damaged_document"), ("eat", 1, "too_large")])
def test_a_drawing_that_hangs_or_dies_is_a_sentence(tmp_path: Path, deed: str, seconds: float, code: str) -> None:
    (tmp_path / "문서.pdf").write_text(deed, encoding="utf-8")
    with pytest.raises(DocumentError) as refused:
        draw_fenced(tmp_path / "문서.pdf", PageWanted(kind="pdf", number=1, seconds=seconds), worker="tests.support.processes.fence_worker")
    assert refused.value.code == code


def test_a_page_of_a_hangul_file_is_drawn_where_it_can_be_laid_out(tmp_path: Path) -> None:
    pytest.importorskip("freetype")
    garden = write_garden(tmp_path / "garden.hwpx")
    page = picture(draw_page(garden, PageWanted(kind="hwpx", number=1, seconds=60, dpi=96)))
    assert page.height > page.width > 500
    small = picture(draw_page(garden, PageWanted(kind="hwpx", number=1, seconds=60, dpi=48)))
    assert abs(2 * small.width - page.width) <= 2
    tiny = picture(draw_page(garden, PageWanted(kind="hwpx", number=1, seconds=60, most_pixels=10_000)))
    assert 9_000 < tiny.width * tiny.height < 11_000
    with pytest.raises(DocumentError) as none:
        draw_page(garden, PageWanted(kind="hwpx", number=99, seconds=60))
    assert none.value.code == "unsupported_format"
    with pytest.raises(DocumentError, match="이 형식"):
        draw_page(garden, PageWanted(kind="docx", number=1))
