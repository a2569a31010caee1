"""A book that came in, where a language model is set: each case's card is written of, what the case bears out is kept, the rest is told.

Cards that rules made stay as they are where the model fails; after some failures on end it is asked no more.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from answers.wording.support import Speech
from corpus.deriving.written_laying import CardWriter, state_of_case
from corpus.errors import CasebookError, CorpusError, GenerationError, LibraryError
from corpus.library.adding import Told
from corpus.library.book_record import BookRecord
from corpus.library.derived_books import rule_made_book
from corpus.library.disk.writing_file import read_writings, write_writings
from corpus.library.record_cases import place_blocks, publish_record
from corpus.library.shelf import Shelf
from corpus.model.nouns import Case, Passage
from corpus.model.written_card import CardWriting
from corpus.passages import PROSE_KINDS
from indexer.text.analyser import Analyser
from service.library.writing.card_reply import accept_reply
from service.library.writing.endpoint_writer import card_writer_of
from service.library.writing.passage_finding import PassageFinder
from service.operations.books import corpus_of
from service.operations.settings import Settings

log = logging.getLogger("saerye")
STAGE = "언어 모델로 쓰기"
MOST_FAILURES = 3
"""Replies on end that do not come before the model is asked no more."""
MOST_OTHERS = 4_000
"""Passages of other books that a book's own are told apart from."""
_CHECKS = (Path(__file__).parent, Path(__file__).parents[3] / "answers" / "wording")
"""The rooms that say what of a reply stays."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BookWriting:
    """What came of a book: cards that a model wrote something of, and cases of which no reply came, with the last reason."""

    model: str
    written: int
    cases: int
    failed: int
    reason: str = ""

    def tell(self) -> str:
        """Return it as a sentence for the book's keeper."""
        told = f"언어 모델 {self.model}이(가) 사례 {self.cases}건 가운데 {self.written}건의 카드를 거들었습니다."
        if not self.failed:
            return told
        return f"{told} {self.failed}건은 답을 받지 못해({self.reason}) 규칙으로 정리한 그대로입니다. 자료를 다시 읽으면 다시 묻습니다."


def write_book_cards(
    settings: Settings, record: BookRecord, progress: Told, cancelled: Callable[[], bool] = lambda: False
) -> tuple[str, ...]:
    """Have a book's cards written of where a model is set, and return what its keeper is to know; what another model wrote goes.

    Without a model nothing is done, but what one had written of the book goes.

    Raises:
        LibraryError: (damaged_book, storage_full; book_not_found where the book went meanwhile).

    """
    shelf, writer = Shelf(settings.library), card_writer_of(settings, cancelled)
    if writer is None:
        if read_writings(shelf.folder / record.id):
            _keep(shelf, record, ())
        return ()
    try:
        corpus = corpus_of(settings)
    except (CorpusError, CasebookError, LibraryError) as error:
        return (f"언어 모델로 쓰지 않았습니다. 비교할 다른 자료를 읽지 못했습니다: {error}",)
    others = [one for one in corpus.passages if one.place.book != record.id and one.kind in PROSE_KINDS][:MOST_OTHERS]
    return (write_cards(shelf, record, writer, others, Analyser(), progress).tell(),)


def write_cards(
    shelf: Shelf, record: BookRecord, writer: CardWriter, others: Sequence[Passage], grammar: Speech, progress: Told
) -> BookWriting:
    """Have every case of a book written of that was not yet by this model, and keep what is borne out. `others` are other books' passages.

    Raises:
        LibraryError: as `write_book_cards`.

    """
    cases = [card.case for card in rule_made_book(shelf, record).cards if card.case.sections]
    own = list(_own_passages(shelf, record))
    finder = PassageFinder([*own, *others], grammar)
    before, kept = read_writings(shelf.folder / record.id), dict[str, CardWriting]()
    failed, on_end, reason = 0, 0, ""
    for number, case in enumerate(cases):
        progress(STAGE, number, len(cases))
        asked = _tell_asked(writer, case)
        if (held := before.get(case.id)) and (held.asked, held.state) == (asked, state_of_case(case)):
            kept[case.id] = held
            continue
        if on_end == MOST_FAILURES:
            failed += 1
            continue
        try:
            reply = writer.write(case)
        except GenerationError as error:
            log.warning("language model: no card of %s: %s", case.id, error)
            failed, on_end, reason = failed + 1, on_end + 1, str(error)
            continue
        on_end = 0
        card = accept_reply(reply, case, [passage for passage in own if passage.case_id == case.id], finder.find, grammar)
        kept[case.id] = CardWriting(case=case.id, model=writer.model, asked=asked, state=state_of_case(case), card=card)
    _keep(shelf, record, tuple(kept.values()))
    written = sum(bool(each.card.summary or each.card.needs or each.card.asks) for each in kept.values())
    return BookWriting(model=writer.model, written=written, cases=len(cases), failed=failed, reason=reason)


def _own_passages(shelf: Shelf, record: BookRecord) -> Iterator[Passage]:
    """Yield the passages of a book's text, each naming the sections that rules made of it, whatever a person has set since."""
    plain = record.model_copy(update={"cases": tuple(case.model_copy(update={"corrected": {}}) for case in record.cases)})
    blocks = place_blocks(shelf.document(record), shelf.rendition(record))
    made = rule_made_book(shelf, record)
    yield from publish_record(plain, blocks, made.cards, made.facts).passages


def _keep(shelf: Shelf, record: BookRecord, writings: Sequence[CardWriting]) -> None:
    with shelf.writing():
        shelf.read(record.id)  # it may be gone by now
        write_writings(shelf.folder / record.id, writings)


def _tell_asked(writer: CardWriter, case: Case) -> str:
    """Return what tells a question to a model, and the checks of its reply, from any other."""
    told = f"{writer.model}\n{_checks_digest()}\n{writer.tell_question(case)}"
    return sha256(told.encode()).hexdigest()[:24]


@cache
def _checks_digest() -> str:
    whole = sha256()
    for path in sorted(path for room in _CHECKS for path in room.glob("*.py")):
        whole.update(f"{path.name} {sha256(path.read_bytes()).hexdigest()}\n".encode())
    return whole.hexdigest()
