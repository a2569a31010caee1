"""The domain thesaurus on disk → which words to look for beside a word that was typed. All its faults are reported at once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Self

from pydantic import AfterValidator, Field, TypeAdapter, ValidationError, model_validator

from corpus.errors import CorpusError, Fault
from corpus.model.nouns import Record, Text, Thesaurus, unique
from corpus.validation import key, message
from corpus.yaml_files import nfc, read_yaml

THESAURUS = Path(__file__).parent / "thesaurus.yaml"
LEAST, MOST = 2, 40
_MARKS = re.compile(r"\W+")


def _word(term: str) -> str:
    """Refuse what would be recognised everywhere or nowhere; the message is the user's."""
    if not LEAST <= len(bare(term)) <= MOST:
        msg = f"{term[:MOST]!r}: 글자와 숫자가 {LEAST}자 이상 {MOST}자 이하여야 합니다"
        raise ValueError(msg)
    return term


def _some(values: tuple[object, ...]) -> tuple[object, ...]:
    """Refuse an empty list; pydantic's own rule would also count those left after faults."""
    if not values:
        msg = "1개 이상 있어야 합니다"
        raise ValueError(msg)
    return values


Terms = Annotated[tuple[Annotated[Text, AfterValidator(_word)], ...], Field(strict=False), AfterValidator(_some), AfterValidator(unique)]


class ThesaurusEntry(Record):
    """Words that stand for one another (`same`), or words that are said (`say`) for those that official texts use (`find`)."""

    same: Terms | None = None
    say: Terms | None = None
    find: Terms | None = None

    @model_validator(mode="after")
    def _is_of_one_shape(self) -> Self:
        given = {name for name in ("same", "say", "find") if getattr(self, name)}
        if given not in ({"same"}, {"say", "find"}) or (self.same and len(self.same) < 2):  # noqa: PLR2004 - a word and another
            msg = "same(둘 이상), 또는 say와 find를 함께 적어야 합니다"
            raise ValueError(msg)
        return self

    @property
    def typed(self) -> tuple[str, ...]:
        """The words that lead to others when they are typed."""
        return self.same or self.say or ()

    def found_by(self, term: str) -> tuple[str, ...]:
        """Return the words to look for when one of the typed words is typed."""
        return tuple(other for other in self.find or self.same or () if bare(other) != bare(term))


class SourcedEntries(Record):
    """Entries that rest on one source."""

    source: Text
    entries: Annotated[tuple[ThesaurusEntry, ...], Field(strict=False), AfterValidator(_some)]


_GROUPS = TypeAdapter(Annotated[tuple[SourcedEntries, ...], Field(strict=False), AfterValidator(_some)])


def load_thesaurus(path: Path = THESAURUS) -> Thesaurus:
    """Return typed word → words to look for, in the file's order.

    Raises:
        CorpusError: with every fault of the file.

    """
    return {term: entry.found_by(term) for group in load_groups(path) for entry in group.entries for term in entry.typed}


def load_groups(path: Path = THESAURUS) -> tuple[SourcedEntries, ...]:
    """Return the thesaurus as it is written, with its sources.

    Raises:
        CorpusError: with every fault of the file.

    """
    data, faults = read_yaml(path)
    groups: tuple[SourcedEntries, ...] = ()
    if not faults:
        try:
            groups = _GROUPS.validate_python(nfc(data))
            faults = [Fault(path.name, place, told) for place, told in _said_twice(groups)]
        except ValidationError as error:
            details = error.errors(include_url=False, include_input=False)
            faults = [Fault(path.name, key(detail["loc"]), message(detail)) for detail in details]
    if faults:
        raise CorpusError(faults, "동의어 사전")
    return groups


def bare(term: str) -> str:
    """Return a term without spaces, marks and case: what tells two terms apart."""
    return _MARKS.sub("", term).lower()


def _said_twice(groups: Sequence[SourcedEntries]) -> Iterator[tuple[str, str]]:
    """Yield place and message of each word that an earlier entry explains: the two would have to be read together."""
    seen: dict[str, str] = {}
    for number, group in enumerate(groups):
        for place, entry in enumerate(group.entries):
            here = key((number, "entries", place))
            for term in entry.typed:
                first = seen.setdefault(bare(term), here)
                if first != here:
                    yield here, f"'{term}'은(는) 이미 {first}에 있습니다. 한 항목으로 모으십시오"
