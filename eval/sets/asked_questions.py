"""Questions with what a reply to them must show: the nouns of the sets that others wrote."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Annotated, Literal, Self

from pydantic import AliasChoices, BaseModel, ConfigDict, Field, model_validator

from corpus.model.nouns import CaseId
from eval.sets.judged import JsonRecord, QueryText, refuse

Spellings = tuple[Annotated[str, Field(min_length=1)], ...]
Some = Annotated[Spellings, Field(min_length=1)]
QuestionKind = Literal["value", "table", "compute", "none_near", "none_trap"]
UNANSWERABLE: frozenset[str] = frozenset({"none_near", "none_trap"})


class WantedReply(BaseModel):
    """What a reply must show: all keys that are given must hold (eval/metrics/reply_judging.py says where each is looked for).

    `any`, `all`, `head_any`: one of these spellings, each of these, one of these at the head. `not`, `not_head`: none of these.
    `no`: an honest no and nothing else; `no_or`: an honest no or one of these, and without spellings an honest no; `no_not`: what such a no
    must not say. `cites_any`: a citation of one of these cases; `cites_lines`: one that stands on
    one of these lines of its book's text. `near` are values that a careless reply would give: told, not judged.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    any_of: Some | None = Field(None, alias="any")
    all_of: Some | None = Field(None, alias="all")
    head_any: Some | None = None
    none_of: Spellings = Field((), alias="not")
    not_head: Spellings = ()
    no: bool = False
    no_or: Spellings | None = None
    no_not: Spellings = ()
    answerable: bool | None = None
    cites_any: Annotated[tuple[CaseId, ...], Field(min_length=1)] | None = None
    cites_lines: tuple[int, ...] | None = None
    near: Spellings = ()

    @model_validator(mode="after")
    def _refuse_contradictions(self) -> Self:
        """Refuse what every reply would satisfy, and what none could."""
        shown = self.spellings or self.cites_any or self.cites_lines
        if not (shown or self.no or self.no_or is not None or self.answerable is not None or self.not_head):
            raise ValueError("무엇이 답에 있어야 하는지 없습니다. any, all, no 가운데 하나를 적으십시오")
        if self.no and (shown or self.answerable):
            raise ValueError("no와 답에 있어야 할 것을 함께 적을 수 없습니다")
        return self

    @property
    def wants_no(self) -> bool:
        """Tell whether only an honest no is right."""
        return self.no or self.no_or == ()

    @property
    def spellings(self) -> Spellings:
        """The spellings that a right answer may have, or must have."""
        return (*(self.any_of or ()), *(self.all_of or ()), *(self.head_any or ()), *(self.no_or or ()))


class AskedQuestion(JsonRecord):
    """A question to the service, what its reply must show, and the case it was written from, where there is one."""

    question: QueryText = Field(validation_alias=AliasChoices("question", "q"))
    want: WantedReply
    kind: str = ""
    case: CaseId | None = None

    @property
    def group(self) -> str:
        """What it is counted with: its kind."""
        return self.kind


class PairedQuestion(AskedQuestion):
    """A question of one of the five kinds; `pair` names the answered question that one without an answer looks like.

    `operation` is what makes the answer of two numbers on the lines that prove it, where one of these does.
    """

    kind: QuestionKind
    pair: str | None = None
    operation: Literal["difference", "sum", "share"] | None = None

    @model_validator(mode="after")
    def _refuse_other_wants(self) -> Self:
        if (self.kind in UNANSWERABLE) != self.want.wants_no:
            raise ValueError(
                f"kind가 {self.kind}이면 want는 {'no: true여야' if self.kind in UNANSWERABLE else '답에 있을 것이어야'} 합니다"
            )
        return self


def refuse_unpaired(questions: Sequence[PairedQuestion]) -> None:
    """Refuse pairs that are not there, that have no answer themselves, or that ask the very same.

    Raises:
        EvalDataError: naming every such question.

    """
    known = {question.id: question for question in questions}
    faults = []
    for question in questions:
        if question.pair is None:
            continue
        other = known.get(question.pair)
        if other is None:
            faults.append(f"{question.id}: pair: 질문 {question.pair}이(가) 없습니다")
        elif other.want.wants_no:
            faults.append(f"{question.id}: pair: 질문 {question.pair}에도 답이 없습니다")
        elif other.question == question.question:
            faults.append(f"{question.id}: pair: 질문 {question.pair}와(과) 같은 물음입니다")
    refuse(faults)


def refuse_repeated(questions: Sequence[JsonRecord]) -> None:
    """Refuse a number that two questions have, in whatever files they stand.

    Raises:
        EvalDataError: naming each.

    """
    counted = Counter(question.id for question in questions)
    refuse([f"번호 {name}을(를) 질문 여럿이 씁니다" for name, times in counted.items() if times > 1])
