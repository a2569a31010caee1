"""The settings: one table of name, default and one sentence each, that the environment, the README and the console's help share."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from corpus.errors import SettingsError
from corpus.validation import message
from service.operations.group_keys import keys_by_group, read_group_keys

PREFIX = "SAERYE_"


class Settings(BaseSettings):
    """Read from the environment: the field `data` is the variable SAERYE_DATA."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, env_ignore_empty=True, hide_input_in_errors=True)

    data: Path = Field(default=Path(".saerye"), description="Folder of what is made here: models, index, embeddings.")
    casebook: Path | None = Field(default=None, description="Path of the embedded book's full text, a second layer of evidence.")
    default_book: Literal["on", "off"] = Field(default="on", description="Whether the embedded book is served beside the library's.")
    upload_mb: int = Field(default=200, ge=1, le=10_000, description="Largest file that the library takes over the web, in megabytes.")
    model: str = Field(
        default="bundled", description="Embedding model: `bundled`, a sentence-transformers folder, or a hub name in the local cache."
    )
    host: str = Field(default="127.0.0.1", min_length=1, description="Address to listen on.")
    port: int = Field(default=8000, ge=1, le=65535, description="Port to listen on.")
    workers: int = Field(default=2, ge=1, le=64, description="Searches computed at the same time.")
    encoder_threads: int = Field(default=1, ge=1, le=64, description="Threads of the embedding model for one query.")
    request_seconds: float = Field(
        default=10.0,
        gt=0,
        le=600,
        allow_inf_nan=False,
        description="Longest work for one request, its wait for others included, in seconds; then what there is, or 503.",
    )
    cache: int = Field(default=512, ge=1, le=1_000_000, description="Results of searches that are remembered.")
    reload_seconds: float = Field(
        default=2.0, gt=0, le=3600, allow_inf_nan=False, description="How often the service looks for a new index, in seconds."
    )

    llm_url: str | None = Field(
        default=None, description="Language model that words answers: base address of an OpenAI-compatible endpoint, up to `/v1`."
    )
    llm_model: str | None = Field(default=None, validate_default=True, description="Name of the model there, as the endpoint knows it.")
    llm_key: SecretStr | None = Field(default=None, description="Key of the endpoint, where it asks for one.")
    llm_seconds: float = Field(
        default=20.0, gt=0, le=600, allow_inf_nan=False, description="Longest wait for a whole answer of the language model, in seconds."
    )
    llm_tokens: int = Field(default=400, ge=1, le=100_000, description="Longest answer of the language model, in its tokens.")

    judging_url: SecretStr | None = Field(
        default=None, description="Database of the judgments, as an SQLAlchemy address; without it `judging.sqlite3` in `SAERYE_DATA`."
    )
    admin_key: SecretStr | None = Field(
        default=None, description="Key of all that changes something, `/judge` included, 16 characters or more."
    )
    judge_key: SecretStr | None = Field(
        default=None, description="Key of `/judge`, 16 characters or more; without any key only this machine may open the page."
    )
    group_keys: SecretStr | None = Field(
        default=None,
        description="Keys of groups of readers, `group=key,group=key`, or the path of a YAML file of them; needs `SAERYE_ADMIN_KEY`.",
    )
    names: str | None = Field(
        default=None, description="Names, separated by commas, for which a proxy on this machine passes requests on to this service."
    )
    query_log: Literal["on", "off"] = Field(
        default="off", description="Whether searches are kept to be judged: their words alone, personal data masked."
    )

    kept_answers_days: int = Field(default=365, ge=1, le=3650, description="Days that an answer is kept at an address of its own.")

    @field_validator("llm_url")
    @classmethod
    def _is_address(cls, value: str | None) -> str | None:
        """Refuse what is no plain http address: a name and password in it would be shown with it."""
        if value is not None and not is_plain_address(value):
            raise ValueError("http:// 또는 https://로 시작하고 /v1까지 적은 주소여야 하며, 사용자 이름, 암호, ?, #은 넣을 수 없습니다")
        return value

    @field_validator("llm_model")
    @classmethod
    def _goes_with_address(cls, value: str | None, info: ValidationInfo) -> str | None:
        """Refuse an endpoint without a model, and a model without an endpoint."""
        if "llm_url" in info.data and (value is None) != (info.data["llm_url"] is None):
            raise ValueError(f"{PREFIX}LLM_URL과 함께 적어야 합니다")
        return value

    @field_validator("llm_key")
    @classmethod
    def _fits_a_header(cls, value: SecretStr | None) -> SecretStr | None:
        """Refuse what no header can carry, without repeating it."""
        if value is not None and not re.fullmatch(r"[!-~]+", value.get_secret_value()):
            raise ValueError("빈칸 없는 영문자, 숫자, 부호만 쓸 수 있습니다")
        return value

    @field_validator("names")
    @classmethod
    def _are_names(cls, value: str | None) -> str | None:
        """Refuse what no Host header names."""
        if value is not None and not all(re.fullmatch(r"[A-Za-z0-9._-]+", name.strip()) for name in value.split(",")):
            raise ValueError("saerye.example.go.kr처럼 포트 없이 적고, 여럿이면 쉼표로 나누어야 합니다")
        return value

    @field_validator("admin_key", "judge_key")
    @classmethod
    def _cannot_be_guessed(cls, value: SecretStr | None) -> SecretStr | None:
        """Refuse a key that is short enough to be tried out, without repeating it."""
        if value is not None and not re.fullmatch(r"[!-~]{16,200}", value.get_secret_value()):
            raise ValueError("빈칸 없는 영문자, 숫자, 부호로 16자 이상 200자까지 적어야 합니다")
        return value

    @field_validator("group_keys")
    @classmethod
    def _are_keys_of_groups(cls, value: SecretStr | None, info: ValidationInfo) -> SecretStr | None:
        """Refuse what gives no groups keys, and keys of groups where nobody keeps the books."""
        if value is None:
            return None
        if info.data.get("admin_key") is None:
            raise ValueError("SAERYE_ADMIN_KEY도 정해야 합니다")
        told = read_group_keys(value.get_secret_value())
        if {key.get_secret_value() for name in ("admin_key", "judge_key") if (key := info.data.get(name))} & {
            *keys_by_group(told).values()
        }:
            raise ValueError("다른 열쇠와 같은 열쇠가 있습니다")
        return SecretStr(told)

    @property
    def keys_of_groups(self) -> Mapping[str, str]:
        """Keys of the groups of readers."""
        return keys_by_group(self.group_keys.get_secret_value()) if self.group_keys else {}

    @property
    def index(self) -> Path:
        """Folder of the index generations."""
        return self.data / "index"

    @property
    def library(self) -> Path:
        """Folder of the library's books."""
        return self.data / "library"

    @property
    def jobs(self) -> Path:
        """Folder of the library's jobs, with the files on their way in."""
        return self.data / "jobs"

    @property
    def upload_bytes(self) -> int:
        """Bytes of the largest file that is taken over the web."""
        return self.upload_mb * 1024 * 1024

    @property
    def models(self) -> Path:
        """Folder of converted models."""
        return self.data / "models"

    @property
    def other_names(self) -> frozenset[str]:
        """Names besides this machine's own that requests may be made for."""
        return frozenset(name.strip().lower() for name in (self.names or "").split(",") if name.strip())

    @property
    def judging(self) -> str:
        """Address of the database of judgments, with its password if it has one: not to be shown."""
        return self.judging_url.get_secret_value() if self.judging_url else f"sqlite:///{self.data / 'judging.sqlite3'}"

    def environment(self) -> dict[str, str]:
        """Return the variables that give another process these settings; what is secret it reads where this one did."""
        values = self.model_dump(exclude_none=True)
        return {PREFIX + name.upper(): str(value) for name, value in values.items() if not isinstance(value, SecretStr)}


def is_plain_address(text: str) -> bool:
    """Tell whether a text is an http(s) address of a host, without user, query and fragment."""
    try:
        parts = urlsplit(text)
        named = bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        return False
    return named and parts.scheme in {"http", "https"} and "@" not in parts.netloc and not set(text) & set("?# \t\\") and text.isprintable()


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
