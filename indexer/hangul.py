"""Hangul as it is typed: the keys of a text on the 두벌식 keyboard, and its 초성. Pure functions; text is expected in Unicode NFC."""

from __future__ import annotations

INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
_FINALS: tuple[str, ...] = ("", *"ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ")
# Letters of two keys. Double consonants and ㅐㅔㅒㅖ are missing on purpose: each is one key, with or without shift.
_KEYS = {
    "ㅘ": "ㅗㅏ", "ㅙ": "ㅗㅐ", "ㅚ": "ㅗㅣ", "ㅝ": "ㅜㅓ", "ㅞ": "ㅜㅔ", "ㅟ": "ㅜㅣ", "ㅢ": "ㅡㅣ",
    "ㄳ": "ㄱㅅ", "ㄵ": "ㄴㅈ", "ㄶ": "ㄴㅎ", "ㄺ": "ㄹㄱ", "ㄻ": "ㄹㅁ", "ㄼ": "ㄹㅂ", "ㄽ": "ㄹㅅ", "ㄾ": "ㄹㅌ", "ㄿ": "ㄹㅍ",
    "ㅀ": "ㄹㅎ", "ㅄ": "ㅂㅅ",
}  # fmt: skip
_INITIAL_SET = frozenset(INITIALS)
_FIRST = ord("가")


def keystrokes(text: str) -> str:
    """Return the letters a text is typed with, one a key: 값 → ㄱㅏㅂㅅ, 과 → ㄱㅗㅏ, 꿈 → ㄲㅜㅁ.

    What an input method shows while a text is typed has the keystrokes typed so far: 겆 on the way to 거제 is ㄱㅓㅈ. Text that is not
    Hangul is lower-cased and otherwise unchanged.
    """
    return "".join(_keys(char) for char in text)


def initials(text: str) -> str:
    """Return a text with every syllable replaced by its 초성: 조선업 → ㅈㅅㅇ. Everything else, lone letters too, is unchanged."""
    return "".join(INITIALS[(ord(char) - _FIRST) // (len(_VOWELS) * len(_FINALS))] if _is_syllable(char) else char for char in text)


def is_initial(char: str) -> bool:
    """Tell whether a character is a lone consonant (compatibility jamo) that can begin a syllable: ㄱ and ㄲ can, ㄳ and ㅏ cannot."""
    return char in _INITIAL_SET


def released(syllable: str) -> list[str]:
    """Return the other readings of a syllable's last keys, as consonants of syllables to come: 닭 → 달ㄱ, 다ㄹㄱ; 젯 → 제ㅅ; 제 → none.

    An input method puts a consonant below the syllable before it, until a vowel shows that it began the next.
    """
    if not _is_syllable(syllable):
        return []
    final = (ord(syllable) - _FIRST) % len(_FINALS)
    keys = _keys(_FINALS[final])
    kept = range(len(keys) - 1, -1, -1)
    return [chr(ord(syllable) - final + _FINALS.index(keys[:count])) + keys[count:] for count in kept]


def _is_syllable(char: str) -> bool:
    return "가" <= char <= "힣"


def _keys(char: str) -> str:
    if not _is_syllable(char):
        return _KEYS.get(char, char.lower())
    body, final = divmod(ord(char) - _FIRST, len(_FINALS))
    initial, vowel = divmod(body, len(_VOWELS))
    return INITIALS[initial] + _KEYS.get(_VOWELS[vowel], _VOWELS[vowel]) + _KEYS.get(_FINALS[final], _FINALS[final])
