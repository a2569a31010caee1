"""Progress bars and lines on a terminal. The one door to rich; talk goes to stderr, data to stdout."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    SpinnerColumn,
    Task,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
)
from rich.text import Text

# What is printed is data: brackets and colons in it are no markup.
out = Console(highlight=False, soft_wrap=True, markup=False, emoji=False)
talk = Console(stderr=True, highlight=False, soft_wrap=True, markup=False, emoji=False)


class TimeLeft(ProgressColumn):
    """How long a stage may still take by its own pace, in the words that the pages have; nothing where its pace tells nothing yet."""

    def render(self, task: Task) -> Text:
        """Return the words for a stage."""
        left = None if task.finished else task.time_remaining
        return Text("" if left is None else f"약 {left:,.0f}초 남음")


class Bars:
    """A progress bar for each stage that reports, and a line for each step that cannot be counted."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._tasks: dict[str, TaskID] = {}
        self._step: TaskID | None = None

    def count(self, stage: str, done: int, total: int) -> None:
        """Show that `done` of `total` are done in a stage."""
        self.close_step()
        if stage not in self._tasks:
            self._tasks[stage] = self._progress.add_task(stage, total=total)
        self._progress.update(self._tasks[stage], completed=done, total=total)

    def step(self, what: str) -> None:
        """Show what is being done now."""
        self.close_step()
        self._step = self._progress.add_task(what, total=1)

    def close_step(self) -> None:
        """Show that the step is over."""
        if self._step is not None:
            self._progress.update(self._step, completed=1)
            self._step = None


@contextmanager
def bars() -> Iterator[Bars]:
    """Show progress on stderr while the block runs."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TimeLeft())
    with Progress(*columns, console=talk) as progress:
        shown = Bars(progress)
        yield shown
        shown.close_step()
