"""An open page follows the files, and keeps what the reader did on it."""

import pytest

from tests.serve.look import PANEL, comes, overlay, says
from tests.serve.place import BRAND, MENU, SALE


def test_a_saved_post_comes_up_without_loading_the_page_again(place, browser):
    browser.visit(f"{place.url}posts/winter-sale/")
    browser.run("self.mine = 1")
    place.write("content/posts/winter-sale.md", SALE.replace("must go", "are half the price"))
    says(browser, "half the price")
    assert browser.run("self.mine") == 1


def test_what_the_reader_did_stays(place, browser):
    browser.look(width=800, height=400)
    browser.visit(f"{place.url}index.html#rubric=promo&view=list")
    browser.run("document.getElementById('view-week').focus(); scrollTo(0, 40)")
    place.write("content/posts/winter-sale.md", SALE.replace("Winter sale", "Winter bargain"))
    assert comes(browser, "document.querySelector('.entry-title').textContent === 'Winter bargain'") is True
    kept = "[document.querySelector('[data-narrow=rubric]').value, document.activeElement.id, scrollY, location.hash, [...document.querySelectorAll('.entry')].filter(one => one.hidden).length, document.querySelector('[name=view]:checked').id]"
    assert browser.run(kept) == ["promo", "view-week", 40, "#rubric=promo&view=list", 1, "view-list"]


def test_details_and_looks_stay(place, browser):
    browser.visit(f"{place.url}posts/winter-sale/")
    place.write(
        "content/posts/winter-sale.md", SALE.replace("beans", "[beans](https://northwind.example/beans)")
    )
    assert comes(browser, "document.querySelectorAll('details.links').length")
    browser.run(
        "document.querySelector('details.links').open = true; document.getElementById('look-dark').click()"
    )
    place.write(
        "content/posts/winter-sale.md", SALE.replace("beans", "[cups](https://northwind.example/cups)")
    )
    says(browser, "cups")
    assert browser.run(
        "[document.querySelector('details.links').open, document.getElementById('look-dark').checked]"
    ) == [True, True]
    browser.run("localStorage.clear()")


def test_a_search_goes_on_with_new_posts(place, browser):
    browser.visit(f"{place.url}search/#q=autumn")
    place.write("content/posts/autumn.md", MENU.replace("Spring menu", "Autumn leaves"))
    assert comes(browser, "document.querySelector('#results a')?.textContent") == "Autumn leaves"


def test_a_post_that_comes_into_being_has_its_page(place, browser):
    browser.visit(f"{place.url}posts/late-news/")
    says(browser, "There is no such page")
    place.write("content/posts/late-news.md", MENU.replace("Spring menu", "Late news"))
    assert comes(browser, "document.querySelector('h1')?.textContent === 'Late news'") is True


def test_an_unreadable_post_keeps_its_page_and_tells_where_the_error_is(place, browser):
    browser.visit(f"{place.url}posts/winter-sale/")
    place.write("content/posts/winter-sale.md", SALE.replace("status: ready", "status: [ready"))
    told = overlay(browser)
    assert "You see the last good page" in told
    assert "content/posts/winter-sale.md:5:" in told
    assert "must go" in browser.run("document.body.innerText")
    browser.call("Page.reload")
    says(browser, "must go")
    place.write("content/posts/winter-sale.md", SALE)
    assert comes(browser, f"{PANEL}.querySelector('.panel').hidden") is True


def test_a_broken_configuration_keeps_all_pages(place, browser):
    browser.visit(place.url)
    place.write("smmgen.yaml", BRAND.replace("accounts:", "accounts: ["))
    told = overlay(browser)
    assert "Nothing could be built" in told
    assert "smmgen.yaml:" in told
    browser.visit(f"{place.url}posts/winter-sale/")
    says(browser, "must go")
    place.write("smmgen.yaml", BRAND.replace("Northwind Coffee", "Southwind Coffee"))
    says(browser, "Southwind Coffee")


def test_new_errors_come_up_and_escape_puts_them_away(place, browser):
    browser.visit(place.url)
    place.write("content/posts/spring-menu.md", MENU.replace("rubric: news", "rubrik: news"))
    assert "rubrik" in overlay(browser)
    browser.run(f"{PANEL}.querySelector('.close').focus()")
    browser.press("Escape")
    assert (
        comes(browser, f"{PANEL}.querySelector('.panel').hidden && {PANEL}.activeElement.textContent")
        == "1 error"
    )
    browser.press("Enter")
    assert "rubrik" in overlay(browser)


def test_a_deleted_post_is_told_of(place, browser):
    browser.visit(f"{place.url}posts/spring-menu/")
    (place.root / "content/posts/spring-menu.md").unlink()
    assert "deleted or renamed" in overlay(browser)


@pytest.mark.parametrize("page", ["", "posts/winter-sale/", "search/", "accounts/tg/", "none/"])
def test_pages_ask_only_this_server(place, browser, page):
    browser.visit("about:blank")  # or the page before may still be asking
    browser.visit(place.url + page)
    asked = [
        e["params"]["request"]["url"]
        for e in browser.events
        if e.get("method") == "Network.requestWillBeSent"
    ]
    assert asked
    assert [one for one in asked if not one.startswith((place.url, "data:"))] == []
