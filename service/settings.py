"""The settings: one table of name, default and one sentence each, that the environment, the README and the console's help share."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from corpus.errors import SettingsError
from corpus.validation import message

PREFIX = "SAERYE_"


class Settings(BaseSettings):
    """Read from the environment: the field `data` is the variable SAERYE_DATA."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, env_ignore_empty=True)

    data: Path = Field(default=Path(".saerye"), description="Folder of what is made here: models, index, embeddings.")
    casebook: Path | None = Field(default=None, description="Path of the casebook's full text, a second layer of evidence.")
    model: str = Field(
        default="bundled", description="Embedding model: `bundled`, a sentence-transformers folder, or a hub name in the local cache."
    )
    host: str = Field(default="127.0.0.1", min_length=1, description="Address to listen on.")
    port: int = Field(default=8000, ge=1, le=65535, description="Port to listen on.")
    workers: int = Field(default=2, ge=1, le=64, description="Searches computed at the same time.")
    encoder_threads: int = Field(default=1, ge=1, le=64, description="Threads of the embedding model for one query.")
    cache: int = Field(default=512, ge=1, le=1_000_000, description="Results of searches that are remembered.")
    reload_seconds: float = Field(
        default=2.0, gt=0, le=3600, allow_inf_nan=False, description="How often the service looks for a new index, in seconds."
    )

    @property
    def index(self) -> Path:
        """Folder of the index generations."""
        return self.data / "index"

    @property
    def models(self) -> Path:
        """Folder of converted models."""
        return self.data / "models"


def read_settings(**given: object) -> Settings:
    """Return the settings: what is given (None: not given), else the environment, else the default.

    Raises:
        SettingsError: naming every variable whose value cannot be used.

    """
    try:
        return Settings(**{name: value for name, value in given.items() if value is not None})  # type: ignore[arg-type]
    except ValidationError as error:
        faults = [f"{PREFIX}{str(detail['loc'][0]).upper()}: {message(detail)}" for detail in error.errors(include_url=False)]
        raise SettingsError("설정값을 쓸 수 없습니다. " + " / ".join(faults)) from error


def settings_table() -> list[tuple[str, str, str]]:
    """Return (variable, default, sentence) of every setting, in order."""
    fields = Settings.model_fields
    return [
        (PREFIX + name.upper(), "" if field.default is None else str(field.default), field.description or "")
        for name, field in fields.items()
    ]
