"""The house's rules, held by reading the code: what may import what, one door to each heavy package, and documents that agree with it."""

import ast
import os
import re
import stat
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from typer.main import get_command

from corpus.model.ids import DEFAULT_BOOK
from indexer.text.function_words import COPULAS, LIGHT, WORD_ENDINGS
from service.app import create_service
from service.console.evaluation_commands import app as evaluation
from service.console.main import app as console
from service.operations.runtime import Runtime
from service.operations.settings import Settings, settings_table
from tests.support.house.code import PACKAGES, ROOT, files, name, nodes_of, tree_of
from tests.support.house.selection import asks_for_slow

STEPS = {
    f"judging/storage/migrations/versions/{step}.py"
    for step in ("v1_judgments", "v2_notes_and_searches", "v3_order_of_searches", "v4_answer_feedback", "v5_kept_answers")
}
DOORS = {
    "yaml": {"corpus/yaml_files.py"},
    "pypdfium2": {"corpus/documents/drawn/pdfium_pages.py"},
    "PIL": {"corpus/documents/drawn/picture_pages.py"},
    "bs4": {"corpus/outline/text_tables.py"},
    "tossi": {"corpus/particle_forms.py"},
    "dochan": {"corpus/documents/hangul/dochan_tree.py"},
    "rhwp": {"corpus/documents/hangul/hangul_layout.py"},
    "freetype": {"corpus/documents/hangul/hangul_layout.py"},
    "olefile": {"corpus/documents/sniffing.py"},
    "rapidfuzz": {"service/search/understanding/repair/corpus_words.py"},
    "kiwipiepy": {"indexer/text/analyser.py"},
    "bm25s": {"indexer/arms/bm25.py"},
    "faiss": {"indexer/arms/dense.py"},
    "sentence_transformers": {"indexer/model/encoder.py", "eval/training/train_adapter.py"},  # serving, and training
    "onnx": {"indexer/model/encoder.py"},
    "onnxruntime": {"indexer/model/encoder.py", "indexer/model/pair_reader.py"},
    "torch": {"indexer/model/conversion.py", "eval/training/train_adapter.py", "eval/training/reader_learner.py"},
    "peft": {"eval/training/train_adapter.py"},
    "sklearn": {
        "corpus/vocabulary/letter_classifier.py",
        "eval/training/letters/letter_learning.py",
        "eval/training/train_relevance.py",
        "indexer/derived/meaning_layout.py",
    },
    "tokenizers": {"indexer/model/conversion.py", "indexer/model/pair_reader.py"},
    "transformers": {"indexer/model/conversion.py", "indexer/model/encoder.py", "eval/training/reader_learner.py"},
    "huggingface_hub": {"indexer/model/model_store.py"},
    "httpx2": {"answers/wording/endpoint.py"},
    "prometheus_client": {"service/operations/metrics.py"},
    "rich": {"service/operations/terminal.py"},
    "typer": {
        f"service/console/{name}.py"
        for name in (
            "main",
            "evaluation_commands",
            "evaluation_options",
            "experiment_commands",
            "library_commands",
            "library_lines",
            "upkeep_commands",
        )
    },
    "uvicorn": {"service/console/main.py"},
    "jinja2": {"service/pages/rendering/page_templates.py"},
    "pydantic_settings": {"service/operations/settings.py"},
    "ir_measures": {"eval/metrics/ranking_metrics.py"},
    "scipy": {
        "corpus/vocabulary/letter_classifier.py",
        *(
            f"eval/{name}.py"
            for name in (
                "deriving/learning",
                "metrics/ranking_metrics",
                "training/letters/letter_learning",
                "training/train_answers",
                "training/train_rows",
            )
        ),
    },  # statistics, and training
    "matplotlib": {"eval/reports/plots.py"},
    "docx": {"corpus/documents/office/docx_parts.py", "service/pages/reading_list/to_docx.py"},  # reading, and writing
    "openpyxl": {"corpus/documents/sheets/xlsx_reader.py"},
    "markdown_it": {"corpus/documents/office/markdown_reader.py"},
    "psutil": {"corpus/fence/watched_process.py"},
    "hwpx": {"service/pages/reading_list/to_hwpx.py"},
    "xlsxwriter": {"service/pages/reading_list/to_xlsx.py"},
    "sqlalchemy": {
        *(
            f"judging/storage/{name}.py"
            for name in ("database", "tables", "kept_searches", "judgment_store", "feedback_store", "answer_store", "book_forgetting")
        ),
        *STEPS,
    },
    "alembic": {"judging/storage/database.py", "judging/storage/migrations/env.py", *STEPS},
}


@cache
def imports(path: Path) -> list[tuple[str, bool]]:
    """Every module a file imports, and whether it does so when it is itself imported."""
    return list(_imports(path))


def _imports(path: Path) -> Iterator[tuple[str, bool]]:
    top = {id(node) for node in tree_of(path).body}
    for node in nodes_of(path):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, id(node) in top
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module, id(node) in top


def test_what_is_served_reads_none_of_the_files_a_build_reads() -> None:
    """What a generation was built with is stored in it. The files are for builds, and for those who look whether one is due."""
    loaders = {"load_cases", "load_regions", "load_vocabulary", "load_kinds", "load_book", "load_thesaurus", "read_corpus"}
    readers = {name(path) for path in files() if name(path).startswith(("service/", "answers/")) and loaders & imported_names(path)}
    assert readers == {
        "service/console/main.py",
        "service/console/doctor.py",
        "service/console/evaluation_commands.py",
        "service/operations/books.py",
        "service/library/intake.py",  # a file may be that of the embedded book
    }


def imported_names(path: Path) -> set[str]:
    return {alias.name for node in nodes_of(path) if isinstance(node, ast.ImportFrom) for alias in node.names}


@pytest.mark.parametrize("package", DOORS)
def test_each_heavy_package_has_one_door(package: str) -> None:
    assert {name(path) for path in files() for module, _ in imports(path) if module.split(".")[0] == package} == DOORS[package]


def test_what_is_heavy_is_not_loaded_by_importing() -> None:
    heavy = {
        "sklearn",
        "torch",
        "sentence_transformers",
        "transformers",
        "tokenizers",
        "onnxruntime",
        "onnx",
        "kiwipiepy",
        "uvicorn",
        "httpx2",
    }
    at_import = {(name(path), module) for path in files() for module, at_top in imports(path) if at_top and module.split(".")[0] in heavy}
    assert at_import == set()


STARTED = """
import sys, service.app, service.operations.runtime, service.operations.settings
service.app.create_service(service.operations.runtime.Runtime(service.operations.settings.Settings()))
print(*sys.modules)
import service.console.main
print(*sys.modules)
"""


@cache
def loaded_at_start() -> tuple[frozenset[str], frozenset[str]]:
    """The modules that a process has loaded once the service is made, and once the console is there, too."""
    ran = subprocess.run([sys.executable, "-c", STARTED], cwd=ROOT, capture_output=True, text=True, check=True)
    service, console = (frozenset(line.split()) for line in ran.stdout.splitlines())
    return service, console


@pytest.mark.flow
def test_no_reader_of_files_is_loaded_before_a_file_asks_for_it() -> None:
    _, loaded = loaded_at_start()
    assert {"PIL", "dochan", "freetype", "markdown_it", "olefile", "openpyxl", "psutil", "pypdfium2", "rhwp"} & loaded == set()


@pytest.mark.flow
def test_who_only_searches_imports_no_database() -> None:
    loaded, _ = loaded_at_start()
    assert "service.app" in loaded
    assert {"sqlalchemy", "alembic", "judging", "eval"} & loaded == set()


def test_nothing_prints_but_the_console_and_scripts() -> None:
    printing = [name(path) for path in files() for node in nodes_of(path) if is_print(node)]
    assert printing == []


def is_print(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"


def test_the_book_is_not_named_outside_its_folder() -> None:
    """What is told of a book stands in its folder; code names only the one whose cases have bare ids, and that once."""
    texts = [path for package in PACKAGES for ending in ("py", "html") for path in sorted((ROOT / package).rglob(f"*.{ending}"))]
    named = re.compile(r"2023|일자리대상|공시제|사례집")
    outside = [path for path in texts if not name(path).startswith("corpus/books/")]
    lines = [(name(path), line) for path in outside for line in path.read_text(encoding="utf-8").splitlines() if named.search(line)]
    assert lines == [("corpus/model/ids.py", f'DEFAULT_BOOK = "{DEFAULT_BOOK}"')]


AVOIDED = (
    "견줌",
    "견주기",
    "견줄 수",
    "보탬말",
    "셈했",
    "모을 구성",
    "OCR 교정",
    "OCR 보정",
    "카드에 쓰지",
    "나온 곳",
    "지역 이름이 아닙니다",
)
"""Words of docs/words.md that officials do not write; where a person types them they are understood all the same."""


def test_what_officials_read_is_in_their_own_words() -> None:
    shown = [
        *files(),
        *(ROOT / "service/pages").rglob("*.html"),
        *(ROOT / "service/pages/static").glob("*.js"),
        *(ROOT / "corpus/books").rglob("*.yaml"),
    ]
    texts = {name(path): path.read_text(encoding="utf-8") for path in shown}
    assert [(path, word) for path, text in texts.items() for word in AVOIDED if word in text] == []


def test_function_words_are_listed_in_one_place() -> None:
    """Three in a list may be units. `answers/` is left out until what is in it is replaced."""
    known = {*LIGHT, *WORD_ENDINGS, *COPULAS}
    lists = {
        name(path)
        for path in files()
        for node in nodes_of(path)
        if isinstance(node, ast.Set | ast.Tuple | ast.List)
        and sum(isinstance(item, ast.Constant) and item.value in known for item in node.elts) > 3
    }
    assert {path for path in lists if not path.startswith("answers/")} == {"indexer/text/function_words.py"}


def readme() -> str:
    return (ROOT / "README.md").read_text(encoding="utf-8")


def table_rows(heading: str) -> list[list[str]]:
    """The body rows of the first table under a heading of the README, cell by cell."""
    part = readme().split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0]
    rows = [line for line in part.splitlines() if line.startswith("|")][2:]
    return [[cell.strip().strip("`") for cell in re.split(r"(?<!\\)\|", row)[1:-1]] for row in rows]


def test_the_readmes_settings_are_the_programs() -> None:
    assert [tuple(row) for row in table_rows("Settings")] == settings_table()


def test_the_readmes_endpoints_are_the_programs() -> None:
    paths = create_service(Runtime(Settings())).openapi()["paths"]
    offered = {f"{method.upper()} {path}" for path, methods in paths.items() for method in methods}
    assert {row[0] for row in table_rows("HTTP API")} == offered | {"GET /docs"}


def test_the_readmes_commands_are_the_consoles() -> None:
    assert {row[0].split()[1] for row in table_rows("Commands")} == set(get_command(console).commands)  # type: ignore[attr-defined]


def test_the_readmes_evaluation_commands_are_the_consoles() -> None:
    named = {words[2] for row in table_rows("Commands") if (words := row[0].split())[1] == "eval" and len(words) > 2}
    assert named == set(get_command(evaluation).commands)  # type: ignore[attr-defined]


def test_version_changelog_and_licence_agree() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    newest = re.search(r"^## \[(\d+\.\d+\.\d+)\]", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert newest is not None
    assert newest[1] == project["version"]
    assert "Apache License" in (ROOT / "LICENSE").read_text(encoding="utf-8")


def test_every_dependency_is_pinned_and_constrained_to_the_same_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    pinned = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    constraints = {normal(line.split("==")[0]): line.split("==")[1] for line in (ROOT / "constraints.txt").read_text().splitlines()}
    assert {normal(line.split("==")[0]): line.split("==")[1] for line in pinned}.items() <= constraints.items()


def normal(package: str) -> str:
    return re.sub(r"[-_.]+", "-", package).lower()


@pytest.mark.parametrize("script", ["install", "run", "serve", "test", "test_slow", "check", "train"])
def test_scripts_can_be_run(script: str) -> None:
    assert os.stat(ROOT / "scripts" / script).st_mode & stat.S_IXUSR  # noqa: PTH116


def test_make_and_ci_only_call_the_scripts() -> None:
    recipes = [line.strip().lstrip("@") for line in (ROOT / "Makefile").read_text().splitlines() if line.startswith("\t")]
    assert all(recipe.startswith(("scripts/", "rm -rf ")) for recipe in recipes)


def test_ci_and_the_readme_name_both_commands_of_the_tests() -> None:
    called = [line.removeprefix("exec ") for line in (ROOT / ".ci" / "run").read_text().splitlines()]
    shown = [line.split("#")[0].strip() for line in readme().splitlines()]
    for command in ("make test", "make test-slow"):
        assert command in called
        assert command in shown
    targets = (ROOT / "Makefile").read_text().splitlines()
    assert {"test:", "test-slow:"} <= set(targets)


def test_every_script_is_called_or_told_of() -> None:
    told = (ROOT / "Makefile").read_text() + readme() + "".join(path.read_text() for path in (ROOT / "scripts").iterdir())
    assert [path.name for path in (ROOT / "scripts").iterdir() if f"scripts/{path.name}" not in told] == []


def test_what_is_slow_is_left_out_unless_it_is_spoken_of() -> None:
    assert [asks_for_slow(said) for said in ("", "not flow", "slow", "flow and not slow")] == [False, False, True, True]
    assert not asks_for_slow("slowly")
