"""Whether what stands in the search box is a question: by its words and ending, or by a quantity that it names."""

from __future__ import annotations

import re
from typing import Literal

from answers.asked.question import analyse

QuestionLikelihood = Literal["outright", "perhaps", "no"]
"""`perhaps`: names a quantity without asking for it ("거제시 2022년 고용률"): a good answer is welcome, an honest no is not."""

# 몇몇, 어디서나, 누구든 and 왜곡 ask nothing.
_ASKING_WORD = re.compile(
    r"(?<![가-힣])(?:"
    r"(?<!몇)몇(?!몇)|얼마(?!든)|언제(?!나|든)|어디(?!서나|나|든|서든|에서나|에서든)|누(?:가|구(?!나|든))|무엇(?!이든|이나|보다)|무슨|"
    r"뭐|뭘|뭔|왜(?![가-힣])|어떻게|어떤(?=\s)|어느(?!새|덧)|며칠|어째서|어떠[한했]"
    r")"
)
_ENDING = re.compile(
    r"(?:[가-힣](?:나요|가요|까요?|니까|는지요?|은지요?|었지|였지|했나|했지|는가|인가|던가|었나|았나|였나|됐나|되나|하나|냐)|이유는|까닭은|무엇|어디|언제|얼마|누구)"
    r"[\s.~!]*$"
)
_REQUEST = re.compile(r"(?:알려|말해|가르쳐|설명해|답해)\s?(?:줘|주|달)|궁금|알고\s?싶")
_LEFT_OPEN = re.compile(r"[가-힣](?:은|는)\s*$")  # 거제시 참여 인원은


def detect_question(query: str) -> QuestionLikelihood:
    """Tell whether a clean query is a question."""
    if re.search(r"[?？]\s*$|[?？]\s", query) or any(sign.search(query) for sign in (_ASKING_WORD, _ENDING, _REQUEST)):
        return "outright"
    question = analyse(query)
    if question.kind != "quantity" or question.guessed:
        return "no"
    return "outright" if _LEFT_OPEN.search(query) else "perhaps"
