"""What smmgen serve adds to a page bars nobody either."""

import json

import pytest

from tests.build.test_access import FAULTS, RULES
from tests.serve.look import PANEL, comes, overlay
from tests.serve.place import BRAND, MENU
from tests.servers import install


@pytest.fixture(scope="module")
def axe():
    try:
        return install.axe()
    except install.Missing as missing:
        pytest.skip(str(missing))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("page", ["", "posts/spring-menu/", "accounts/tg/", "search/", "none/"])
def test_axe_finds_no_barrier_on_a_served_page(place, browser, axe, page, scheme):
    browser.look(width=390, scheme=scheme)
    browser.visit(place.url + page)
    place.write("content/posts/spring-menu.md", MENU.replace("rubric: news", "rubrik: news"))
    assert "rubrik" in overlay(browser)
    browser.run(axe)
    assert browser.run(FAULTS % json.dumps(RULES)) == []
    browser.run(f"{PANEL}.querySelector('.close').click()")
    assert browser.run(FAULTS % json.dumps(RULES)) == []


def test_axe_finds_no_barrier_where_nothing_can_be_built(place, browser, axe):
    browser.look(width=1280, scheme="light")
    browser.visit(place.url)
    place.write("smmgen.yaml", BRAND.replace("brand:", "brand: ["))
    assert "Nothing could be built" in overlay(browser)
    browser.run(axe)
    assert browser.run(FAULTS % json.dumps(RULES)) == []


def test_a_barrier_above_the_page_would_be_found(place, browser, axe):
    browser.visit(place.url)
    place.write("smmgen.yaml", BRAND.replace("brand:", "brand: ["))
    overlay(browser)
    comes(
        browser,
        f"{PANEL}.querySelector('.close').removeAttribute('aria-label') || ({PANEL}.querySelector('.close').textContent = '') || 1",
    )
    browser.run(axe)
    assert any("button-name" in one for one in browser.run(FAULTS % json.dumps(RULES)))
