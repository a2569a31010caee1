"""Words of Korean that carry grammar and hardly any meaning. Lists of such words stand here and nowhere else."""

from __future__ import annotations

PARTICLES = (
    "은", "는", "이", "가", "을", "를", "의", "에", "와", "과", "도", "만", "로", "으로", "에서", "에게", "까지", "부터",
)  # fmt: skip
"""The particles that a noun is most often written with."""
CONJUNCTIONS = frozenset({"과", "와", "랑", "이랑", "하고", "및", ","})
"""What joins two nouns."""
COPULAS = (
    "이다", "다", "입니다", "이며", "며", "이고", "고", "이었다", "였다", "이었습니다", "였습니다", "이라", "라", "이라는", "라는",
)  # fmt: skip
"""Forms of 이다 after a noun."""
WORD_ENDINGS = frozenset((
    *PARTICLES,
    "에서는", "에서도", "에서의", "으로는", "으로도", "으로의", "이라는", "이라도", "이라고", "한테는", "에게는", "까지는",
    "까지도", "부터는", "처럼은", "하려면", "하려는", "입니다", "인가요", "인지도", "한테", "처럼", "보다", "이나", "이라", "이랑",
    "마다", "에는", "에도", "에만", "와의", "과의", "로는", "로도", "들은", "들이", "들을", "들의", "들에", "하는", "하고", "하기",
    "하게", "하면", "해서", "하여", "했나", "했던", "하며", "하던", "한다", "된다", "되는", "되고", "인가", "인지", "이란", "만의",
    "만을", "된", "할", "한", "해", "랑", "나", "들", "인", "씩",
))  # fmt: skip
"""What a noun may end with in a sentence: particles, two of them together, and forms of 하다, 되다 and 이다."""
LIGHT = frozenset({
    "것", "거", "수", "등", "때", "데", "곳", "중", "및", "년", "월", "일", "명", "개", "건", "원", "만", "천", "억", "백만", "회",
    "차", "씩", "번", "간", "쪽", "지", "말", "더", "잘", "안", "못", "또", "다시", "함께", "매우", "가장", "바로", "따로", "같이",
    "하다", "되다", "있다", "없다", "같다", "보다", "주다", "받다", "가다", "오다", "싶다", "않다", "들다", "나다", "내다", "두다",
    "놓다", "알다", "모르다", "어떻다", "그렇다", "이렇다", "많다", "좋다", "방법", "관련", "대한", "통하다", "위하다",
})  # fmt: skip
"""Index tokens too common to mark or to give as a reason; a mark on every 수 or 하다 hides the ones that matter."""
