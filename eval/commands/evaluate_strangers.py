"""What `saerye eval strangers` does: questions by others, asked of an index and judged."""

from __future__ import annotations

from corpus.errors import SettingsError
from eval.runs.stranger_runs import JudgedReply, ask_strangers, spread_evenly
from eval.sets.stranger_questions import QUESTION_SETS, SetName, refuse_absent_cases
from service.asking.asker import Asker
from service.operations.searcher_opening import open_searcher
from service.operations.settings import Settings
from service.operations.terminal import bars


def evaluate_strangers(settings: Settings, chosen: SetName, writer: str | None, limit: int | None) -> list[JudgedReply]:
    """Return the judged replies to a set, to one writer's (or kind's) questions of it, or to so many of these, evenly spread.

    Raises:
        SettingsError: when the set has nothing by that writer.
        EvalDataError: when the questions cannot be used with the index.

    """
    questions = QUESTION_SETS[chosen]()
    groups = dict.fromkeys(question.group for question in questions)
    if writer is not None and writer.lower() not in groups:
        raise SettingsError(f"{chosen}에 {writer!r}의 질문이 없습니다. 쓸 수 있는 것: {', '.join(groups)}")
    asked = spread_evenly([one for one in questions if writer is None or one.group == writer.lower()], limit)
    searcher = open_searcher(settings)
    refuse_absent_cases(asked, searcher.position)
    with bars() as shown:
        return ask_strangers(Asker(searcher), asked, shown.count)
