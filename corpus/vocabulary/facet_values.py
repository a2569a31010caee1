"""What is known of the values of facets: which there are, in which order, what else they are called, what a case that has one is about.

A value that is not known is used all the same; it is told of, since it may be a slip.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path

from corpus.book_folders import load_book
from corpus.cards import load_regions
from corpus.errors import CorpusError, Fault
from corpus.model.book import AwardKind
from corpus.model.facets import BOOK_KINDS, DISTRICT, FACETS, PROVINCE, SUBJECTS, Facet, values_of
from corpus.model.nouns import Breadth, Case, FacetVocabulary, KnownValue, KnownValues, Thesaurus
from corpus.vocabulary.gazetteer import Gazetteer
from corpus.vocabulary.thesaurus import THESAURUS, bare, load_thesaurus
from corpus.yaml_files import read_yaml, validate_record

FACET_VALUES = Path(__file__).parent / "facets"


def load_vocabulary(
    folder: Path = FACET_VALUES,
    *,
    places: Gazetteer | None = None,
    kinds: Sequence[AwardKind] | None = None,
    thesaurus: Path = THESAURUS,
) -> FacetVocabulary:
    """Load what is known of the facets' values: of places from a gazetteer, of what books sort by from their kinds, else from a file each.

    Where none are given, the places are the regions of Korea by their present names, and the kinds those of this project's own book.
    A word for which the thesaurus finds the name of one value of a file is a word for that value.

    Raises:
        CorpusError: with every fault of every file.

    """
    gazetteer = Gazetteer(load_regions()) if places is None else places
    own = _known_kinds(load_book().kinds if kinds is None else kinds)
    vocabulary = {**dict.fromkeys((facet.key for facet in BOOK_KINDS), own), **_known_places(gazetteer)}
    faults: list[Fault] = []
    for facet in SUBJECTS:
        path = folder / f"{facet.key}.yaml"
        data, found = read_yaml(path)
        listed, found = (None, found) if found else validate_record(data, path, KnownValues)
        vocabulary[facet.key] = listed.values if listed else ()
        faults += found
    if faults:
        raise CorpusError(faults, "분류 낱말")
    synonyms = load_thesaurus(thesaurus)
    return {**vocabulary, **{facet.key: _add_synonyms(vocabulary[facet.key], synonyms) for facet in SUBJECTS}}


def _add_synonyms(values: Sequence[KnownValue], synonyms: Thesaurus) -> tuple[KnownValue, ...]:
    """Add to the words for each value those that lead to its name alone and stand under no value yet."""
    taken = {bare(word) for known in values for word in (known.value, *known.words)}
    added: dict[str, list[str]] = {bare(known.value): [] for known in values}
    for word, found in synonyms.items():
        names = {bare(other) for other in found} & added.keys()
        if len(names) == 1 and bare(word) not in taken:
            taken.add(bare(word))
            added[names.pop()].append(word)
    return tuple(known.model_copy(update={"words": (*known.words, *added[bare(known.value)])}) for known in values)


def narrow_vocabulary(
    vocabulary: FacetVocabulary, *, places: Gazetteer, kinds: Collection[AwardKind], others: Iterable[AwardKind]
) -> FacetVocabulary:
    """Return what is known where some books are not: the places as others' cases know them, without the kinds that only they have."""
    unseen = {*_known_kinds(others)} - {*_known_kinds(kinds)}
    own = {facet.key: tuple(known for known in vocabulary.get(facet.key, ()) if known not in unseen) for facet in BOOK_KINDS}
    return {**vocabulary, **own, **_known_places(places)}


def _known_kinds(kinds: Iterable[AwardKind]) -> tuple[KnownValue, ...]:
    return tuple(KnownValue(value=kind.name, words=kind.words, about=kind.about) for kind in kinds)


def _known_places(gazetteer: Gazetteer) -> dict[str, tuple[KnownValue, ...]]:
    return {PROVINCE: gazetteer.known_provinces(), DISTRICT: gazetteer.known_districts()}


def in_order(facet: str, held: Iterable[str], vocabulary: FacetVocabulary) -> tuple[str, ...]:
    """Return values of a facet, each once, as lists show them: as the vocabulary has them, then those it does not know."""
    place = {known.value: number for number, known in enumerate(vocabulary.get(facet, ()))}
    return tuple(sorted(set(held), key=lambda value: (place.get(value, len(place)), value)))


def breadth_of(case: Case, vocabulary: FacetVocabulary) -> Breadth | None:
    """Return what a case is about, where one of its values says so."""
    held = ((known, values_of(case, facet.key)) for facet in FACETS for known in vocabulary.get(facet.key, ()) if known.about)
    return next((known.about for known, values in held if known.value in values), None)


def unknown_values(cases: Sequence[Case], vocabulary: FacetVocabulary) -> list[Fault]:
    """Return every value of a card that the vocabulary does not know, with where it stands; if it knows none of a facet, none is a slip."""
    known = {facet.key: set(_accepted_values(facet, vocabulary)) for facet in FACETS}
    return [fault for case in cases for facet in FACETS if known[facet.key] for fault in _unknown(case, facet, known[facet.key])]


def _accepted_values(facet: Facet, vocabulary: FacetVocabulary) -> Iterator[str]:
    """Yield what a card may say: the values, and of a place any name that it has had."""
    for known in vocabulary.get(facet.key, ()):
        yield known.value
        yield from known.words if facet.place else ()


def _unknown(case: Case, facet: Facet, known: set[str]) -> Iterator[Fault]:
    field = Case.model_fields[facet.path[0]]
    name = ".".join((field.alias or facet.path[0], *((facet.key,) if facet.place else facet.path[1:])))
    for number, value in enumerate(values_of(case, facet.key), 1):
        if value not in known:
            where = f"{name}[{number}]" if facet.ordered else name
            yield Fault(f"{case.id}.yaml", where, f"{facet.label}의 어휘에 없는 값입니다: {value[:40]!r}")
