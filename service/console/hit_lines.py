"""What `saerye search` prints of a result: what was understood, the cases with their best passage, and where good hits end."""

from __future__ import annotations

from corpus.citations import tell_place
from corpus.passages import ORIGIN_LABELS, place
from service.operations.terminal import out, talk
from service.search.contract.search_results import SearchResult


def tell_search(result: SearchResult) -> None:
    """Print a result: its cases, and beside them what is to be said of it."""
    if told := [f"{signal.field}:{signal.value}" for signal in result.interpreted.signals if signal.cases]:
        talk.print(f"이해한 것: {', '.join(told)}. 뺄 것은 --ignore로 적으십시오.")
    for signal in (signal for signal in result.interpreted.signals if not signal.cases):
        talk.print(f"{signal.value} 사례는 없습니다.")
    if not result.hits:
        talk.print("맞는 사례가 없습니다. 다른 낱말이나 문장으로 찾아 보십시오.")
    elif not result.relevant_total:
        talk.print("찾으시는 것을 다룬 사례는 없는 듯합니다. 그나마 가까운 차례로 보여 드립니다.")
    for hit in result.hits:
        if 0 < result.relevant_total == hit.rank - 1:
            talk.print("여기부터는 관련이 적습니다.")
        out.print(
            f"{hit.rank}. [{hit.case.id}] {' · '.join(filter(None, (place(hit.case), hit.case.title, ORIGIN_LABELS[hit.case.origin])))}"
        )
        for passage in hit.passages[:1]:
            where = tell_place(passage.source)
            out.print(f"   {passage.heading}{f' ({where})' if where else ''}: {passage.text[:160]}")
