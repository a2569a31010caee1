"""What two cases share, as one sentence."""

from __future__ import annotations

from corpus.model.facets import SUBJECTS_BY_RANK
from indexer.derived.similar_cases import Shared


def sentence(shared: Shared) -> str | None:
    """Return what two cases share as one sentence: "둘 다 조선 분야에서 청년 대상으로 창업지원에 힘썼습니다."; None where it is nothing."""
    parts = [facet.clause.format(", ".join(shared.values[facet.key])) for facet in reversed(SUBJECTS_BY_RANK) if facet.key in shared.values]
    if parts and SUBJECTS_BY_RANK[0].key not in shared.values:
        parts.append("추진한 사례입니다")  # the most telling facet's clause has the verb
    told = [f"둘 다 {' '.join(parts)}."] if parts else []
    told += [f"함께 쓰는 말: {', '.join(shared.words)}."] if shared.words else []
    return " ".join(told) or None
