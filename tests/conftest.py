"""What holds for all tests: the patience of properties, and which tests one worker takes together."""

from typing import Any

import pytest
from hypothesis import settings
from xdist.scheduler import LoadScopeScheduling

settings.register_profile("patient", deadline=None)  # machines differ; a slow example is no fault
settings.load_profile("patient")

TOGETHER = ("tests/build/", "tests/serve/", "tests/servers/")
"""Folders whose tests share browsers and servers that take seconds to start: one worker starts them, not each."""


class Together(LoadScopeScheduling):
    """Give a worker a whole file at a time, or a whole folder, so that what tests share is made once."""

    def _split_scope(self, nodeid: str) -> str:
        path = nodeid.partition("::")[0]
        return next((folder for folder in TOGETHER if path.startswith(folder)), path)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Together:
    return Together(config, log)
