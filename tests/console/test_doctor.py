"""Each thing the doctor looks at, well and not well, over a place where all is well to begin with."""

import shutil
from pathlib import Path

import pytest

from corpus.cards import CARDS
from indexer.generations.build import Corpus, build_index, read_corpus
from indexer.generations.current_pointer import current_generation
from indexer.generations.generation_folders import GENERATIONS
from indexer.model.model_store import find_model
from indexer.text.analyser import Analyser
from service.console import doctor
from service.console.doctor import Finding, examine, unmet
from service.operations.settings import Settings
from tests.support.models.doubles import CountEncoder


@pytest.fixture(scope="module")
def well(tmp_path_factory: pytest.TempPathFactory, three_cards: Path, analyser: Analyser) -> Path:
    """A folder of a model, and of data with an index made with it from the three cards; to be copied, never changed."""
    folder = tmp_path_factory.mktemp("well")
    made = settings_in(folder)
    Path(made.model).mkdir()
    Path(made.model, "config.json").write_text("{}", encoding="utf-8")
    build_index(read_corpus(three_cards), made.index, CountEncoder(find_model(made.model, made.models)[1]), segment=analyser.tokens)
    return folder


def settings_in(folder: Path) -> Settings:
    return Settings(data=folder / "data", model=str(folder / "model"))


@pytest.fixture
def settings(tmp_path: Path, well: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Settings under which all is well, over a copy to spoil."""
    monkeypatch.setattr(doctor, "FREE_BYTES", 1)  # whatever disk the tests run on
    monkeypatch.setattr(doctor, "find_reader", lambda models: (models, "reader@0"))
    return settings_in(Path(shutil.copytree(well, tmp_path / "place")))


def look(what: str, settings: Settings, cards: Path) -> Finding:
    """The one finding about something."""
    (found,) = [finding for finding in examine(settings, cards) if finding.what == what]
    assert found.well == (found.remedy == "")
    return found


def generation(settings: Settings) -> Path:
    """The folder of the current generation."""
    return settings.index / GENERATIONS / str(current_generation(settings.index))


def test_everything_is_looked_at_in_the_order_of_need(settings: Settings, cards: Path) -> None:
    found = examine(settings, cards)
    assert [finding.what for finding in found] == [
        "파이썬",
        "꾸러미",
        "디스크",
        "사례 카드",
        "동의어 사전",
        "원문",
        "임베딩 모델",
        "읽기 모델",
        "색인",
    ]
    assert [finding for finding in found if finding.what != "꾸러미" and not finding.well] == []


def test_a_value_that_the_vocabulary_does_not_know_is_told_and_no_fault(settings: Settings, cards: Path) -> None:
    path = cards / "8-01.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("industries: [조선]", "industries: [우주]"), encoding="utf-8")
    found = look("사례 카드", settings, cards)
    assert found.well
    assert found.seen.splitlines() == ["3건", "      살펴볼 것: 8-01.yaml: industries[1]: 산업의 어휘에 없는 값입니다: '우주'"]


def test_an_old_python(settings: Settings, cards: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "OLDEST_PYTHON", (99, 0))
    found = look("파이썬", settings, cards)
    assert not found.well
    assert "너무 오래되었습니다" in found.seen


def test_packages_of_another_version_or_missing_are_named_with_what_is_there() -> None:
    (wrong, missing) = unmet(
        ["pytest==1.0", "no-such-package>=2", "pytest", 'pytest==1.0; extra == "dev"', 'pytest==1.0; python_version < "3"']
    )
    assert wrong == f"pytest==1.0 (지금 {pytest.__version__})"
    assert missing == "no-such-package>=2 (없음)"


def test_a_full_disk_is_told_even_before_the_folder_is_made(settings: Settings, cards: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    later = settings.model_copy(update={"data": settings.data / "not" / "yet" / "there"})
    assert look("디스크", later, cards).well
    monkeypatch.setattr(doctor, "FREE_BYTES", 10**18)
    found = look("디스크", later, cards)
    assert "뿐입니다" in found.seen
    assert "SAERYE_DATA" in found.remedy


def test_broken_cards_are_told_with_file_and_key(settings: Settings, cards: Path) -> None:
    assert look("사례 카드", settings, cards) == Finding("사례 카드", True, "3건")
    (cards / "8-02.yaml").write_text("id: 8-02\n", encoding="utf-8")
    found = look("사례 카드", settings, cards)
    assert not found.well
    assert "8-02.yaml: title" in found.seen
    assert found.remedy == "적힌 파일과 항목을 고치십시오."
    assert not look("색인", settings, cards).well  # what cannot be read cannot be compared


def test_a_casebook_that_is_not_there(settings: Settings, cards: Path, tmp_path: Path) -> None:
    assert look("원문", settings, cards) == Finding("원문", True, "지정하지 않음(카드만 검색)")
    found = look("원문", settings.model_copy(update={"casebook": tmp_path / "원문.txt"}), cards)
    assert not found.well
    assert "원문.txt" in found.seen
    assert "SAERYE_CASEBOOK" in found.remedy


def test_a_missing_model_is_one_finding_not_two(settings: Settings, cards: Path, tmp_path: Path) -> None:
    lost = settings.model_copy(update={"model": "bundled"})
    found = look("임베딩 모델", lost, cards)
    assert not found.well
    assert "'saerye build'" in found.remedy
    assert look("색인", lost, cards).well


def test_another_model_than_the_indexs(settings: Settings, cards: Path) -> None:
    Path(settings.model, "config.json").write_text('{"changed": true}', encoding="utf-8")
    assert look("임베딩 모델", settings, cards).well
    assert look("색인", settings, cards) == Finding("색인", False, "임베딩 모델이 달라졌습니다", "'saerye build'로 만드십시오.")


def test_no_index(settings: Settings, cards: Path, tmp_path: Path) -> None:
    found = look("색인", settings.model_copy(update={"data": tmp_path / "empty"}), cards)
    assert found == Finding("색인", False, "색인이 없습니다. 'saerye build'로 만드십시오.", "'saerye build'로 만드십시오.")


def test_a_whole_index_is_told_with_its_counts(settings: Settings, cards: Path, corpus: Corpus) -> None:
    seen = look("색인", settings, cards).seen
    assert seen == f"{current_generation(settings.index)}: 사례 3건, 대목 {len(corpus.passages)}건"


def test_a_damaged_index_is_told_with_its_file(settings: Settings, cards: Path) -> None:
    (generation(settings) / "catalogue.sqlite").write_text("[]", encoding="utf-8")
    found = look("색인", settings, cards)
    assert not found.well
    assert "catalogue.sqlite" in found.seen


def test_cards_edited_since_the_build(settings: Settings, cards: Path) -> None:
    path = cards / "8-01.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("청년 300명", "청년 301명"), encoding="utf-8")
    assert look("색인", settings, cards).seen == "사례 자료(jobs-2023 바뀜)가 달라졌습니다"


def test_the_cards_looked_at_are_this_projects_unless_others_are_named(settings: Settings) -> None:
    found = {finding.what: finding for finding in examine(settings)}
    assert found["사례 카드"].seen == f"{len(list(CARDS.glob('*.yaml')))}건"
    assert "사례 자료" in found["색인"].seen
