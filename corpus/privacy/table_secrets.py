"""A table's cells → what is private in them by the head of their column or row: a list of members says 성명 once, above all the names."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator

from corpus.model.document import Block, MaskKind
from corpus.privacy.personal_names import looks_like_name, names_office
from corpus.privacy.private_span import OfficeNames, PrivateSpan

Finds = Callable[[str, OfficeNames], tuple[PrivateSpan, ...]]
"""Finds the private parts of a text by the rules for all texts."""
_OF_PEOPLE = re.compile(
    r"(?:성명|이름|성함|예금주"
    r"|(?:참여|수료|교육|훈련|취업|창업|신청|합격|수상|보호|참가|수혜)(?:자|생)(?:명|성명| ?이름)?|멘[토티])(?:\(.*\))?"
)
_LABELLED = re.compile(r"주소|거주지|계좌|예금주|은행|주민 ?등록|사업자|등록 ?번호|여권|법인")
_PARTS = re.compile(r"\s*(?:[,、/·\n]|\s{2,})\s*")


def cell_secrets(block: Block, office_names: OfficeNames, find: Finds) -> Iterator[tuple[str, MaskKind]]:
    """Yield the private values of a table's cells, each as it stands there."""
    above: dict[int, list[str]] = defaultdict(list)
    left: dict[tuple[int, int], str] = {}
    of_offices = {cell.row for cell in block.cells if names_office(cell.text)} if office_names == "keep" else set()
    for cell in block.cells:
        heads = [*above[cell.col], left.get((cell.row, cell.col), "")]
        if cell.text.strip():
            yield from _read_below_label(cell.text, heads, lambda text: find(text, office_names))
            if cell.row not in of_offices and any(_OF_PEOPLE.fullmatch("".join(head.split())) for head in heads):
                parts = (part.strip() for part in _PARTS.split(re.sub(r"\(.*?\)", ",", cell.text)))
                yield from ((part, "name") for part in parts if looks_like_name(part))
        if cell.head or cell.row == 0:
            for col in range(cell.col, cell.col + cell.col_span):
                above[col].append(cell.text)
        for row in range(cell.row, cell.row + cell.row_span):
            left[row, cell.col + cell.col_span] = cell.text


def _read_below_label(text: str, heads: list[str], find: Callable[[str], tuple[PrivateSpan, ...]]) -> Iterator[tuple[str, MaskKind]]:
    """Yield what the rules find in a cell, and what they find in it where the label at its head stands before it."""
    yield from ((text[start:end], kind) for start, end, kind in find(text))
    for head in heads:
        if _LABELLED.search(head):  # read as if its label stood before it
            told = f"{head.strip()}: {text}"
            at = len(told) - len(text)
            yield from ((told[start:end], kind) for start, end, kind in find(told) if start >= at)
