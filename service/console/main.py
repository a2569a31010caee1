"""The console script `saerye`. Data on stdout, talk on stderr; exit code 0 well, 1 failed, 2 wrong usage."""

from __future__ import annotations

import asyncio
import logging
import os
import sys
from dataclasses import asdict
from pathlib import Path
from signal import SIGTERM
from signal import signal as on_signal
from typing import Annotated

import typer

from corpus.cards import CARDS
from corpus.errors import IndexNotReadyError, RequestError, SaeryeError, SettingsError
from corpus.vocabulary.facet_values import unknown_values
from service.console.evaluation_commands import app as eval_app
from service.console.evaluation_options import Data, How, Model
from service.console.facet_options import with_facet_options
from service.console.library_commands import app as library_app
from service.console.usage_messages import usage_error
from service.operations.books import corpus_of
from service.operations.settings import read_settings
from service.search.contract.request import Filters, SearchRequest, clean_query

FAILED, USAGE_ERROR, STOPPED = 1, 2, 143
REQUEST_LINE = 256 * 1024  # ten thousand percent-encoded characters in an address are refused in our words, not by the HTTP parser
app = typer.Typer(help="사례: 우수사례 검색", no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
app.add_typer(eval_app, name="eval")
app.add_typer(library_app, name="library")

CasebookOption = Annotated[Path | None, typer.Option(help="원문(UTF-8)의 경로. 둘째 근거층이 됩니다.")]


@app.command()
def build(
    casebook: CasebookOption = None,
    data: Data = None,
    model: Model = None,
    force: Annotated[bool, typer.Option("--force", help="바뀐 것이 없어도 다시 만듭니다.")] = False,
    lexical_only: Annotated[bool, typer.Option("--lexical-only", help="임베딩 모델 없이 낱말 색인만 만듭니다.")] = False,
) -> None:
    """색인을 만듭니다. 바뀐 것이 없으면 그대로 둡니다."""
    from indexer.generations.build import build_index, reasons_to_build, wanted_inputs
    from indexer.model.model_store import open_encoder
    from indexer.model.reader_store import prepare_reader
    from service.operations.terminal import bars, talk

    settings = read_settings(casebook=casebook, data=data, model=model)
    corpus = corpus_of(settings)
    _tell_coverage(corpus.coverage)
    for warning in unknown_values(corpus.cases, corpus.facet_values):
        talk.print(f"살펴볼 것: {warning}")
    with bars() as shown:
        shown.step("모델을 준비합니다")
        encoder = None if lexical_only else open_encoder(settings.model, settings.models, step=shown.step)
        if encoder is not None:
            prepare_reader(settings.models, step=shown.step)
        reasons = reasons_to_build(settings.index, wanted_inputs(corpus, encoder.model_id if encoder else None))
        shown.close_step()
        if not force and not reasons:
            talk.print("색인이 이미 최신입니다.")
            return
        talk.print(f"색인을 만듭니다: {', '.join(reasons) or '바뀐 것은 없습니다'}")
        manifest = build_index(corpus, settings.index, encoder, progress=shown.count)
    talk.print(f"색인 {manifest.generation}: 사례 {manifest.counts['cases']}건, 대목 {manifest.counts['passages']:,}건")


@app.command()
def coverage(casebook: CasebookOption = None) -> None:
    """원문의 어느 줄을 어떤 까닭으로 뺐는지 한 줄씩 냅니다."""
    from collections import Counter

    from corpus.book_folders import load_profile
    from corpus.cards import load_cases
    from corpus.outline.junk import REASON_NAMES
    from corpus.outline.text_cutting import cut_casebook, read_casebook
    from service.operations.terminal import talk

    settings = read_settings(casebook=casebook)
    if settings.casebook is None:
        raise SettingsError("원문의 경로를 --casebook이나 SAERYE_CASEBOOK으로 정하십시오.")
    cut = cut_casebook(read_casebook(settings.casebook), load_profile(), load_cases(CARDS))
    for dropped in cut.dropped:
        typer.echo(f"{dropped.line}\t{REASON_NAMES[dropped.reason]}")
    _tell_coverage(asdict(cut.coverage))
    for reason, count in Counter(dropped.reason for dropped in cut.dropped).most_common():
        talk.print(f"  {REASON_NAMES[reason]} {count}행")


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="받을 주소.")] = None,
    port: Annotated[int | None, typer.Option(help="받을 포트.")] = None,
    casebook: CasebookOption = None,
    data: Data = None,
    model: Model = None,
) -> None:
    """웹 페이지와 API를 띄우고, 필요하면 그동안 색인을 만듭니다."""
    import uvicorn

    from service.app import create_service
    from service.operations.index_upkeep import bring_up_to_date, rebuild
    from service.operations.runtime import Runtime
    from service.operations.terminal import talk

    settings = read_settings(host=host, port=port, casebook=casebook, data=data, model=model)
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(message)s")
    logging.getLogger("saerye").setLevel(logging.INFO)
    talk.print(f"http://{settings.host}:{settings.port} 에서 엽니다. 멈추려면 Ctrl+C를 누르십시오.")
    uvicorn.run(
        create_service(Runtime(settings, prepare=bring_up_to_date, rebuild=rebuild)),
        host=settings.host,
        port=settings.port,
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=10,  # seconds for requests in hand: a job that is watched, a body that does not come
        h11_max_incomplete_event_size=REQUEST_LINE,
    )


@app.command()
def search(  # noqa: PLR0913 - one argument an option
    query: Annotated[str, typer.Argument(help="찾는 내용.")],
    limit: Annotated[int, typer.Option(min=1, max=100, help="사례 수.")] = 5,
    mode: How = "hybrid",
    as_json: Annotated[bool, typer.Option("--json", help="API와 같은 JSON으로 냅니다.")] = False,
    ignore: Annotated[list[str] | None, typer.Option(help="이해한 것에서 뺄 것. 예: target:청년. 여러 번 쓸 수 있습니다.")] = None,
    data: Data = None,
    model: Model = None,
) -> None:
    """사례를 찾습니다."""
    from pydantic import TypeAdapter

    from service.console.hit_lines import tell_search
    from service.operations.searcher_opening import open_searcher
    from service.operations.terminal import out
    from service.search.contract.search_results import SearchResult

    request = SearchRequest(clean_query(query), mode, limit=limit, ignore=tuple(sorted(set(ignore or ()))))
    result = open_searcher(read_settings(data=data, model=model)).search(request)
    if as_json:
        out.print_json(TypeAdapter(SearchResult).dump_json(result).decode())
        return
    tell_search(result)


@app.command()
@with_facet_options(lambda told: typer.Option(help=told))
def ask(
    question: Annotated[str, typer.Argument(help="묻는 말.")],
    as_json: Annotated[bool, typer.Option("--json", help="JSON으로 냅니다.")] = False,
    *,
    filters: Filters,
    data: Data = None,
    model: Model = None,
) -> None:
    """질문에 자료의 근거를 들어 답하고, 근거가 없으면 없다고 합니다."""
    from pydantic import TypeAdapter

    from answers.results import Answer
    from answers.wording.generation import Told, generate
    from service.asking.asker import Asker
    from service.asking.drafted_answer import answer_of
    from service.console.answer_lines import lines_of
    from service.operations.language_model import generator_of
    from service.operations.searcher_opening import open_searcher
    from service.operations.terminal import out

    asked, settings = clean_query(question, field="question"), read_settings(data=data, model=model)
    asker = Asker(open_searcher(settings))
    found = asker.prepare(asked, filters)
    told = Told(found.draft)
    if found.question is not None:
        told = asyncio.run(generate(found.question, found.draft, found.evidence, generator_of(settings), asker.grammar))
    answer = answer_of(found, told)
    if as_json:
        out.print_json(TypeAdapter(Answer).dump_json(answer).decode())
        return
    for line in lines_of(answer):
        out.print(line)


@app.command()
def doctor(casebook: CasebookOption = None, data: Data = None, model: Model = None) -> None:
    """파이썬, 모델, 색인, 자료를 살피고 할 일을 알려 줍니다."""
    from service.console.doctor import examine
    from service.operations.terminal import out

    findings = examine(read_settings(casebook=casebook, data=data, model=model))
    for found in findings:
        remedy = "" if found.well else f"\n      할 일: {found.remedy}"
        out.print(f"{'정상' if found.well else '확인'}  {found.what}: {found.seen}{remedy}")
    if not all(found.well for found in findings):
        raise typer.Exit(FAILED)


def main() -> None:
    """Run the console script; an error of ours is one sentence on stderr, never a trace."""
    on_signal(SIGTERM, lambda *_: sys.exit(STOPPED))  # told to stop, a build cleans up what is half made
    os.environ.setdefault("HF_HUB_OFFLINE", "1")  # a closed network must not be waited for
    for library in ("bm25s", "sentence_transformers", "optimum"):  # they tell of every file they open
        logging.getLogger(library).setLevel(logging.ERROR)
    logging.getLogger("bm25s").propagate = False  # on import it sets its own level, and the export of a model opens the root's
    try:
        sys.exit(app(standalone_mode=False) or 0)  # so that Typer leaves it to us to tell what is wrong
    except typer.TyperException as error:
        if said := error.format_message():  # none where its help was shown already
            sys.stderr.write(f"{usage_error(said, error.__cause__)}\n")
        sys.exit(error.exit_code)
    except SaeryeError as error:
        sys.stderr.write(f"{error}\n")
        usage = isinstance(error, SettingsError | RequestError) and not isinstance(error, IndexNotReadyError)
        sys.exit(USAGE_ERROR if usage else FAILED)
    except OSError as error:  # a full disk, a folder that may not be written to
        what = f"{Path(error.filename or '').name}: {error.strerror or error}"
        sys.stderr.write(f"파일을 읽거나 쓸 수 없습니다: {what}. 권한과 디스크 공간을 확인하십시오.\n")
        sys.exit(FAILED)


def _tell_coverage(coverage: dict[str, int] | None) -> None:
    if coverage is not None:
        from service.operations.terminal import talk

        share = (coverage["kept"] + coverage["dropped"]) / coverage["lines"]
        talk.print(
            f"원문: 빈 줄을 뺀 {coverage['lines']:,}행 가운데 {coverage['kept']:,}행을 대목에 담고 "
            f"{coverage['dropped']:,}행은 이유를 적어 뺐습니다({share:.1%} 설명됨)."
        )


if __name__ == "__main__":
    main()
