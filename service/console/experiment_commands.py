"""`saerye eval curve`, `robustness`, `without`, `plans`, `ablation`: the ranking; `cards`, `facts`: what is derived; `strangers`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from corpus.errors import SettingsError
from eval.sets.stranger_questions import SetName
from service.console.evaluation_options import EXPERIMENTS, FOLDER, Data, How, Judgments, Model, Results, print_rows, tell
from service.operations.settings import read_settings


def add_experiments(app: typer.Typer) -> None:
    """Add the commands to the console's."""
    for command in (curve, robustness, without, plans, ablation, cards, facts, strangers):
        app.command()(command)


def curve(
    weight: Annotated[str, typer.Argument(help="바꿀 가중치의 이름. 예: lexical, depth.")],
    judged: Judgments = None,
    mode: How = "hybrid",
    data: Data = None,
    model: Model = None,
) -> None:
    """한 가중치를 바꾸어 가며 잽니다. 값마다 한 줄: 사례별 5겹 평균의 평균과 표준편차."""
    from eval.experiments.curve import WEIGHTS, choose_elsewhere, grid
    from eval.experiments.curve import curve as points_of
    from eval.metrics.folds import mean_and_deviation
    from eval.reports.result_rows import curve_rows
    from eval.sets.judged import DATA, load_judged
    from service.operations.searcher_opening import open_searcher
    from service.operations.terminal import bars

    if weight not in WEIGHTS:
        raise SettingsError(f"가중치 {weight[:60]!r}을(를) 모릅니다. 쓸 수 있는 것: {', '.join(WEIGHTS)}")
    queries, searcher = load_judged(judged or DATA), open_searcher(read_settings(data=data, model=model))
    with bars() as shown:
        points = list(points_of(searcher, queries, weight, grid(weight), mode, shown.count))
    print_rows(curve_rows(weight, points))
    for name in points[0].folds:
        if not (chosen := choose_elsewhere(points, name)):
            continue
        mean, deviation = mean_and_deviation([value for _, value in chosen])
        tell(f"{name}: 나머지 겹에서 고른 값 {', '.join(f'{value:g}' for value, _ in chosen)} → {mean:.3f} ± {deviation:.3f}")


def robustness(judged: Judgments = None, mode: How = "hybrid", data: Data = None, model: Model = None) -> None:
    """틀리게 친 질의를 바르게 친 질의와 비교합니다. 현상마다 한 줄: nDCG@10(바르게, 친 그대로, 고쳐서)과 지킨 몫."""
    from eval.commands.evaluate import robustness_of, tell_robustness
    from eval.reports.result_rows import robustness_rows
    from eval.sets.judged import DATA
    from service.operations.searcher_opening import open_searcher
    from service.operations.terminal import bars

    searcher = open_searcher(read_settings(data=data, model=model))
    with bars() as shown:
        found = robustness_of(searcher, judged or DATA, mode, shown)
    print_rows(robustness_rows(found))
    tell_robustness(found)


def without(
    judged: Judgments = None,
    mode: How = "hybrid",
    verbose: Annotated[bool, typer.Option("--verbose", help="어긋난 짝과, 뺄 것이 있다고 읽은 질의를 모두 냅니다.")] = False,
    data: Data = None,
    model: Model = None,
) -> None:
    """무엇을 빼 달라는 질의를 그 말이 없는 질의와 비교합니다: 뺄 것이 첫 셋에 없는지, 나머지 차례가 그대로인지, 잘못 알아듣지 않는지."""
    from eval.commands.evaluate_exclusions import evaluate_exclusions, summary_rows, wrong_rows

    found = evaluate_exclusions(read_settings(data=data, model=model), judged, mode)
    print_rows(summary_rows(found))
    if verbose:
        typer.echo()
        print_rows(wrong_rows(found))


def plans(data: Data = None, model: Model = None) -> None:
    """계획안 초안으로 찾습니다: 그 초안이 본뜬 사례가 앞에 오는지, 닮은 점과 없는 것을 바르게 말하는지."""
    from eval.commands.evaluate_plans import evaluate_plans

    print_rows([*evaluate_plans(read_settings(data=data, model=model))])


def ablation(
    judged: Judgments = None,
    out: Annotated[Path, typer.Option(help="표를 적을 Markdown 문서.")] = EXPERIMENTS,
    results: Results = FOLDER,
    data: Data = None,
    model: Model = None,
) -> None:
    """순위를 이루는 것을 하나씩만 쓰고, 하나씩 빼고 재어 전체와 비교합니다. 문서의 표를 새로 쓰고 JSON으로도 남깁니다."""
    from eval.commands.evaluate import evaluate_levers
    from eval.reports.result_rows import ablation_rows

    found = evaluate_levers(read_settings(data=data, model=model), judged, out, results)
    print_rows(ablation_rows(found))


def cards(
    casebook: Annotated[Path | None, typer.Option(help="들어 있는 자료의 원문. 정하지 않으면 SAERYE_CASEBOOK.")] = None,
    folds: Annotated[bool, typer.Option(help="잴 사례를 빼고 배운 것으로도 잽니다(몇 분 걸립니다).")] = True,
) -> None:
    """원문에서 자동으로 정리한 카드를 사람이 쓴 카드와 비교합니다. 측정값마다 한 줄."""
    from eval.commands.evaluate_cards import evaluate_cards

    print_rows(evaluate_cards(_path_of_text(casebook), folds=folds))


def facts(casebook: Annotated[Path | None, typer.Option(help="들어 있는 자료의 원문. 정하지 않으면 SAERYE_CASEBOOK.")] = None) -> None:
    """원문의 표에 있는 값이 사실로 바르게 읽혔는지 물음으로 잽니다. 측정값마다 한 줄."""
    from eval.commands.evaluate_facts import evaluate_facts

    print_rows(evaluate_facts(_path_of_text(casebook)))


def strangers(
    questions: Annotated[
        SetName, typer.Option("--set", help="질문의 모음. held-out은 따로 떼어 둔 글쓴이들의 것, reasons는 왜와 어떻게를 묻는 것입니다.")
    ] = "strangers",
    writer: Annotated[str | None, typer.Option(help="한 글쓴이의 질문만(예: a). 글쓴이가 없는 모음에서는 종류.")] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="물을 질문의 수. 전체에서 고르게 고릅니다.")] = None,
    verbose: Annotated[bool, typer.Option("--verbose", help="맞지 않은 답을 질문마다 냅니다.")] = False,
    data: Data = None,
    model: Model = None,
) -> None:
    """다른 사람들이 쓴 질문에 답해 보고 맞음, 모른다고 함, 틀림을 셉니다. 글쓴이마다 한 줄, 그다음 확신별로."""
    from eval.commands.evaluate_strangers import evaluate_strangers
    from eval.reports.stranger_tables import confidence_rows, failed_rows, level_rows, stranger_rows

    judged = evaluate_strangers(read_settings(data=data, model=model), questions, writer, limit)
    tables = [stranger_rows(judged), confidence_rows(judged), level_rows(judged), *([failed_rows(judged)] if verbose else [])]
    for number, rows in enumerate(tables):
        if number:
            typer.echo()
        print_rows(rows)


def _path_of_text(casebook: Path | None) -> Path:
    path = read_settings(casebook=casebook).casebook
    if path is None:
        raise SettingsError("원문의 경로가 없습니다. --casebook이나 SAERYE_CASEBOOK으로 정하십시오.")
    return path
