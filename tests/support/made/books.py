"""Two made-up books of two ministries and two years.

The first has pages and no lines, some of them estimated; the second neither, and no figures, and no person wrote its card.
"""

from pathlib import Path

WELFARE, FARMS = "care-2021", "farms-2024"
BOOKS = {
    WELFARE: """\
id: care-2021
title: 2021 돌봄 우수 모음
short_title: 2021 돌봄
publisher: 가람복지부
year: 2021
kind: 우수사례집
language: ko
licence: none
source: null
contact: null
file: null
pages: null
citation: '{place}, “{case}”, {publisher}, 「{title}」, {year}, {where}.'
kinds:
  - {name: 으뜸상, about: programme}
""",
    FARMS: """\
id: farms-2024
title: 2024 농촌 이야기
short_title: 2024 농촌
publisher: 누리농업부
year: 2024
kind: 보고서
language: ko
licence: 공공누리 1
source: null
contact: null
file: null
pages: null
citation: '{place}, “{case}”, {publisher}, 「{title}」, {year}, {where}.'
kinds:
  - {name: 이야기, about: programme}
""",
}
CARDS = {
    WELFARE: {
        "1": """\
id: '1'
award: 으뜸상
region: {sido: 경기도, sigungu: 안산시}
title: 밤에도 문 여는 돌봄방
headline: 밤늦게 일하는 부모를 위해 돌봄방을 연 이야기다.
summary: 밤 돌봄이 없던 동네에 돌봄방 여섯 곳을 열었다.
period: {start: '2020', end: '2021'}
budget_million_krw: 310
pages: [3, 9]
targets: [취약계층]
measures: [돌봄·일생활균형]
industries: []
keywords: [달빛돌봄방]
needs: [밤늦게 일하는 부모의 아이를 맡길 곳이 있으면 좋겠다]
partners: []
sections:
  - {kind: programme, heading: 달빛돌봄방, text: 돌봄 교사 12명이 밤 열 시까지 아이를 돌본다., pages: [5, 6], page_from: layout, asks: []}
metrics:
  - {name: 이용 아동, year: 2021, target: 200, actual: 236, unit: 명, pages: [9, 9], page_from: file}
notes: []
""",
    },
    FARMS: {
        "a1": """\
id: a1
award: 이야기
region: {sido: 전라남도, sigungu: 해남군}
title: 빈집을 고쳐 농촌에 산다
headline: 빈집을 고쳐 농촌 살이를 해 보게 한 이야기다.
summary: 농촌의 빈집을 고쳐 청년에게 석 달을 빌려 주었다.
period: {start: null, end: null}
budget_million_krw: null
targets: [청년]
measures: [정주·생활지원]
industries: [농업·식품]
keywords: [석달살이집]
needs: [농촌에 살아 보고 정하게 하고 싶다]
partners: []
sections:
  - {kind: background, heading: 빈집, text: 농촌 마을의 집이 열에 셋은 비어 있었다., asks: []}
metrics: []
notes: []
origin: derived
""",
    },
}


def write_library(folder: Path) -> Path:
    """Write both books into a library's folder."""
    for book, text in BOOKS.items():
        (folder / book / "cards").mkdir(parents=True)
        (folder / book / "book.yaml").write_text(text, encoding="utf-8")
        for name, card in CARDS[book].items():
            (folder / book / "cards" / f"{name}.yaml").write_text(card, encoding="utf-8")
    return folder
