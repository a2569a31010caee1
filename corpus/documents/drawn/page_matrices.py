"""Places of a PDF page, counted from its lower left in whatever units its drawings have, as places of the sheet from its upper left."""

from __future__ import annotations

from corpus.documents.drawn.page_nouns import Area

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]


def join_matrices(first: Matrix, second: Matrix) -> Matrix:
    """One matrix for two, one after the other."""
    (a, b, c, d, e, f), (g, h, i, j, k, m) = first, second
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def sheet_matrix(box: tuple[float, float, float, float], turns: int) -> Matrix:
    """The matrix from a page with such a box (left, low, right, high) to its sheet, turned by so many quarters to the right."""
    left, low, right, high = box
    views: tuple[Matrix, ...] = (
        (1, 0, 0, -1, -left, high),
        (0, 1, 1, 0, -low, -left),
        (-1, 0, 0, 1, right, -low),
        (0, -1, -1, 0, high, right),
    )
    return views[turns]


def point_at(matrix: Matrix, x: float, y: float) -> Point:
    """Where a point lies."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def area_at(matrix: Matrix, left: float, low: float, right: float, high: float) -> Area:
    """Where a rectangle lies."""
    (x0, y0), (x1, y1) = point_at(matrix, left, low), point_at(matrix, right, high)
    return Area(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
