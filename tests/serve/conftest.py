"""A served repository for each test, and one browser for all."""

import pytest

from tests.build.browser import Browser, chromium
from tests.serve.place import FILES, served
from tests.servers import install


@pytest.fixture
def place(tmp_path):
    with served(tmp_path, FILES) as made:
        yield made


@pytest.fixture
def edited(tmp_path):
    """A served repository whose pages can be edited."""
    with served(tmp_path, FILES, is_edited=True) as made:
        yield made


@pytest.fixture(scope="session")
def browser(tmp_path_factory):
    try:
        install.browser()
    except install.Missing as missing:
        if chromium() is None:
            pytest.skip(str(missing))
    opened = Browser(chromium(), tmp_path_factory.mktemp("profile"))
    yield opened
    opened.close()
