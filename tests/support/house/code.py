"""The project's own code, read and parsed once for all the tests that hold rules by reading it."""

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
PACKAGES = ("corpus", "indexer", "answers", "service", "eval", "judging")


@cache
def files() -> tuple[Path, ...]:
    """Every module of the packages, in order."""
    return tuple(sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py")))


@cache
def files_of_tests() -> tuple[Path, ...]:
    """Every module of the tests, in order."""
    return tuple(sorted((ROOT / "tests").rglob("*.py")))


@cache
def name(path: Path) -> str:
    """A file's path within the project."""
    return path.relative_to(ROOT).as_posix()


@cache
def tree_of(path: Path) -> ast.Module:
    """A module's syntax; to be read, never changed."""
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def nodes_of(path: Path) -> tuple[ast.AST, ...]:
    """Everything in a module's syntax, as `ast.walk` gives it."""
    return tuple(ast.walk(tree_of(path)))
