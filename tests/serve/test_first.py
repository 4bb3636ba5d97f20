"""A page that is open has what was saved before everything else is brought up to date."""

from tests.serve.look import says
from tests.serve.place import SALE

PAGE = "posts/winter-sale/index.html"


def test_the_page_is_told_of_first(place):
    told, tell = [], place.preview.hub.tell
    place.preview.hub.tell = lambda state: (told.append(state), tell(state))
    place.write("content/posts/winter-sale.md", SALE.replace("must go", "went"))
    place.until(lambda: told and not told[-1].is_working)
    first, last = told[1], told[-1]
    assert (first.written, first.is_working) == ((PAGE,), True)
    assert PAGE not in last.written
    assert "manifest.json" in last.written


def test_an_open_page_asks_once(place, browser):
    browser.visit(f"{place.url}posts/winter-sale/")
    place.write("content/posts/winter-sale.md", SALE.replace("must go", "are half the price"))
    says(browser, "half the price")
    place.rest()
    asked = [e for e in browser.events if e.get("method") == "Network.requestWillBeSent"]
    pages = [one for one in asked if one["params"]["request"]["url"] == f"{place.url}posts/winter-sale/"]
    assert len(pages) == 2
