"""A case's parts and facts → who took part besides: bodies that are named where the text speaks of working together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.deriving.ground.case_parts import CasePart
from corpus.model.fact import Fact
from corpus.model.place import Range

MOST, LONGEST = 20, 30
_TOGETHER = re.compile(
    r"협약|협력|협업|참여|컨소시엄|공동|연계|주관|수행|운영기관|시행|위탁|관계기관|유관기관|업무협약|MOU|파트너|추진주체|추진체계|구성|위원"
)
_KINDS_OF_BODY = (
    "대학교|대학|폴리텍|고등학교|공단|공사|재단|진흥원|연구원|연구소|개발원|교육원|진흥회|테크노파크|센터|협회|협의회|연합회|조합|상공회의소|노동청"
    "|지청|위원회|은행|노총|연맹|본부|복지관|자활|고용노동부|교육부|산업통상자원부|중소벤처기업부|행정안전부|보건복지부"
)
_PARTICLE = r"(?=(?:[은는이가을를의과와도]|에서|에게|에|으로|로|및|등)?(?![가-힣]))"
_WORD = r"[가-힣A-Za-z0-9·]"
_BODY = re.compile(
    rf"(?:(?:㈜|\(주\)|\(재\)|\(사\)|주식회사 |사단법인 |재단법인 )?(?:(?!\d+개){_WORD}{{1,18}}?(?:{_KINDS_OF_BODY})"
    rf"|{_WORD}{{2,12}} (?:지청|상공회의소|테크노파크|진흥원|재단|폴리텍대학)){_PARTICLE})"
    rf"|(?:고용노동부|교육부|중소벤처기업부|산업통상자원부|행정안전부|보건복지부){_PARTICLE}"
    rf"|(?:㈜|\(주\)) ?{_WORD}{{2,15}}|{_WORD}{{2,15}}(?:㈜|\(주\))"
)
_GENERAL = re.compile(
    r"(?:관내|지역|우수|해당|각|등|및|또는|협력|공동|관련|민간|운영|참여|수행|전문|유관|기타|대상|신규|설치|도내|시내|국내|구축|개소|지원|취업|고용|일자리|상담"
    r"|교육|훈련|창업|기업|노사민정|실무|추진|산하|공공|위탁)* ?"
    r"(?:대학교?|센터|협회|협의회|위원회|연구소|연구원|기관|재단|공단|공사|은행|조합|본부|교육원|지청|자활)"
)
_PLAIN = re.compile(r".{1,2}(?:센터|위원회|협의회|본부|조합|연구소|교육원)")
"""A kind of body with a word or two before it is a kind still: 거점센터, 평가위원회."""
_JOINED = re.compile(r"^(?:\S*[와과은는을를의및] |(?:등|또는|각|관내|외|그리고) )")
_NAMED_SCORE, _TWICE_SCORE, _ONCE_SCORE = 0.9, 0.8, 0.5


@dataclass(frozen=True, slots=True)
class Partner:
    """A body that took part, its block and lines where it is first named so, what read it, and how sure that is."""

    name: str
    block: int
    lines: Range | None
    rule: str
    score: float


def read_partners(parts: Sequence[CasePart], facts: Sequence[Fact]) -> list[Partner]:
    """Return who took part, in the order of the text; what a fact names, and bodies in blocks or under headings of working together."""
    found: dict[str, list[Partner]] = {}
    for partner in (*_named_in_facts(facts), *_named_in_parts(parts)):
        found.setdefault(partner.name, []).append(partner)
    held = [
        Partner(name, same[0].block, same[0].lines, same[0].rule, max(same[0].score, _TWICE_SCORE if len(same) > 1 else 0.0))
        for name, same in found.items()
    ]
    surest = sorted(held, key=lambda partner: -partner.score)[:MOST]
    return sorted(surest, key=lambda partner: partner.block)


def _named_in_facts(facts: Sequence[Fact]) -> Iterator[Partner]:
    for fact in facts:
        if fact.kind == "name" and fact.block is not None and _TOGETHER.search(fact.measure):
            for match in _BODY.finditer(fact.value):
                if _is_name(name := _tidy(match[0])):
                    yield Partner(name, fact.block, fact.lines, "named_in_fact", _NAMED_SCORE)


def _named_in_parts(parts: Sequence[CasePart]) -> Iterator[Partner]:
    for part in parts:
        headed = bool(_TOGETHER.search(" ".join(part.headings)))
        for block in part.held:
            if not block.heads and (headed or _TOGETHER.search(block.text)):
                for match in _BODY.finditer(block.text):
                    if _is_name(name := _tidy(match[0])):
                        yield Partner(name, block.number, block.block.lines, "named_together", _ONCE_SCORE)


def _tidy(name: str) -> str:
    return _JOINED.sub("", name.strip(" ·"))


def _is_name(name: str) -> bool:
    return len(name) <= LONGEST and not _GENERAL.fullmatch(name) and not _PLAIN.fullmatch(name) and len(name) > 2  # noqa: PLR2004 - no body is called by two letters
