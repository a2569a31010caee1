"""The scope of a question over some cases as the service finds it: by the places that it names, with its only recogniser of them."""

from functools import lru_cache

from answers.asked.question import Recognition, Scope
from answers.reckoning.table.figures import FigureTable
from answers.reckoning.table.places import places_in
from corpus.cards import load_regions
from corpus.vocabulary.facet_values import load_vocabulary
from corpus.vocabulary.gazetteer import Gazetteer
from indexer.text.analyser import Analyser
from service.asking.question_scope import recognitions_of
from service.search.understanding.query_signals import Understanding


def recognised_in(text: str, table: FigureTable) -> tuple[Recognition, ...]:
    """What the service recognises in a question."""
    return recognitions_of(_understanding(table).understand(text), tuple(table.cases.values()))


def scope_of(text: str, table: FigureTable) -> Scope:
    """All cases of the places a text names; which programme of a place is meant is left open."""
    found = recognised_in(text, table)
    named = frozenset().union(*(place.cases for place in places_in(found, text, table.cases.values())))
    return Scope(named or None, recognitions=found)


@lru_cache(maxsize=4)
def _understanding(table: FigureTable) -> Understanding:
    assert isinstance(table.grammar, Analyser)
    cases = tuple(table.cases.values())
    return Understanding(cases, table.grammar, Gazetteer(load_regions(), cases), load_vocabulary())
