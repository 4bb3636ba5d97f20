"""What holds for all tests: the patience of properties, what workers do once, and which tests one takes together."""

import gc
import os
from collections.abc import Sequence
from contextlib import suppress
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from xdist.scheduler import LoadScopeScheduling

from smmgen.apis import graph_container, pinterest, tiktok_status
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

keep_themes()

gc.set_threshold(20_000, 20, 20)  # fourteen thousand tests are no garbage


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Take one worker more than there are processors: many tests wait for a server, a browser or a clock."""
    return (os.cpu_count() or 1) + 1


def pytest_collection(session: pytest.Session) -> None:
    """Read a share of all modules first in a whole run, each worker its own: what one compiles, all keep."""
    number = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0")[2:])
    count = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    if session.config.args_source is pytest.Config.ArgsSource.TESTPATHS:
        paths = sorted(Path(__file__).parent.rglob("test_*.py"))
        for path in paths[len(paths) * number // count : len(paths) * (number + 1) // count]:
            with suppress(Exception, pytest.skip.Exception):  # it is told when it is collected
                import_module(".".join(path.relative_to(session.config.rootpath).with_suffix("").parts))


def pytest_collection_finish() -> None:
    gc.freeze()


@pytest.fixture
def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask soon again what became of a film or a picture: the sandbox goes by how often it was asked."""
    for module in (graph_container, pinterest, tiktok_status):
        monkeypatch.setattr(module, "PAUSES", (0.01,) * len(module.PAUSES))


class Together(LoadScopeScheduling):
    """Give a worker a whole file at a time, or several, so that what tests share is made once."""

    def _split_scope(self, nodeid: str) -> str:
        path = nodeid.partition("::")[0]
        return next((shared for shared in TOGETHER if path.startswith(shared)), path)

    def _assign_work_unit(self, node: Any) -> None:
        first = next((scope for scope in FIRST if scope in self.workqueue), None)
        if first:
            self.workqueue.move_to_end(first, last=False)
        super()._assign_work_unit(node)

    def _pending_of(self, workload: Any) -> int:
        """Forget what is done, which would be counted again after each of all tests."""
        for scope in [name for name, unit in workload.items() if all(unit.values())]:
            del workload[scope]
        return super()._pending_of(workload)

    def add_node_collection(self, node: Any, collection: Sequence[str]) -> None:
        super().add_node_collection(node, Numbered(collection))


class Numbered(list[str]):
    """A list that knows where each of its names is, without going through all of them."""

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {name: number for number, name in enumerate(self)}

    def index(self, name: str, *_: Any) -> int:
        return self._numbers[name]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Together:
    return Together(config, log)
