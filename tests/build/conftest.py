"""The example brand's site and a browser to look at it, once for all tests of the pages."""

from pathlib import Path

import pytest

from smmgen.build.upkeep import Upkeep, Wish
from smmgen.read.tree import Folder
from tests.build.browser import Browser, chromium
from tests.build.world import NOW, draw
from tests.servers import install

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def program():
    try:
        install.browser()
    except install.Missing as missing:
        if chromium() is None:
            pytest.skip(str(missing))
    return chromium()


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    out = tmp_path_factory.mktemp("site")
    Upkeep(Folder(ROOT), out, lambda theme, read: draw).bring(Wish(now=NOW))
    return out


@pytest.fixture(scope="session")
def browser(program, tmp_path_factory):
    opened = Browser(program, tmp_path_factory.mktemp("profile"))
    yield opened
    opened.close()
