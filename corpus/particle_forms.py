"""Particles that fit the word before them, as speech has them: "자료이(가)" is told as "자료가", "30을(를)" as "30을".

A word whose last sound is not known, as in Latin letters, keeps both.
"""

from __future__ import annotations

import re

_BOTH = re.compile(r"이\(가\)|을\(를\)|은\(는\)|와\(과\)|과\(와\)|\(으\)로")
_ASIDE = re.compile(r"\([^()]*\)$")
_LOOKED_BACK = 80  # characters that a word is told by


def fit_particles(text: str) -> str:
    """Return a text in which every particle that is given in both forms has the one that fits."""

    def fit(match: re.Match[str]) -> str:
        before = text[max(0, match.start() - _LOOKED_BACK) : match.start()]
        return particle_after(before, match[0]) if before.strip() else match[0]

    return _BOTH.sub(fit, text)


def particle_after(word: str, particle: str) -> str:
    """Return the form of a particle ("이(가)", "(으)로" …) that fits a word or what ends with it; both where its sound is not known."""
    import tossi

    return str(tossi.pick(_ASIDE.sub("", word).replace("%", "퍼센트"), particle))
