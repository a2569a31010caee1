"""Cases with cards that people wrote → what derives cards: the models of section kinds, facets and figures, and the common words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import get_args

from corpus.deriving.facet_reading import features_of_values, mentions_in_case
from corpus.deriving.figure_choice import features_of_facts
from corpus.deriving.ground.case_parts import CasePart, part_case, read_blocks
from corpus.deriving.ground.linear_model import FIGURE, SECTION_KIND, Knowledge
from corpus.deriving.ground.word_traces import stems
from corpus.deriving.section_kinds import features_of_heading, features_of_part
from corpus.model.facets import SUBJECTS, values_of
from corpus.model.nouns import FacetVocabulary, SectionKind
from corpus.passages import overlap
from eval.deriving.figure_values import card_values, value_of_fact
from eval.deriving.learning import LabelledThing, Recipe, learn
from eval.deriving.taught_cases import TaughtCase

NO, YES = "no", "yes"
KINDS = Recipe(labels=get_args(SectionKind), penalty=0.1, least_cases=4, least_weight=0.1)
VALUES = Recipe(labels=(NO, YES), penalty=5.0, least_cases=1)
FIGURES = Recipe(labels=(NO, YES), penalty=10.0, least_cases=5, least_weight=0.05)
COMMON = 0.2
"""In what share of the cases a word's beginning has to occur to be kept as common."""
GENERAL_HEADINGS: dict[SectionKind, str] = {
    "background": "추진배경, 사업 추진배경, 추진 배경 및 필요성, 배경 및 목적, 필요성, 일반현황, 지역 여건, 문제점, 환경분석, 수요조사",
    "strategy": "사업목표, 추진목표, 비전 및 목표, 추진전략, 기본방향, 추진방향, 향후 추진계획, 향후계획, 중점과제, 로드맵, 연차별 계획",
    "governance": "추진체계, 사업 추진체계, 추진조직, 거버넌스 구축, 협력체계, 협의회 운영, 위원회, 역할분담, 유관기관 협업, 업무협약",
    "programme": "사업내용, 사업 추진내용, 세부 추진내용, 지원내용, 지원대상, 세부추진과제, 프로그램 운영, 신청절차, 교육과정, 홍보",
    "outcome": "추진성과, 추진실적, 사업 추진실적, 주요성과, 사업성과, 기대효과, 파급효과, 목표 달성도, 운영 결과, 평가결과, 고용지표",
    "lesson": "시사점, 우수사례, 개선사항, 한계, 성공요인, 차별성, 확산 가능성, 교훈, 보완할 점, 수상",
    "voice": "인터뷰, 참여수기, 참여 후기, 참여자 소감, 참여자 이야기, 현장의 목소리, 수혜자 인터뷰, 만나보니",
}
"""What parts of any report are headed, beside what those of one book are: each speaks as a heading of a case of its own would."""
HEADING_WEIGHT = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Lessons:
    """What one case with a card teaches: its parts, its values of each facet and its facts, each with what is right, and its words."""

    parts: Sequence[LabelledThing]
    values: Mapping[str, Sequence[LabelledThing]]
    facts: Sequence[LabelledThing]
    stems: frozenset[str]


def read_lessons(taught: TaughtCase, vocabulary: FacetVocabulary) -> Lessons:
    """Return what a case with a card teaches."""
    parts = part_case(read_blocks(taught.blocks, taught.first))
    return Lessons(
        parts=[*label_parts(taught, parts)],
        values={facet.key: label_values(taught, parts, facet.key, vocabulary) for facet in SUBJECTS},
        facts=[*label_facts(taught)],
        stems=frozenset(stem for part in parts for block in part.held for stem in stems(block.text)),
    )


def learn_knowledge(lessons: Sequence[Lessons]) -> Knowledge:
    """Return what cases with cards teach together."""
    models = {SECTION_KIND: learn([*general_headings(), *chain.from_iterable(each.parts for each in lessons)], KINDS)}
    for facet in SUBJECTS:
        models[facet.key] = learn([thing for each in lessons for thing in each.values[facet.key]], VALUES)
    models[FIGURE] = learn([thing for each in lessons for thing in each.facts], FIGURES)
    spread = Counter(stem for each in lessons for stem in each.stems)
    common = {stem: round(count / len(lessons), 2) for stem, count in sorted(spread.items()) if count >= COMMON * len(lessons)}
    return Knowledge(models, common)


def label_parts(taught: TaughtCase, parts: Sequence[CasePart]) -> Iterator[LabelledThing]:
    """Yield the parts of a case with the kinds of the card's sections that were written from their lines."""
    for at, part in enumerate(parts):
        if right := kinds_of_lines(taught, part):
            yield LabelledThing(features_of_part(parts, at), right, taught.card.id)


def kinds_of_lines(taught: TaughtCase, part: CasePart) -> dict[str, float]:
    """Return the share of each kind in what the card's sections have of a part's lines; empty where none has any."""
    shared: Counter[str] = Counter()
    for section in taught.card.sections:
        if section.source and part.lines:
            shared[section.kind] += overlap(section.source, part.lines)
    return {kind: lines / shared.total() for kind, lines in shared.items() if lines}


def general_headings() -> Iterator[LabelledThing]:
    """Yield headings that any report may have, each seen in as many cases as a feature needs."""
    for kind, words in GENERAL_HEADINGS.items():
        for word in words.split(", "):
            for number in range(KINDS.least_cases):
                yield LabelledThing(features_of_heading(word), {kind: 1.0}, f"general {number}", HEADING_WEIGHT / KINDS.least_cases)


def label_values(taught: TaughtCase, parts: Sequence[CasePart], facet: str, vocabulary: FacetVocabulary) -> list[LabelledThing]:
    """Return the values of a facet that a case speaks of, each with whether its card has it."""
    found = mentions_in_case(taught.case.title, parts, vocabulary[facet])
    seen = features_of_values(found, sum(part.size for part in parts))
    right = values_of(taught.card, facet)
    return [LabelledThing(each, {YES if value in right else NO: 1.0}, taught.card.id) for value, each in seen.items()]


def label_facts(taught: TaughtCase) -> Iterator[LabelledThing]:
    """Yield the facts of a case that can be figures, each with whether its card has its value."""
    right, seen = card_values(taught.card), features_of_facts(taught.facts)
    for fact in taught.facts:
        if fact.id in seen:
            yield LabelledThing(seen[fact.id], {YES if value_of_fact(fact) in right else NO: 1.0}, taught.card.id)
