"""The ablation as a Markdown table between two markers of a document, and as a file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from corpus.errors import EvalDataError
from eval.experiments.ablation import Ablation, AblationCell
from eval.metrics.ranking_metrics import CONFIDENCE, RANDOMISATIONS, Measured
from eval.reports.markdown import table

START, END = "<!-- ablation -->", "<!-- /ablation -->"
LEVEL = 0.05


def markdown(ablation: Ablation, about: Mapping[str, str]) -> str:
    """Return the table with what it was measured on above it and how to read it."""
    rows = [["**the whole system**", *map(_write_measured, ablation.whole.values())]]
    for group, levers in ablation.groups.items():
        rows.append([f"*{group}*", *[""] * len(ablation.whole)])
        rows += [[lever, *(_cell(cells[name]) for name in ablation.whole)] for lever, cells in levers.items()]
    lines = [
        f"Measured on: {'; '.join(f'{what} {value}' for what, value in about.items())}.",
        "",
        f"A cell is the mean with its {CONFIDENCE:.0%} bootstrap interval, then the difference from the whole system with its",
        f"interval, and p: paired randomisation test ({RANDOMISATIONS:,} samples), Holm over the table's {ablation.cells} differences.",
        f"Bold: p < {LEVEL:g}.",
        "",
        *table(["lever", *ablation.whole], rows),
    ]
    return "\n".join(lines)


def refuse_unmarked(path: Path) -> None:
    """Refuse a document that has no place for the table.

    Raises:
        EvalDataError: when it cannot be read, or a marker is missing.

    """
    _split(path)


def rewrite(path: Path, text: str) -> None:
    """Put a table between the markers of a document; all around it stays.

    Raises:
        EvalDataError: when it cannot be read, or a marker is missing.

    """
    before, after = _split(path)
    path.write_text(f"{before}{START}\n{text}\n{END}{after}", encoding="utf-8")


def save(path: Path, ablation: Ablation, about: Mapping[str, str]) -> None:
    """Write every figure of the table, unrounded."""
    whole = {name: _figures(found) for name, found in ablation.whole.items()}
    groups = {
        group: {lever: {name: _figures_of(cell) for name, cell in cells.items()} for lever, cells in levers.items()}
        for group, levers in ablation.groups.items()
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps({"about": dict(about), "whole": whole, "groups": groups}, ensure_ascii=False, indent=1)
    path.write_text(text + "\n", encoding="utf-8")


def _split(path: Path) -> tuple[str, str]:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise EvalDataError(f"표를 적을 문서 {path.name}을(를) 읽을 수 없습니다. --out으로 문서를 정하십시오.") from error
    before, start, rest = text.partition(START)
    _, end, after = rest.partition(END)
    if not start or not end:
        raise EvalDataError(f"문서 {path.name}에 표를 적을 자리가 없습니다. {START}와 {END} 두 줄을 넣으십시오.")
    return before, after


def _write_measured(found: Measured) -> str:
    return f"{_short(found.mean)} [{_short(found.low)}, {_short(found.high)}]"


def _cell(cell: AblationCell) -> str:
    found = cell.difference
    told = f"{_write_signed(found.mean)} [{_write_signed(found.low)}, {_write_signed(found.high)}] p {_short(cell.p_holm)}"
    return f"{_write_measured(cell.value)}<br>{f'**{told}**' if cell.p_holm < LEVEL else told}"


def _figures(found: Measured) -> dict[str, float]:
    return {"mean": found.mean, "low": found.low, "high": found.high}


def _figures_of(cell: AblationCell) -> dict[str, object]:
    return {"value": _figures(cell.value), "difference": _figures(cell.difference), "p": cell.p, "p_holm": cell.p_holm}


def _short(value: float) -> str:
    """Write a figure of 0 to 1 with three places and no leading zero: 0.05 → ".050", 1.0 → "1"."""
    text = f"{value:.3f}"
    return text.removeprefix("0") if not text.startswith("1") else "1"


def _write_signed(value: float) -> str:
    """Write a difference with its sign, a true minus, and no leading zero: -0.0123 → "−.012"."""
    text = f"{abs(value):.3f}"
    sign = "" if float(text) == 0 else "−" if value < 0 else "+"
    return sign + _short(abs(value))
