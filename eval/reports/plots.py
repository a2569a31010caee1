"""Measures as pictures: inline SVG whose text stays text. The one door to matplotlib; labels are ASCII, so that no font is missing."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import escape
from io import StringIO
from typing import Any

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.typing import RcKeyType

from eval.experiments.compare import Compared
from eval.metrics.ranking_metrics import Measured

COLOURS = ("#256ef4", "#d2691e", "#4c9a5f", "#8a5cc2", "#6d7882")
LOOKS: dict[RcKeyType, Any] = {
    "svg.fonttype": "none",
    "font.family": "sans-serif",
    "font.size": 10,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": "#8a949e",
    "axes.axisbelow": True,
    "grid.color": "#e6e8ea",
}
COLUMNS, WIDTH, ROW = 2, 10.0, 2.7


def bars_by_group(panels: Mapping[str, Sequence[Sequence[Measured]]], labels: Sequence[str]) -> str:
    """Draw one panel a measure: bars for each group and each result, with 95 % intervals. `panels` holds a series a result."""
    rows = -(-len(panels) // COLUMNS)
    with rc_context(LOOKS):
        figure = Figure(figsize=(WIDTH, ROW * rows + 0.4), layout="constrained")
        axes = figure.subplots(rows, COLUMNS, squeeze=False).flatten()
        for axis, (title, series) in zip(axes, panels.items(), strict=False):
            _bars(axis, title, series, labels)
        for axis in axes[len(panels) :]:
            axis.set_visible(False)
        if len(labels) > 1:
            figure.legend(*axes[0].get_legend_handles_labels(), loc="outside upper center", ncols=len(labels), frameon=False)
        return _svg(figure, f"{', '.join(panels)} by group, with 95 % intervals")


def differences(compared: Sequence[Compared], title: str) -> str:
    """Draw each measure's mean difference with its interval around a line at zero; filled where the corrected p is below .05."""
    with rc_context(LOOKS):
        figure = Figure(figsize=(WIDTH, 0.34 * len(compared) + 0.8), layout="constrained")
        axis = figure.subplots()
        for place, found in enumerate(compared):
            told = found.p_holm < 0.05  # noqa: PLR2004 - the usual level
            axis.plot([found.low, found.high], [place, place], color=COLOURS[0], linewidth=2)
            axis.plot(found.difference, place, "o", color=COLOURS[0], markerfacecolor=COLOURS[0] if told else "white", markersize=7)
        axis.axvline(0, color="#1e2124", linewidth=1)
        axis.set_yticks(range(len(compared)), [found.name for found in compared])
        axis.invert_yaxis()
        axis.grid(axis="x")
        axis.set_xlabel("difference of means (second - first), 95 % interval; filled: Holm p < .05")
        return _svg(figure, f"{title}: differences of means, with 95 % intervals")


def _bars(axis: Axes, title: str, series: Sequence[Sequence[Measured]], labels: Sequence[str]) -> None:
    width = 0.8 / len(series)
    for number, (groups, label) in enumerate(zip(series, labels, strict=True)):
        places = [place + (number - (len(series) - 1) / 2) * width for place in range(len(groups))]
        means = [group.mean for group in groups]
        around = [[group.mean - group.low for group in groups], [group.high - group.mean for group in groups]]
        colour = COLOURS[number % len(COLOURS)]
        axis.bar(places, means, width * 0.92, yerr=around, color=colour, label=label, error_kw={"ecolor": "#1e2124", "capsize": 3})
        if len(series) == 1:
            for place, group in zip(places, groups, strict=True):
                axis.annotate(f"{group.mean:.2f}", (place, 0.03), ha="center", color="white", fontweight="bold")
    axis.set_xticks(range(len(series[0])), [group.name for group in series[0]])
    axis.set_ylim(0, 1.02)
    axis.grid(axis="y")
    axis.set_title(title, loc="left", fontsize=10, fontweight="bold")


def _svg(figure: Figure, described: str) -> str:
    drawn = StringIO()
    with rc_context({"svg.hashsalt": described}):  # the same ids every time, and others in every drawing of a page
        figure.savefig(drawn, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
    svg = re.sub(r"\s*<metadata>.*?</metadata>", "", drawn.getvalue(), flags=re.DOTALL)
    svg = re.sub(r'<g id="[^"]*"', "<g", svg[svg.index("<svg") :])  # every drawing has its axes_1; a page may hold an id once
    return svg.replace("<svg ", f'<svg role="img" aria-label="{escape(described)}" ', 1)
