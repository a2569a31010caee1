from itertools import combinations

import numpy as np
import pytest

from service.pages.maps.label_placement import Box, Label, Sheet, box_around, fit_points, hull, overlap, place_labels, spread_points

SHEET = Sheet(300, 400)


def test_points_are_shares_of_their_own_extent() -> None:
    assert fit_points(np.array([(1.0, 7), (3, 7), (2, 7)])).tolist() == [[0, 0.5], [1, 0.5], [0.5, 0.5]]


def test_points_keep_apart_and_off_the_edge_also_where_all_begin_at_one_place() -> None:
    for start in (np.full((40, 2), 0.5), np.random.default_rng(1).random((40, 2)), np.zeros((40, 2))):
        at = spread_points(start, SHEET, 28, (20, 40)) * (300, 400)
        assert min(float(np.hypot(*(one - other))) for one, other in combinations(at, 2)) > 27.5
        assert at.min(axis=0).tolist() >= [20, 40]
        assert (at.max(axis=0) <= (280.001, 360.001)).all()


def test_points_that_are_apart_stay_where_they_are() -> None:
    assert spread_points(np.array([(0.0, 0.0), (1.0, 1.0)]), SHEET, 28, (20, 40)).tolist() == [
        pytest.approx([20 / 300, 0.1]),
        pytest.approx([280 / 300, 0.9]),
    ]


def test_a_name_goes_right_or_to_the_first_side_that_is_free() -> None:
    name, anchor = Label(40, 18, 2), box_around(150, 200, 12)
    assert place_labels([anchor], [name], [anchor], SHEET) == [(164, 191, 204, 209)]
    right: Box = (170, 190, 180, 210)
    assert place_labels([anchor], [name], [anchor, right], SHEET) == [(96, 191, 136, 209)]
    assert place_labels([box_around(290, 200, 8)], [name], [], SHEET)[0] == (240, 191, 280, 209)
    assert place_labels([anchor], [Label(400, 18, 2)], [], SHEET) == [None]
    assert place_labels([anchor], [name], [], SHEET, ("above",)) == [(130, 168, 170, 186)]


def test_the_name_with_the_least_room_is_put_first_and_none_hides_another() -> None:
    anchors = [box_around(150, 200, 12), box_around(178, 200, 12), box_around(206, 200, 12), box_around(290, 200, 8)]
    boxes = place_labels(anchors, [Label(40, 18, 2)] * 4, anchors, SHEET)
    placed = [box for box in boxes if box]
    assert len(placed) == 4
    assert not any(overlap(one, other) for one, other in combinations([*placed, *anchors], 2))


def test_a_hull_has_the_outer_corners_only() -> None:
    points = np.array([(0, 0), (4, 0), (4, 4), (0, 4), (2, 2), (2, 0)], dtype=np.float64)
    assert {tuple(corner) for corner in hull(points).tolist()} == {(0, 0), (4, 0), (4, 4), (0, 4)}
    assert hull(np.array([(1.0, 2.0)])).tolist() == [[1, 2]]
    assert hull(np.array([(3.0, 2.0), (1.0, 2.0)])).tolist() == [[1, 2], [3, 2]]
