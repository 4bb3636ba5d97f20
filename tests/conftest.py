"""What holds for all tests: the patience of properties, what workers do once, and which tests one takes together."""

import gc
import os
from collections.abc import Sequence

import pytest
from hypothesis import settings

from smmgen.apis import graph_container, pinterest, tiktok_status
from tests import shares
from tests.program import keep_program
from tests.themes import keep_themes

EXAMPLES = 100 if os.environ.get("SMMGEN_WHOLE") else 40
"""How often a property is tried that does not say so itself."""

# machines differ; a slow example is no fault
settings.register_profile("patient", deadline=None, max_examples=EXAMPLES)
settings.load_profile("patient")

TOGETHER = (
    *("tests/build/", "tests/serve/", "tests/servers/test_matrix", "tests/servers/test_nostr"),
    "tests/servers/test_s3",
)
"""Files whose tests share browsers and servers that take seconds to start: one worker starts them, not each."""

FIRST = (
    *("tests/build/", "tests/serve/", "tests/networks/test_contract.py", "tests/cluster/test_dask.py"),
    *("tests/publish/test_every_fault.py", "tests/crash/test_schedules.py", "tests/crash/test_steps.py"),
    *("tests/crash/test_storm.py", "tests/crash/test_kills.py", "tests/crash/test_race.py"),
    *("tests/scaffold/test_plan_sheet.py", "tests/cards/test_contrast.py", "tests/cards/test_trial.py"),
)
"""What takes longest goes first, or one worker would still be at it when the others have nothing left."""

keep_program()
keep_themes()

gc.set_threshold(20_000, 20, 20)  # fourteen thousand tests are no garbage


def pytest_addoption(parser: pytest.Parser) -> None:
    shares.add_option(parser)


def pytest_collection_finish() -> None:
    gc.freeze()


@pytest.fixture
def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask soon again what became of a film or a picture: the sandbox goes by how often it was asked."""
    for module in (graph_container, pinterest, tiktok_status):
        monkeypatch.setattr(module, "PAUSES", (0.01,) * len(module.PAUSES))


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> bool | None:
    """Share the tests among processes, where that is asked for."""
    options = session.config.option
    number = shares.workers(session.config)
    if not number or session.testsfailed or options.collectonly or options.usepdb:
        return None
    shares.Front(session, _groups([item.nodeid.partition("::")[0] for item in session.items])).run(number)
    return True


def _groups(paths: Sequence[str]) -> list[shares.Group]:
    """Put together what is of one file, or shares more, the longest first."""
    groups: dict[str, list[int]] = {}
    for number, path in enumerate(paths):
        groups.setdefault(next((shared for shared in TOGETHER if path.startswith(shared)), path), []).append(
            number
        )
    last = len(FIRST)
    order = {path: number for number, path in enumerate(FIRST)}
    ranked = sorted(groups, key=lambda path: (order.get(path, last), -len(groups[path])))
    return [tuple(groups[path]) for path in ranked]
