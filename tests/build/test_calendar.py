"""The calendar in a real browser: month, week and list, narrowed to what somebody cares for, also by keys."""

import pytest

from tests.build.browser import shown
from tests.build.world import BRAND, SALE, build

PLAN = """---
month: 2026-12
---
| date | time | rubric | topic | accounts | owner | post |
|---|---|---|---|---|---|---|
| 2026-12-05 | 10:00 | promo | Gift cards | tg | anna | |
| 2026-12-06 | 10:00 | story | Meet Lev | bsky | lev | never-written |
"""
TITLES = "[...document.querySelectorAll('.entry-title, .gap-topic')].filter(one => one.checkVisibility()).map(one => one.textContent)"


def post(title, day, **keys):
    more = "".join(f"{name}: {value}\n" for name, value in keys.items())
    head = SALE.replace("Winter sale", title).replace("2026-12-01", day).replace("rubric: promo\n", "")
    return head.replace("---\n", f"---\n{more}", 1)


@pytest.fixture(scope="module")
def month(tmp_path_factory):
    out = tmp_path_factory.mktemp("month")
    build(
        out,
        {
            "smmgen.yaml": BRAND + "  story: {title: Stories}\n",
            "plans/2026-12.md": PLAN,
            "content/posts/a.md": post("Sale", "2026-12-01", rubric="promo", owner="anna", campaign="winter"),
            "content/posts/b.md": post("Lev", "2026-12-09", rubric="story", owner="lev", accounts="[tg]"),
            "content/posts/c.md": post("Idea", "2026-12-10", rubric="story").replace("ready", "draft"),
        },
    )
    return out / "index.html"


@pytest.fixture
def opened(browser, month):
    browser.look(width=1280)
    browser.open(month)
    return browser


def choose(browser, name, value):
    browser.run(
        f"(s => {{ s.value = {value!r}; s.dispatchEvent(new Event('change')); }})(document.querySelector('[data-narrow={name}]'))"
    )


@pytest.mark.parametrize(
    ("name", "value", "titles"),
    [
        ("account", "bsky", ["Sale", "Meet Lev", "Idea"]),
        ("rubric", "promo", ["Sale", "Gift cards"]),
        ("owner", "lev", ["Meet Lev", "Lev"]),
        ("status", "draft", ["Idea"]),
        ("status", "planned", ["Gift cards", "Meet Lev"]),
        ("owner", "", ["Sale", "Gift cards", "Meet Lev", "Lev", "Idea"]),
    ],
)
def test_the_calendar_is_narrowed_to_what_is_chosen(opened, name, value, titles):
    choose(opened, name, value)
    assert opened.run(TITLES) == titles


def test_a_choice_is_kept_in_the_address_and_can_be_taken_back(opened):
    choose(opened, "owner", "lev")
    assert opened.run("location.hash") == "#owner=lev"
    assert opened.run("document.querySelector('.shown').textContent") == "2 of 5 shown"
    opened.run("document.querySelector('.show-all').click()")
    assert (opened.run("location.hash"), len(opened.run(TITLES))) == ("", 5)


def test_an_address_with_a_choice_opens_with_it(opened):
    opened.run("location.hash = '#rubric=story&view=week&week=2'")
    opened.run("new Promise(done => setTimeout(done))")
    assert opened.run(TITLES) == ["Lev", "Idea"]


def test_a_kind_with_one_value_offers_no_choice(opened):
    assert opened.run("[...document.querySelectorAll('[data-narrow]')].map(one => one.dataset.narrow)") == [
        "account",
        "rubric",
        "owner",
        "status",
    ]


@pytest.mark.parametrize("width", [390, 1280])
def test_week_and_list_need_no_script(browser, month, width):
    browser.look(width=width)
    browser.call("Emulation.setScriptExecutionDisabled", value=True)
    browser.open(month)
    browser.call("Emulation.setScriptExecutionDisabled", value=False)
    browser.run("document.getElementById('view-week').checked = true")
    assert browser.run(TITLES) == ["Sale", "Gift cards", "Meet Lev"]
    assert shown(browser, ".filters", ".entry-text") == [False, True]
    browser.run("document.getElementById('view-list').checked = true")
    assert len(browser.run(TITLES)) == 5
    assert browser.run("document.documentElement.scrollWidth") <= width


def test_keys_alone_are_enough(opened):
    opened.press("Tab", "Enter", "w", "f")
    assert opened.run("document.activeElement.dataset.narrow") == "account"
    assert shown(opened, ".weeks") == [True]
    opened.press("t", "Tab", "Tab", "Tab", "Tab")  # a letter chooses in a list and is no shortcut there
    assert opened.run("location.hash") == "#account=tg&view=week&week=1"


def test_the_focus_can_be_seen_on_everything_that_takes_it(opened):
    seen = []
    for _ in range(12):
        opened.press("Tab")
        seen.append(
            opened.run(
                """(() => { const one = document.activeElement, label = one.labels && one.labels[0];
                return [one, label].some(it => it && ['', '::after'].some(part =>
                    getComputedStyle(it, part || null).outlineStyle === 'solid')) || one.className === 'skip' })()"""
            )
        )
    assert all(seen)
