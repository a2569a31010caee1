"""A service whose library is empty, and somebody on this machine."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from tests.support.served.library_service import Intake, client_of, library_service


@pytest.fixture
def intake() -> Intake:
    return Intake()


@pytest.fixture
def client(tmp_path: Path, intake: Intake) -> Iterator[TestClient]:
    with client_of(library_service(tmp_path / "data", intake)) as client:
        yield client
