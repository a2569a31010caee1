"""What a question asks: the kind of answer, the year, target or result, and the words that say what about."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from answers.asked.question_model import Scores, intents_of, kinds_of
from answers.asked.spoken_numbers import write_numbers
from answers.asked.vocabulary import OF_A_SCHEME
from corpus.facts.quantities import Mention, mentions

Kind = Literal["quantity", "date", "place", "organisation", "name", "reason", "method", "list", "yes_no"]
Role = Literal["target", "actual", "attainment", "change"]

_WHY = re.compile(r"까닭|이유|왜(?![가-힣])|배경은|(?<![가-힣])원인|사유")
_HOW = re.compile(
    r"어떻게|어떤\s?(?:방법|방식|일|노력|절차|과정|사업|지원|대책|전략|조치|점|효과|성과|방향|체계|장치|순서|문제|역할|제도|기준|구조|변화|내용|한계|과제)|(?:한계|과제|문제점?)(?:와|과|는|은|점)|무엇을|뭘\s|뭐를|방법은|방식은|방안은|비결|각각|방향은|차이|특징은|효과는|전략은|절차는|내용은"
)
_WHEN = re.compile(
    r"언제|며칠|몇\s?월|(?:날|날짜|시기|일자|기간|때|해|연도|시점)(?:는|은|가|를|을)?\s?(?:언제.*|알려.*|궁금.*)?[?.]?$|몇\s?년도?(?:에|부터|인)"
)
_WHERE = re.compile(r"어디(?!에\s?쓰)|어느\s?(?:곳|시|군|구|도시|지역|지자체|나라)|장소|지역은|도시는|시군은|곳은(?!\s?몇)")
_WHO = re.compile(
    r"누가|누구|어느\s?(?:기관|기업|회사|대학|업체|단체|부서)|(?:기관|대학|대학교|업체|기업|회사|단체|부서|학과|재단|센터|산학협력단|은행|상대|주체)(?:은|는|이름은|명은|\s?어디)"
)
_NAME = re.compile(r"이름|명칭|무엇(?:인|이|은|일)|무슨|뭐(?:야|예|라|죠|지|임|$|\?)|분야는|과목은|종목은|품목은|작물은|어떤")
_LIST = re.compile(r"(?:두|세|네|다섯|여섯|\d)\s?(?:곳|가지|개)은|모두\s?(?:말|적|알|나열)|목록|종류는|들은\s?(?:무엇|어디|누구)")
_YES_NO = re.compile(r"(?:인가요?|나요?|습니까|는지|을까요?|있어요?|있음|되나요?|가능한가요?|맞나요?)\s?[?？]?\s*$")
_ASKED = re.compile(r"몇|얼마|언제|어디|누구|누가|무엇|뭐|뭘|무슨|어느|어떤|어떻게|왜|며칠|[은는]\s?[?？]?\s*$")
_COUNTED: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = tuple(
    (re.compile(pattern), kinds)
    for pattern, kinds in (
        (r"몇\s?분\s?(?:동안|간|씩|짜리)", ("분",)),
        (r"몇\s?(?:명|사람|분(?!기)|인)", ("명",)),
        (r"몇\s?(?:퍼센트|%)?\s?포인트|몇\s?%p", ("%p", "%")),
        (r"몇\s?(?:퍼센트|%|프로|퍼)", ("%", "%p")),
        (r"몇\s?시간", ("시간",)),
        (r"몇\s?(?:회|번|차례)", ("회", "건")),
        (r"몇\s?건", ("건", "개")),
        (r"몇\s?(?:곳|군데|개\s?(?:사|소|교|국|기업|기관|업체|과정)|업체|기업)", ("개",)),
        (r"몇\s?(?:문항|병상|가지|종류?)", ("개", "가지", "종", "건")),
        (r"몇\s?개(?!월|년)", ("개", "건", "종", "가지")),
        (r"몇\s?(?:살|세)", ("세", "살")),
        (r"몇\s?개월|몇\s?달", ("개월",)),
        (r"몇\s?(?:년|해)", ("년",)),
        (r"몇\s?점", ("점",)),
        (r"몇\s?배", ("배",)),
        (r"몇\s?위", ("위",)),
        (
            r"몇\s?(?:대|톤|주|일|기|팀|가구|집|세대|채|동|층|평|호|마리|단계|학기|차례)",
            ("대", "톤", "주", "일", "기", "팀", "가구", "세대", "동", "층", "평", "호", "마리", "개", "단계", "학기"),
        ),
        (r"경쟁률", ("ratio",)),
        (r"몇\s?%?p|%p", ("%p", "%")),
        (
            r"(?:달성|고용|실업|취업|참가|참여|수료|유지|가동|증가|감소|가입|이용|응답|정착|상승|합격|활용|보급|분양|불량|반품)[률율]|비율|비중|점유율|[가-힣]율(?:은|이|\s|$)|[가-힣]률(?:은|이|\s|$|\()|퍼센트",
            ("%", "%p"),
        ),
        (
            r"금액|사업비|예산|매출|과태료|소득|급여|연봉|월급|임금|공제금|총액|[가-힣](?:액|자금|성금|기금)(?:은|이|을|\s|\?|$)|비용|지원금|단가|수당|포인트|장려금|적립|투자액|투자비|재원|국비|도비|시비|군비|구비|보조금|상금|수출액|이자|대출|융자|월세|임대료|한도|참가비|(?:입장|이용|수강|사용|임차|보험|참가|관람|수수)료|요금",
            ("won",),
        ),
        (r"얼마나\s?(?:자주)", ("회",)),
        (r"얼마나\s?(?:오래|긴|길|걸)|얼마\s?(?:동안|만에)", ("개월", "일", "년", "주", "시간", "m", "km")),
        (r"거리|길이|높이|너비", ("km", "m")),
        (r"교육\s?시간|훈련\s?시간|시간은|시수", ("시간",)),
        (r"횟수", ("회", "건")),
        (r"건수|실적\s?건", ("건",)),
        (r"면적|넓이|규모는\s?몇\s?㎡", ("㎡", "평")),
        (r"점수", ("점",)),
        (r"(?:기업|업체|기관|사업장|점포|단체|조합|농가|학교|대학)\s?(?:수|숫자)", ("개",)),
        (r"병상\s?수|문항\s?수|과정\s?수|사업\s?수|개소\s?수", ("개",)),
        (r"(?:개|갯)수", ("개", "건", "가지", "종")),
        (r"인원|(?:사람|명|자|생|원|민)\s?수(?:는|가|\?|\s|$)|사람은|숫자", ("명",)),
        (r"연령|나이", ("세", "살")),
        (r"차지|비중|몫", ("%", "won")),
        (r"돈|값|가격|펀드", ("won",)),
        (r"지수", ("", "점", "%")),
        (r"규모|크기", ("won", "명", "개", "㎡", "평")),
        (r"수(?:는|를|가|\s|$)", ("명", "개", "건")),
        (r"기간(?:은|이|\s|$)", ("개월", "일", "년", "주", "시간")),
        (r"얼마|어느\s?정도", ("won", "%", "명", "개", "건", "시간", "톤", "kg", "km", "m", "대", "회")),
        (r"실적|목표|계획치|수치", ("명", "개", "건", "%", "won", "회")),
    )
)
_REQUEST = re.compile(
    r"(?:[을를은는이가도]|인지|인가요?|인가|이야|이에요|입니까|였나요?|이었나요?|예요|야)?\s?(?:좀|다시)?\s?(?:알려\s?(?:줘요?|주세요|주십시오|달라|주라)|알고\s?싶\S{0,15}|궁금\S{0,15}|말해\s?줘|가르쳐\s?줘|보여\s?줘|찾아\s?줘|"
    r"확인해\s?\S{1,15}|부탁\S{0,15})?$"
)  # before the marks at a question's end
_MARKS = " .?!~"
_AMOUNT_END = re.compile(
    r"(?:[률율]|수|액|비|금|건수|개수|갯수|인원|명수|시간|비율|비중|면적|횟수|점수|예산|매출|급여|연봉|월급|소득|실적|목표|목표치|계획치|결과치|경쟁률|수치|규모|단가|값|돈|몫|한도|가격|총액|나이|연령|크기|"
    r"숫자|합계|실적치|세대|가구|몇\s?\S{1,15}|얼마\S{0,15}|어느\s?정도\S{0,15})(?:\s?\([^(]*\))?$"
)
_SHORT_YEAR = re.compile(r"[12]\d\s?년")  # "22년 목표"
_TARGET = re.compile(
    rf"목표(?!{OF_A_SCHEME})|계획(?:한|했|인원|치|이던)|예정|원래|애초|당초|[가-힣](?:으?려던|려고\s?한|려고\s?했|기로\s?한)|내다본|기대(?:한|하는|되는)"
)
_ACTUAL = re.compile(r"실적|결과|실제|달성한|이룬")
_ATTAINMENT = re.compile(r"달성[률율]|목표\s?대비|목표.{0,12}(?:넘|초과|달성|채웠|미달|못\s?미)")
_CHANGE = re.compile(
    r"(?:보다|대비|에서|사이에?|전년|부터)[^?]{0,40}(?:늘|줄|증가|감소|올랐|내렸|상승|하락|변화|변했|바뀌|차이|증감)|증감|변화"
)


NAMED = frozenset({"place", "organisation", "name", "list"})
"""Kinds of question that a name answers, or a list of names."""
_DATED = ("date", "년", "월", "개월", "일")
_IN_SENTENCES, _SURELY, _LIKELY = ("points", "need"), 0.6, 0.1  # intents that sentences answer, how sure; probability of a kind asked for
_IN_ORDER: tuple[tuple[re.Pattern[str], Kind, tuple[str, ...]], ...] = (
    (_WHY, "reason", ()),
    (_WHEN, "date", _DATED),
    (_LIST, "list", ()),
    (_WHERE, "place", ()),
    (_HOW, "method", ()),
    (_WHO, "organisation", ()),
    (_NAME, "name", ()),
)


_NEVER_VALUED = frozenset({"organisation", "name", "method", "list"})  # "얼마" asks for a number whatever else stands beside it


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it is understood. `wanted` are the kinds of quantity that would answer it; `given` are the quantities it names.

    `guessed`: no word of it says what is asked, and it was taken for what such questions most often ask.
    """

    text: str
    kind: Kind
    wanted: tuple[str, ...]
    years: tuple[int, ...]
    given: tuple[Mention, ...]
    roles: frozenset[Role]
    guessed: bool = False

    @property
    def intents(self) -> Scores:
        """How probable each intent is: what is to be done for the question."""
        return intents_of(self.text)

    @property
    def asks_value(self) -> bool:
        """Whether a value answers: a quantity, a date or a name, and no sentences."""
        return bool(self.wanted) or self.kind in NAMED


def analyse(text: str) -> Question:
    """Return what a clean question asks."""
    given = tuple(mentions(text))
    years = tuple(dict.fromkeys(read_years(mentions(write_numbers(text)))))
    told = _kind(text)
    kind, wanted = told or _learned_kind(text)
    return Question(text, kind, wanted, years, given, frozenset(_roles(text)), guessed=told is None)


def _kind(text: str) -> tuple[Kind, tuple[str, ...]] | None:
    """Return what the words of a question ask for; None where none of them says."""
    if (kinds := _counted(text, lambda found: found.startswith("몇"))) and not _names_the_most(text):
        return "quantity", kinds
    if _YES_NO.search(text) and not _ASKED.search(text):
        return "yes_no", ()
    valued = "얼마" in text or "어느 정도" in text
    for pattern, kind, wanted in _IN_ORDER:
        if pattern.search(text) and not (valued and kind in _NEVER_VALUED):
            return kind, wanted
    if (valued or _AMOUNT_END.search(_REQUEST.sub("", text.rstrip(_MARKS)))) and (kinds := _counted(text, lambda _: True)):
        return "quantity", kinds
    return None


def _learned_kind(text: str) -> tuple[Kind, tuple[str, ...]]:
    """Return what a question without any of these words asks for, as those of many writers did."""
    intents, kinds = intents_of(text), kinds_of(text)
    best = max(kinds, key=kinds.__getitem__)
    if sum(intents[intent] for intent in _IN_SENTENCES) >= _SURELY:
        return "method", ()
    if best in {"date", "name"}:
        return ("date", _DATED) if best == "date" else ("name", ())
    told = tuple(kind for kind in sorted(kinds, key=lambda kind: -kinds[kind]) if kinds[kind] >= _LIKELY and kind not in {"name", "other"})
    return ("quantity", told) if told else ("name", ())


def _counted(text: str, telling: Callable[[str], bool]) -> tuple[str, ...]:
    """Return the kinds of quantity that the first pattern whose find is telling stands for."""
    for pattern, kinds in _COUNTED:
        if (found := pattern.search(text)) and telling(found.group()):
            return kinds
    return ()


def _names_the_most(text: str) -> bool:
    """Tell "인원이 가장 많은 시군은 어디인가" from a question for the number itself."""
    return bool(re.search(r"(?:가장|제일|최고|최다|최저)", text) and _WHERE.search(text))


def read_years(given: Sequence[Mention]) -> list[int]:
    """Return the calendar years that quantities stand for, in order: "2022년", "22년", a date that has its year."""
    found = []
    for mention in given:
        if mention.kind == "년" and isinstance(mention.value, float) and _SHORT_YEAR.fullmatch(mention.text):
            found.append(2000 + int(mention.value))
        if mention.kind == "년" and isinstance(mention.value, float) and 1950 <= mention.value <= 2100:  # noqa: PLR2004 - calendar years
            found.append(int(mention.value))
        elif mention.kind == "date" and isinstance(mention.value, tuple) and mention.value[0] > 31:  # noqa: PLR2004 - no day of a month
            found.append(mention.value[0])
    return found


def _roles(text: str) -> list[Role]:
    found: list[tuple[Role, re.Pattern[str]]] = [
        ("attainment", _ATTAINMENT), ("target", _TARGET), ("actual", _ACTUAL), ("change", _CHANGE),
    ]  # fmt: skip
    return [role for role, pattern in found if pattern.search(text)]


@dataclass(frozen=True, slots=True)
class Recognition:
    """What a question names, as search recognised it: a facet's value, the [start, end) characters, and the cases that have it."""

    field: str
    value: str
    start: int
    end: int
    cases: frozenset[str]


@dataclass(frozen=True, slots=True)
class Scope:
    """Which cases a question is about, as its names and the caller's filters say.

    `cases` are ids (None: all); `absent` are places it names that no case covers; `recognitions` are what it names, in order, as often as
    it does; `placed` tells that it names a place that some case has.
    """

    cases: frozenset[str] | None = None
    absent: tuple[str, ...] = ()
    recognitions: tuple[Recognition, ...] = ()
    placed: bool = False
