"""No page bars anybody: axe-core finds nothing on any kind of page, and all of it can be done with keys."""

import json

import pytest

from tests.build.barriers import CONTRAST, barriers, thin
from tests.build.browser import shown
from tests.build.test_calendar import PLAN
from tests.build.world import BRAND, SALE, build
from tests.serve.look import comes

ROOMY = ("index.html", "accounts/index.html", "accounts/ig/index.html", "posts/fourth-advent/index.html")
"""Where a wide screen shows what a narrow one does not, or elsewhere."""


@pytest.fixture(scope="module")
def troubled(tmp_path_factory):
    """A site with what the example brand has none of: findings, gaps, no dates, drafts."""
    out = tmp_path_factory.mktemp("troubled")
    long = SALE.replace("Winter sale", "Too long") + "word " * 200
    draft = SALE.replace("publish_at: 2026-12-01 10:00\nstatus: ready", "status: draft")
    files = {"smmgen.yaml": BRAND, "plans/2026-12.md": PLAN, "content/posts/draft.md": draft}
    build(out, {**files, "content/posts/long.md": long, "content/posts/gone.md": SALE.replace("beans", "no")})
    return out


def kinds(site):
    names = ("fourth-advent", "winter-cup", "roast-log", "january-guest", "solstice-film", "pour-over")
    posts = [site / f"posts/{name}/index.html" for name in names]
    accounts = [site / f"accounts/{name}/index.html" for name in ("ig", "tg", "masto")]
    return [site / "index.html", site / "accounts/index.html", site / "search/index.html", *accounts, *posts]


def faults(browser, page, site, seen):
    """Look at a page on a phone by day, and on a desk by night."""
    browser.open(page)
    browser.run("document.querySelectorAll('details').forEach(one => { one.open = true })")
    thin(browser, seen)
    rules = () if page in [site / one for one in ROOMY] else CONTRAST
    for width, scheme, by in ((390, "light", ()), (1280, "dark", rules)):
        browser.look(width=width, scheme=scheme)
        for fault in barriers(browser, by):
            yield f"{page.parent.name}/{page.name}, {width} wide, {scheme}: {fault}"


def test_axe_finds_no_barrier_on_any_kind_of_page(browser, site, troubled):
    pages, seen = [*kinds(site), *sorted(troubled.rglob("*.html"))], set()
    assert [fault for page in pages for fault in faults(browser, page, site, seen)] == []


@pytest.mark.parametrize("view", ["week", "list"])
def test_axe_finds_no_barrier_in_week_and_list(browser, site, view):
    browser.look(width=1280, scheme="light")
    browser.open(site / "index.html")
    browser.run(f"document.getElementById('view-{view}').click()")
    thin(browser, set())
    assert barriers(browser) == []


def test_a_barrier_would_be_found(browser, site):
    browser.open(site / "search/index.html")
    browser.run("document.querySelectorAll('label').forEach(one => one.remove())")
    assert any("label" in one for one in barriers(browser))


HIDDEN = {
    "link-name": "{last}.append(document.createElement('a')); {last}.lastChild.href = '#'",
    "color-contrast": "{last}.style.color = '#333'",
    "image-alt": "{last}.append(new Image())",
}


@pytest.mark.parametrize("rule", HIDDEN)
def test_one_fault_among_much_that_repeats_would_be_found(browser, site, rule):
    browser.look(width=1280, scheme="dark")
    browser.open(site / "accounts/tg/index.html")
    last = "[...document.querySelectorAll('.tg-text')].at(-1)"
    browser.run(HIDDEN[rule].format(last=last))
    seen = set()
    thin(browser, seen)
    assert browser.run("document.querySelectorAll('*').length") < 400
    assert any(rule in one for one in barriers(browser, CONTRAST if rule in CONTRAST else ()))


def test_a_posts_page_needs_no_mouse(browser, site):
    browser.look(width=1280, scheme="light")
    browser.open(site / "posts/fourth-advent/index.html")
    for _ in range(30):
        browser.press("Tab")
        if browser.run("document.activeElement.id") == "look-auto":
            break
    browser.press("ArrowRight", "ArrowRight")
    assert (
        browser.run("getComputedStyle(document.querySelector('.stage-x')).backgroundColor") == "rgb(0, 0, 0)"
    )
    browser.press("Tab", " ", "Tab", " ")
    assert shown(browser, ".more", ".rest", ".zones") == [False, True, True]
    title = browser.run("document.title")
    browser.run("document.activeElement.blur()")
    browser.press("ArrowRight")
    assert comes(browser, f"document.title !== {json.dumps(title)}")
    browser.run("localStorage.clear()")


def test_with_larger_letters_nothing_is_lost(browser, site):
    browser.look(width=320)
    for page in kinds(site):
        browser.open(page)
        browser.run("document.documentElement.style.fontSize = '200%'")
        assert browser.run("document.documentElement.scrollWidth") <= 640, page


def test_what_is_to_be_touched_is_large_enough(browser, site):
    browser.look(width=390)
    browser.open(site / "index.html")
    small = browser.run("""[...document.querySelectorAll('label, select, button, nav a')].filter(one => {
        const box = one.getBoundingClientRect(); return one.checkVisibility() && (box.width < 24 || box.height < 24) })
        .map(one => one.textContent)""")
    assert small == []
