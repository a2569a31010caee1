"""Typer's complaints about how a command was called, told in Korean: one sentence, and the way out."""

from __future__ import annotations

import re

from pydantic import ValidationError

from corpus.particle_forms import fit_particles
from corpus.validation import message

WAY_OUT = "--help를 붙이면 쓰는 법을 볼 수 있습니다."
# What Typer says → what we say. Its exceptions are private, so their words are read; anything new is told as it stands.
_SENTENCES = (
    (r"Missing (?:argument|option|parameter) '?([^'.]+)'?\.", "{0}을(를) 적어야 합니다."),
    (r"No such command '(.*)'\. Did you mean (.+)\?", "명령 '{0}'이(가) 없습니다. 비슷한 것: {1}."),
    (r"No such command '(.*)'\.", "명령 '{0}'이(가) 없습니다."),
    (r"No such option: (\S+) \(Possible options: (.+)\)", "옵션 {0}이(가) 없습니다. 비슷한 것: {1}."),
    (r"No such option: (\S+)", "옵션 {0}이(가) 없습니다."),
    (r"Option '(.+)' requires an argument\.", "{0} 뒤에 값을 적어야 합니다."),
    (r"Option '(.+)' does not take a value\.", "{0}에는 값을 줄 수 없습니다."),
    (r"Got unexpected extra arguments?(?:\(s\))? \((.+)\)", "남는 값이 있습니다: {0}. 빈칸이 든 값은 따옴표로 묶으십시오."),
    (r"Invalid value for '(.+?)': .*'(.*)' is not one of (.+)\.", "{0}에 {1!r}을(를) 쓸 수 없습니다. 쓸 수 있는 값: {2}."),
)
_INVALID = re.compile(r"Invalid value for '(.+?)'")


def usage_error(said: str, cause: BaseException | None = None) -> str:
    """Return the sentence for what Typer said; `cause` is the validation error behind an invalid value, if there is one."""
    for pattern, sentence in _SENTENCES:
        if found := re.fullmatch(pattern, said, re.DOTALL):
            return f"{fit_particles(sentence.format(*found.groups()))} {WAY_OUT}"
    option = _INVALID.match(said)
    if option and isinstance(cause, ValidationError):
        return f"{option[1]}: {message(cause.errors(include_url=False)[0])}. {WAY_OUT}"
    return f"명령을 알아듣지 못했습니다({said}). {WAY_OUT}"
