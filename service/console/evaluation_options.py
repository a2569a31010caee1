"""What the commands of `saerye eval` share: their options, and how they read a result and write rows."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from service.search.contract.request import Mode

if TYPE_CHECKING:
    from eval.runs.saved_results import Result

Data = Annotated[Path | None, typer.Option(help="모델과 색인을 두는 폴더.")]
Model = Annotated[str | None, typer.Option(help="임베딩 모델: bundled, 폴더, 또는 허브 이름.")]
How = Annotated[Mode, typer.Option("--mode", help="찾는 방식.")]
Results = Annotated[Path, typer.Option(help="결과 폴더.")]
Judgments = Annotated[Path | None, typer.Option("--judged", help="판정된 질의의 폴더. eval/data와 같은 형식이어야 합니다.")]
Name = Annotated[str | None, typer.Option(help="이 구성의 이름. 결과 파일의 이름에 붙습니다.")]
FOLDER = Path("results")
EXPERIMENTS = Path("docs/experiments.md")


def load_saved(name: str | None, folder: Path, *, answers: bool = False) -> Result:
    """Return a saved result: the one of a name or path, else the newest."""
    from eval.runs.saved_results import find_result, load_result

    return load_result(find_result(name, folder, answers=answers))


def print_rows(rows: Iterable[Sequence[str]]) -> None:
    """Write rows to stdout: aligned on a terminal, else tab-separated."""
    from eval.reports.result_rows import render

    for line in render(rows, aligned=sys.stdout.isatty()):
        typer.echo(line)  # rich would make spaces of the tabs


def tell(text: str) -> None:
    """Say something on stderr."""
    from service.operations.terminal import talk

    talk.print(text)
