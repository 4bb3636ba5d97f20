"""What holds for all tests: the patience of properties, what workers do once, and which tests one takes together."""

import gc
import os
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from xdist.scheduler import LoadScopeScheduling

from tests.themes import keep_themes

EXAMPLES = 100 if os.environ.get("SMMGEN_WHOLE") else 40
"""How often a property is tried that does not say so itself."""

# machines differ; a slow example is no fault
settings.register_profile("patient", deadline=None, max_examples=EXAMPLES)
settings.load_profile("patient")

TOGETHER = ("tests/build/", "tests/serve/", "tests/servers/")
"""Folders whose tests share browsers and servers that take seconds to start: one worker starts them, not each."""

keep_themes()

gc.set_threshold(20_000, 20, 20)  # fourteen thousand tests are no garbage


def pytest_collection(session: pytest.Session) -> None:
    """Read the modules from the last one, in every other worker of a whole run: what one compiles, both keep."""
    is_whole = session.config.args_source is pytest.Config.ArgsSource.TESTPATHS
    if is_whole and os.environ.get("PYTEST_XDIST_WORKER", "gw0")[-1] in "13579":
        for path in sorted(Path(__file__).parent.rglob("test_*.py"), reverse=True):
            with suppress(Exception, pytest.skip.Exception):  # it is told when it is collected
                import_module(".".join(path.relative_to(session.config.rootpath).with_suffix("").parts))


def pytest_collection_finish() -> None:
    gc.freeze()


class Together(LoadScopeScheduling):
    """Give a worker a whole file at a time, or a whole folder, so that what tests share is made once."""

    def _split_scope(self, nodeid: str) -> str:
        path = nodeid.partition("::")[0]
        return next((folder for folder in TOGETHER if path.startswith(folder)), path)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Together:
    return Together(config, log)
