"""What smmgen serve adds to a page bars nobody either."""

from tests.build.barriers import CONTRAST, barriers, thin
from tests.serve.look import PANEL, comes, overlay
from tests.serve.place import BRAND, MENU

PAGES = ("", "posts/spring-menu/", "accounts/tg/", "search/", "none/")
WRONG = MENU.replace("rubric: news", "rubrik: news")


def test_axe_finds_no_barrier_on_a_served_page(place, browser):
    seen = set()
    for number, page in enumerate(PAGES):
        browser.visit(place.url + page)
        place.write("content/posts/spring-menu.md", WRONG.replace("rubrik", f"rubrik{number}"))
        assert f"rubrik{number}" in overlay(browser)
        thin(browser, seen)
        for scheme, rules in (("light", ()), ("dark", CONTRAST)):
            browser.look(width=390, scheme=scheme)
            assert barriers(browser, rules) == [], (page, scheme)


def test_axe_finds_no_barrier_once_what_is_told_is_closed(place, browser):
    browser.look(width=390, scheme="light")
    browser.visit(place.url)
    place.write("content/posts/spring-menu.md", WRONG)
    assert "rubrik" in overlay(browser)
    browser.run(f"{PANEL}.querySelector('.close').click()")
    assert barriers(browser) == []
    browser.look(width=390, scheme="dark")
    assert barriers(browser, CONTRAST) == []


def test_axe_finds_no_barrier_where_nothing_can_be_built(place, browser):
    browser.look(width=1280, scheme="light")
    browser.visit(place.url)
    place.write("smmgen.yaml", BRAND.replace("brand:", "brand: ["))
    assert "Nothing could be built" in overlay(browser)
    assert barriers(browser) == []


def test_a_barrier_above_the_page_would_be_found(place, browser):
    browser.visit(place.url)
    place.write("smmgen.yaml", BRAND.replace("brand:", "brand: ["))
    overlay(browser)
    close = f"{PANEL}.querySelector('.close')"
    comes(browser, f"{close}.removeAttribute('aria-label') || ({close}.textContent = '') || 1")
    thin(browser, set())
    assert any("button-name" in one for one in barriers(browser))
