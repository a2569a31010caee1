"""What the garbage collector need not look through, and how seldom it looks: half a million objects stay to the end of a run."""

import gc

SELDOM = (10_000, 20, 20)
"""New objects to the first collection of the youngest; of these to one of the middle; of those to one of all."""


def pytest_sessionstart() -> None:
    """Collect seldom: modules and tests are read now, and none of it is garbage."""
    gc.set_threshold(*SELDOM)


def pytest_collection_finish() -> None:
    """Set aside what has been read."""
    gc.collect()
    gc.freeze()
