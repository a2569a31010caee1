"""An option for each facet on a command of the console."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import wraps
from inspect import Parameter, signature
from typing import Annotated, Any

from corpus.model.facets import FACETS, KEYS
from service.search.contract.request import Filters

Only = list[str] | None


def with_facet_options(option: Callable[[str], object]) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Return what gives a command that takes `filters` an option for every facet in their place; `option` makes one from its help."""

    def wrapped(command: Callable[..., None]) -> Callable[..., None]:
        @wraps(command)
        def narrowed(**given: Any) -> None:  # noqa: ANN401 - whatever the command takes
            chosen = {key: tuple(dict.fromkeys(given.pop(key) or ())) for key in KEYS}
            command(filters=Filters.of(chosen), **given)

        own = signature(command, eval_str=True)
        parameters = [offered for parameter in own.parameters.values() for offered in _offer_options(parameter, option)]
        vars(narrowed)["__signature__"] = own.replace(parameters=parameters)  # what `inspect`, and so the console, reads
        return narrowed

    return wrapped


def _offer_options(parameter: Parameter, option: Callable[[str], object]) -> Iterator[Parameter]:
    """Yield a parameter as the console offers it: `filters` is one option a facet."""
    if parameter.name != "filters":
        yield parameter
        return
    for number, facet in enumerate(FACETS):
        told = f"{facet.scope} 답합니다. 거르는 조건은 여러 번 쓸 수 있습니다." if number == 0 else f"{facet.scope}."
        yield Parameter(facet.key, Parameter.KEYWORD_ONLY, default=None, annotation=Annotated[Only, option(told)])
