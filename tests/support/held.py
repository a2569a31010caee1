"""A service that is given its engine, or has none."""

from service.operations.runtime import Runtime, serve
from service.operations.settings import Settings
from service.search.case_search import CaseSearch


class HeldRuntime(Runtime):
    """A runtime that serves one given engine, whatever the disk holds."""

    def __init__(self, engine: CaseSearch | None) -> None:
        super().__init__(Settings(reload_seconds=3600, names="testserver"))  # what a TestClient calls a service
        self._served = None
        if engine:
            self._served = serve(engine)

    def load(self) -> None:
        pass
