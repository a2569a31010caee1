"""Masking of private data in text that is shown: telephone numbers, e-mail addresses, registration numbers, people's names.

Every mask keeps the length of the text in characters, so that offsets into it stay valid. A name is masked only beside something that
marks it as one (a title, a byline bar, a label such as 성명), because three Korean syllables alone are far more often a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from corpus.cards import load_regions

# Family names that occur in practice; two-syllable ones first, so that 남궁 is not read as 남.
_TWO = "남궁|황보|제갈|선우|독고|사공|서문"
_ONE = (
    "김이박최정강조윤장임한오서신권황안송류유전홍고문양손배백허남심노하곽성차주우구민진나지엄채원천방공현"
    "함변염여추도석선설마길연위표명기반라왕금옥육인맹제모탁"
)
# Titles that stand behind a name without a space, too. Others would take words apart: 인사위원장, 이사회의장, 한국어강사.
_GLUED = "(?:주무관|사무관|서기관|과장|팀장|계장|국장)"
# A family name and two more syllables, also written with spaces between all three as on a cover (홍 길 동).
_CORE = rf"(?<![\w○])(?:(?:{_TWO})[가-힣]{{1,2}}|[{_ONE}][가-힣]{{2}}|[{_ONE}] [가-힣] [가-힣])"
_NAME = rf"{_CORE}(?![가-힣])"
_PARTICLE = "(?:은|는|이|가|의|을|를|과|와|도|께서|에게)?"
# Offices and ranks that follow a name. Those that are also everyday words (시장 "market", 대표 "representative") are safe only beside
# exactly three syllables, which `_NAME` asks for, and with `_WORDS` taken out.
_TITLE = (
    r"(?:(?:부|사무|취업|일자리|센터|직업)\s?)?"
    r"(?:[가-힣]{2,5}(?:팀장|센터장|국장|과장|실장|상담사)|사원|주임|대리|과장|차장|부장|팀장|실장|센터장|국장|본부장|대표이사|대표|이사장|이사|부회장|회장"
    r"|부위원장|위원장|의장|원장|소장|단장|계장|반장|총무|주무관|사무관|서기관|행정관|담당관|비서관|농가|강사|교수|박사|멘토|멘티|연구원|컨설턴트|상담사|수료생|참여자|교육생|훈련생|작가|사장"
    rf"|도지사|시장|군수|구청장|씨)(?:님|{_PARTICLE}(?![가-힣]))"
)
_LABEL = r"(?:대표이사|대표자|대표|부위원장|위원장|부회장|회장|의장|이사장|센터장|원장|성명|대리인성명|발명자성명|담당자)"
# What looks like a name by its first syllable but is a word; found by reading every match in the real file. Regions are known by another
# list (corpus/vocabulary/regions.yaml), and offices and attributes by their last syllable.
_WORDS = frozenset(
    word
    for line in (
        "연구원 지원자 조합원 이용자 신청자 위원회 상담사 강사분 강화와 구직자 구축은 구축을 기부터 기업과 기업을 기업의",
        "기업체 기피로 도시민 도움을 박람회 배너를 서비스 설명회 신산업 신중년 안정화 양성된 양성을 양성의 연계를",
        "연계한 연락이 연화지 위주로 유인을 유입을 육성을 이하의 인력난 인력을 인재간 인재로 인허가 장기화 장애인 전공생",
        "전공을 전기차 전문가 전문인 정보가 정착의 정책에 정확한 제작을 제작이 제품의 조선업 조성을 지도사 지도자 지원금",
        "진입과 진행을 최고의 하는데 하지만 한계로 현장형 공형철 공공형 공유로 공익형 강원형 노동자 추진경 모델명 이동용",
        "전기용 전산화 구인수 인터뷰 고용률 여성의 성과의 이사장 위원장 도지사 유망한 우수한 지역의 지역인 참여한",
        "민간의 전체의 신규로 인근의 현재의 방문한 문제점 여건과 주도권 구조화 최우선 선순환 자동차 제조업 서남권",
        "문화재 신성장 성실한 유능한",
    )
    for word in line.split()
)
_LAST_OF_NONE = frozenset("과실팀청처된는할를에들가고와며다의")
_NAME_RULES = tuple(
    re.compile(pattern, re.MULTILINE)
    for pattern in (
        # Rank behind the name, also with one word between them that holds the company: 홍길동 (주)가나 대표님.
        rf"(?P<name>{_NAME})(?=[ ]{{0,2}}{_TITLE})",
        rf"(?P<name>{_NAME})(?= [가-힣]{{1,6}} (?:대표|강사|팀장|교수|센터장)님)",
        rf"(?P<name>{_CORE})(?=[님씨]{_PARTICLE}(?![가-힣]))",
        rf"(?P<name>{_CORE})(?={_GLUED}(?:님|{_PARTICLE}(?![가-힣])))",
        # Byline of a participant's story: 회사 | 이름 직함, and an interview's heading: 인터뷰 ① 이름(소속).
        rf"\| (?P<name>{_NAME})(?= {_TITLE})",
        rf"^[^|\n]{{2,40}} \| (?P<name>{_NAME})$",
        rf"인터뷰 ?[①-⑨\d] ?(?P<name>{_NAME})",
        # A row of a list of members: … | 직위 | 이름.
        rf"(?:{_LABEL}|[가-힣]{{2,5}}장) \| (?P<name>{_NAME})(?= *(?:$|\||,))",
        # A name on its own line, known for one by the line beside it: "… 수기" above, or "(소속)" below.
        rf"수기\n(?P<name>{_NAME})$",
        rf"^(?P<name>{_NAME})\n(?=\([가-힣 ]{{2,12}}\)$)",
    )
)
# Lists of names behind a label: 발명자성명 홍길동 김가나 …, 대표이사 | 홍길동, 김가나.
_NAME_LIST = re.compile(rf"{_LABEL}(?: \| | ?[:：] ?| )(?P<names>{_NAME}(?:[, ]+{_NAME})*)(?=\s*(?:$|\(|\|))", re.MULTILINE)
_ONE_NAME = re.compile(_NAME)

# Digits, marks and dashes as they may be typed → as the patterns below know them, one for one, so that offsets hold.
_PLAIN = (
    {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | dict.fromkeys(map(ord, "‐‑‒–—―−－"), ord("-")) | {0x3000: 0x20, 0xA0: 0x20}
)
# No pattern begins or ends within a longer figure: 1,234-5,678, 10-2022-0104, 2,010-1234.
_BEFORE, _AFTER = r"(?<!\d)(?<!\d[.,-])", r"(?![\d-])(?![.,]\d)"
_COUNTED = r"(?! ?(?:[천백십]?만|[천백십]|[억조])? ?(?:원|명|개|건|호|㎡|톤|회|주|달러))"
# The area stays, the rest is hidden; a mobile number also where nothing parts its digits.
_PHONES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_BEFORE}(?P<area>\(0\d{{1,2}}\) ?|0\d{{1,2}} ?[-.) ] ?)(?P<rest>\d{{3,4}} ?[-. ] ?\d{{4}}){_AFTER}",
        rf"{_BEFORE}(?P<area>01[016789][-. ]?)(?P<rest>\d{{3,4}}[-. ]?\d{{4}}){_AFTER}{_COUNTED}",
        rf"{_BEFORE}(?P<area>02|0[3-6][1-5]|070|050\d)(?P<rest>\d{{7,8}}){_AFTER}{_COUNTED}",
        rf"(?<![\d+])(?P<area>\+82[-. ]?(?:\(0\))?0?\d{{1,2}}[-. ]?)(?P<rest>\d{{3,4}}[-. ]?\d{{4}}){_AFTER}",
        rf"{_BEFORE}(?P<area>1[5-9]\d\d-)(?P<rest>\d{{4}}){_AFTER}",
    )
)
_MAIL = re.compile(r"(?<![\w.+-])(?P<rest>\w[\w.+-]*)(?=@[\w-]+(?:\.[\w-]+)+)")
_BORN = r"\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
_REGISTRATIONS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_BEFORE}(?P<rest>\d{{6}} ?- ?[1-8]\d{{6}}|{_BORN} ?[1-8]\d{{6}}){_AFTER}{_COUNTED}",
        rf"{_BEFORE}(?P<rest>\d{{3}}-\d{{2}}-\d{{5}}){_AFTER}",
        # Ten digits alone are a sum as well: only beside what they are called.
        rf"(?:사업자|등록 ?번호)[^\d\n]{{0,10}}{_BEFORE}(?P<rest>\d{{10}}){_AFTER}{_COUNTED}",
        rf"{_BEFORE}(?P<rest>\d{{10}}){_AFTER}(?=[^\d\n]{{0,5}}사업자)",
    )
)
_NUMBERS = (*((rule, "phone") for rule in _PHONES), (_MAIL, "mail"), *((rule, "registration") for rule in _REGISTRATIONS))
_DIGIT = re.compile(r"\d")
_SYLLABLE = re.compile(r"[가-힣]")


def _is_word(name: str) -> bool:
    """Tell whether what stands where a name would is none: a word, a region, an office or an attribute."""
    return name in _WORDS or name[-1] in _LAST_OF_NONE or name in _regions()


@cache
def _regions() -> frozenset[str]:
    """Return the names of the regions of Korea, and the other ways to write a province."""
    provinces = load_regions().provinces
    regions = (names for province in provinces for names in (province.names, *(district.names for district in province.districts)))
    return frozenset((*(name.name for names in regions for name in names), *(form for province in provinces for form in province.short)))


def _name_spans(text: str) -> Iterator[tuple[int, int]]:
    """Character ranges of the names of people."""
    for rule in _NAME_RULES:
        for match in rule.finditer(text):
            if not _is_word(match["name"]):
                yield match.span("name")
    for listed in _NAME_LIST.finditer(text):
        for name in _ONE_NAME.finditer(listed["names"]):
            if not _is_word(name[0]):
                yield listed.start("names") + name.start(), listed.start("names") + name.end()


def private_spans(text: str) -> tuple[tuple[int, int, str], ...]:
    """What `mask_private` hides: (start, end, kind) in characters, in order; kind is phone, mail, registration or name."""
    found: set[tuple[int, int, str]] = set()
    plain = text.translate(_PLAIN)
    for rule, kind in _NUMBERS:
        found.update((*match.span("rest"), kind) for match in rule.finditer(plain))
    found.update((start, end, "name") for start, end in _name_spans(plain))
    return tuple(sorted(found))


def _hidden(value: str, kind: str) -> str:
    """The mask of one value, of the same length."""
    if kind == "name":
        known = 2 if re.match(_TWO, value) else 1
        return value[:known] + _SYLLABLE.sub("○", value[known:])
    return "*" * len(value) if kind == "mail" else _DIGIT.sub("*", value)


def mask_private(text: str) -> str:
    """`text` with private data masked, of exactly the same length in characters.

    Telephone numbers keep their area code and registration numbers their hyphens; names keep the family name (홍○○).
    """
    shown = text
    for start, end, kind in sorted(private_spans(text), key=lambda span: span[2] != "name"):  # what hides all of a name comes after it
        shown = shown[:start] + _hidden(text[start:end], kind) + shown[end:]
    return shown
