from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import warm
from tests.assistant.client import Assistant, assistant
from tests.assistant.world import fresh


@pytest.fixture(scope="session")
def program(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """One program for all tests: it sees what changes under it, as it would on a desk."""
    place = tmp_path_factory.mktemp("assistant")
    with assistant(warm.command(), place / "errors", fresh(place / "brand")) as opened:
        yield opened


@pytest.fixture
def door(program: Assistant) -> Assistant:
    """The program, with the repository as it was in the beginning."""
    fresh(program.root)
    return program


@pytest.fixture
def root(door: Assistant) -> Path:
    return door.root
