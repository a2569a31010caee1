"""A service that is given its engine, or has none."""

from service.asking import Asker
from service.meaning_map import draw_meaning
from service.runtime import Runtime, Served
from service.search import Engine
from service.settings import Settings
from service.suggest import Suggester
from service.topics import find_topics


class HeldRuntime(Runtime):
    """A runtime that serves one given engine, whatever the disk holds."""

    def __init__(self, engine: Engine | None) -> None:
        super().__init__(Settings(reload_seconds=3600))
        self._served = None
        if engine:
            topics = find_topics(engine.ranker.index, engine.cases, engine.ranker.group_of)
            meaning = draw_meaning(engine.cases, engine.ranker.index.layout)
            self._served = Served(engine, Asker(engine), Suggester(engine.cases), topics, meaning)

    def load(self) -> None:
        pass
