"""What is judged, asked, mistyped and learned from over the 29 cases: each set is whole and agrees with the cards."""

import random
import unicodedata
from collections import Counter
from pathlib import Path

from corpus.book_folders import load_profile
from corpus.facts.quantities import agree
from corpus.model.nouns import Case
from eval.metrics.folds import folds
from eval.metrics.keypoints import Matcher, load_readings, measure_agreement
from eval.runs.answer_runs import load_questions
from eval.runs.beir import load_beir
from eval.runs.export import export
from eval.runs.robustness import load_robustness
from eval.sets.judged import load_judged
from eval.sets.lessons.ended_searches import load_ended_searches
from eval.sets.lessons.reading_data import load_reading
from eval.sets.plan_drafts import load_plan_drafts
from eval.sets.set_fit import refuse_unknown_cases
from eval.sets.table_questions import load_table_questions
from eval.training.train_adapter import BATCH, batches, training_pairs
from indexer.generations.build import read_corpus
from indexer.text.analyser import Analyser


def test_the_real_data_is_whole(real_cases: tuple[Case, ...]) -> None:
    judged = load_judged()
    assert (len(judged.queries), len(judged.topics), len(judged.unanswerable), len(judged.similar)) == (406, 20, 24, 29)
    assert Counter(found.kind for found in judged.queries) == {"need": 116, "fact": 116, "why": 58, "keyword": 58, "noisy": 58}
    assert set(judged.grades) == {found.id for found in judged.queries}
    refuse_unknown_cases(judged, {case.id for case in real_cases})


PHENOMENA = {"abbreviations", "compounds", "initials", "keyboard", "konglish", "nfd", "particles", "spacing", "typo"}


LEAST = 40


def test_the_real_sets_are_whole(real_cases: tuple[Case, ...]) -> None:
    sets = load_robustness()
    known = {case.id for case in real_cases}
    assert set(sets) == PHENOMENA
    assert {name: len(found) for name, found in sets.items() if len(found) < LEAST} == {}
    assert [found.id for variants in sets.values() for found in variants if found.case not in known or found.clean == found.query] == []
    assert all(len({found.query for found in variants}) == len(variants) for variants in sets.values())


def test_a_decomposed_query_stays_as_it_was_typed() -> None:
    typed = load_robustness()["nfd"]
    assert all(unicodedata.normalize("NFC", found.query) == found.clean != found.query for found in typed)


def test_no_query_stands_in_two_sets_under_one_id() -> None:
    names = [found.id for variants in load_robustness().values() for found in variants]
    assert len(names) == len(set(names)) == 507


def test_the_real_set_survives_the_round_trip(tmp_path: Path) -> None:
    judged = load_judged()
    export(tmp_path, judged, read_corpus())
    beir = load_beir(tmp_path)
    assert beir.queries == {query.id: query.query for query in judged.queries} | {topic.id: topic.query for topic in judged.topics}
    assert beir.qrels == judged.grades | {topic.id: topic.rel for topic in judged.topics}


def test_the_real_queries_of_a_case_are_in_one_fold() -> None:
    judged = load_judged()
    parts = folds(query.case for query in judged.queries)
    assert [sum(query.case in part for part in parts) for query in judged.queries] == [1] * 406
    assert [sum(query.case in part for query in judged.queries) for part in parts] == [84, 84, 84, 84, 70]


def test_the_projects_own_questions_are_all_asked() -> None:
    questions = load_questions()
    assert len(questions.all) == 406 + 24 + 90
    assert [question.id for question in questions.all[:2]] == ["1-01-f1", "1-01-f2"]


def test_the_matcher_agrees_with_the_reader(real_cases: tuple[Case, ...], real_analyser: Analyser) -> None:
    matcher = Matcher(real_analyser.forms, [section.text for case in real_cases for section in case.sections])
    readings = load_readings()
    chosen, checked = ([reading for reading in readings if reading.part == part] for part in ("choose", "check"))
    assert (len(chosen), len(checked)) == (40, 40)
    found = measure_agreement(matcher, checked)
    assert (round(found.share, 2), round(found.kappa, 2)) == (0.9, 0.8)
    assert measure_agreement(matcher, chosen).share >= 0.75


def test_pairs_are_of_the_cards_and_never_of_the_development_queries(real_cases: tuple[Case, ...]) -> None:
    development = {query.query for query in load_judged().queries}
    pairs = training_pairs(real_cases, random.Random(7), unseen=development)
    assert len(pairs) > 2200
    assert not {pair.query.removeprefix("query: ") for pair in pairs} & development


def test_no_passage_stands_twice_in_a_batch(real_cases: tuple[Case, ...]) -> None:
    chance = random.Random(7)
    made = list(batches(training_pairs(real_cases, chance), 120, chance))
    assert len(made) == 120
    assert all(len({pair.passage for pair in batch}) == len(batch) == BATCH for batch in made)


READING = load_reading()


def test_every_answer_stands_in_its_section_or_is_its_figure(real_cases: tuple[Case, ...]) -> None:
    cases = {case.id: case for case in real_cases}
    wrong = []
    for question in READING:
        case = cases[question.case]
        if question.answer is None:
            assert question.unanswerable
        elif question.section is not None:
            if question.answer not in case.sections[int(question.section[1:]) - 1].text:
                wrong.append(question.id)
        elif question.figure is not None:
            figure = case.figures[question.figure]
            told = [f"{value:,}{figure.unit}" for value in (figure.target, figure.actual) if value is not None]
            if not any(agree(question.answer, text) or question.answer.replace(",", "") == text.replace(",", "") for text in told):
                wrong.append(question.id)
    assert wrong == []


def test_every_case_is_asked_about_and_none_of_the_development_questions_is_here() -> None:
    assert len({question.case for question in READING}) == 29
    judged = load_judged()
    development = {query.query for query in judged.queries} | {query.query for query in judged.unanswerable}
    assert not development & {question.question for question in READING}


def test_the_questions_of_tables_are_of_the_books_own_cases() -> None:
    spans = {span.case_id: span for span in load_profile().spans}
    questions = load_table_questions()
    assert len({question.question for question in questions}) == len(questions) >= 300
    assert all(spans[question.case].first <= question.line <= spans[question.case].last for question in questions)
    assert len({question.case for question in questions}) >= 20
    assert len({question.case for question in questions if question.held_out}) == 9


def test_the_searches_that_end_are_judged_on_cases_there_are_and_are_none_of_the_development_ones(real_cases: tuple[Case, ...]) -> None:
    searches, known = load_ended_searches(), {case.id for case in real_cases}
    assert Counter(search.writer for search in searches).keys() == {"va", "vb", "vc", "vd", "ve"}
    assert {case for search in searches for case in search.rel} <= known
    assert all(bool(search.rel) == (search.kind not in {"odd", "foreign"}) for search in searches)
    judged = load_judged()
    development = {query.query for query in judged.queries} | {topic.query for topic in judged.topics}
    assert not {search.query for search in searches} & development


def test_every_case_has_two_drafts_that_do_not_name_its_place(real_cases: tuple[Case, ...]) -> None:
    drafts, by_id = load_plan_drafts(), {case.id: case for case in real_cases}
    assert Counter(draft.case for draft in drafts) == dict.fromkeys(by_id, 2)
    assert all(1_000 <= len(draft.text) <= 10_000 for draft in drafts)
    for draft in drafts:
        assert draft.case in draft.targets
        assert {name.partition("/")[0] for name in draft.rel} == set(draft.targets)
        region = by_id[draft.case].region
        assert region is not None
        assert not any(district in draft.text for district in region.districts), draft.id
