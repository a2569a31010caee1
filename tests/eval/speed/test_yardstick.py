"""Figures of the bench: worked out by hand, and taken in turns of distinct queries."""

import pytest

from eval.speed.bench import bench_queries
from eval.speed.yardstick import Latency, Measure, describe, latency, multiples, take_turns


def test_percentiles_lie_between_their_neighbours() -> None:
    """Of 0.001 … 0.101 s the half is the 51st; 99 of a hundred steps up is the 100th. Of two, halfway, and 99 hundredths of the way."""
    assert latency([n / 1000 for n in range(1, 102)]) == Latency(51.0, 100.0, 101)
    two = latency([0.003, 0.001])
    assert (two.p50, two.p99, two.count) == pytest.approx((2.0, 2.98, 2))
    assert latency([0.004]) == Latency(4.0, 4.0, 1)


def test_multiples_are_of_the_yardsticks_half() -> None:
    assert multiples(Latency(9.0, 15.0, 100), Latency(5.0, 50.0, 100)) == (1.8, 3.0)
    yardstick = Latency(5.0, 7.5, 100)
    assert multiples(yardstick, yardstick) == (1.0, 1.5)


def test_a_figure_is_told_in_milliseconds_and_beside_a_yardstick_in_multiples() -> None:
    assert describe(Latency(9.04, 15.0, 406)) == "p50 9.0 ms, p99 15.0 ms, n 406"
    assert describe(Latency(9.0, 15.0, 406), Latency(5.0, 7.5, 406)) == "p50 9.0 ms (1.80 ×), p99 15.0 ms (3.00 ×), n 406"


def test_figures_are_taken_in_turns_and_each_query_once() -> None:
    asked: list[tuple[str, str]] = []
    clock = iter(range(100))

    def of(name: str) -> Measure:
        def measure(query: str) -> float:
            asked.append((name, query))
            return float(next(clock))

        return measure

    seconds = take_turns({"yardstick": (of("yardstick"), "ab"), "search": (of("search"), "ab"), "ask": (of("ask"), "cd")})
    assert asked == [("yardstick", "a"), ("search", "a"), ("ask", "c"), ("yardstick", "b"), ("search", "b"), ("ask", "d")]
    assert seconds == {"yardstick": [0, 3], "search": [1, 4], "ask": [2, 5]}


def test_turns_of_different_lengths_are_refused() -> None:
    with pytest.raises(ValueError, match="shorter"):
        take_turns({"yardstick": (len, "ab"), "search": (len, "a")})


def test_no_query_of_the_bench_comes_twice_even_to_warm_up() -> None:
    queries = bench_queries()
    assert len(queries.searches) == len(queries.questions) == 406
    every = [*queries.warm_ups, *queries.searches, *queries.questions]
    assert len({query.replace(" ", "") for query in every}) == len(every)
    assert len(queries.warm_ups) >= 30
