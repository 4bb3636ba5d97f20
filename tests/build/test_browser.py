"""The example brand's pages in a real browser, opened from disk."""

from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from tests.build.browser import shown


def some_pages(site):
    posts = sorted(site.glob("posts/*/index.html"))
    others = [site / "accounts/index.html", site / "accounts/tg/index.html", site / "search/index.html"]
    return [site / "index.html", *site.glob("months/*/index.html"), *others, *posts[::4]]


WIDTHS, SCHEMES = (390, 820, 1280), ("light", "dark")


def test_pages_open_without_a_fault_and_fit_the_screen(browser, site):
    for number, page in enumerate(some_pages(site)):
        browser.look(width=WIDTHS[number % 3], scheme=SCHEMES[number // 3 % 2])
        browser.open(page)
        for width in WIDTHS:
            browser.look(width=width, scheme=SCHEMES[number % 2])
            assert browser.run("document.documentElement.scrollWidth") <= width, page
        assert browser.run("[...document.images].every(image => image.naturalWidth > 0)"), page
        assert browser.faults() == [], page


def test_the_styles_and_the_brands_typeface_are_in_use(browser, site):
    browser.look(width=1280)
    browser.open(site / "index.html")
    assert (
        browser.run("getComputedStyle(document.querySelector('.masthead')).backgroundColor")
        == "rgb(20, 35, 59)"
    )
    assert browser.run("[...document.fonts].map(font => font.status).join()") == "loaded"


def test_dark_pages_are_dark(browser, site):
    shades = []
    for scheme in ("light", "dark"):
        browser.look(scheme=scheme)
        browser.open(site / "index.html")
        shades.append(browser.run("getComputedStyle(document.documentElement).backgroundColor"))
    assert shades == ["rgb(246, 244, 240)", "rgb(21, 22, 26)"]


def test_scripts_do_not_run_even_where_one_got_into_a_page(browser, tmp_path, site):
    page = (site / "index.html").read_text("utf-8")
    for folder in ("assets", "images"):
        (tmp_path / folder).symlink_to(site / folder)
    (tmp_path / "index.html").write_text(
        page.replace("</main>", "<script>document.title = 'run'</script></main>")
    )
    browser.open(tmp_path / "index.html")
    assert browser.run("document.title") != "run"


def test_printed_pages_are_for_a_client(browser, site):
    browser.look(width=1000, media="print")
    browser.open(site / "index.html")
    assert shown(browser, ".calendar", ".tools", ".pages", ".flag") == [True, False, False, False]
    assert browser.run("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"
    browser.open(site / "posts/fourth-advent/index.html")
    seen = {".stage": True, ".rest": True, ".alts": True, ".more": False, ".links": False, ".options": False}
    assert shown(browser, *seen) == list(seen.values())


def test_a_video_can_be_watched_where_its_network_plays_it(browser, site):
    browser.look(width=390)
    browser.open(site / "posts/solstice-film/index.html")
    films = "[...document.querySelectorAll('.stage video')]"
    browser.run(
        f"Promise.all({films}.map(one => one.readyState || new Promise(done => one.onloadedmetadata = done)))"
    )
    assert browser.run(f"{films}.map(one => Math.round(one.duration))") == [6, 6]
    assert browser.faults() == []


@pytest.fixture
def published(site, tmp_path):
    """The site in a sub-folder of a web server, as GitHub Pages has it, and what was asked of it."""
    (tmp_path / "brand").symlink_to(site)
    asked = []

    class Handler(SimpleHTTPRequestHandler):
        def __init__(self, *args):
            super().__init__(*args, directory=str(tmp_path))

        def log_request(self, code="-", size="-"):
            asked.append((self.path, int(code)))

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/brand/", asked
    server.shutdown()
    server.server_close()


def test_a_subfolder_of_a_web_server_does_as_well(browser, published):
    root, asked = published
    for page in ("", "accounts/ig/", "search/", "posts/fourth-advent/", "posts/solstice-film/"):
        browser.visit(root + page)
        faults = [one for one in browser.faults() if not one.startswith(f"elsewhere: {root}")]
        assert faults == [], page
    assert {code for _, code in asked} <= {200, 304}  # a file that was seen before is not sent again
    assert {"/brand/assets/site.js", "/brand/search/posts.js"} <= {path for path, _ in asked}


def test_a_page_that_does_not_answer_is_not_waited_for_and_no_hindrance(browser):
    with pytest.raises(RuntimeError, match="does not answer"):
        browser.run("new Promise(() => 0)", 0.2)
    assert browser.run("1 + 1") == 2


ASKING = "<body onbeforeunload='event.preventDefault()'><input>"


def test_a_page_that_asks_whether_to_leave_it_is_left(browser, tmp_path):
    for name in ("one.html", "two.html"):
        (tmp_path / name).write_text(ASKING, "utf-8")
        browser.open(tmp_path / name)
        browser.run("document.querySelector('input').focus()")
        browser.press("a")
        assert browser.run("document.querySelector('input').value") == "a"
    browser.open(tmp_path / "one.html")
