"""The words by which a question asks to add, average, rank, count, compare, or to set figures against their targets."""

from __future__ import annotations

import re

from answers.asked.vocabulary import OF_A_SCHEME

HANGUL_NUMBERS = {"한": 1, "두": 2, "세": 3, "네": 4, "다섯": 5, "여섯": 6, "일곱": 7, "여덟": 8, "아홉": 9, "열": 10, "첫": 1}
_N = rf"(?:{'|'.join(HANGUL_NUMBERS)}|(?<!\d)[1-9]\d{{0,2}}(?!\d))"  # a longer number is no place in a list
_PLACES = r"(?:곳|건|개(?!사)|군데|지자체|사례|시·?군|지역|사업|도시|위)"
_BETWEEN = r"\s?(?:[가-힣·]{1,6}\s)?"
_BEFORE, _AHEAD = 5, 12  # letters about a rank's word among which its direction stands: "적은 순으로", "가장 … 낮은"


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE)


MOST = _any(
    r"가장|제일|으뜸|꼴[찌등]|(?<![가-힣])(?:젤|일등|1등)|상위|하위|순위|최다|최저", r"최고(?:치|로)?(?!\s?경영)", r"최소(?!화)",
    r"최대(?!한)",
    r"(?<=[은운큰])\s?순(?:서)?(?=으로|로|대로|위|서|[\s,.?]|$)", r"톱\s?\d|\d\s?위", rf"{_N}\s?번째",
    rf"(?:많은|높은|큰|낮은|적은|작은){_BETWEEN}{_N}\s?{_PLACES}",
)  # fmt: skip
CHANGED_MOST = _any(
    r"(?:가장|제일|젤)\s?(?:많이|크게|빨리|가파르게|큰\s?폭으로)?\s?(?:늘|줄|오[른르]|올랐|뛰|뛴|떨어|증가|감소|상승|하락|내[린리]|변)"
)
MUCH = _any(rf"(?:많|높|큰|적|낮|작)(?:은|았던|었던)?{_BETWEEN}{_PLACES}(?:[은는이]|[\s,.?]|$)")
LEAST = _any(r"낮|하위|최저|최소|꼴찌|짧|못한|부진|저조|뒤(?:처|떨어)", r"적(?:은|게|었|고|나|습|을|어?요)", r"작(?:은|게|았)")
MANY = _any(rf"(?:상위|하위|톱|top)\s?({_N})", rf"({_N})\s?{_PLACES}", rf"({_N})\s?위까지", r"1\s?[~∼-]\s?([1-9]\d{0,2})\s?위")
NTH = _any(rf"({_N})\s?번째", r"(?<![~∼\d-])([1-9]\d{0,2})\s?위(?!까지|권)")
SUM = _any(
    r"합계|총합|합산|합치|합하|합한|합친|합쳐|합해|합은|합이|더하|더한|더해|통틀어|총액|총계|누계|다\s?해서|총\s?규모",
    r"(?<![가-힣])(?:모두|총|전부|다)\s?(?:몇|얼마)",
)  # fmt: skip
MEAN = _any(r"평균")
COUNT = _any(
    r"몇\s?(?:곳|군데|건|지자체|사례|지역|사업|시·?군|도시|개소)",
    r"몇\s?개\s?(?:지자체|시|군|사례|사업|지역)?(?=[\s나이인가를은는입예죠일야였될됩정?]|$)",
    r"(?:지자체|사례|곳|시·?군|지역|사업|자치단체|도시)(?:의|들의)?\s?(?:수|숫자|개수|건수)(?:[는가은를?\s]|$)",
)  # fmt: skip
DIFFERENCE = _any(
    r"차이|격차|빼면|뺀", r"얼마나\s?(?:더|많|적|높|낮|크|작|차)",
    r"몇\s?[^\s?]{1,4}\s?(?:이나\s|정도\s|만큼\s)?(?:더\s?)?(?:많|적|높|낮|크|작|앞서|뒤|차이|웃돌|밑돌)",
)  # fmt: skip
WHICH = _any(
    r"어느\s?(?:쪽|곳|지자체|지역|사업|사례|시|군|데|도시|게|것)|어디|누가|쪽(?:은|이)", r"더\s?(?:많|적|높|낮|크|큰|작)",
    r"(?:많|적|높|낮|큰|작)(?:은|았던|던)?\s?(?:곳|쪽|데)",
)  # fmt: skip
EACH = _any(r"각각|별로|나열|비교해", r"(?:지자체|사례|시·?군|지역|사업)\s?별", r"각\s?(?:지자체|사례|지역)")
TIMES = _any(r"몇\s?배")
TARGET = _any(rf"목표(?!{OF_A_SCHEME})")
ATTAINED = _any(
    r"달성\s?(?:률|율|도|비율)", r"목표(?:치)?\s?대비|목표의\s?\d|목표에\s?대한\s?비율", r"(?<=목표를 )\d+(?:\.\d+)?\s?%\s?(?:이상\s?)?달성"
)
MISSED = _any(
    r"(?:달성|채우|이루|넘|미치|도달|충족|이르|닿)(?:하지|지|치)?\s?(?:는\s?)?못", r"안\s?(?:된|되)",
    r"못\s?(?:미|채|넘|달성|이루|이룬|이르)|미달|밑돌|하회|부족|모자라|모자란|실패|미치지",
    r"목표(?:치)?(?:보다|에\s?비해)\s?(?:더\s?)?(?:낮|적|작|덜)|목표(?:치)?\s?아래",
)  # fmt: skip
EXCEEDED = _any(
    r"넘(?!지|\s?못)|초과|웃돌|웃돈|상회|뛰어넘|앞지",
    r"목표(?:치)?(?:보다|에\s?비해)\s?(?:더\s?)?(?:높|많|크|큰|잘)|목표(?:치)?\s?이상으로",
)
REACHED = _any(r"달성(?!\s?[률율도]|\s?비율)|채운|채웠|채우|이룬|이뤘|이룩|도달|충족|이르렀|이른")
MOST_BEYOND = _any(
    r"목표[^?]{0,10}(?:가장|제일)\s?(?:크게|많이|높게|큰\s?폭으로)?\s?"
    r"(?:웃돌|웃돈|초과|넘|상회|뛰어넘|밑돌|밑돈|하회|미달|못\s?미)",
    r"목표(?:치)?보다[^?]{0,10}(?:가장|제일)[^?]{0,6}(?:높|낮|적|많|컸|큰)", r"목표[^?]{0,8}초과[^?]{0,6}(?:가장|제일)",
)  # fmt: skip
STATED = _any(r"적혀|적힌|적어|밝[히혀힌]|공시한|공시된|내놓|나와|나온|기재|제시|명시|표기|공개|드러|실린|있는|알\s?수\s?있")
UNSTATED = _any(
    r"(?:적혀|나와|밝혀져|기재되어|제시되어|명시되어|실려|알려져|공개되어)\s?있지\s?않", r"(?:적|밝히|제시하|공개하|명시하|기재하)지\s?않",
    r"(?:안|못)\s?(?:적|밝힌|나와|나온)|없는\s?(?:사례|곳|지자체)|알\s?수\s?없는|빠진",
)  # fmt: skip
_WHEN = _any(r"어느\s?(?:해|연도|년도)|몇\s?년(?!간|\s?동안)|언제|(?:해|연도)(?:는|가|은)")


def asks(cue: re.Pattern[str], text: str, name: str = "") -> bool:
    """Tell whether a question says a cue; not where a figure's own name has the word."""
    return cue.search(text) is not None and cue.search(name) is None


def asks_year(text: str) -> bool:
    """Tell whether a question asks in which year a figure was highest or lowest."""
    return asks(MOST, text) and asks(_WHEN, text)


def asks_least(text: str, ranked: re.Match[str] | None) -> bool:
    """Tell whether a rank is from the low end, by the words about it and not by a condition's before it."""
    if ranked is None:
        return False
    before = _BEFORE if ranked.group().strip().startswith("순") else 0
    return LEAST.search(text[max(ranked.start() - before, 0) : ranked.end() + _AHEAD]) is not None
