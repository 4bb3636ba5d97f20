"""The page of a change in a real browser, opened from disk: whole, and as a folder."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from smmgen.review.as_page import whole_page, write_page
from tests.build.browser import Browser, chromium
from tests.documents import CASES, given
from tests.review.test_proposal import World
from tests.servers import install


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    try:
        install.browser()
    except install.Missing as missing:
        if chromium() is None:
            pytest.skip(str(missing))
    opened = Browser(str(chromium()), tmp_path_factory.mktemp("profile"))
    yield opened
    opened.close()


@pytest.fixture(scope="module", params=["proposal", "hostile"])
def pages(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp(request.param)
    world = World(given(CASES / f"review/{request.param}.md"), folder)
    (folder / "whole.html").write_text(whole_page(world.change, folder), "utf-8")
    write_page(world.change, folder, folder / "out")
    return [folder / "whole.html", folder / "out/index.html"]


def test_pages_open_without_a_fault_and_fit_the_screen(browser: Browser, pages: list[Path]) -> None:
    for page in pages:
        browser.look(width=390, scheme="dark")
        browser.open(page)
        assert browser.run("document.documentElement.scrollWidth") <= 390, page
        browser.look(width=1280, scheme="dark")
        assert browser.run("document.documentElement.scrollWidth") <= 1280, page
        assert browser.faults() == [], page
        assert browser.run("[...document.images].every(image => image.naturalWidth > 0)"), page
        assert browser.run("document.scripts.length") == 0
