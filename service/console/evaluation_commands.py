"""`saerye eval`: measure, compare, list failures, report, export, and move what the ranking is made of. Data on stdout, talk on stderr."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from corpus.cards import CARDS, load_cases
from corpus.errors import SettingsError
from corpus.passages import place_and_title
from service.console.evaluation_options import FOLDER, Data, How, Judgments, Model, Name, Results, load_saved, print_rows, tell
from service.console.experiment_commands import add_experiments
from service.operations.settings import read_settings

if TYPE_CHECKING:  # what is heavy is loaded by the command that needs it
    pass

app = typer.Typer(help="판정된 질의로 검색 품질을 재고, 비교하고, 살핍니다.")
add_experiments(app)


@app.callback(invoke_without_command=True)
def evaluate(  # noqa: PLR0913 - one argument an option
    context: typer.Context,
    judged: Judgments = None,
    name: Name = None,
    beir: Annotated[Path | None, typer.Option(help="BEIR 형식의 폴더. 주면 그 자료를 색인해 평가합니다.")] = None,
    mode: How = "hybrid",
    results: Results = FOLDER,
    runs: Annotated[Path, typer.Option(help="TREC 파일을 두는 폴더.")] = Path("runs"),
    run: Annotated[Path | None, typer.Option("--run", help="--beir와 함께: 찾은 것을 TREC 실행 파일로도 적을 곳.")] = None,
    without_expansion: Annotated[bool, typer.Option("--without-expansion", help="needs와 asks가 없는 새 문서인 것처럼 잽니다.")] = False,
    text: Annotated[str | None, typer.Option("--text", help="넣은 자료의 번호. 들어 있는 자료와 같은 원문일 때, 그 자료로 잽니다.")] = None,
    data: Data = None,
    model: Model = None,
) -> None:
    """판정된 질의로 검색 품질을 잽니다. 측정값마다 한 줄을 냅니다."""
    if context.invoked_subcommand is not None:
        return
    from eval.commands.evaluate import evaluate_beir, evaluate_judged, evaluate_text, save_and_tell
    from eval.runs.saved_results import checked_name
    from eval.runs.search_runs import commit

    besides = {"--judged": judged, "--without-expansion": without_expansion or None, "--text": text}
    if beir is not None and (other := next((option for option, value in besides.items() if value is not None), None)):
        raise SettingsError(f"--beir와 {other}은(는) 함께 쓸 수 없습니다. 하나만 주십시오.")
    if run is not None and beir is None:
        raise SettingsError("--run은 --beir와 함께 쓰십시오.")
    settings = read_settings(data=data, model=model)
    folder, bare = beir or judged, "without-expansion" if without_expansion else ""
    label = "-".join(filter(None, (checked_name(name) if name else "", bare)))
    parts = [commit(), "" if mode == "hybrid" else mode, folder.resolve().name if folder else "", text or "", label]
    path = results / ("-".join(filter(None, parts)) + ".json")
    for place in (results, runs, *([run.parent] if run else [])):  # a place that cannot be written to is told before the work, not after it
        place.mkdir(parents=True, exist_ok=True)
    set_name = folder.resolve().name if folder else "development"
    about = {"name": label if name else path.stem, "set": set_name, "mode": mode, "commit": parts[0]}
    if beir is not None:
        result = evaluate_beir(settings, beir, mode, about, runs / path.stem, run)
    elif text is not None:
        result = evaluate_text(settings, text, judged, mode, about, runs / path.stem)
    else:
        result = evaluate_judged(settings, judged, mode, about, runs / path.stem, expansion=not without_expansion)
    save_and_tell(result, path)


@app.command()
def answers(  # noqa: PLR0913 - one argument an option
    result: Annotated[str | None, typer.Argument(help="--failures와 함께: 결과의 이름이나 파일. 없으면 가장 새 것.")] = None,
    failures: Annotated[bool, typer.Option("--failures", help="다시 재지 않고, 재어 둔 결과에서 맞지 않은 답을 냅니다.")] = False,
    judged: Judgments = None,
    name: Name = None,
    results: Results = FOLDER,
    data: Data = None,
    model: Model = None,
) -> None:
    """판정된 질문에 답해 보고 답을 잽니다: 맞음, 근거, 모른다고 한 것, 확신을 믿을 수 있는지, 걸린 시간."""
    from eval.commands.evaluate_answers import evaluate_answers
    from eval.reports.answer_tables import failure_rows, latency, measure_rows, reliability, reliability_rows
    from eval.runs.saved_results import checked_name, refuse_other

    if failures:
        loaded = load_saved(result, results, answers=True)
        refuse_other(loaded, answers=True)
        print_rows(failure_rows(loaded))
        return
    if result is not None:
        raise SettingsError("결과의 이름은 --failures와 함께 쓰십시오.")
    found = evaluate_answers(read_settings(data=data, model=model), judged, checked_name(name) if name else "", results)
    print_rows(measure_rows(found))
    typer.echo()
    print_rows(reliability_rows(reliability(found)))
    typer.echo()
    print_rows([["latency", "ms"], *([share, f"{took:.1f}"] for share, took in latency(found).items())])


@app.command("run")
def judge_run(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="TREC 실행 파일: 질의 Q0 문서 순위 점수 이름.")],
    beir: Annotated[Path, typer.Option(help="그 실행이 찾아본 자료: BEIR 형식의 폴더.")],
    name: Name = None,
    results: Results = FOLDER,
) -> None:
    """다른 시스템이 공개 자료에서 찾은 것을 잽니다. 'saerye eval --beir'와 같은 측정값을 냅니다."""
    from eval.commands.evaluate import evaluate_run, save_and_tell
    from eval.runs.saved_results import checked_name
    from eval.runs.search_runs import commit

    results.mkdir(parents=True, exist_ok=True)
    head, set_name, label = commit(), beir.resolve().name, checked_name(name) if name else "run"
    path = results / f"{head}-{set_name}-{label}.json"
    about = {"name": name or path.stem, "set": set_name, "mode": "run", "commit": head}
    save_and_tell(evaluate_run(file, beir, about), path)


@app.command()
def compare(
    first: Annotated[str, typer.Argument(help="앞의 결과: 이름이나 파일.")],
    second: Annotated[str, typer.Argument(help="뒤의 결과.")],
    changed: Annotated[int, typer.Option(min=0, help="측정값마다 보일, 가장 많이 달라진 질의의 수.")] = 5,
    results: Results = FOLDER,
) -> None:
    """두 결과를 질의마다 짝지어 비교합니다(뒤 − 앞): 차이, 구간, 무작위화 검정, 달라진 질의."""
    from eval.experiments.compare import compare as compare_results
    from eval.experiments.compare import list_left_out
    from eval.reports.result_rows import change_rows, comparison_rows

    before, after = load_saved(first, results), load_saved(second, results)
    overall, by_kind = compare_results(before, after)
    print_rows(comparison_rows([*overall, *by_kind]))
    if changed:
        typer.echo()
        print_rows(change_rows(overall, changed))
    tell(f"앞: {before.about.name}, 뒤: {after.about.name}. 차이는 뒤 − 앞, 95 % 부트스트랩 구간. p는 짝지은 무작위화 검정(양쪽).")
    tell(f"p_holm은 Holm의 방법으로 보정한 값입니다: 전체 측정값 {len(overall)}개끼리, 종류별 측정값 {len(by_kind)}개끼리.")
    if missing := list_left_out(before, after):
        tell(f"한쪽에만 있어 뺀 측정값: {', '.join(missing)}")


@app.command("failures")
def list_failures(
    result: Annotated[str | None, typer.Argument(help="결과의 이름이나 파일. 없으면 가장 새 것.")] = None, results: Results = FOLDER
) -> None:
    """정답 사례가 첫째가 아닌 질의를, 나온 사례와 정답 행, 나온 대목과 함께 냅니다."""
    from eval.experiments.breakdown import failures
    from eval.reports.result_rows import failure_rows
    from eval.runs.saved_results import refuse_other

    loaded = load_saved(result, results)
    refuse_other(loaded, answers=False)
    found = failures(loaded)
    print_rows(failure_rows(found))
    tell(f"{loaded.about.name}: 정답이 첫째가 아닌 질의 {len(found)}건")


@app.command("breakdown")
def break_down(
    result: Annotated[str | None, typer.Argument(help="결과의 이름이나 파일. 없으면 가장 새 것.")] = None,
    by: Annotated[str, typer.Option(help="kind(종류), length(길이), case(사례), book(자료) 가운데 하나.")] = "kind",
    measure: Annotated[str, typer.Option(help="측정값의 이름.")] = "MRR",
    results: Results = FOLDER,
) -> None:
    """한 측정값을 질의의 종류, 길이, 사례, 자료별로 나누어 냅니다."""
    from eval.experiments.breakdown import GROUPINGS, breakdown
    from eval.reports.result_rows import group_rows

    loaded = load_saved(result, results)
    for option, value, known in (("--by", by, GROUPINGS), ("--measure", measure, loaded.measures)):
        if value not in known:
            raise SettingsError(f"{option}에 {value!r}을(를) 쓸 수 없습니다. 쓸 수 있는 값: {', '.join(known)}")
    groups = breakdown(loaded, measure, by)
    shares = {group.name: loaded.share_unjudged(measure, group.values) for group in groups}
    print_rows(group_rows(by, measure, groups, shares if any(share is not None for share in shares.values()) else {}))


@app.command()
def report(
    chosen: Annotated[list[str] | None, typer.Argument(metavar="[RESULT]...", help="결과의 이름이나 파일. 없으면 가장 새 것.")] = None,
    out: Annotated[Path | None, typer.Option(help="HTML 파일. 같은 이름의 .md도 만듭니다.")] = None,
    results: Results = FOLDER,
) -> None:
    """결과를 HTML 한 장과 Markdown으로 만듭니다. 여럿을 주면 첫째와 비교합니다."""
    from eval.reports.html_report import html_report
    from eval.reports.markdown import markdown_report
    from eval.runs.saved_results import refuse_other

    loaded = [load_saved(name, results) for name in chosen] if chosen else [load_saved(None, results)]
    for result in loaded:
        refuse_other(result, answers=False)
    path = out or results / ("-".join(result.about.name for result in loaded) + ".html")
    titles = {case.id: place_and_title(case) for case in load_cases(CARDS)}
    page = html_report(loaded, titles)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(page, encoding="utf-8")
    path.with_suffix(".md").write_text(markdown_report(loaded), encoding="utf-8")
    tell(f"{path}와 {path.with_suffix('.md').name}에 적었습니다.")


@app.command()
def export(folder: Annotated[Path, typer.Argument(metavar="DIR", help="새 폴더.")], judged: Judgments = None) -> None:
    """판정된 질의를 다른 도구를 위해 BEIR 폴더와 TREC 판정 파일로 냅니다. 문서는 사례입니다."""
    from eval.runs.export import export as write
    from eval.sets.judged import DATA, load_judged
    from indexer.generations.build import read_corpus

    write(folder, load_judged(judged or DATA), read_corpus(CARDS))
    tell(f"{folder}에 적었습니다.")
