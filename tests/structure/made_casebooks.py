# ruff: noqa: E501
"""Made-up casebooks in many styles, each with the lines on which its cases begin: what the rules for splitting are measured by."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

PLACES = ("강원도 가람시", "경기 여주시", "충남 태안군", "전남 곡성군", "경북 의성군", "경남 하동군", "제주특별자치도", "부산광역시 영도구", "대구광역시",
          "인천광역시 옹진군", "광주광역시", "울산광역시", "세종특별자치시", "충북 괴산군", "전북 임실군", "서울특별시 강북구", "경기 가평군", "강원도 정선군")  # fmt: skip
TOPICS = ("빈집", "마을버스", "도서관", "전통시장", "공공데이터", "돌봄", "수돗물", "골목상권", "청년 창업", "하천", "산불", "자전거", "농기계", "관광", "민원실", "주차장",
          "보건소", "폐교", "어촌", "반려동물")  # fmt: skip
DOINGS = ("함께 쓰는", "다시 살린", "찾아가는", "한 번에 끝내는", "걱정 없는", "스스로 지키는", "누구나 누리는", "밤에도 환한")
NOUNS = ("서비스", "프로젝트", "플랫폼", "협의체", "공간", "학교", "안내소", "지원단")
WHO = ("주민", "상인", "어르신", "청년", "학부모", "이장단", "봉사자", "직원", "농가", "전문가", "학생", "입주자")
HOW = ("의견을 듣고", "뜻을 모아", "손을 빌려", "제안을 받아", "도움으로", "불편을 살펴", "생각을 물어", "참여를 이끌어")
WHAT = ("절차를 {}단계로 줄임", "예산 {}백만원을 들여 시설을 고침", "이용자가 {}명으로 늘어남", "만족도가 {}점으로 높아짐", "전담 인력 {}명을 배치함",
        "안내 책자 {}부를 나누어 줌", "조례 제{}조를 고쳐 근거를 마련함", "민간 단체 {}곳과 협약을 맺음", "쉼터 {}곳을 새로 엶", "교육을 {}회 이어 감")  # fmt: skip
SECTIONS = (("추진배경", "추진내용", "추진성과", "향후계획"), ("현황 및 문제점", "개선 내용", "주요 성과"), ("배경", "내용", "효과", "시사점"), ("왜 시작했나", "무엇을 했나", "무엇이 달라졌나"))  # fmt: skip


@dataclass(slots=True)
class Writer:
    """Lines as they are written, and where cases begin."""

    random: random.Random
    lines: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)

    def put(self, *lines: str) -> None:
        self.lines += lines

    def case(self, title: str) -> None:
        self.starts.append(len(self.lines) + 1)
        self.titles.append(title)

    def title(self) -> str:
        while True:
            title = f"{self.random.choice(DOINGS)} {self.random.choice(TOPICS)} {self.random.choice(NOUNS)}"
            if title not in self.titles:
                return title

    def sentence(self) -> str:
        pick = self.random.choice
        return f"{pick(TOPICS)} 일로 {pick(WHO)}의 {pick(HOW)} {pick(WHAT).format(self.random.randint(2, 900))}"

    def body(self, names: Sequence[str], mark: Callable[[int], str], *, blank: bool = True) -> None:
        """The inside of a case: its sections, now and then one less, with items, a table, numbered lists."""
        left = [name for name in names if len(names) < 3 or self.random.random() > 0.08]
        for number, name in enumerate(left, 1):
            self.put(f"{mark(number)}{name}".strip())
            for _ in range(self.random.randint(1, 5)):
                self.put(f"{self.random.choice('○ㅇ')} {self.sentence()}")
                for _ in range(self.random.randint(0, 2)):
                    self.put(f"  - {self.sentence()}")
            if self.random.random() < 0.3:
                self.put(
                    "구분\t2022년\t2023년",
                    f"이용자\t{self.random.randint(1, 99)}\t{self.random.randint(1, 99)}",
                    f"예산\t{self.random.randint(1, 99)}\t5",
                )
            if self.random.random() < 0.25:
                self.put(*(f"{at}) {self.sentence()}" for at in (1, 2, 3)))
            if blank:
                self.put("")


def _book(seed: int) -> tuple[Writer, tuple[str, ...]]:
    writer = Writer(random.Random(seed))
    return writer, writer.random.choice(SECTIONS)


def bracketed(seed: int) -> Writer:
    """[사례 1] title, then sections behind □."""
    writer, names = _book(seed)
    writer.put("우수사례집", "", "2023. 12.", "")
    for number in range(1, 9):
        title = writer.title()
        writer.case(title)
        writer.put(f"[사례 {number}] {title}", "")
        writer.body(names, lambda _: "□ ")
    return writer


def circled(seed: int) -> Writer:
    """우수사례 ①, the title on the next line, sections numbered."""
    writer, names = _book(seed)
    writer.put("적극행정 우수사례", "")
    for number in range(7):
        title = writer.title()
        writer.case(title)
        writer.put(f"우수사례 {chr(ord('①') + number)}", title, "")
        writer.body(names, lambda at: f"{at}. ")
    return writer


def offices(seed: int) -> Writer:
    """1. office, then its programme and sections behind letters."""
    writer, names = _book(seed)
    writer.put("기관별 우수사례", "")
    for number, place in enumerate(writer.random.sample(PLACES, 10), 1):
        writer.case(place)
        writer.put(f"{number}. {place}", "", writer.title(), "")
        writer.body(names, lambda at: f"{'가나다라마'[at - 1]}. ")
    return writer


def covers(seed: int) -> Writer:
    """Pages: a cover with the region alone, then the case; running heads and page numbers on each page."""
    writer, names = _book(seed)
    writer.put("지역혁신 사례집\f")
    page = 1
    for place in writer.random.sample(PLACES, 6):
        title = writer.title()
        writer.put("지역혁신 사례집", f"- {page} -")
        writer.case(title)
        writer.put(place, title + "\f")
        page += 1
        for part in (names[:2], names[2:]):
            writer.put("지역혁신 사례집")
            writer.body(part, lambda at: f"{'ⅠⅡⅢⅣ'[at - 1]}. ")
            writer.put(f"- {page} -\f")
            page += 1
    return writer


def dotted(seed: int) -> Writer:
    """A contents page with dotted leaders; the cases bear their titles alone, on top of a page each."""
    writer, names = _book(seed)
    titles: list[str] = []
    while len(titles) < 9:
        title = writer.title()
        titles += [] if title in titles else [title]
    writer.put("목    차", "")
    writer.put(*(f"{number}. {title} {'·' * 20} {number * 2 - 1}" for number, title in enumerate(titles, 1)))
    writer.put("\f")
    for number, title in enumerate(titles, 1):
        writer.case(title)
        writer.put(title, "")
        writer.body(names[:2], lambda _: "■ ")
        writer.put(f"{number * 2 - 1}\f")
        writer.body(names[2:], lambda _: "■ ")
        writer.put(f"{number * 2}\f")
    return writer


def grouped(seed: int, groups: int = 4, each: int = 8) -> Writer:
    """Groups whose numbers begin anew; short cases."""
    writer, names = _book(seed)
    writer.put("혁신 우수사례 모음", "")
    for group, name in enumerate(
        ("경제 분야", "복지 분야", "안전 분야", "환경 분야", "문화 분야", "행정 분야", "교통 분야", "농업 분야", "교육 분야", "주거 분야")[
            :groups
        ],
        1,
    ):
        writer.put(f"제{group}장 {name}", "")
        for number in range(1, each + 1):
            title = writer.title()
            writer.case(title)
            writer.put(f"{number} {title}", f"({writer.random.choice(PLACES)})", "")
            writer.body(names, lambda _: "□ ", blank=False)
            writer.put("")
    return writer


def hundred(seed: int) -> Writer:
    """Over a hundred short cases in ten groups."""
    return grouped(seed, 10, 12)


def hashed(seed: int) -> Writer:
    """Headings as in Markdown."""
    writer, names = _book(seed)
    writer.put("# 우수사례집", "", "들어가는 말을 여기에 적는다.", "")
    for place in writer.random.sample(PLACES, 6):
        title = f"{place} {writer.title()}"
        writer.case(title)
        writer.put(f"## {title}", "")
        writer.body(names, lambda _: "### ")
    return writer


def formed(seed: int) -> Writer:
    """A form with two columns for each case."""
    writer, names = _book(seed)
    writer.put("우수사례 제출 양식 모음", "")
    for place in writer.random.sample(PLACES, 8):
        title = writer.title()
        writer.case(title)
        writer.put(
            f"사업명\t{title}",
            f"기관명\t{place}",
            *(f"{name}\t{writer.sentence()} {writer.sentence()}" for name in names),
            f"담당자\t{writer.sentence()}",
            "",
        )
    return writer


def restarted(seed: int) -> Writer:
    """Numbers before cases and before their parts look alike: 1. case, 1. part; the case's number goes on past its parts."""
    writer, names = _book(seed)
    writer.put("우수사례 모음집", "")
    for number, place in enumerate(writer.random.sample(PLACES, 5), 1):
        writer.case(place)
        writer.put(f"{number}. {place}", place, f"{number} {place}", "")
        for at, name in enumerate(names, 1):
            writer.put(f"{'ⅠⅡⅢⅣ'[at - 1]} {name}", "")
            writer.body((writer.title(), writer.title(), writer.title()), lambda inner: f"{inner}. ")
    return writer


def unnumbered(seed: int) -> Writer:
    """Titles without any mark; only the parts of each case come again."""
    writer, names = _book(seed)
    for _ in range(8):
        title = writer.title()
        writer.case(title)
        writer.put(title, "")
        writer.body(names, lambda _: "□ ")
    return writer


def lone_numbers(seed: int) -> Writer:
    """A cover of a number alone and the title below, in two parts."""
    writer, names = _book(seed)
    for part in "ⅠⅡ":
        writer.put(f"PART {part}", "", writer.random.choice(TOPICS) + " 부문", "")
        for number, place in enumerate(writer.random.sample(PLACES, 6), 1):
            title = writer.title()
            writer.case(title)
            writer.put(f"{number:02}", "", title, place, "")
            writer.body(names, lambda at: f"{at} | ")
    return writer


def best_and_good(seed: int) -> Writer:
    """Angle brackets with the prize, region in brackets at the end."""
    writer, names = _book(seed)
    for number in range(1, 8):
        title = writer.title()
        writer.case(title)
        writer.put(f"<우수사례 {number}> {title} ({writer.random.choice(PLACES)})")
        writer.body(names, lambda _: "◆ ")
    return writer


def report(seed: int) -> Writer:
    """No casebook: a plan with its usual parts, which is one case."""
    writer, _ = _book(seed)
    writer.starts, writer.titles = [1], ["추진계획"]
    writer.put("지역 활력 추진계획", "")
    for at, name in enumerate(("추진 배경", "현황 및 문제점", "추진 전략", "세부 추진과제", "향후 일정"), 1):
        writer.put(f"{'ⅠⅡⅢⅣⅤ'[at - 1]}. {name}", "")
        if name.startswith("세부"):
            writer.body([f"{writer.title()} 마련" for _ in range(writer.random.randint(2, 5))], lambda inner: f"{inner}. ")
        elif name.startswith("향후"):
            writer.put("할 일\t언제\t누가", *(f"{writer.title()}\t{month}월\t총무과" for month in range(2, 9)), "")
        elif name.startswith("현황"):
            writer.body(("그동안의 성과", "앞으로의 여건"), lambda _: "□ ")
        else:
            writer.put(*(f"○ {writer.sentence()}" for _ in range(writer.random.randint(2, 5))), "")
    return writer


def plain(seed: int) -> Writer:
    """No structure at all."""
    writer, _ = _book(seed)
    writer.starts, writer.titles = [1], ["글"]
    writer.put(*(f"{writer.sentence()}. 그리하여 {writer.sentence()}." for _ in range(30)))
    return writer


CASEBOOKS = (
    bracketed,
    circled,
    offices,
    covers,
    dotted,
    grouped,
    hundred,
    hashed,
    formed,
    restarted,
    unnumbered,
    lone_numbers,
    best_and_good,
)
OTHERS = (report, plain)
