"""A question with its evidence and extractive answers, made up, for the tests of a language model's answers."""

from answers.asked.question import Question, analyse
from answers.results import Citation, Draft
from answers.wording.prompt import Evidence

PLACE = "경상남도 거제시 떠나는 청년을 붙잡는 조선소 도시"
KEPT = "거제시 내일채움공제는 500명을 목표로 삼아 484명이 2년을 채웠고, 이탈률은 3.2%로 줄었다."
OPENED = "가람고용센터가 2022년 3월 5일부터 상담을 맡았다."
PAID = "참여 기업에는 1인당 120만원을 지원하였다."
MET = "상담사 4명이 청년을 만나 새 일터를 찾아 주었다."


def evidence(*quotes: str) -> list[Evidence]:
    """Evidence of one case, a passage a quote; by default two passages of two sentences."""
    told = quotes or (f"{KEPT} {OPENED}", f"{PAID} {MET}")
    return [
        Evidence(Citation("8-01", f"8-01/s{number:02d}", "청년 이어주기", quote, (number, number), (8, 21), "jobs-2023"), PLACE)
        for number, quote in enumerate(told, 1)
    ]


def draft(answer: str, *quotes: str) -> Draft:
    """An extractive answer that stands on quotes of the first passage."""
    found = tuple(Citation("8-01", "8-01/s01", "청년 이어주기", quote, (1, 1), (8, 21), "jobs-2023") for quote in quotes)
    return Draft(answer, answerable=True, confidence="high", citations=found, remarks=("원문의 합계가 서로 다릅니다.",))


HOW_MANY: Question = analyse("거제시 내일채움공제는 몇 명이 2년을 채웠나?")
MANY = draft("484명 (484명이 2년을 채웠고)", KEPT)
HOW: Question = analyse("거제시는 청년을 어떻게 도왔나?")
HELPED = draft(f"· {PAID}\n· {MET}", PAID, MET)
WHO: Question = analyse("거제시에서 상담을 맡은 기관은 어디인가?")
CENTRE = draft("가람고용센터 (가람고용센터가 상담을 맡았다)", OPENED)
