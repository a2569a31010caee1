"""The language model that the settings name, if any."""

from __future__ import annotations

from answers.wording.endpoint import Endpoint
from answers.wording.generation import Generator
from service.operations.settings import Settings


def generator_of(settings: Settings) -> Generator | None:
    """Return the language model of the settings; None where answers are to be extractive. Nothing is connected to yet."""
    if settings.llm_url is None or settings.llm_model is None:
        return None
    key = settings.llm_key.get_secret_value() if settings.llm_key else None
    return Endpoint(settings.llm_url, settings.llm_model, key, settings.llm_seconds, settings.llm_tokens)
