"""What the garbage collector need not look through."""

import gc


def pytest_collection_finish() -> None:
    """Set aside what stays to the end of the run: modules and tests, a million objects that each full collection would look through."""
    gc.collect()
    gc.freeze()
