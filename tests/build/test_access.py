"""No page bars anybody: axe-core finds nothing on any kind of page, and all of it can be done with keys."""

import json

import pytest

from tests.build.browser import shown
from tests.build.test_calendar import PLAN
from tests.build.world import BRAND, SALE, build
from tests.servers import install

RULES = {"resultTypes": ["violations"]}
FAULTS = """axe.run(document, %s).then(found => found.violations.map(one =>
    `${one.id}: ${one.nodes.slice(0, 3).map(node => node.html.slice(0, 160) + ' — ' + (node.any[0] || node.all[0] || node.none[0] || {}).message).join('\\n    ')}`))"""


@pytest.fixture(scope="module")
def axe():
    try:
        return install.axe()
    except install.Missing as missing:
        pytest.skip(str(missing))


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


def barriers(browser, axe, page):
    browser.open(page)
    browser.run("document.querySelectorAll('details').forEach(one => { one.open = true })")
    browser.run(axe)
    for width, scheme in ((390, "light"), (1280, "dark")):
        browser.look(width=width, scheme=scheme)
        for fault in browser.run(FAULTS % json.dumps(RULES)):
            yield f"{page.parent.name}/{page.name}, {width} wide, {scheme}: {fault}"


def test_axe_finds_no_barrier_on_any_kind_of_page(browser, axe, site, troubled):
    pages = [*kinds(site), *sorted(troubled.rglob("*.html"))]
    assert [fault for page in pages for fault in barriers(browser, axe, page)] == []


@pytest.mark.parametrize("view", ["week", "list"])
def test_axe_finds_no_barrier_in_week_and_list(browser, axe, site, view):
    browser.look(width=1280, scheme="light")
    browser.open(site / "index.html")
    browser.run(f"document.getElementById('view-{view}').click()")
    browser.run(axe)
    assert browser.run(FAULTS % json.dumps(RULES)) == []


def test_a_barrier_would_be_found(browser, axe, site):
    browser.open(site / "index.html")
    browser.run("document.querySelectorAll('label').forEach(one => one.remove())")
    browser.run(axe)
    assert any("label" in one for one in browser.run(FAULTS % json.dumps(RULES)))


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
    browser.run("new Promise(done => setTimeout(done, 500))")
    assert browser.run("document.title") != title
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
