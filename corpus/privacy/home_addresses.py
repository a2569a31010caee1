"""A text → where people can be written to: the box of a mail address, and of a home's address what follows its town.

An address is a person's where a flat of it is named (동, 호) or a word before it says so (자택, 거주지, 주소); where an office has it
(본사, 소재지), it is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.privacy.private_span import PrivateSpan, before_on_line

NEAR = 40
_AT = r"(?:@| ?[(\[] ?(?:at|AT|골뱅이) ?[)\]] ?)"
_MAIL = re.compile(rf"(?<![\w.+-])(?P<rest>\w[\w.+-]{{0,63}})(?={_AT}[\w-]+(?:\.[\w-]+)+)")
_STREET = r"[가-힣][가-힣0-9·]{0,9}(?:로|길|동|리|읍|면|가)"
_HOUSE = r"(?:지하 ?|산 ?)?\d{1,4}(?:-\d{1,4})?(?: ?번지)?(?![\d가-힣%]|[.,]\d|km|m)"
_BUILDING = r"[가-힣A-Za-z0-9]{0,12}(?:아파트|빌라|오피스텔|원룸|연립|맨션|주택|타운|빌리지|하이츠)"
_FLAT = r"\d{1,4} ?동 ?\d{1,4} ?호|\d{1,4} ?호(?![가-힣]{2})"
_PART = rf"(?:,? ?(?:{_BUILDING}|{_FLAT}|[지\d]{{1,3}} ?층|\d{{1,4}} ?동(?![가-힣])))"
_ADDRESS = re.compile(
    rf"(?<![가-힣\w])(?P<rest>{_STREET}(?: {{1,2}}{_STREET}| ?\d{{1,3}}번?길){{0,4}},? {{0,2}}{_HOUSE}(?P<flat>{_PART}{{0,5}}))"
)
_LIVED_IN = re.compile(rf"{_BUILDING}|{_FLAT}")
_HOME = re.compile(r"(?:주소지?|거주지?|자택|본적|주거지|주민등록지|사는 ?곳|우리 ?집)")
_HOME_BEHIND = re.compile(r"\)? ?(?:에(?:서)? (?:사는|거주|살)|\(?(?:본적|거주|자택))")
_OFFICE = re.compile(r"(?:소재지|본사|본점|사업장|사업소|회사|기관|센터|사무소|사무실|시청|군청|구청|도청|오시는|누리집|홈페이지|메일)")


def mail_spans(plain: str) -> Iterator[PrivateSpan]:
    """Yield of each mail address what stands before its sign."""
    return (PrivateSpan(*found.span("rest"), "mail") for found in _MAIL.finditer(plain))


def address_spans(plain: str) -> Iterator[PrivateSpan]:
    """Yield of each home's address what follows the town: street, house, flat."""
    for found in _ADDRESS.finditer(plain):
        before = before_on_line(plain, found.start(), NEAR)
        behind = plain[found.end() : found.end() + NEAR // 4]
        home = _HOME.search(before) or _HOME_BEHIND.match(behind) or _LIVED_IN.search(found["flat"])
        if home and not _OFFICE.search(before):
            yield PrivateSpan(*found.span("rest"), "address")
