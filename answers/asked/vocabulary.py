"""Everyday Korean about figures: words of asking that say of nothing, words that narrow a figure, words that stand for one another."""

from __future__ import annotations

# What makes 목표 a part of a scheme's name (목표제, 목표 관리제), which asks for no target.
OF_A_SCHEME = r"(?:제|\s?[가-힣]{2}제)"

# Words that ask for a value, and all that ask.
ASKING_VALUE = frozenset(["몇", "얼마", "얼마나", "언제", "어디", "누구", "누가", "무엇", "뭐", "어느", "무슨"])
ASKING = ASKING_VALUE | frozenset(["어떤", "어떻게", "왜"])
# Words of asking and reckoning: they tell what to do with a figure, not which.
_ASKING = """
얼마 얼마나 몇 알리다 알다 싶다 궁금 궁금하다 확인 부탁 부탁하다 드리다 말하다 가르치다 찾다 뽑다 꼽다 고르다 계산 구하다 보이다 어디
어디어디 어느 무엇 뭐 누구 어떻게 어떻다 지자체 자치 단체 자치단체 지역 사례 곳 군데 데 것 거 쪽 가운데 중 기준 수치 값 정도 현황
통계 자료 목록 리스트 결과 실적 목표 대비 달성 달성률 달성도 목표치 실적치 넘다 넘기다 넘어서다 초과 웃돌다 상회 채우다 미치다 미달
밑돌다 하회 못 못하다 안 않다 이상 이하 미만 높다 낮다 많다 적다 크다 작다 더 덜 가장 제일 최고 최저 최대 최소 최다 상위 하위 순 순서
순위 위 차이 격차 비교 비하다 보다 합 합계 총합 합산 합치다 합하다 더하다 모두 전부 다 총 통틀다 평균 연평균 쯤 되다 하다 있다 없다
나오다 적히다 실리다 밝히다 밝혀지다 공시 내다 나타나다 기록 기록하다 년 년도 해 연도 당시 전년 작년 올해 지난해 이번 최근 현재 늘다
줄다 늘어나다 줄어들다 증가 감소 증가분 감소분 증감 변화 변하다 오르다 내리다 올리다 잡다 사이 사이다 간 동안 부터 명 개 건 회 원 억 만
천 조 배 곱 번 째 점 퍼센트 p 포인트 사람 분 인원 수 숫자 규모 금액 액 액수 총액 점수 건수 비율 비중 돈 치 률 각각 들 등 및 또 그 이 저
동 연 사 수준 만큼 실제 실제로 최종 여부 부문 항목 지표 분야 업종 업계 예측 전망 예상 계획 예정 연간 편 편성 남짓 쓰다 이루다 도달
앞서다 뒤지다 이르다 사업 이름 하나 둘 셋 네 두 세 반 나머지 관하다 대하다 따르다 통하다 위하다 다루다 대상 중심 관련 경우 면 측 만점
개사 개소 집계 집계되다 파악 보고 포함 출신 전체 활동 좀 뒤 덕 상황 관내 전국 우리 국내 성적 성과 차지 해당 나다 가 르
개수 갯수 명수 인원수 기초 광역 꼴찌 꼴등 젤 단위 도시 나열 열거 바라다 으뜸 일등 최하위 최상위 벌이다 펼치다 거두다 달하다 머무르다 그치다
"""
LIGHT = frozenset(_ASKING.split())
# Words of asking how many cases there are, or which, and those that tie a case to what it is about.
_OF_CASES = """
몇 모두 전부 총 다 전체 통틀다 합치다 곳 군데 데 것 거 건 개 수 숫자 개수 갯수 건수 사례 지자체 지방자치단체 자치 단체
자치단체 지방 정부 지역 도시 사업 부문 과정 프로그램 어디 어디어디 어느 무엇 뭐 어떤 어떻다 알리다 말 말하다 말씀 대다
보이다 열거 나열 목록 리스트 명단 궁금 궁금하다 주다 있다 되다 나오다 실리다 들다 들어가다 담기다 담다 소개 소개하다 수록
수록되다 하다 이다 쪽 좀 대상 정책 수단 분야 산업 업 업종 업계 관련 관련되다 중심 지원 지원하다 위하다 다루다 쓰다 삼다
두다 포함 포함하다 참여 해당 해당하다 속하다 관내 안 내 단위 각각 싶다 부탁 부탁하다 드리다 바라다 가르치다 찾다 꼽다 얼마
얼마나 우수 우수사례 자료 가운데 중 들 의 및 또 으로 명 둘 셋 지금 기초 광역 활용 활용하다 추진 추진하다 운영 운영하다
시행 시행하다 펼치다 벌이다 내다 확인 뽑다 가지 종류 고르다
"""
OF_CASES = frozenset(_OF_CASES.split())
OF_AWARDS = frozenset({"상", "받다", "수상", "수상하다", "뽑히다", "선정", "선정되다"})  # where an award is named
# Words that set what is asked for side by side, so that it is one question.
CHOOSING = frozenset({"중", "가운데", "어디", "어느", "더", "차이", "격차", "합", "합계", "평균", "비교", "쪽", "누가", "더하"})
# How verbs of asking begin: 알려 주세요, 말해 줘.
SAYING = ("알", "말", "보", "가르", "주", "줘", "되", "하", "부탁", "궁금")
# Words that say that there is a programme or someone in it, hardly which.
_GENERAL = "운영 추진 제공 진행 시행 실시 참여자 참가자 대상자 이용자 지원자 사업 과정 프로그램 프로젝트 제도 정책 대책"
GENERAL = frozenset(_GENERAL.split())
# Words that make a figure one of other people: 청년 취업자 is not 취업자.
_GROUPS_OF_PEOPLE = "청년 여성 남성 노인 어르신 고령자 장애인 외국인 중장년 신중년 대학생 학생 경력 신규 민간 공공 정규직"
NARROWING = frozenset(_GROUPS_OF_PEOPLE.split())
# Of a figure's name, the words that narrow nothing.
_OF_ANY_NAME = "합계 총계 계 총 전체 수 인원 금액 액 실적 사업 규모 및 등 중 자 형 제 명 계획 편성 추진 창출"
PLAIN = frozenset(_OF_ANY_NAME.split())
# Words of reckoning that are also words of figures' names.
QUALIFIERS = frozenset({"평균", "최고", "최대", "누적", "누계", "합계", "전체", "비율"})
# What questions say in everyday words and tables by nouns; a line's words stand for one another.
_ALIKE = """
신규 새로 새롭다 처음
고용 채용 취업 일하다
취업 취직 취업자 재취업
채용 모집 선발 뽑다
선발 선정 뽑히다
모집 모으다
교육 훈련 강좌 수업 연수 배우다
교육생 수강생 훈련생 교육
수료 이수 마치다
매출 매출액 판매 팔다 벌다
급여 월급 임금 보수
노인 어르신 고령자 시니어
여성 여자
외국인 해외
기업 업체 회사 사업체 사업장 기업체
예산 사업비 총예산 총사업비
참여 참가 참석
참여자 참가자
신청 지원하다
만족도 만족
발굴 찾다 찾아내다
방문 찾아가다 찾다
방문객 방문자 관람객 찾다
증가 늘다 늘어나다 증가액
상승 오르다 높아지다
감소 줄다
절감 아끼다 줄이다
횟수 회 번
융자 대출 빌리다
협약 mou
이용 쓰다 타다
이용자 이용객 이용
지급 지원 주다 받다
지원 돕다
지원금 주다 대다 보태다 적립
적립 쌓다 붓다 모으다 넣다
적립액 적립
가입 들다
해지 깨다 그만두다
유지 남다 계속
배출 내다
양성 기르다 키우다
유치 끌다 끌어오다
확보 따다 따내다
취득 따다 자격
구매 구매액 사다 구입
개최 운영 열다
창업 차리다
입주 들어서다 들어오다
근로자 노동자 종사자 직원
종사자 일하다
알선 소개
매칭 연결 이어지다
연계 연결 잇다 이어지다
제작 조성 구축 창출 만들다
창출 생기다 늘다
비율 비중
통근 출퇴근
가구 세대
인력 인재 사람
인 사람 명
컨설팅 자문
점포 가게
총액 금액
최고 최대 가장
월 달 매달 매월 다달이
일 하루 매일
"""
_LINES = tuple(frozenset(line.split()) for line in _ALIKE.strip().splitlines())
SYNONYMS: dict[str, frozenset[str]] = {
    form: frozenset().union(*(line for line in _LINES if form in line)) - {form} for form in frozenset().union(*_LINES)
}
