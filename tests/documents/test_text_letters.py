"""Letters of texts in encodings that nobody names."""

from random import Random

import pytest

from corpus.documents.text_letters import decode_letters

TEXT = "전국 상담 창구 12곳 — ｢운영 지침｣에 따라 3,400명을 만났다.\n○ 大田 지역 (’22년)\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode(encoding: str) -> None:
    read = decode_letters(TEXT.encode(encoding))
    assert read is not None
    assert (read.text, read.broken) == (TEXT, 0)


def test_korean_code_page() -> None:
    text = TEXT.replace("—", "-").replace("｢", "「").replace("｣", "」")
    read = decode_letters(text.encode("cp949"))
    assert read is not None
    assert (read.text, read.encoding) == (text, "cp949")


def test_a_short_latin_text() -> None:
    read = decode_letters(b"a\n")
    assert read is not None
    assert (read.text, read.encoding) == ("a\n", "utf-8")


def test_a_few_broken_bytes_are_counted() -> None:
    content = (TEXT * 200).encode()
    broken = content[:1000] + b"\xff" + content[1000:]
    read = decode_letters(broken)
    assert read is not None
    assert (read.encoding, read.broken) == ("utf-8", read.text.count("\ufffd"))
    assert 1 <= read.broken <= 4


def test_what_is_no_text() -> None:
    random = Random(3)
    assert all(decode_letters(random.randbytes(400)) is None for _ in range(200))
    assert decode_letters(b"\0" * 50) is None
    assert decode_letters(bytes(range(256))) is None
