"""What `saerye eval cards` does: cards derived of the casebook's text beside those that people wrote, as rows of measures."""

from __future__ import annotations

from pathlib import Path

from corpus.deriving.ground.linear_model import load_knowledge
from eval.deriving.card_measures import count_figures, derive_in_folds, derive_taught, measure_cards
from eval.deriving.taught_cases import read_taught
from service.operations.terminal import bars, talk


def evaluate_cards(casebook: Path, *, folds: bool = True) -> list[list[str]]:
    """Return a row a measure, a heading first: with what comes with the program, and learned without the case that is measured.

    Raises:
        CasebookError: when the text is not that of the cards.
        DocumentError: when it cannot be read.

    """
    taught = read_taught(casebook)
    served = derive_taught(taught, load_knowledge())
    columns = {"shipped": measure_cards(served)}
    if folds:
        with bars() as shown:
            held_out = derive_in_folds(taught, lambda done, whole: shown.count("사례를 빼고 배우기", done, whole))
        columns = {"held_out": measure_cards(held_out), **columns}
    talk.print(f"사례 {len(taught)}건, 카드의 수치 평균 {count_figures(served):.1f}개")
    rows = zip(*columns.values(), strict=True)
    return [["measure", "things", *columns], *([row[0].name, str(row[0].things), *(f"{each.value:.3f}" for each in row)] for row in rows)]
