"""Two made-up years of programmes: what went on under another wording, what ended, what began, and sister programmes of one town."""

import random

from corpus.cards import load_regions
from corpus.model.nouns import BookRef, Case, Figure, Period, Region, Section

EARLIER = BookRef(id="works-2021", title="2021 일자리 우수사례 모음", short_title="2021 모음", year=2021)
LATER = BookRef(id="works-2022", title="2022 일자리 우수사례 모음", short_title="2022 모음", year=2022)

_THEMES = """
청년 농부 정착학교 | 청년 농부 정착학교 2기 운영
    귀농한 청년에게 논밭과 선배 농부를 이어 준다 | 농사를 처음 짓는 청년이 선배 농부에게 배우고 논밭을 빌린다 | 수료생 수
청년 가게 이어받기 | 청년 가게 이어받기 사업 확대
    오래된 가게를 청년이 물려받아 기술을 배운다 | 노포의 솜씨를 청년이 물려받는 일을 시장 세 곳으로 넓혔다 | 이어받은 가게
경력이음 여성 회계과정 | 경력이음 여성 회계·세무 과정
    쉬었던 여성이 회계를 배워 사무직으로 돌아온다 | 경력이 끊긴 여성에게 세무 실습을 시켜 사무직 취업을 돕는다 | 취업자 수
신중년 도배학교 | 신중년 도배·타일 학교
    쉰을 넘긴 구직자가 도배를 배워 집수리 조합을 만든다 | 퇴직한 신중년이 타일과 도배를 배워 조합에서 일한다 | 조합원 수
조선업 용접 인력양성 | 조선소 용접공 양성과 채용 연계
    용접공을 길러 조선소 협력사에 보낸다 | 조선소 협력업체가 뽑을 용접 기능공을 가르친다 | 채용 인원
바닷가 카페 창업거리 | 해변 카페 창업거리 두 번째 해
    빈 횟집을 고쳐 청년 카페 거리를 만든다 | 바닷가 빈 상가를 청년 카페로 바꾸어 손님을 모은다 | 방문객 수
어르신 반찬 나눔가게 | 어르신 반찬가게 나눔일터
    어르신이 반찬을 만들어 혼자 사는 이웃에게 판다 | 반찬을 만드는 어르신 일터를 동마다 열었다 | 참여 어르신
장애인 도서관 사서 보조 | 장애인 사서보조 일자리 배치
    장애인이 작은 도서관에서 책을 정리한다 | 도서관마다 장애인 사서보조를 두어 일하게 한다 | 배치 인원
자동차 부품 디지털 공정 개선 | 자동차부품사 공정 디지털 전환 지원
    부품회사의 공정을 자료로 바꾸어 불량을 줄인다 | 부품업체 공장에 감지기를 달아 불량을 줄이고 사람을 뽑는다 | 지원 기업
사과 가공 마을기업 | 사과가공 마을기업 판로 개척
    흠집 난 사과로 즙을 만드는 마을기업을 세운다 | 마을기업의 사과즙을 학교 급식에 넣는다 | 매출액
퇴근길 면접소 | 퇴근길 동행면접소 상시 운영
    퇴근 뒤 역 앞에서 면접을 보게 한다 | 역 앞 면접소를 날마다 열어 이직을 돕는다 | 면접 인원
외국인 유학생 현장실습 | 외국인 유학생 현장실습과 비자 전환
    유학생이 공장에서 실습하고 남아 일한다 | 실습을 마친 유학생의 체류 자격을 바꾸어 준다 | 실습생 수
드론 방제단 | 농업 드론 방제단 확대 운영
    드론을 배운 청년이 논에 약을 뿌린다 | 드론 조종을 배운 이들이 마을 논을 방제한다 | 조종사 수
돌봄 협동조합 키움 | 돌봄협동조합 키움과 이음
    요양보호사가 모여 돌봄 협동조합을 세운다 | 돌봄 노동자의 협동조합을 세 곳으로 늘린다 | 조합 수
"""
"""What it is called in one year and in the next; then what is said of it in one and in the next, and its figure."""
THEMES = tuple(
    (*title.split(" | "), *told.strip().split(" | "))
    for title, told in zip(_THEMES.strip().splitlines()[::2], _THEMES.strip().splitlines()[1::2], strict=True)
)

SISTERS = (
    ("청년 창업 첫걸음 지원", "창업을 꿈꾸는 청년에게 사무실과 상담을 준다"),
    ("청년 취업 첫걸음 지원", "일을 찾는 청년에게 상담과 면접 옷을 준다"),
    ("신중년 경비원 학교", "퇴직한 신중년이 경비 교육을 받아 아파트에서 일한다"),
    ("여성 창업 공방", "여성이 공예를 배워 공방을 연다"),
    ("어르신 택배 일터", "어르신이 아파트에서 택배를 나른다"),
    ("청년 농산물 온라인 장터", "청년이 농산물을 사진으로 찍어 온라인에 판다"),
)
"""What is one town's in one year, and another thing than all that is there in the other."""


def made_years(seed: int, towns: int = 12) -> tuple[tuple[Case, ...], frozenset[frozenset[str]]]:
    """Return the cases of both years, and the pairs that are the same programme."""
    chance, provinces = random.Random(seed), load_regions().provinces
    cases: list[Case] = []
    same: set[frozenset[str]] = set()
    places = [(province, district) for province in provinces for district in province.districts]
    for town, (province, district) in enumerate(chance.sample(places, towns)):
        region = Region(sido=province.names[-1].name, sigungu=district.names[-1].name)
        going_on, ending, beginning = _drawn(chance)
        for number, (one, two, told, later, figure) in enumerate(going_on):
            value = chance.randint(10, 400)
            pair = (
                _case(EARLIER, region, (f"{town}a{number}", one, told), (figure, value)),
                _case(LATER, region, (f"{town}b{number}", two, later), (figure, value + chance.randint(-9, 90))),
            )
            cases += pair
            same.add(frozenset(case.id for case in pair))
        for book, name, held in ((EARLIER, "c", ending), (LATER, "d", beginning)):
            cases += (_case(book, region, (f"{town}{name}{number}", *told), ("참여 인원", 30)) for number, told in enumerate(held))
    return tuple(cases), frozenset(same)


def _drawn(chance: random.Random) -> tuple[list[tuple[str, ...]], list[tuple[str, str]], list[tuple[str, str]]]:
    """Draw what goes on in a town, what ends with the earlier year, and what begins with the later one: some of it of another theme."""
    themes, sisters = chance.sample(THEMES, 5), chance.sample(SISTERS, 4)
    ending = [*sisters[:2], (themes[3][0], themes[3][2])]
    return themes[:3], ending, [*sisters[2:], (themes[4][1], themes[4][3])]


def _case(book: BookRef, region: Region, named: tuple[str, str, str], figure: tuple[str, int]) -> Case:
    number, title, told = named
    name, value = figure
    section = Section(kind="programme", heading=title, text=f"{told}. {value}명이 함께했다.", source=(1, 2), asks=())
    return Case.model_validate(
        {
            "id": f"{book.id}:{number}",
            "award": None,
            "region": region,
            "title": f"{book.year}년 {region.sigungu} {title} 추진",
            "headline": f"{told}.",
            "summary": f"{region.sigungu}에서 {told}.",
            "period": Period(start=None, end=None),
            "budget_million_krw": None,
            "pages": None,
            "targets": (),
            "measures": (),
            "industries": (),
            "keywords": (),
            "needs": (),
            "partners": (),
            "sections": (section,),
            "metrics": (Figure(name=name, year=book.year, target=None, actual=value, unit="명", source=(2, 2)),),
            "notes": (),
            "book": book,
        }
    )
