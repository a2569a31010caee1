"""What the tests of the console call: `saerye` with arguments, and what it told."""

from collections.abc import Callable
from typing import NamedTuple


class Told(NamedTuple):
    """What a command left: its exit code and what it wrote."""

    code: int
    out: str
    err: str


Saerye = Callable[..., Told]
