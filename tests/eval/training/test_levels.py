"""What is learned of sureness: levels chosen from held-out answers, where cosines lie, and the file that keeps both."""

import json
from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest

from answers.levels import WEIGHTS, CosineScale, Levels, confidence_of, load_weights
from eval.sets.lessons.reading_data import READING
from eval.training.calibrate_levels import choose_levels, cosine_scale, held_out_probabilities, least_level
from indexer.model.adapter import ADAPTER_SHA256, STRENGTH

# Ten answers: of those from .30 five are wrong, from .50 three of eight, from .65 one of five, from .80 none of four.
PROBABILITIES = np.array([0.30, 0.30, 0.50, 0.50, 0.50, 0.65, 0.80, 0.80, 0.90, 0.90])
RIGHT = np.array([False, False, True, False, False, False, True, True, True, True])


@pytest.mark.parametrize(
    ("most_wrong", "level"), [(0.5, 0.01), (0.4, 0.31), (0.38, 0.31), (0.37, 0.51), (0.2, 0.51), (0.19, 0.66), (0.0, 0.66)]
)
def test_a_level_is_the_lowest_from_which_few_enough_are_wrong(most_wrong: float, level: float) -> None:
    assert least_level(PROBABILITIES, RIGHT, most_wrong) == level


def test_a_level_above_which_more_are_wrong_is_no_level() -> None:
    """From .11 one of four is wrong, from .21 and on one of two: the rule holds at the level itself, and the level is told."""
    assert least_level(np.array([0.1, 0.2, 0.2, 0.3, 0.3]), np.array([False, True, True, True, False]), 0.25) == 0.11


def test_where_no_level_will_do_there_is_none() -> None:
    with pytest.raises(ValueError, match=r"at most 0\.1"):
        least_level(np.array([0.4, 0.6]), np.array([False, False]), 0.1)


def test_levels_rise_with_what_is_demanded_of_them() -> None:
    assert choose_levels(PROBABILITIES, RIGHT, (0.4, 0.2, 0.1)) == Levels(0.31, 0.51, 0.66)


def test_a_probability_is_learned_on_the_other_folds() -> None:
    """In each fold the sign and its rightness are the other's opposite, so what was learned elsewhere is wrong here."""
    signs = np.array([[1.0, 1.0], [1.0, 0.0], [1.0, 1.0], [1.0, 0.0]])
    right = np.array([True, False, False, True])

    def learn(given: np.ndarray, answers: np.ndarray) -> np.ndarray:
        return np.array([0.0, 1.0 if answers[given[:, 1] == 1].all() else -1.0])

    found = held_out_probabilities(signs, right, np.array([0, 0, 1, 1]), learn)
    assert found == pytest.approx([1 / (1 + np.e), 0.5, 1 / (1 + 1 / np.e), 0.5])


def test_cosines_lie_between_the_half_of_strangers_and_the_nearest_of_them() -> None:
    """Case a has one passage, b two, which are no strangers to each other: cosines of strangers are 0.6 and 0.8."""
    vectors = np.array([[1.0, 0.0], [0.6, 0.8], [0.8, 0.6]], dtype=np.float32)
    assert cosine_scale(vectors, np.array([0, 1, 1])) == CosineScale(0.7, 0.1)


def test_a_cosine_is_told_by_where_it_lies() -> None:
    assert CosineScale(0.5, 0.25).place(0.625) == 0.5
    assert CosineScale(0.5, 0.25).place(0.25) == -1


@pytest.mark.parametrize(("probability", "level"), [(0.0, "low"), (0.59, "low"), (0.6, "medium"), (0.89, "medium"), (0.9, "high")])
def test_the_levels_learned_are_the_levels_told(probability: float, level: str) -> None:
    assert confidence_of(probability, Levels(0.4, 0.6, 0.9)) == level


def changed(folder: Path, part: str, value: object) -> Path:
    path = folder / "weights.json"
    path.write_text(json.dumps({**json.loads(WEIGHTS.read_text(encoding="utf-8")), part: value}), encoding="utf-8")
    return path


def test_levels_and_scale_are_read_from_the_learned_file(tmp_path: Path) -> None:
    assert load_weights(changed(tmp_path, "levels", {"least": 0.2, "medium": 0.3, "high": 0.4})).levels == Levels(0.2, 0.3, 0.4)
    assert load_weights(changed(tmp_path, "cosine", {"floor": 0.1, "span": 0.2})).cosine == CosineScale(0.1, 0.2)


@pytest.mark.parametrize(
    ("part", "value"),
    [
        ("levels", {"least": 0.6, "medium": 0.5, "high": 0.9}),
        ("levels", {"least": 0.1, "medium": 0.5, "high": 1.2}),
        ("levels", {"least": 0.1, "medium": 0.5}),
        ("cosine", {"floor": 0.1, "span": 0.0}),
    ],
)
def test_levels_out_of_order_and_a_scale_without_width_are_refused(tmp_path: Path, part: str, value: object) -> None:
    with pytest.raises(ValueError, match=part):
        load_weights(changed(tmp_path, part, value))


def test_the_package_was_learned_from_this_adapter_and_these_questions() -> None:
    """Otherwise run `scripts/train --keep-adapter`: what is learned of answers belongs to the encoder and the questions."""
    learned_from = json.loads(WEIGHTS.read_text(encoding="utf-8"))["learned_from"]
    questions = sha256(READING.read_bytes()).hexdigest()
    assert learned_from == {"adapter": ADAPTER_SHA256, "strength": STRENGTH, "questions": questions}
