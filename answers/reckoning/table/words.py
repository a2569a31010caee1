"""Words of a question and of a figure's name, and how far the one says what the other says."""

from __future__ import annotations

from dataclasses import dataclass, replace

from answers.asked.vocabulary import SYNONYMS
from answers.sentences.reading import Grammar
from indexer.text.letters import letters

NEAR = 0.8  # what a synonym counts of the word itself
_LETTER = 0.3  # and a single letter of a longer word
_ENDINGS = frozenset("자액금비생")  # who or what money of a thing: 창업자, 조성액
_STEM = 2


@dataclass(frozen=True, slots=True)
class Term:
    """A word with the [start, end) characters it stands for, and the words a name is made of: 고용서비스 of 고용 and 서비스."""

    form: str
    start: int
    end: int
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Heard:
    """Everything a text says: its words, and its letters without spaces and marks."""

    forms: frozenset[str]
    letters: str

    def says(self, form: str) -> bool:
        """Tell whether a word is there, also within a longer one ("취업" in "취업률"); single letters only as words."""
        return form in self.forms or (len(form) > 1 and form in self.letters)


def terms(grammar: Grammar, text: str) -> tuple[Term, ...]:
    """Return a text's words; those within a longer one are its parts, and a number is one word with what it counts: 2기, 1유형."""
    whole: list[Term] = []
    for token in sorted(grammar.tokens(text), key=lambda token: (token.start, -token.end)):
        form, last = _plain(token.form), whole[-1] if whole else None
        if last is not None and token.end <= last.end:
            whole[-1] = replace(last, parts=(*last.parts, form))
        elif last is not None and token.start == last.end and last.form.isdigit() and not form.isdigit():
            whole[-1] = Term(last.form + form, last.start, token.end, (form,) if len(form) > 1 else ())
        else:
            whole.append(Term(form, token.start, token.end))
    return tuple(whole)


def heard(words: tuple[Term, ...], text: str) -> Heard:
    """Return what a text with these words says."""
    return Heard(frozenset(form for word in words for form in (word.form, *word.parts)), letters(text))


def covered(word: Term, text: Heard, *, freely: bool = True) -> float:
    """Return how far a text says a word: 1 where it is there, less for a synonym (taken `freely`), a share where only parts of it are."""
    best = _covered(word.form, text, freely=freely)
    if best < 1 and word.parts:
        weights = [(part, 1.0 if len(part) > 1 else _LETTER) for part in word.parts]
        best = max(
            best, sum(weight * _covered(part, text, freely=freely) for part, weight in weights) / sum(weight for _, weight in weights)
        )
    return best


def sayings(word: Term) -> frozenset[str]:
    """Return every form by which a text may say a word or a part of it."""
    forms = (word.form, *word.parts)
    stems = (form[:-1] for form in forms if len(form) > _STEM and form[-1] in _ENDINGS)
    return frozenset((*forms, *stems)).union(*(SYNONYMS.get(form, frozenset()) for form in forms))


def _covered(form: str, text: Heard, *, freely: bool) -> float:
    if text.says(form):
        return 1.0
    if len(form) > _STEM and form[-1] in _ENDINGS and text.says(form[:-1]):
        return NEAR
    return NEAR if freely and any(text.says(other) for other in SYNONYMS.get(form, ())) else 0.0


def _plain(form: str) -> str:
    """Return a word without marks ("4.0"); 율 and 률 are one, spelled by what stands before it."""
    return "률" if form == "율" else letters(form) or form
