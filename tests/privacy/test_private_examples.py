"""How well private data is found in made-up texts, by kind, and that docs/privacy.md says so. All names and numbers are made up."""

import time

import pytest

from corpus.privacy.masking import mask_private
from tests.support.house.code import ROOT
from tests.support.made.private_examples import SETS, measure_examples, read_examples


def table(name: str) -> list[str]:
    found = measure_examples(name)
    return [
        f"| `{kind}` | {one.right + one.missed} | {one.precision:.3f} | {one.recall:.3f} | {one.missed} | {one.wrong} |"
        for kind, one in found.items()
    ]


def test_there_are_enough_examples_and_half_of_them_hold_nothing() -> None:
    texts = [example for name in SETS for example in read_examples(name)]
    assert len(texts) >= 300
    assert 0.35 <= sum(not example.private for example in texts) / len(texts) <= 0.65
    assert len({(example.text, example.office_names) for example in texts}) == len(texts)


@pytest.mark.parametrize("name", SETS)
def test_the_document_says_how_well_they_are_found(name: str) -> None:
    told = (ROOT / "docs" / "privacy.md").read_text(encoding="utf-8")
    assert [row for row in table(name) if row not in told] == []


@pytest.mark.parametrize("name", SETS)
def test_nearly_all_is_found_and_nearly_nothing_else(name: str) -> None:
    found = measure_examples(name).values()
    right, missed, wrong = (sum(getattr(one, what) for one in found) for what in ("right", "missed", "wrong"))
    assert right / (right + missed) >= 0.95
    assert right / (right + wrong) >= 0.95


@pytest.mark.parametrize("name", SETS)
def test_a_mask_keeps_the_length_and_leaves_nothing_to_mask(name: str) -> None:
    for example in read_examples(name):
        shown = mask_private(example.text, office_names=example.office_names)
        assert len(shown) == len(example.text)
        assert mask_private(shown, office_names=example.office_names) == shown


WAYS = (
    ("01012345678", "010********"),
    ("+82 10-1234-5678", "+82 10-****-****"),
    ("８８０１０１１２３４５６７", "*" * 13),
    ("010–1234–5678", "010–****–****"),
    ("홍길동 주무관", "홍○○ 주무관"),
)


@pytest.mark.parametrize(("typed", "shown"), WAYS)
def test_every_way_of_writing_is_known_in_the_log_of_queries(typed: str, shown: str) -> None:
    assert mask_private(f"{typed} 복지") == f"{shown} 복지"


@pytest.mark.parametrize("unit", ["김가나, ", "가로1", "1-", "(0)", "은행 1", "가로 1, 1동 1호 ", "김가나\n", ", ", "아파트"])
def test_the_time_is_that_of_the_text(unit: str) -> None:
    """Of what the rules look at closest, four times as much takes little more than four times as long."""
    times = []
    for size in (10_000, 40_000):
        start = time.process_time()
        assert len(mask_private((unit * size)[:size])) == size
        times.append(time.process_time() - start)
    assert times[1] < 10 * times[0] + 0.1
