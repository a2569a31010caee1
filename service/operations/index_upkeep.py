"""The index brought up to date while the service already listens: looked at, and built where something changed, in a process of its own."""

from __future__ import annotations

import asyncio
import os
import sys

from corpus.errors import SaeryeError
from service.operations.books import corpus_of
from service.operations.settings import Settings

STOP_SECONDS = 5.0
"""How long a build that is to stop may take to clean up after itself."""
_NO_INDEX = "색인을 만들지 못했습니다."
_OLD_INDEX = "바뀐 자료로 색인을 만들지 못해 전의 색인으로 답합니다."
_ELSEWHERE = "까닭은 서버의 기록에 있고, 'saerye build'를 하면 볼 수 있습니다."
_MOST_TOLD = 6
"""Lines of what is wrong with the books: all of them stand in the server's log."""


async def bring_up_to_date(settings: Settings) -> str | None:
    """Build when something changed; return why it could not be done."""
    return None if await asyncio.to_thread(_is_up_to_date, settings) else await rebuild(settings)


async def rebuild(settings: Settings) -> str | None:
    """Build in a process of its own, since converting a model leaves 2 GB behind and reading many books takes long; return why it failed.

    Cancelled, it stops the build, which then leaves nothing half made behind.
    """
    from indexer.generations.current_pointer import current_generation

    if await _build(settings) == 0:
        return None
    told = _NO_INDEX if current_generation(settings.index) is None else _OLD_INDEX
    return f"{told} {await asyncio.to_thread(_why_unreadable, settings) or _ELSEWHERE}"


def _is_up_to_date(settings: Settings) -> bool:
    """Tell whether a build would find nothing to do; one that cannot be done is to say itself why."""
    from indexer.generations.build import reasons_to_build, wanted_inputs
    from indexer.model.model_store import find_model
    from indexer.model.reader_store import find_reader

    try:
        model_id = find_model(settings.model, settings.models)[1]
        find_reader(settings.models)
        return not reasons_to_build(settings.index, wanted_inputs(corpus_of(settings), model_id))
    except SaeryeError:
        return False


def _why_unreadable(settings: Settings) -> str:
    """Return what is wrong with the books in one line; "" where nothing is, and the build failed for something else."""
    try:
        corpus_of(settings)
    except SaeryeError as error:
        lines = str(error).splitlines()
        return " ".join(lines[:_MOST_TOLD]) + (" …" if len(lines) > _MOST_TOLD else "")
    return ""


async def _build(settings: Settings) -> int:
    """Run `saerye build` and return its exit code. In a session of its own: Ctrl+C reaches the service alone, which stops the build."""
    environment = {**os.environ, **settings.environment()}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "service.console.main", "build", env=environment, start_new_session=True
    )
    try:
        return await process.wait()
    finally:
        if process.returncode is None:
            process.terminate()
            try:
                await asyncio.wait_for(process.wait(), STOP_SECONDS)
            except TimeoutError:
                process.kill()
                await process.wait()
