"""A book that comes in where a language model is set, over a real local server: what it wrote, by whom, and what stays when it fails."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.library.book_export import export_book, import_book
from corpus.library.derived_books import derived_book, derived_state, publish_shelved, rule_made_book
from corpus.library.disk.writing_file import WRITINGS, read_writings
from corpus.library.shelf import Shelf
from indexer.text.analyser import Analyser
from service.library.job_record import Job, moment_of
from service.library.job_work import JobOutcome, do_job
from service.library.writing import book_writing
from service.operations.settings import Settings
from tests.support.answering.local_model import LocalModel, Manner, local_model, silent, status, streamed
from tests.support.served.library_service import Intake

pytestmark = pytest.mark.flow
TOLD = {
    "나루군 골목 시장": (
        "나루군은 골목 시장을 열어 주민이 함께 썼습니다.",
        "골목 시장을 열어 주민이 함께 쓰게 하고 싶다",
        "골목 시장을 연 해",
    ),
    "다솔시 늦밤 돌봄": ("다솔시는 늦밤 돌봄을 열었습니다.", "늦밤 돌봄을 열고 싶다", "늦밤 돌봄을 함께 쓴 주민"),
}
FALSE = "참여한 주민은 9,999명입니다."


def write_of_the_case(messages: list[dict[str, str]]) -> str:
    """What a model says of the case that it is shown: one true and one false sentence; of a case it does not know, no JSON."""
    for title, (summary, need, ask) in TOLD.items():
        if title in messages[1]["content"]:
            asks = [{"section": 1, "asks": [ask]}]
            return json.dumps({"summary": f"{summary} {FALSE}", "needs": [need], "asks": asks}, ensure_ascii=False)
    return "알겠습니다."


@pytest.fixture(autouse=True)
def loaded(analyser: Analyser, monkeypatch: pytest.MonkeyPatch) -> None:
    """Kiwi as it is loaded already."""
    monkeypatch.setattr(book_writing, "Analyser", lambda: analyser)


@pytest.fixture
def model() -> Iterator[LocalModel]:
    with local_model(write_of_the_case) as model:
        yield model


def settings_of(folder: Path, model: LocalModel | None, seconds: float = 20.0) -> Settings:
    told = {"llm_url": model.url, "llm_model": "exaone", "llm_seconds": seconds} if model else {}
    return Settings(data=folder / "data", default_book="off", **told)  # type: ignore[arg-type]  # read as from the environment


def add_stories(settings: Settings, folder: Path, stories: str = "1 2 3", *, book: str | None = None) -> JobOutcome:
    """Do the job of adding a book of these stories, or of reading one again."""
    upload = folder / "stories.pdf"
    upload.write_text(stories, encoding="utf-8")
    now = moment_of(0)
    job = Job(id="1700000000000-abcdef01", kind="reparse" if book else "add", file_name=upload.name, book=book, created=now, queued=now)
    return do_job(settings, job, None if book else upload, Intake().tools(), lambda *_: None, lambda: False)


def test_what_a_model_wrote_and_the_case_bears_out_is_told_as_its(tmp_path: Path, model: LocalModel) -> None:
    settings = settings_of(tmp_path, model)
    outcome = add_stories(settings, tmp_path)
    told = "언어 모델 exaone이(가) 사례 3건 가운데 2건의 카드를 거들었습니다."
    assert outcome.messages == (told,)
    assert outcome.result["written"] == [told]
    request = model.requests[0]
    assert (request["max_tokens"], request["response_format"]["type"]) == (1600, "json_schema")
    shelf = Shelf(settings.library)
    record = shelf.read("stories")
    first, _, third = derived_book(shelf, record).cards
    summary, need, ask = TOLD["나루군 골목 시장"]
    assert (first.case.summary, first.case.needs, first.case.sections[0].asks) == (summary, (need,), (ask,))
    assert {(reason.field, reason.value) for reason in first.reasons if reason.rule == "model:exaone"} == {
        ("summary", None),
        ("needs", need),
        ("sections", "1"),
    }
    assert [reason.rule for reason in first.reasons if reason.field == "summary"] == ["model:exaone"]
    assert first.case.notes[-1] == "언어 모델 exaone의 글입니다: 요약, 필요 1개, 물음 1개. 사례의 글과 대 보아 맞는 것만 실었습니다."
    plain = rule_made_book(shelf, record).cards[2].case
    assert third.case.model_copy(update={"notes": plain.notes}) == plain
    assert third.case.notes[-1] == "언어 모델 exaone의 글은 사례의 글과 맞지 않아 싣지 않았습니다."
    own = [passage for passage in publish_shelved(shelf, record).passages if passage.case_id == "stories:1"]
    assert ask in own[0].expansion


def test_the_same_question_is_asked_once_and_an_exported_book_keeps_the_answer(tmp_path: Path, model: LocalModel) -> None:
    settings = settings_of(tmp_path, model)
    add_stories(settings, tmp_path)
    shelf, asked = Shelf(settings.library), len(model.requests)
    before = derived_book(shelf, shelf.read("stories"))
    add_stories(settings, tmp_path, book="stories")
    assert len(model.requests) == asked == 3
    export_book(shelf, "stories", tmp_path / "out")
    other = Shelf(tmp_path / "other")
    assert derived_book(other, import_book(other, tmp_path / "out")).cards == before.cards


def test_without_a_model_nothing_is_written_and_what_one_wrote_goes(tmp_path: Path, model: LocalModel) -> None:
    bare = settings_of(tmp_path, None)
    assert add_stories(bare, tmp_path).messages == ()
    shelf = Shelf(bare.library)
    record = shelf.read("stories")
    plain, state = derived_book(shelf, record), derived_state(shelf, record)
    assert not (shelf.folder / "stories" / WRITINGS).exists()
    add_stories(settings_of(tmp_path, model), tmp_path, book="stories")
    assert set(read_writings(shelf.folder / "stories")) == {"stories:1", "stories:2", "stories:3"}
    assert derived_state(shelf, shelf.read("stories")) != state
    add_stories(bare, tmp_path, book="stories")
    assert not (shelf.folder / "stories" / WRITINGS).exists()
    assert derived_book(shelf, shelf.read("stories")) == plain
    assert derived_state(shelf, shelf.read("stories")) == state


def test_a_damaged_file_of_writings_leaves_the_cards_that_rules_made(tmp_path: Path, model: LocalModel) -> None:
    settings = settings_of(tmp_path, model)
    add_stories(settings, tmp_path)
    shelf = Shelf(settings.library)
    file = shelf.folder / "stories" / WRITINGS
    file.write_text(file.read_text(encoding="utf-8").replace("골목 시장을 열어", "골목 시장을 닫아"), encoding="utf-8")
    record = shelf.read("stories")
    assert derived_book(shelf, record) == rule_made_book(shelf, record)


@pytest.mark.parametrize(
    ("manner", "seconds", "reason"), [(status(500), 5.0, "HTTP status 500"), (silent, 0.1, "no whole answer within 0.4 s")]
)
def test_a_model_that_fails_leaves_the_cards_that_rules_made_and_is_told(
    tmp_path: Path, manner: Manner, seconds: float, reason: str
) -> None:
    with local_model(write_of_the_case, manner) as failing:
        settings = settings_of(tmp_path, failing, seconds)
        (told,) = add_stories(settings, tmp_path, "1 2 3 4 5").messages
        assert len(failing.requests) <= book_writing.MOST_FAILURES
        shelf = Shelf(settings.library)
        record = shelf.read("stories")
        assert derived_book(shelf, record) == rule_made_book(shelf, record)
        assert told.startswith("언어 모델 exaone이(가) 사례 5건 가운데 0건의 카드를 거들었습니다. 5건은 답을 받지 못해(")
        assert reason in told or "ReadTimeout" in told
        failing.manner = streamed
        settings = settings_of(tmp_path, failing)
        assert "2건의 카드를 거들었습니다." in add_stories(settings, tmp_path, book="stories").messages[-1]
