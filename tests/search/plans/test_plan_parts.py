from itertools import pairwise

from service.search.plans.plan_parts import LONGEST, cut_plan

DRAFT = "추진 배경\n조선소 일감이 줄었다. 청년이 떠난다.\n---\n2023. 1.\n" + "상담사가 청년을 만난다. " * 40


def test_neighbouring_sentences_make_parts_of_one_length() -> None:
    parts = cut_plan(DRAFT)
    assert parts[0].sentences[:3] == ("추진 배경", "조선소 일감이 줄었다.", "청년이 떠난다.")
    assert all(len(part.text) <= LONGEST for part in parts)
    assert all(len(one.text) + len(other.sentences[0]) >= LONGEST for one, other in pairwise(parts))


def test_nothing_with_letters_is_lost_and_nothing_else_is_kept() -> None:
    told = " ".join(part.text for part in cut_plan(DRAFT))
    assert told.count("상담사가 청년을 만난다.") == 40
    assert "---" not in told
    assert "2023" not in told


def test_a_text_without_letters_has_no_parts() -> None:
    assert cut_plan("1,234\n---\n5") == []


def test_a_line_without_end_is_cut() -> None:
    parts = cut_plan("가" * 20_000)
    assert sum(len(part.text) for part in parts) == 20_000
    assert max(len(part.text) for part in parts) <= 400
