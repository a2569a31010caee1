"""What `saerye eval` does: one configuration run over judged queries or a public set, kept as a file and told in lines."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import asdict, replace
from hashlib import sha256
from itertools import chain
from pathlib import Path

from corpus.book_folders import load_profile
from corpus.passages import without_expansion
from eval.experiments.ablation import Ablation, System, ablate
from eval.experiments.breakdown import Calibration, calibrations
from eval.experiments.levers import GROUPS
from eval.metrics.folds import FOLDS, over_folds
from eval.metrics.ranking_metrics import write_trec_qrels, write_trec_run
from eval.public.public_set import read_public_set, tell_missing
from eval.public.run_file import read_run
from eval.reports.ablation_table import markdown, refuse_unmarked, rewrite, save
from eval.runs.beir import DEPTH, index_and_run, inputs_of, load_beir, result_of_beir
from eval.runs.index_variants import reindex
from eval.runs.robustness import (
    FOLDER,
    LEAST_KEPT,
    Robustness,
    Variant,
    bind_search,
    load_robustness,
    measure_robustness,
    refuse_absent_cases,
)
from eval.runs.saved_results import EXPANSION, KEPT, RUN_FILE, Result, save_result, units
from eval.runs.search_runs import commit, result_of, run_searcher, save_runs
from eval.sets.judged import DATA, fingerprint, load_judged
from eval.sets.moved_judgments import judge_text
from eval.sets.set_fit import tell_unsure_file
from indexer.model.adapter import STRENGTH
from indexer.model.encoder import Encoder
from indexer.model.model_store import BUNDLED, open_encoder
from service.operations.searcher_opening import open_searcher
from service.operations.settings import Settings
from service.operations.terminal import Bars, bars, out, talk
from service.search.case_searcher import CaseSearcher
from service.search.contract.request import Mode
from service.search.ranking.ranker import Ranker
from service.search.ranking.ranking_weights import RankingWeights


def evaluate_judged(
    settings: Settings, folder: Path | None, mode: Mode, about: Mapping[str, str], runs: Path, *, expansion: bool = True
) -> Result:
    """Measure judged queries, and the mistyped ones beside them; without expansion, on an index that has neither needs nor asks.

    Raises:
        EvalDataError: when the judgments cannot be used with the index.
        ModelError: when the mode needs a model and there is none.

    """
    judged, searcher = load_judged(folder or DATA), open_searcher(settings)
    if unsure := tell_unsure_file(judged, searcher.books):
        talk.print(unsure)
    with bars() as shown:
        searcher = searcher if expansion else open_unexpanded(searcher, settings, shown)
        found = run_searcher(searcher, judged, mode, shown.count)
        robustness = robustness_of(searcher, folder or DATA, mode, shown)
    save_runs(runs, found, judged, tag="saerye")
    result = result_of(searcher, judged, found, about)
    told = replace(result.about, inputs={**result.about.inputs, EXPANSION: expansion})
    return replace(result, about=told, robustness=robustness)


def evaluate_text(settings: Settings, book: str, folder: Path | None, mode: Mode, about: Mapping[str, str], runs: Path) -> Result:
    """Measure judged queries on a book of the library that has the embedded book's text: its own cases are judged in the place of those.

    Raises:
        EvalDataError: when the index has no such book, or not its cases.
        ModelError: when the mode needs a model and there is none.

    """
    searcher = open_searcher(settings)
    judged = judge_text(load_judged(folder or DATA), load_profile().spans, searcher.ranker.index.catalogue.passages(), book)
    with bars() as shown:
        found = run_searcher(searcher, judged, mode, shown.count)
    save_runs(runs, found, judged, tag="saerye")
    return result_of(searcher, judged, found, about)


def open_unexpanded(searcher: CaseSearcher, settings: Settings, shown: Bars) -> CaseSearcher:
    """Return a searcher over the same cases as if nobody had written needs and asks for them."""
    ranker = searcher.ranker
    index = reindex(ranker.index, without_expansion, ranker.analyser, ranker.encoder, settings.index, shown.count)
    return CaseSearcher(Ranker(index, ranker.analyser, ranker.encoder, weights=ranker.weights))


def robustness_of(searcher: CaseSearcher, folder: Path, mode: Mode, shown: Bars) -> dict[str, Robustness]:
    """Measure the mistyped queries that stand beside a folder's judged ones.

    Raises:
        EvalDataError: when they cannot be used with the index.

    """
    return measure_robustness(load_mistyped(searcher.position, folder), bind_search(searcher, mode), shown.count)


def load_mistyped(cases: Container[str], folder: Path) -> dict[str, list[Variant]]:
    """Return the mistyped queries that stand beside a folder's judged ones; a folder may have none.

    Raises:
        EvalDataError: when they are malformed, or of a case that is not there.

    """
    sets = load_robustness(folder / FOLDER) if (folder / FOLDER).is_dir() else {}
    refuse_absent_cases(sets, cases)
    return sets


def evaluate_beir(settings: Settings, folder: Path, mode: Mode, about: Mapping[str, str], runs: Path, run: Path | None = None) -> Result:
    """Index and measure a public set in BEIR's layout; write what was found as a TREC file, also to `run` where that is given.

    Raises:
        EvalDataError: when the folder holds none.
        ModelError: when the mode needs a model and there is none.

    """
    beir = load_beir(folder)
    tell_notes(beir.public.notes)
    encoder = None if mode == "lexical" else open_encoder(settings.model, settings.models)
    with bars() as shown:
        found = index_and_run(beir, encoder, mode, shown.count)
    for path in filter(None, (runs / f"{about['set']}.run", run)):
        write_trec_run(path, found, tag="saerye")
    write_trec_qrels(runs / f"{about['set']}.qrels", beir.qrels)
    inputs = inputs_of(beir, encoder.model_id if encoder else None)
    return result_of_beir(beir.public, found, about, inputs, RankingWeights())


def evaluate_run(run: Path, folder: Path, about: Mapping[str, str]) -> Result:
    """Measure what another system found on a public set, by its TREC run file.

    Raises:
        EvalDataError: when the folder holds no set, or the file no run.

    """
    public = read_public_set(folder)
    found, left_out = read_run(run, public, DEPTH)
    tell_notes([*public.notes, *left_out, *tell_missing(public, found)])
    return result_of_beir(public, found, about, {RUN_FILE: sha256(run.read_bytes()).hexdigest()})


def tell_notes(notes: Iterable[str]) -> None:
    """Say on stderr what was joined or left out, a line each."""
    for note in notes:
        talk.print(note)


def evaluate_levers(settings: Settings, folder: Path | None, document: Path, results: Path) -> Ablation:
    """Move every lever of the ranking over the judged queries; write the table into the document, and all its figures into a file.

    Raises:
        EvalDataError: when the document has no place for the table, or the judgments cannot be used with the index.
        ModelError: when there is no model.

    """
    refuse_unmarked(document)
    judged, searcher = load_judged(folder or DATA), open_searcher(settings)
    ranker = searcher.ranker
    variants = list(chain.from_iterable(load_mistyped([case.id for case in searcher.cases], folder or DATA).values()))
    bundled = settings.model == BUNDLED  # another model has no adapter of ours
    groups = {name: [lever for lever in levers if bundled or lever.adapter == STRENGTH] for name, levers in GROUPS.items()}
    with bars() as shown:

        def encoder_at(strength: float) -> Encoder:
            threads = settings.encoder_threads
            return open_encoder(settings.model, settings.models, threads=threads, strength=strength, step=shown.step)

        found = ablate(System(searcher, encoder_at, settings.index), judged, variants, groups, shown.count)
    inputs, weights = ranker.index.manifest.inputs, asdict(ranker.weights)
    about = {
        "judgments": fingerprint(judged),
        "queries": f"{len(judged.queries)}, topics {len(judged.topics)}, mistyped {len(variants)}",
        "passages": f"{len(ranker.index.catalogue):,} of {len(ranker.index.cases)} cases",
        "model": str(inputs.model),
        "weights": ", ".join(f"{name} {value:g}" for name, value in weights.items()),
    }
    rewrite(document, markdown(found, about))
    path = results / "ablation" / f"{commit()}.json"
    save(path, found, about)
    talk.print(f"{document}와 {path}에 적었습니다.")
    return found


def save_and_tell(result: Result, path: Path) -> None:
    """Save a result with what it tells of `why`; print its measures, and on stderr what else is worth reading."""
    told, unit_of = calibrations(result), units(result.queries)
    folded = {name: around for name, found in result.overall().items() if (around := over_folds(found.values, unit_of))}
    why = {name: asdict(each) for name, each in told.items()}
    unjudged = {name: share for name in result.measures if (share := result.share_unjudged(name)) is not None}
    save_result(path.parent, path.stem, result, {"folds": folded, "why": why, "unjudged": unjudged})
    for found in result.measures.values():
        out.print(str(found))
    for name, (mean, deviation) in folded.items():
        talk.print(f"사례별 {FOLDS}겹 {name} {mean:.3f} ± {deviation:.3f}")
    if unjudged:
        talk.print(f"첫 {KEPT}건 가운데 판정이 없는 것: " + ", ".join(f"{name} {share:.1%}" for name, share in unjudged.items()))
    for name, each in told.items():
        _tell_why(name, each)
    tell_robustness(result.robustness)
    talk.print(f"{path}에 적었습니다.")


def tell_robustness(found: Mapping[str, Robustness]) -> None:
    """Say on stderr which phenomena keep too little of the clean queries' measure."""
    weak = [f"{phenomenon} {each.kept}" for phenomenon, each in found.items() if not each.enough]
    if weak:
        talk.print(f"틀린 표기 {len(found)}가지 가운데 바른 질의의 {LEAST_KEPT:.0%}를 지키지 못한 것: {', '.join(weak)}")
    elif found:
        talk.print(f"틀린 표기 {len(found)}가지가 모두 바른 질의의 {LEAST_KEPT:.0%} 이상을 지킵니다.")


def _tell_why(name: str, each: Calibration) -> None:
    for word, part in (("맞은", each.right), ("틀린", each.wrong)):
        if part.hits:
            talk.print(
                f"까닭(why), {name}, {word} 첫 사례 {part.hits}건: 있는 것 {part.share:.1%}, 평균 {part.mean:.2f}개, "
                f"질의의 무게 가운데 {part.covered:.1%}를 대목이 담음"
            )
    if each.by_count and each.by_coverage:
        talk.print(f"까닭(why), {name}: 맞음과 틀림을 가르는 힘(AUC)은 개수 {each.by_count}, 담은 무게 {each.by_coverage}")
