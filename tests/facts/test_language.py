"""Clauses, noun phrases and roles around a value."""

from dataclasses import replace

import pytest

from corpus.facts.language.clauses import split_sentences
from corpus.facts.language.particles import split_particle
from corpus.facts.language.phrases import phrase_after, phrase_before, topic_of
from corpus.facts.language.value_roles import RULE, MarkedText, role_of_headings, role_of_outline, role_of_register, roles_of
from eval.sets.lessons.marked_values import load_marked_values


def test_a_text_falls_into_sentences_levels_and_clauses() -> None:
    first, second = split_sentences("청년 30명(여성 12명, 남성 18명)을 뽑았다. 예산: 3억 원 → 5억 원")
    assert [level.text.strip() for level in first.levels] == ["청년 30명" + " " * 16 + "을 뽑았다.", "여성 12명, 남성 18명"]
    assert first.level_at(first.text.index("12")) == 1
    assert [second.text[clause.start : clause.end].strip() for clause in second.levels[0].clauses] == ["예산", "3억 원", "5억 원"]
    assert [clause.opened_by for clause in second.levels[0].clauses] == ["", ":", "→"]


def test_brackets_that_do_not_close_are_letters_and_no_sentence_is_endless() -> None:
    (sentence,) = split_sentences("청년 (여성 12명")
    assert len(sentence.levels) == 1
    assert max(sentence.end - sentence.start for sentence in split_sentences("가나 " * 2000)) <= 400


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("취업자는", ("취업자", "는")),
        ("고용률이", ("고용률", "이")),
        ("기술평가", ("기술평가", "")),
        ("국가", ("국가", "")),
        ("마을", ("마을", "")),
        ("협의회의", ("협의회의", "")),
        ("센터에서", ("센터", "에서")),
        ("수는", ("수", "는")),
    ],
)
def test_a_particle_is_known_by_the_sound_before_it(word: str, parts: tuple[str, str]) -> None:
    assert split_particle(word) == parts


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2022년 가람시의 청년 취업자 수는 약", "가람시의 청년 취업자 수"),
        ("○ 총사업비", "총사업비"),
        ("교육에 참여한", "교육 참여"),
        ("나루군은 골목 시장", "골목 시장"),
    ],
)
def test_the_phrase_before_a_value(text: str, words: str) -> None:
    assert phrase_before(text.replace("2022년 ", "")).words == words


@pytest.mark.parametrize(
    ("text", "words", "particle"),
    [("의 청년이 취업했다", "청년 취업", "의"), (" 채용", "채용", ""), ("을 양성하여", "양성", "을"), ("이 참여", "참여", "이")],
)
def test_the_phrase_behind_a_value(text: str, words: str, particle: str) -> None:
    found = phrase_after(text)
    assert (found.words, found.particle) == (words, particle)


def test_the_topic_is_what_is_marked_as_such() -> None:
    assert topic_of("가람시 고용률은 전년보다") == "가람시 고용률"
    assert topic_of("또는 다시") is None


@pytest.mark.parametrize(
    ("marked", "role"),
    [
        ("수료 인원 목표 [40명]", "target"),
        ("올해 [40명]을 목표로 잡았다", "target"),
        ("수료 실적 [38명]", "actual"),
        ("목표대비 [110%] 달성", "actual"),
        ("전년도 [31명]에서 올해 38명으로 증가", "earlier"),
        ("전년 대비 [7명] 증가", "change"),
        ("31명에서 [38명]으로 증가", "actual"),
        ("청년 [40명]을 양성할 계획", "plan"),
        ("청년 [38명]을 채용했다", "actual"),
        ("청년 [38명]을 채용 중이며 기술을 익히고 있다", "actual"),
        ("1인당 최대 [200만원] 지원", RULE),
    ],
)
def test_the_words_of_a_sentence_give_a_value_its_role(marked: str, role: str) -> None:
    start, end = marked.index("["), marked.index("]")
    assert roles_of([MarkedText(marked.replace("[", "").replace("]", ""), start, end - 1, "2022년 우수사례 > 추진 성과")]) == [role]


def test_the_headings_tell_what_a_bare_label_leaves_open() -> None:
    bare = MarkedText("교육생 28명", 4, 7)
    assert roles_of([replace(bare, heading=heading) for heading in ("2022년 우수사례 > 추진 성과", "2026년 시행계획 > 추진 계획")]) == [
        "actual",
        "plan",
    ]
    assert roles_of([]) == []


def test_what_roles_are_learned_from_has_one_value_marked_a_line() -> None:
    values = load_marked_values()
    assert (len(values) > 6000, len({value.writer for value in values})) == (True, 10)
    marked = next(value for value in values if value.id == "n4-001")
    assert marked.marked.text[marked.marked.start : marked.marked.end] in marked.text
    assert "[[" not in marked.marked.text


def test_headings_and_titles_tell_of_what_was_done_or_is_to_be() -> None:
    assert role_of_headings(["추진성과", "골목 시장"], measurable=True) == "actual"
    assert role_of_headings(["성과", "향후 계획"], measurable=True) == "plan"
    assert [role_of_headings(["일자리 목표"], measurable=measurable) for measurable in (True, False)] == ["target", None]
    assert role_of_headings(["목표의 홍보"], measurable=True) is None
    assert [role_of_register(title) for title in ("2022년 추진실적", "2023년 업무계획", "마을 이야기")] == ["actual", "plan", None]
    assert role_of_outline(["추진성과", "사업실적", "집행 결과", "향후계획"]) == "actual"
    assert role_of_outline(["추진성과", "향후계획"]) is None
