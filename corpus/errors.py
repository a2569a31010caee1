"""The exception tree. Every error a user can meet is one of these; messages are Korean, and name the way out.

SaeryeError
├── SettingsError        a setting has an unusable value
├── CorpusError          cards or thesaurus with faults, all of them, file by file
├── CasebookError        the casebook's full text cannot be read or does not fit the cards
├── DocumentError        a file of the library that cannot be read (with the contract's code)
├── ModelError           the embedding model is missing, altered or cannot be loaded
├── BuildError           a build could not be finished; the served index is untouched
├── StoreError           an index on disk is missing, damaged or of another version
├── EvalDataError        judged queries that cannot be used
├── GenerationError      a language model gave no answer that can be used (caught: the extractive answer stands)
└── RequestError         a request that cannot be served (code, field and HTTP status)
    ├── CaseNotFoundError
    ├── AnswerNotFoundError
    ├── LibraryError     what was asked of the library cannot be done
    ├── AccessError
    ├── IndexNotReadyError
    ├── DeadlineError    the work for a request took too long, or nobody waits for it any more
    └── JudgingError     judgments that cannot be read or kept
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from corpus.particle_forms import fit_particles

_NAMED = 10  # ids told in one message


class SaeryeError(Exception):
    """Base of all errors that are reported to a user in one sentence, without a trace; its particles fit their words."""

    def __init__(self, message: str = "") -> None:
        self.message = fit_particles(message)
        super().__init__(self.message)


class SettingsError(SaeryeError):
    """A setting has a value that cannot be used."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with one file: where it stands and what it is."""

    file: str
    key: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}: {self.key}: {self.message}" if self.key else f"{self.file}: {self.message}"


class CorpusError(SaeryeError):
    """Cards (or what stands beside them) with faults. Holds every fault of every file, so that one run shows all of them."""

    def __init__(self, faults: Sequence[Fault], what: str = "사례 카드") -> None:
        self.faults, self.what = tuple(faults), what
        super().__init__(f"{what}에 잘못된 곳이 {len(self.faults)}군데 있습니다.\n" + "\n".join(map(str, self.faults)))


class CasebookError(SaeryeError):
    """The casebook's full text cannot be read or does not belong to these cards."""


DocumentCode = Literal["unsupported_format", "encrypted_document", "damaged_document", "no_text", "too_large"]


class DocumentError(SaeryeError):
    """A file that cannot be read; `code` is that of the contract, the message names the file, the place in it and the way out."""

    def __init__(self, message: str, *, code: DocumentCode) -> None:
        self.code = code
        super().__init__(message)


class ModelError(SaeryeError):
    """The embedding model is missing, altered or cannot be loaded."""


class BuildError(SaeryeError):
    """An index could not be built. The generation in service is untouched."""


class StoreError(SaeryeError):
    """An index on disk is missing, damaged, or written by another version."""


class EvalDataError(SaeryeError):
    """Judged queries that are missing or malformed."""


class GenerationError(SaeryeError):
    """A language model gave no answer that can be used. Its message is for the log, and holds nothing of a request or an answer."""


class RequestError(SaeryeError):
    """A request that cannot be served; carries the one error shape's code and field, and the HTTP status."""

    status = 422
    retry_after: int | None = None
    """Seconds after which the same request may do better, where it may."""

    def __init__(self, message: str, *, code: str = "invalid_parameter", field: str | None = None) -> None:
        self.code, self.field = code, field
        super().__init__(message)


class CaseNotFoundError(RequestError):
    """No case has this id."""

    status = 404

    def __init__(self, case_id: str) -> None:
        self.case_id = case_id
        super().__init__(
            f"사례 {case_id[:20]!r}을(를) 찾을 수 없습니다. /api/v1/cases에서 번호를 확인하십시오.",
            code="case_not_found",
            field="id",
        )


class AnswerNotFoundError(RequestError):
    """No answer is kept by this id for who asks: there is none, it is too old, or it is from books that he may not see."""

    status = 404

    def __init__(self) -> None:
        told = "남긴 답을 찾을 수 없습니다. 주소가 잘못 옮겨졌거나, 보관 기한이 지났거나, 볼 수 없는 자료의 답일 수 있습니다."
        super().__init__(told, code="answer_not_found", field="id")


LibraryCode = Literal[
    "book_not_found", "case_not_found", "page_not_found", "job_not_found", "job_not_failed", "duplicate_book", "changed_meanwhile",
    "storage_full", "too_large", "upload_broken_off", "damaged_book", "invalid_parameter", "original_withheld", "original_not_kept",
]  # fmt: skip
_STATUS: Mapping[LibraryCode, int] = {
    "book_not_found": 404,
    "case_not_found": 404,
    "page_not_found": 404,
    "job_not_found": 404,
    "job_not_failed": 409,
    "duplicate_book": 409,
    "changed_meanwhile": 412,
    "storage_full": 507,
    "too_large": 413,
    "upload_broken_off": 408,
    "damaged_book": 500,
    "invalid_parameter": 422,
    "original_withheld": 403,
    "original_not_kept": 404,
}


class LibraryError(RequestError):
    """What was asked of the library cannot be done; the library is as it was before. `code` is the contract's."""

    def __init__(self, message: str, *, code: LibraryCode, field: str | None = None) -> None:
        self.status = _STATUS[code]
        super().__init__(message, code=code, field=field)


class ItemsNotFoundError(RequestError):
    """No case or passage has some of the ids of a reading list."""

    status = 404

    def __init__(self, ids: Sequence[str]) -> None:
        named = ", ".join(name[:40] for name in ids[:_NAMED]) + (f" 밖에 {len(ids) - _NAMED}개" if len(ids) > _NAMED else "")
        super().__init__(
            f"지금 색인에 없는 것이 있습니다: {named}. 목록에서 빼고 다시 내보내십시오.",
            code="item_not_found",
            field="ids",
        )


class AccessError(RequestError):
    """A request that may not come in: for what it says of where it comes from, or without the key of what it asks for."""

    def __init__(self, message: str, *, code: str, status: int) -> None:
        self.status = status
        super().__init__(message, code=code)


class IndexNotReadyError(RequestError):
    """No index generation is loaded yet, or none can be: then it is not `coming` before somebody has put right what is wrong."""

    status = 503

    def __init__(self, reason: str, *, coming: bool = True) -> None:
        self.retry_after = 3 if coming else 30
        super().__init__(f"색인이 아직 준비되지 않았습니다. {reason}", code="index_not_ready")


class DeadlineError(RequestError):
    """The work for a request was not done in the time it may take, or its client has left."""

    status = 503

    def __init__(self) -> None:
        super().__init__("정해진 시간 안에 마치지 못했습니다. 잠시 뒤에 다시 하시거나 더 짧게 적어 주십시오.", code="deadline_passed")


class JudgingError(RequestError):
    """The database of judgments cannot be used. Its message never holds the database's address."""

    status = 503

    def __init__(self, reason: str) -> None:
        super().__init__(reason, code="judging_unavailable")
