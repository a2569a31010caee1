"""A service that is given its searcher, or has none."""

from pathlib import Path

from service.operations.runtime import Runtime
from service.operations.served_views import serve
from service.operations.settings import Settings
from service.search.case_searcher import CaseSearcher


class HeldRuntime(Runtime):
    """A runtime that serves one given searcher, whatever the disk holds."""

    def __init__(self, searcher: CaseSearcher | None, data: Path | None = None) -> None:
        settings = Settings(reload_seconds=3600, names="testserver")  # what a TestClient calls a service
        super().__init__(settings if data is None else settings.model_copy(update={"data": data}))
        self._served = None
        if searcher:
            self._served = serve(searcher)

    def load(self) -> None:
        pass
