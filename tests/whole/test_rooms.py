"""The house's plan: rooms, floors, doors and names, held by reading the code. A room is a folder; who may call whom is a rule of rooms."""

import ast
import re
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.support.house.code import PACKAGES, ROOT, files, files_of_tests, name, nodes_of, tree_of

FLOORS = (
    "corpus.model",
    "corpus",
    "corpus.vocabulary",
    "corpus.privacy",
    "corpus.outline",
    "corpus.documents",
    "corpus.documents.hangul",
    "corpus.documents.drawn",
    "corpus.documents.office",
    "corpus.documents.sheets",
    "corpus.documents.pdf",
    "corpus.documents.pictures",
    "corpus.structure.headings",
    "corpus.structure.cases",
    "corpus.structure",
    "corpus.fence",
    "corpus.facts.language",
    "corpus.facts.tables",
    "corpus.facts",
    "corpus.deriving.ground",
    "corpus.deriving",
    "corpus.rows",
    "corpus.library.disk",
    "corpus.library",
    "indexer",
    "indexer.text",
    "indexer.model",
    "indexer.arms",
    "indexer.engines",
    "indexer.derived",
    "indexer.caches",
    "indexer.records",
    "indexer.generations",
    "indexer.views",
    "answers",
    "answers.asked",
    "answers.lookup",
    "answers.sentences",
    "answers.reckoning.table",
    "answers.reckoning.request",
    "answers.reckoning",
    "answers.wording",
    "service.limits",
    "service.search.contract",
    "service.search.understanding.repair",
    "service.search.understanding",
    "service.search.ranking",
    "service.search.presenting",
    "service.search.programmes",
    "service.search",
    "service.search.plans",
    "service.asking",
    "service.asking.kept",
    "service.pages.maps",
    "service.operations",
    "service.library.writing",
    "service.library",
    "service.library.upkeep",
    "service.library.checking",
    "service.gate",
    "service.api",
    "service.api.library.asking",
    "service.api.library",
    "service.pages",
    "service.pages.rendering",
    "service.pages.library.cards",
    "service.pages.library",
    "service.pages.cases",
    "service.pages.search",
    "service.pages.reading_list",
    "eval",
    "eval.sets",
    "eval.sets.lessons",
    "eval.metrics",
    "eval.public",
    "eval.deriving",
    "eval.runs",
    "eval.experiments",
    "eval.reports",
    "eval.commands",
    "eval.training",
    "eval.training.letters",
    "eval.speed",
    "judging",
    "judging.storage",
    "judging.storage.migrations",
    "judging.storage.migrations.versions",
    "judging.workbench",
    "service",
    "service.console",
)
"""Every room, from the ground up: a room imports only from rooms below it."""
MOST_FILES, MOST_LINES = 12, 250


def room(path: Path) -> str:
    return path.parent.relative_to(ROOT).as_posix().replace("/", ".")


@cache
def known_modules() -> frozenset[str]:
    return frozenset(name(path)[: -len(".py")].replace("/", ".") for path in files())


@cache
def imported_rooms(path: Path) -> frozenset[str]:
    """The rooms of this house that a file imports from, wherever in it the import stands."""
    return frozenset(_imported_rooms(path))


def _imported_rooms(path: Path) -> Iterator[str]:
    for node in nodes_of(path):
        if isinstance(node, ast.ImportFrom) and node.module:
            modules = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        elif isinstance(node, ast.Import):
            modules = [alias.name for alias in node.names]
        else:
            continue
        for module in modules:
            if module in known_modules():
                yield module.rpartition(".")[0]


def test_every_room_has_its_floor() -> None:
    assert {room(path) for path in files()} == set(FLOORS)
    assert len(set(FLOORS)) == len(FLOORS)


@pytest.mark.parametrize("above", FLOORS)
def test_a_room_imports_only_from_rooms_below_it(above: str) -> None:
    below = set(FLOORS[: FLOORS.index(above) + 1])
    wrong = {(name(path), other) for path in files() if room(path) == above for other in imported_rooms(path) if other not in below}
    assert wrong == set()


def test_no_module_imports_itself_in_a_circle() -> None:
    graph: dict[str, set[str]] = defaultdict(set)
    for path in files():
        for node in nodes_of(path):
            if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] in PACKAGES:
                graph[name(path)[:-3].replace("/", ".")].add(node.module)
    done: set[str] = set()

    def walk(module: str, trail: tuple[str, ...]) -> None:
        assert module not in trail, " → ".join((*trail, module))
        if module not in done:
            for other in graph.get(module, ()):
                walk(other, (*trail, module))
            done.add(module)

    for module in tuple(graph):
        walk(module, ())


def test_no_room_is_crowded() -> None:
    sizes = Counter(room(path) for path in (*files(), *files_of_tests()) if path.name != "__init__.py")
    assert {one: size for one, size in sizes.items() if size > MOST_FILES} == {}


def test_one_sentence_at_each_door() -> None:
    for path in (*files(), *files_of_tests()):
        if path.name == "__init__.py":
            sentence = ast.get_docstring(tree_of(path))
            assert sentence, name(path)
            assert len(tree_of(path).body) == 1, f"{name(path)} holds more than its sentence"


def test_every_room_of_tests_has_a_door() -> None:
    """Without one, two files of one name are one module to pytest."""
    assert {path.parent for path in files_of_tests()} == {path.parent for path in files_of_tests() if path.name == "__init__.py"}


def test_no_module_name_twice() -> None:
    names = Counter(path.stem for path in files() if path.name != "__init__.py")
    assert [one for one, times in names.items() if times > 1] == []


def test_yaml_is_read_in_the_corpus_alone() -> None:
    reading = {room(path) for path in files() for node in nodes_of(path) if "yaml" in imported_names(node)}
    assert {one.split(".")[0] for one in reading} == {"corpus"}


def imported_names(node: ast.AST) -> set[str]:
    if isinstance(node, ast.Import):
        return {alias.name.split(".")[0] for alias in node.names}
    return {node.module.split(".")[0]} if isinstance(node, ast.ImportFrom) and node.module else set()


WEB = ("service", "service.api", "service.api.library", "service.api.library.asking", "service.pages", "judging.workbench")


def test_the_web_is_known_to_its_rooms_alone() -> None:
    knowing = {room(path) for path in files() for node in nodes_of(path) if "fastapi" in imported_names(node)}
    assert {one for one in knowing if one not in WEB and not one.startswith("service.pages.")} == set()


SHAPES = (ROOT / "service" / "api" / "shapes.py", ROOT / "service" / "api" / "library" / "asking" / "library_shapes.py")
"""One module of shapes a room of the API."""


@pytest.mark.flow
def test_the_shapes_of_the_api_know_nothing_of_the_web() -> None:
    imported = {one for shapes in SHAPES for node in nodes_of(shapes) for one in imported_names(node)}
    assert imported <= {"__future__", "typing", "pydantic", "corpus", "service"}
    modules = ", ".join(name(shapes)[: -len(".py")].replace("/", ".") for shapes in SHAPES)
    seen = f"import sys, {modules}; print(sorted({{'fastapi', 'starlette'}} & sys.modules.keys()))"
    assert subprocess.run([sys.executable, "-c", seen], cwd=ROOT, capture_output=True, text=True, check=True).stdout == "[]\n"


def test_every_shape_of_the_api_stands_among_its_shapes() -> None:
    """Pages and forms have shapes of their own; those of the API are told in one place a room."""
    bases = {"BaseModel", "Strict", "FilterParameters"}
    inside = [path for path in files() if room(path).startswith("service.api")]
    assert {name(path) for path in inside if bases & set(bases_in(tree_of(path)))} == set(map(name, SHAPES))


def bases_in(tree: ast.Module) -> Iterator[str]:
    """The names of what the classes of a module are made from."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            yield from (base.id for base in node.bases if isinstance(base, ast.Name))


def test_no_data_has_a_default_that_loses_it() -> None:
    """A field that holds what a book or an index is made of has to be given: a forgotten one would be lost without a word."""
    for where, noun in (("indexer.generations.build", "Corpus"), ("indexer.generations.generation_store", "Stores")):
        tree = tree_of(ROOT / (where.replace(".", "/") + ".py"))
        (found,) = [node for node in tree.body if isinstance(node, ast.ClassDef) and node.name == noun]
        assert [node.target for node in found.body if isinstance(node, ast.AnnAssign) and node.value is not None] == []


def test_no_class_name_twice() -> None:
    names = Counter(node.name for path in files() for node in tree_of(path).body if isinstance(node, ast.ClassDef))
    assert [one for one, times in names.items() if times > 1] == []


def test_no_file_outgrows_the_house() -> None:
    long = {name(path): lines for path in files() if (lines := len(path.read_text(encoding="utf-8").splitlines())) > MOST_LINES}
    assert long == {}


SAYS_NOTHING = re.compile(
    r"_?(?:begun|bound|chosen|done|drawn|found|given|gone|heard|held|kept|known|left|made|meant|said|seen|sent|shown|spelt|standing|taken"
    r"|taught|telling|told|thought|typed|written|[a-z]{2,}(?<!mb)(?<!se)(?<!ne)(?<!fe)ed)"
)
"""A bare participle: what is done, and not to what."""
REBUILT_LATER = "answers/"


def test_a_function_is_named_by_what_it_does() -> None:
    """A verb and its object, or the noun that it returns; a property may say how its owner is."""
    bare = {
        f"{name(path)}: {node.name}"
        for path in files()
        if not name(path).startswith(REBUILT_LATER)
        for owner in nodes_of(path)
        if isinstance(owner, ast.Module | ast.ClassDef)
        for node in owner.body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and SAYS_NOTHING.fullmatch(node.name)
        and "property" not in {ast.unparse(decorator) for decorator in node.decorator_list}
    }
    assert bare == set()
