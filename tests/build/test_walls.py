"""What each account will show, the grid of its profile, and the search for a post."""

import json
import re

import pytest

from smmgen.build.wall import COMING, PAST
from tests.build.world import BRAND, NOW, SALE, build, text
from tests.serve.look import comes

GRID = BRAND.replace("rubrics:", "  ig: {network: instagram, user_id: '1', token: env:IG}\nrubrics:")


def month(first, last, account="tg"):
    """Posts of so many days, the first of them on 1 November; it is the 23rd."""
    posts = {}
    for number in range(first, last + 1):
        day = f"2026-{11 + number // 31}-{number % 31 + number // 31:02}"
        body = SALE.replace("2026-12-01", day).replace("Winter sale", f"Day {number}")
        posts[f"content/posts/day-{number}.md"] = body.replace("status:", f"accounts: [{account}]\nstatus:")
    return posts


def titles(page, between=("<h1", "</main>")):
    start = page.index(between[0])
    part = page[start : page.index(between[1], start)]
    return [one.partition("<")[0] for one in part.split('lang="en">') if one.startswith("Day")]


def test_an_account_shows_what_comes_in_order_and_what_went_latest_first(tmp_path):
    build(tmp_path, month(20, 26))
    page = text(tmp_path / "accounts/tg/index.html")
    assert titles(page, ('id="coming"', "</main>")) == [f"Day {n}" for n in (23, 24, 25, 26, 22, 21, 20)]
    assert titles(page, ('id="past"', "</main>")) == ["Day 22", "Day 21", "Day 20"]
    assert "tg-bubble" in page


def test_an_account_with_much_shows_what_is_near_and_leads_to_the_rest(tmp_path):
    build(tmp_path, month(5, 59))
    page = text(tmp_path / "accounts/tg/index.html")
    assert len(titles(page)) == COMING + PAST
    rest = re.findall(
        r'href="../../(.*?)#account=tg&amp;view=list">(.*?)</a> <span class="quiet">(\d+)<', page
    )
    assert rest == [
        ("months/2026-11/index.html", "November 2026", "26"),
        ("months/2026-12/index.html", "December 2026", "29"),
    ]


def test_an_account_without_posts_says_so(tmp_path):
    build(tmp_path, {"smmgen.yaml": GRID, **month(23, 23)})
    assert "Nothing is planned here yet" in text(tmp_path / "accounts/ig/index.html")
    assert "1 post · next" in text(tmp_path / "accounts/index.html")


@pytest.mark.parametrize(("last", "first", "out"), [(40, 31, 0), (26, 26, 5), (22, 22, 9)])
def test_the_grid_is_the_profile_once_the_next_nine_are_out(tmp_path, last, first, out):
    build(tmp_path, {"smmgen.yaml": GRID, **month(10, last, "ig")})
    page = text(tmp_path / "accounts/ig/index.html")
    tiles = page[page.index('class="tiles"') : page.index("</ol>", page.index('class="tiles"'))]
    assert tiles.split('title="')[1].startswith(f"Day {first}")
    assert (tiles.count("<li"), tiles.count('class="is-out"')) == (9, out)
    assert 'class="tiles"' not in text(tmp_path / "accounts/tg/index.html")


def test_pages_depend_on_the_day_and_not_on_the_hour(tmp_path):
    build(tmp_path, month(20, 26))
    before = text(tmp_path / "accounts/tg/index.html")
    build(tmp_path, month(20, 26), now=NOW.replace(hour=20))
    assert text(tmp_path / "accounts/tg/index.html") == before


def test_the_index_has_every_post_with_all_that_can_be_found(tmp_path):
    build(tmp_path, month(23, 25))
    script = text(tmp_path / "search/posts.js")
    lines = json.loads(script.removeprefix("self.smmgenPosts = ").removesuffix(";\n"))
    assert [line["title"] for line in lines] == ["Day 23", "Day 24", "Day 25"]
    assert lines[0]["accounts"] == ["tg"]
    assert lines[0]["text"].startswith("All beans must go")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("bean roaster 1998", ["Meet Grete"]),
        ("GRÉTE  1998", ["Meet Grete"]),
        ("все-таки балкон", ["Show us your winter cup"]),
        ("roast-log reddit", ["Our roast log is a text file, and that is the best part of it"]),
        ("nobody-writes-this", []),
    ],
)
def test_a_search_finds_posts_by_all_of_its_words(browser, site, words, found):
    browser.look(width=390)
    browser.open(site / "search/index.html")
    for letter in words:
        browser.call("Input.insertText", text=letter)
    assert browser.run("[...document.querySelectorAll('.results a')].map(one => one.textContent)") == found
    assert browser.run("document.getElementById('found').textContent") == (
        f"{len(found)} found" if found else "Nothing was found."
    )
    assert browser.faults() == []


def test_a_search_can_be_sent_to_others_and_its_results_lead_to_posts(browser, site):
    browser.open(site / "search/index.html")
    browser.call("Input.insertText", text="meet grete")
    assert browser.run("location.hash") == "#q=meet%20grete"
    browser.press("Tab", "Enter")
    assert comes(browser, "document.querySelector('h1').textContent === 'Meet Grete'")


def test_keys_can_be_switched_off(browser, site):
    for is_on, focused in ((False, "BODY"), (True, "SELECT")):
        browser.open(site / "search/index.html")
        browser.run(
            f"if (document.querySelector('[data-keep=keys]').checked !== {str(is_on).lower()}) document.querySelector('[data-keep=keys]').click()"
        )
        browser.open(site / "index.html")
        browser.press("f")
        assert browser.run("document.activeElement.tagName") == focused
