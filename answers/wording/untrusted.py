"""Text of documents as data: what cannot be seen is taken out, what speaks to a language model is left out, delimiters are made harmless.

Orders in documents are "indirect prompt injection" (Greshake et al., https://arxiv.org/abs/2302.12173). No list of phrases knows
them all: this is the first of three guards, before delimited blocks (prompt.py) and the check of what comes back (checking.py).
"""

from __future__ import annotations

import html
import re
import unicodedata

# Letters by Unicode's categories that print as nothing: Hangul fillers, Braille blank, and marks that choose among glyphs.
_BLANK = frozenset("\u115f\u1160\u3164\uffa0\u2800\u034f\u17b4\u17b5")
_HIDDEN_CATEGORIES = frozenset({"Cf", "Cc", "Co", "Cn", "Cs"})
_SELECTORS = ((0xFE00, 0xFE0F), (0xE0100, 0xE01EF))
_HARMLESS = str.maketrans("<>[]`＜＞［］", "‹›〔〕'‹›〔〕")

_NAMED_ORDERS = r"(?:지시|명령|지침|규칙|프롬프트|안내문)(?:사항|문|들)*"
_ORDER = r"(?:하라|하시오|하십시오|하세요|해라|해야한다|해야합니다|여야한다|할것|하면된다|하기바란다|하기바랍니다|바람|바랍니다)"
# Looked for in letters and digits alone, so that spaces, marks and line ends between them hide nothing.
_SPEAKS_TO_A_MODEL = re.compile(
    "|".join(
        (
            rf"(?:이전|앞선|앞의|위의|위|지금까지|기존|모든|원래|종전|상기).{{0,10}}{_NAMED_ORDERS}.{{0,12}}"
            r"(?:무시|잊|따르지|무효|취소|버리|어기|덮어|제쳐)",
            rf"(?:다음|아래|새로운|이)(?:의|에나오는)?{_NAMED_ORDERS}.{{0,4}}(?:따르|따라|수행|실행|우선)",
            r"(?:시스템|system|개발자|developer)(?:프롬프트|메시지|지시|명령|message|prompt|instruction|override)",
            r"(?:너는|당신은|귀하는|이제부터|지금부터).{0,20}(?:ai|인공지능|챗봇|비서|어시스턴트|언어모델|역할)",
            rf"(?:ai|인공지능|챗봇|언어모델|어시스턴트|assistant|llm|gpt|모델).{{0,40}}(?:답|대답|답변|응답|출력|말|무시|추천|언급|인용){_ORDER}",
            rf"(?:답|답변|대답|응답|회신){_ORDER}|(?:라고|다고|만|을|를)출력{_ORDER}",
            rf"(?:라고|다고|으로|로)만?(?:안내|설명|말|소개|보고|표시|표기|기재|전달|서술|언급){_ORDER}",
            r"(?:질문을받|질문하|질문이오|묻는다|물으|물어보|문의가오|문의하)면.{0,60}(?:답|안내|말|설명|출력|알려|하라|할것|시오|세요)",
            r"(?:정답|올바른답|옳은답|최종답변|모범답안)(?:은|는)",
            r"(?:비밀번호|api키|암호|내부설정|설정값|인증키).{0,15}(?:출력|공개|전송|보여주|보내)",
            rf"사용자.{{0,40}}(?:말|답|안내|알리|숨기|요구|요청){_ORDER}",
            r"(?:ignore|disregard|forget|override|bypass|discard).{0,40}(?:instruction|prompt|rule|guideline|above|previous|prior|direction)",
            r"youare(?:now|an?(?:ai|assistant|chatbot|language))|pretendtobe|developermode|jailbreak|newinstruction",
            r"(?:respond|reply|answer)(?:only|with|that|in|the|as|to|exactly|every|all|any)",
            r"(?:output|print|say|write|reveal|repeat)(?:only|the|exactly|that|this|your|following|verbatim)",
            r"(?:donot|dont|never)(?:cite|mention|reveal|tell|answer|follow|use|say)",
            r"(?:ai|languagemodel|llm|assistant|chatbot)(?:must|should|shall|hasto|isto|will|reading)",
        )
    )
)
_FORGED = re.compile(
    r"<\|.{0,40}?\|>|<<?/?(?:sys|system|assistant|user|instructions?|start_of_turn|end_of_turn|근거|질문|지시)\b[^>]{0,80}>"
    r"|\[/?(?:inst|sys|system|시스템|지시)\]|(?:^|(?<=[.!?]))[\W_]*(?:system|assistant|user|developer|human|시스템|어시스턴트)\s*:"
    r"|^#+\s*(?:instructions?|system|response|지시|명령|시스템)|[a-z0-9+/]{60,}={0,2}",
    re.MULTILINE,
)
_SENTENCE_START = re.compile(r"(?<=[.!?。])\s|\n")


def visible(text: str) -> str:
    """Return what a reader sees of a text, NFC: no zero-width, control, tag or filler characters; white space in single blanks, lines."""
    kept = "".join(char for char in text.replace("\t", " ").replace("\r", "\n") if char == "\n" or not _hidden(char))
    lines = (re.sub(r"[^\S\n]+", " ", line).strip() for line in unicodedata.normalize("NFC", kept).split("\n"))
    return "\n".join(line for line in lines if line)


def speaks_to_a_model(text: str) -> bool:
    """Tell whether a text addresses a language model: orders about its orders or answers, or forged turns of a conversation."""
    return bool(_orders(text))


def without_orders(text: str) -> str:
    """Return a visible text without the sentences that speak to a model, each with the rest of its line: what follows serves it."""
    while found := _orders(text):  # what is left may speak again: an order hidden around another
        start, end = found[0]
        opened = max((match.end() for match in _SENTENCE_START.finditer(text, 0, start)), default=0)
        _, _, lines_after = text[end:].partition("\n")
        text = visible(f"{text[:opened]}\n{lines_after}")
    return text


def quoted(text: str) -> str:
    """Return a text that can forge neither a block's delimiters, nor a label, nor a model's own markers."""
    return text.translate(_HARMLESS)


def _hidden(char: str) -> bool:
    code = ord(char)
    return char in _BLANK or unicodedata.category(char) in _HIDDEN_CATEGORIES or any(first <= code <= last for first, last in _SELECTORS)


def _orders(text: str) -> list[tuple[int, int]]:
    """Return the [start, end) characters of what speaks to a model, in order."""
    plain, places = _letters(text)
    found = [(places[match.start()], places[match.end() - 1] + 1) for match in _SPEAKS_TO_A_MODEL.finditer(plain)]
    wide = "".join(folded if len(folded := unicodedata.normalize("NFKC", char).lower()) == 1 else char for char in text)
    found += [(match.end() - len(match.group().lstrip()), match.end()) for match in _FORGED.finditer(wide)]
    found += [line.span() for line in re.finditer(r"&#?\w+;.*", text) if _speaks_escaped(line.group())]
    return sorted(found)


def _speaks_escaped(line: str) -> bool:
    """Tell whether a line speaks to a model in HTML's character references ("&lt;system&gt;"), which a model reads like plain ones."""
    plain = html.unescape(line)
    return plain != line and speaks_to_a_model(plain)


def _letters(text: str) -> tuple[str, list[int]]:
    """Return the letters and digits of a text, folded (ＡＢ → ab), and the place of each in the text."""
    found = [
        (folded, place) for place, char in enumerate(text) for folded in unicodedata.normalize("NFKC", char).lower() if folded.isalnum()
    ]
    return "".join(char for char, _ in found), [place for _, place in found]
