"""The searcher of one command: loaded as the service would load it, and what is not as it should be told on stderr."""

from __future__ import annotations

import logging

from service.operations.runtime import Runtime
from service.operations.settings import Settings
from service.operations.terminal import talk
from service.search.case_searcher import CaseSearcher


def open_searcher(settings: Settings) -> CaseSearcher:
    """Load the searcher as the service would, and tell what is not as it should be.

    Raises:
        IndexNotReadyError: when there is no index to load.

    """
    logging.getLogger("saerye").addHandler(logging.NullHandler())  # its problems are told here, once
    runtime = Runtime(settings)
    runtime.load()
    searcher = runtime.served.searcher
    for problem in runtime.problems:
        talk.print(problem)
    return searcher
