from pathlib import Path

from indexer.seed import SEED
from judging.storage.database import LOCK

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("corpus", "indexer", "answers", "service", "eval", "judging")


def test_the_seed_is_what_it_was_and_stands_in_one_place() -> None:
    assert (SEED, LOCK) == (20231122, 20231122)
    texts = {path: path.read_text(encoding="utf-8") for package in PACKAGES for path in (ROOT / package).rglob("*.py")}
    assert [path.relative_to(ROOT).as_posix() for path, text in texts.items() if str(SEED) in text.replace("_", "")] == ["indexer/seed.py"]
