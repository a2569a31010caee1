"""From a card's citation to the casebook's own words, where its full text is indexed: the line behind what the card says."""

from __future__ import annotations

from collections.abc import Sequence

from answers.results import Citation
from corpus.facts.quantities import Value, mentions
from corpus.model.nouns import Passage
from indexer.text.analyser import letter_pairs

LEAST_SHARED = 0.3
"""Share of a card's letter pairs that a line must hold to be its source, where no quantity tells."""


def ground(citation: Citation, text: Sequence[Passage], answer: str) -> Citation:
    """Return the citation in the words of the casebook's passages `text` of its case; as it is where none of their lines says the same.

    A line that gives the answer's quantity (for an answer in points, "": the quantities of the point) is its source; else the one that
    shares most letters with what was quoted.
    """
    if citation.lines is None:
        return citation
    first, last = citation.lines
    near = [passage for passage in text if (own := passage.place.lines) and own[0] <= last and first <= own[1]]
    wanted = _quantities(answer)[:1] or _quantities(citation.quote)
    quoted = set(letter_pairs(citation.quote))
    best, found = LEAST_SHARED, citation
    for passage in near:
        for line in filter(None, (line.strip() for line in passage.text.split("\n"))):
            pairs = set(letter_pairs(line))
            shared = len(pairs & quoted) / max(len(quoted), 1)
            told = set(_quantities(line)) if wanted else set()
            worth = shared + sum(quantity in told for quantity in wanted) / max(len(wanted), 1)
            if worth > best:
                best = worth
                found = Citation.of(passage, line)
    return found


def _quantities(text: str) -> list[tuple[str, Value]]:
    """Return the quantities of a text but for years and days, which stand everywhere."""
    return [(mention.kind, mention.value) for mention in mentions(text) if mention.kind not in {"년", "월", "일"}]
