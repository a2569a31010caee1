"""What is doubtful of a derived card, in sentences for who looks it through."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from corpus.deriving.ground.case_parts import CasePart
from corpus.deriving.span_and_money import ReadCost
from corpus.model.document import Block
from corpus.model.facets import SUBJECTS

CLEAR = 0.4
"""How probable the kind of a part is that is not told as doubtful."""
_SHOWN = 3


def tell_doubts(
    blocks: Sequence[Block],
    parts: Sequence[CasePart],
    judged: Sequence[Mapping[str, float]],
    facets: Mapping[str, Sequence[object]],
    costs: Sequence[ReadCost],
) -> Iterator[str]:
    """Yield the doubts; `judged` is how probable each kind is of each part, `facets` the values that were found."""
    for facet in SUBJECTS:
        if not facets[facet.key]:
            yield f"{facet.label}: 글에서 정하지 못했습니다."
    if len(costs) > 1:
        read = ", ".join(f"{cost.fact.measure} {cost.fact.value}" for cost in costs[:_SHOWN])
        yield f"사업비로 읽은 값이 {len(costs)}가지입니다: {read}. 첫 값을 적었습니다."
    headless = sum(bool(block.cells) and not any(cell.head for cell in block.cells) for block in blocks)
    if headless:
        yield f"머리글을 알 수 없는 표가 {headless}개 있습니다."
    unclear = [part for part, kinds in zip(parts, judged, strict=True) if max(kinds.values()) < CLEAR and part.headings]
    if unclear:
        named = ", ".join(f"‘{part.headings[0]}’" for part in unclear[:_SHOWN])
        yield f"종류가 분명하지 않은 대목이 {len(unclear)}개 있습니다: {named}{' 등' if len(unclear) > _SHOWN else ''}."
