"""Which tests a run leaves out, and that it says so: the slow ones unless asked for, those of a browser where there is none."""

from collections.abc import Iterator
from typing import NoReturn

import pytest

from indexer.text.analyser import Analyser
from tests.support.served.browser import CHROMIUM, NO_CHROMIUM

SLOW = "slow"
WITH_MODELS = frozenset(
    {"analyser", "real_analyser", "books_built", "built", "real_encoder", "old_analyser", "real_reader", "torch_folder", "weights"}
)
"""The fixtures that load a model; whoever uses one of them, or what is made by it, waits for that."""
BLIND, LEFT_TO_SLOW = pytest.StashKey[int](), pytest.StashKey[int]()


def asks_for_slow(expression: str) -> bool:
    """Whether a -m expression speaks of the slow tests itself, and so decides about them."""
    return SLOW in expression.split()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the slow tests, unless -m speaks of them, and without a browser the tests that need one.

    What needs Kiwi or the embedding model is marked as a test of the whole: unit tests need no model.
    """
    for item in items:
        if not WITH_MODELS.isdisjoint(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.flow)
    if not asks_for_slow(config.option.markexpr):
        config.stash[LEFT_TO_SLOW] = _leave_out(config, items, [item for item in items if item.get_closest_marker(SLOW)])
    if CHROMIUM is None:
        blind = [item for item in items if "chromium" in getattr(item, "fixturenames", ())]
        config.stash[BLIND] = _leave_out(config, items, blind)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Hold unit tests to needing no model: one that loads Kiwi, itself or by what it is given, fails."""
    with pytest.MonkeyPatch.context() as patch:
        if item.get_closest_marker("flow") is None and item.get_closest_marker(SLOW) is None:
            patch.setattr(Analyser, "__init__", _refuse)
        return (yield)


def _refuse(*_: object) -> NoReturn:
    pytest.fail("a test that loads Kiwi is one of the whole: mark it flow")


def _leave_out(config: pytest.Config, items: list[pytest.Item], unwanted: list[pytest.Item]) -> int:
    if unwanted:
        config.hook.pytest_deselected(items=unwanted)
        items[:] = [item for item in items if item not in unwanted]
    return len(unwanted)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say how many were left out and why, in a line each and not in one for each test."""
    if blind := config.stash.get(BLIND, 0):
        terminalreporter.write_line(f"SKIPPED [{blind}] {NO_CHROMIUM}")
    if slow := config.stash.get(LEFT_TO_SLOW, 0):
        terminalreporter.write_line(f"LEFT OUT [{slow}] slow tests; they are run by: make test-slow")
