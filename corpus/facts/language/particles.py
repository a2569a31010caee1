"""Case particles by the sound that each must follow, and a word without its own."""

from __future__ import annotations

import re

TOPIC, SUBJECT, OBJECT, ANY_SOUND = frozenset("은는"), frozenset("이가"), frozenset("을를"), frozenset("의도")
_BESIDE_WORDS = "에서는 에서 에는 에게 에도 으로는 부터 까지 보다 마다 처럼 대비 에"
_BESIDE = tuple(_BESIDE_WORDS.split())
BESIDE = frozenset((*_BESIDE, "으로", "로"))
"""What marks where, whereto or against what: not what a value is of."""
NAMING = TOPIC | SUBJECT | OBJECT | {"의", ""}
"""What may stand behind the words that a value is of."""
_AFTER_CONSONANT, _AFTER_VOWEL = frozenset("은이을") | {"으로"}, frozenset("는가를")
_IN_ORDER = (*_BESIDE, *sorted(ANY_SOUND), *sorted(_AFTER_CONSONANT), *sorted(_AFTER_VOWEL), "로")
_SHORT_STEMS = TOPIC | OBJECT
_RIEUL, _SYLLABLES, _FIRST = 8, 28, ord("가")
_KEEPING = re.compile(
    r"(?:(?:회|협|강|논|심|합|문|건|토|정|창|편|상|동)의|(?:진|경|도|통|활|판|애|선|항|근)로|(?:어린|놀|높|나|길|차|종|사|맞|나들)이"
    r"|(?:추|휴|여|대|허)가|마을|가을|또는|혹은|이는|그는|저는|우리는|모든|[가-힣]도|보도|센터에?)$"
)
"""Words whose last syllable only looks like a particle."""


def split_particle(word: str) -> tuple[str, str]:
    """Return a word without its case particle, and the particle: one that the sound before it admits; "평가" and "국가" have none."""
    if _KEEPING.search(word):
        return word, ""
    for particle in _IN_ORDER:
        stem = word[: -len(particle)]
        if word.endswith(particle) and len(stem) > (particle not in _SHORT_STEMS) and _admits(stem[-1], particle):
            return stem, particle
    return word, ""


def _admits(sound: str, particle: str) -> bool:
    """Tell whether a particle may follow a syllable."""
    if particle in ANY_SOUND or particle in _BESIDE:
        return True
    if not "가" <= sound <= "힣":
        return False
    final = (ord(sound) - _FIRST) % _SYLLABLES
    if particle == "로":
        return final in {0, _RIEUL}
    return final > 0 if particle in _AFTER_CONSONANT else final == 0
