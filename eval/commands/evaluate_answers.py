"""What `saerye eval answers` does: an index asked every judged question, the result kept as a file and told in tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

from corpus.model.facets import places_of
from corpus.outline.text_cutting import read_casebook
from eval.metrics.keypoints import Matcher, load_readings, measure_agreement
from eval.reports.answer_tables import latency, reliability
from eval.runs.answer_marking import Ground
from eval.runs.answer_runs import Questions, ask_all, load_questions, refuse_absent
from eval.runs.saved_results import ANSWERS, About, Result, save_result
from eval.runs.search_runs import commit
from eval.sets.judged import DATA
from service.asking.asker import Asker
from service.operations.searcher_opening import open_searcher
from service.operations.settings import Settings
from service.operations.terminal import bars, talk
from service.search.case_searcher import CaseSearcher


def evaluate_answers(settings: Settings, folder: Path | None, label: str, results: Path) -> Result:
    """Ask an index every judged question, and keep the result as `<commit>-answers.json`; what else was set is in the name too.

    Raises:
        EvalDataError: when the questions cannot be used with the index.
        CasebookError: when the casebook's path is set and cannot be read.

    """
    results.mkdir(parents=True, exist_ok=True)  # a place that cannot be written to is told before the work, not after it
    questions, searcher = load_questions(folder or DATA), open_searcher(settings)
    refuse_absent(questions, searcher)
    matcher = matcher_of(searcher)
    at, mode = commit(), "lexical" if searcher.degraded else "hybrid"
    casebook = "casebook" if casebook_passages(searcher) else ""
    parts = [at, "" if mode == "hybrid" else mode, folder.resolve().name if folder else "", ANSWERS, casebook, label]
    name = "-".join(filter(None, parts))
    about = {"name": label or name, "set": folder.resolve().name if folder else "development", "mode": mode, "commit": at}
    with bars() as shown:
        ground = ground_of(searcher, settings, matcher)
        result = ask_all(Asker(searcher), questions.all, ground, about_answers(searcher, questions, about), shown.count)
    path = save_result(results, name, result, {"reliability": [asdict(each) for each in reliability(result)], "latency": latency(result)})
    _tell_judging(searcher, ground, matcher)
    talk.print(f"{path}에 적었습니다.")
    return result


def ground_of(searcher: CaseSearcher, settings: Settings, matcher: Matcher) -> Ground:
    """Return what answers over an index are held against; the casebook's lines where the index holds it and its path is known.

    Raises:
        CasebookError: when that path cannot be read.

    """
    return Ground(
        searcher.ranker.index.catalogue,
        {case.id: next(reversed(places_of(case)), case.title) for case in searcher.cases},
        matcher.covers,
        read_casebook(settings.casebook) if settings.casebook and casebook_passages(searcher) else None,
    )


def matcher_of(searcher: CaseSearcher) -> Matcher:
    """Return the judge of key points: words weigh their rarity among the cards' sections, whatever else is indexed."""
    return Matcher(searcher.ranker.analyser.forms, (section.text for case in searcher.cases for section in case.sections))


def casebook_passages(searcher: CaseSearcher) -> int:
    """Return how many passages of the casebook's text an index holds; 0 where it was built from the cards alone."""
    return searcher.ranker.index.catalogue.count_of("casebook")


def about_answers(searcher: CaseSearcher, questions: Questions, about: Mapping[str, str]) -> About:
    """Return what is evaluated: among the inputs, how many passages of the casebook the index holds."""
    inputs = asdict(searcher.ranker.index.manifest.inputs) | {"casebook": casebook_passages(searcher)}
    return About(**about, fingerprint=questions.fingerprint(), weights=asdict(searcher.ranker.weights), inputs=inputs)


def _tell_judging(searcher: CaseSearcher, ground: Ground, matcher: Matcher) -> None:
    """Say on stderr what the answers rest on, how good the judge of key points is, and what was not checked."""
    casebook = casebook_passages(searcher)
    told = measure_agreement(matcher, [reading for reading in load_readings() if reading.part == "check"])
    talk.print(
        f"근거: {f'카드와 원문({casebook:,}대목)' if casebook else '카드만'}. "
        f"핵심 내용을 담았는지의 판정은 읽고 내린 판정과 {told.share:.0%} 같습니다({told.pairs}쌍, 카파 {told.kappa:.2f})."
    )
    if casebook and ground.book is None:
        talk.print("원문의 경로가 없어 인용을 원문의 행과 맞대어 보지 못했습니다. SAERYE_CASEBOOK으로 정하십시오.")
