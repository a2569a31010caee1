"""Hangul as it is typed: the keys of a text on the 두벌식 keyboard, and its 초성. Pure functions; text is expected in Unicode NFC."""

from __future__ import annotations

import re
import unicodedata

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
_LATIN = dict(zip("ㅂㅃㅈㅉㄷㄸㄱㄲㅅㅆㅛㅕㅑㅐㅒㅔㅖㅁㄴㅇㄹㅎㅗㅓㅏㅣㅋㅌㅊㅍㅠㅜㅡ", "qQwWeErRtTyuioOpPasdfghjklzxcvbnm", strict=True))
_JAMO = {latin: jamo for jamo, latin in _LATIN.items()}
_CONJOINING_VOWEL, _CONJOINING_FINAL, _CONJOINING_INITIAL = 0x1161, 0x11A7, 0x1100
_ALIKE = {
    "ㅐ": "ㅔ",
    "ㅔ": "ㅐ",
    "ㅒ": "ㅖ",
    "ㅖ": "ㅒㅔ",
    "ㅚ": "ㅙㅞ",
    "ㅙ": "ㅚㅞ",
    "ㅞ": "ㅚㅙ",
    "ㅅ": "ㅆ",
    "ㅆ": "ㅅ",
    "ㄴ": "ㄶ",
    "ㄶ": "ㄴ",
}
_CLUSTERS = {keys: letter for letter, keys in _KEYS.items()}
# What the input method's automaton does: the longest vowel, and below it the longest final no vowel follows.
_SYLLABLE = re.compile(
    f"([{INITIALS}])({'|'.join(keys for keys in _CLUSTERS if keys[0] in _VOWELS)}|[{_VOWELS}])"
    f"((?:{'|'.join(keys for keys in _CLUSTERS if keys[0] not in _VOWELS)}|[{''.join(_FINALS)}])(?![{_VOWELS}]))?"
)


def keystrokes(text: str) -> str:
    """Return the letters a text is typed with, one a key: 값 → ㄱㅏㅂㅅ, 과 → ㄱㅗㅏ, 꿈 → ㄲㅜㅁ.

    What an input method shows while a text is typed has the keystrokes typed so far: 겆 on the way to 거제 is ㄱㅓㅈ. Text that is not
    Hangul is lower-cased and otherwise unchanged.
    """
    return "".join(_keys(char) for char in text)


def compose_hangul(keys: str) -> str:
    """Return the Hangul that Latin keys give in Korean mode: dkssud → 안녕, Rna → 꿈. Shift counts where it makes another letter.

    Keys that make no whole syllable stay lone letters (ㅁㅕ for an aborted word), and what is no key of a letter is unchanged.
    """
    jamo = "".join(_JAMO.get(key) or _JAMO.get(key.lower(), key) for key in keys)
    return _SYLLABLE.sub(_compose_syllable, jamo)


def latin(text: str) -> str:
    """Return the Latin letters on the keys a Hangul text was typed with: ㅡ개 → mro, ㅑㅆ → iT. The inverse of `compose_hangul`."""
    return "".join(_LATIN.get(key, key) for key in keystrokes(text))


def initials(text: str) -> str:
    """Return a text with every syllable replaced by its 초성: 조선업 → ㅈㅅㅇ. Everything else, lone letters too, is unchanged."""
    return "".join(INITIALS[(ord(char) - _FIRST) // (len(_VOWELS) * len(_FINALS))] if _is_syllable(char) else char for char in text)


def is_initial(char: str) -> bool:
    """Tell whether a character is a lone consonant (compatibility jamo) that can begin a syllable: ㄱ and ㄲ can, ㄳ and ㅏ cannot."""
    return char in _INITIAL_SET


def sounds_like(syllable: str) -> list[str]:
    """Return the syllables often written for one because they sound alike: 체 → 채, 잇 → 있, 돼 → 되; none for what is no syllable."""
    if not _is_syllable(syllable):
        return []
    body, final = divmod(ord(syllable) - _FIRST, len(_FINALS))
    vowel = _VOWELS[body % len(_VOWELS)]
    vowels = [_FIRST + (body + _VOWELS.index(other) - _VOWELS.index(vowel)) * len(_FINALS) + final for other in _ALIKE.get(vowel, "")]
    finals = [ord(syllable) - final + _FINALS.index(other) for other in _ALIKE.get(_FINALS[final], "")]
    return [chr(code) for code in vowels + finals]


def release_keys(syllable: str) -> list[str]:
    """Return the other readings of a syllable's last keys, as consonants of syllables to come: 닭 → 달ㄱ, 다ㄹㄱ; 젯 → 제ㅅ; 제 → none.

    An input method puts a consonant below the syllable before it, until a vowel shows that it began the next.
    """
    if not _is_syllable(syllable):
        return []
    final = (ord(syllable) - _FIRST) % len(_FINALS)
    keys = _keys(_FINALS[final])
    kept = range(len(keys) - 1, -1, -1)
    return [chr(ord(syllable) - final + _FINALS.index(keys[:count])) + keys[count:] for count in kept]


def _compose_syllable(match: re.Match[str]) -> str:
    initial, vowel, final = match[1], match[2], match[3] or ""
    parts = (
        _CONJOINING_INITIAL + INITIALS.index(initial),
        _CONJOINING_VOWEL + _VOWELS.index(_CLUSTERS.get(vowel, vowel)),
        _CONJOINING_FINAL + _FINALS.index(_CLUSTERS.get(final, final)),
    )
    return unicodedata.normalize("NFC", "".join(map(chr, parts if final else parts[:2])))


def _is_syllable(char: str) -> bool:
    return "가" <= char <= "힣"


def _keys(char: str) -> str:
    if not _is_syllable(char):
        return _KEYS.get(char, char.lower())
    body, final = divmod(ord(char) - _FIRST, len(_FINALS))
    initial, vowel = divmod(body, len(_VOWELS))
    return INITIALS[initial] + _KEYS.get(_VOWELS[vowel], _VOWELS[vowel]) + _KEYS.get(_FINALS[final], _FINALS[final])
