"""Three tiny cards of our own, as their files hold them. The places are real regions; the programmes are made up."""

from pathlib import Path

GEOJE = """\
id: 8-01
award: 지역일자리 목표 공시제
region: {sido: 경상남도, sigungu: 거제시}
title: 떠나는 청년을 붙잡는 조선소 도시
headline: 조선소를 떠난 청년에게 새 일터를 이어 준 사례다.
summary: 조선업 불황으로 청년이 떠나자 청년내일채움공제와 취업 상담을 함께 펼쳤다.
period: {start: 2022-01, end: 2022-12}
budget_million_krw: 1250.5
pages: [8, 21]
targets: [청년, 퇴직·실직자]
measures: [취업연계·고용서비스]
industries: [조선]
keywords: [청년내일채움공제, 조선업 이직]
needs:
  - 조선소를 나온 젊은이가 다른 일을 찾게 돕고 싶다
partners: [가람고용센터]
sections:
  - kind: background
    heading: 조선업 불황
    text: 조선소 일감이 줄어 청년 300명이 도시를 떠났다.
    source: [10, 14]
    asks: [조선업 일자리가 왜 줄었나]
  - kind: programme
    heading: 청년 이어주기
    text: 상담사 4명이 청년을 만나 새 일터를 찾아 주었다.
    source: [15, 22]
    asks: []
metrics:
  - {name: 신청 인원, year: 2022, target: 500, actual: 551, unit: 명, source: [20, 20]}
notes: []
"""

YEOSU = """\
id: 8-02
award: 지역일자리 목표 공시제
region: {sido: 전라남도, sigungu: 여수시}
title: 어르신과 함께하는 섬마을 관광
headline: 섬마을 어르신이 관광 안내를 맡은 사례다.
summary: 섬마을 어르신에게 관광 해설을 가르쳐 일자리를 만들었다.
period: {start: '2021', end: null}
budget_million_krw: null
pages: [22, null]
targets: [고령자]
measures: [직접일자리, 직업훈련·인력양성]
industries: [관광·MICE]
keywords: [섬마을 해설사]
needs:
  - 어르신 일거리를 관광에서 찾고 싶다
partners: []
sections:
  - kind: programme
    heading: 섬마을 해설사
    text: 어르신 40명이 관광 해설 교육을 마치고 섬에서 일한다.
    source: [30, 41]
    asks: [어르신 관광 일자리 만들기]
metrics:
  - {name: 고용률, year: null, target: null, actual: 61.5, unit: '%', source: [40, 41]}
notes: [교육 시간은 원문에 없다]
"""

SEOUL = """\
id: 9-01
award: 지역산업맞춤형 일자리창출 지원사업
region: {sido: 서울특별시, sigungu: null}
title: 반도체 창업 교실
headline: 반도체 설계를 배운 이들이 창업한 사례다.
summary: 반도체 설계 교육과 창업 공간을 묶어 지원했다.
period: {start: null, end: null}
budget_million_krw: 900
pages: [1, 7]
targets: [구직자, 창업자]
measures: [창업지원]
industries: [반도체]
keywords: [반도체설계교실]
needs:
  - 반도체 인력을 길러 창업까지 잇고 싶다
partners: [한빛대학교]
sections:
  - kind: strategy
    heading: 설계 교육과 창업
    text: 교육을 마친 열 팀 가운데 여섯 팀이 반도체 회사를 창업했다.
    source: [50, 52]
    asks: [반도체 창업을 돕는 방법]
metrics: []
notes: []
"""

CARDS = {"8-01": GEOJE, "8-02": YEOSU, "9-01": SEOUL}


def write_cards(folder: Path) -> Path:
    """Write the three cards into a folder; return it."""
    for case_id, text in CARDS.items():
        (folder / f"{case_id}.yaml").write_text(text, encoding="utf-8")
    return folder
