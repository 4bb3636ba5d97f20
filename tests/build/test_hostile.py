"""A hundred hostile contents, a script in every field that a person writes, and a browser that runs none.

The ordinary run has them in twelve posts, with another attack in each field; SMMGEN_WHOLE=1 gives each a post of its own.
"""

import json
import os

import pytest

from smmgen.build.beside import Beside, Change, read_ledger
from tests.build.test_beside import POSTED
from tests.build.world import AT, BRAND, SALE, build

RUN = "parent.ran=document.title='ran'"
ATTACKS = [
    f"<script>{RUN}</script>",
    f'"><script>{RUN}</script>',
    f"'><img src=x onerror={RUN}>",
    f"</title><svg onload={RUN}>",
    f"</code></pre><iframe srcdoc='<script>{RUN}</script>'>",
    f"javascript:{RUN}",
    f"[x](javascript:{RUN})",
    f"![x](data:text/html,<script>{RUN}</script>)",
    f"<a href='data:text/html,<script>{RUN}</script>' autofocus onfocus={RUN}>x</a>",
    f"{{{{ ''.__class__ }}}}{{% for x in y %}}<details open ontoggle={RUN}>",
    f"--></style><style>@import 'x'</style><body onload={RUN}>",
    f"</script><script>{RUN}//",
]
FIELDS = ("title", "owner", "campaign", "tags", "link", "rubric", "alt", "body", "poll", "comment")


def post(faults):
    """Write a post with an attack in each of these fields."""
    written = {field: json.dumps(attack) for field, attack in faults.items()}
    forms = {
        "tags": "tags: [{0}]",
        "poll": "poll: {{question: {0}, options: [{0}, b]}}",
        "comment": "first_comment: {0}",
    }
    forms |= {name: name + ": {0}" for name in ("owner", "campaign", "link")}
    head = SALE.replace("title: Winter sale", f"title: {written.get('title', 'Sale')}")
    head = head.replace("A bag of beans", written["alt"]) if "alt" in faults else head
    head = head.replace("rubric: promo", f"rubric: {written['rubric']}") if "rubric" in faults else head
    keys = "".join(forms[field].format(text) + "\n" for field, text in written.items() if field in forms)
    attack = faults.get("body")
    return head.replace("status:", f"{keys}status:") + (
        f"\n{attack}\n\n> {attack}\n\n`{attack}`\n" if attack else ""
    )


def plan(attack):
    return f"---\nmonth: 2026-12\nkey_dates: {{2026-12-03: {json.dumps(attack)}}}\n---\n| date | time | rubric | topic | accounts | owner | post |\n|---|---|---|---|---|---|---|\n| 2026-12-05 | 10:00 | promo | {attack.replace('|', '')} | tg | {attack} | |\n"


def alone():
    """Return posts with one attack in one field each."""
    return {f"{field}-{n}": {field: one} for field in FIELDS for n, one in enumerate(ATTACKS)}


def together():
    """Return as many posts as there are attacks: each is in each field of one of them."""
    turned = {n: [*ATTACKS[n:], *ATTACKS[:n]] for n in range(len(ATTACKS))}
    return {f"title-{n}": dict(zip(FIELDS, attacks, strict=False)) for n, attacks in turned.items()}


POSTS = alone() if os.environ.get("SMMGEN_WHOLE") else together()


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    out = tmp_path_factory.mktemp("hostile")
    files = {f"content/posts/{name}.md": post(faults) for name, faults in POSTS.items()}
    brand = BRAND.replace("name: Northwind Coffee", f"name: {json.dumps(ATTACKS[1])}")
    accounts = "  ig: {network: instagram, user_id: '1', token: env:IG}\n  wp: {network: wordpress, base_url: https://wp.example, user: a, password: env:WP}\n  rd: {network: reddit, subreddit: coffee, client_id: a, client_secret: env:B, refresh_token: env:C}\nrubrics:"
    fate = {**POSTED, "post": "title-0", "url": f"javascript:{RUN}"}
    change = Change(commit=ATTACKS[0], at=AT, who=ATTACKS[2], what=ATTACKS[3])
    known = Beside(
        delivered=read_ledger(json.dumps({"lines": [fate]}).encode()),
        changes={"content/posts/title-0.md": (change,)},
    )
    build(
        out,
        {"smmgen.yaml": brand.replace("rubrics:", accounts), "plans/2026-12.md": plan(ATTACKS[0]), **files},
        beside=known,
    )
    return out


def test_a_hundred_hostile_contents_run_nothing_and_reach_nobody(browser, hostile):
    pages = sorted(hostile.rglob("*.html"))
    assert len(list(hostile.glob("posts/*/index.html"))) == len(POSTS)
    assert len({pair for faults in POSTS.values() for pair in faults.items()}) == 120
    browser.look(width=800)
    for page in pages:
        browser.open(page)
        assert browser.run(
            "self.ran || document.title === 'ran' || document.querySelectorAll('iframe').length"
        ) in (False, 0), page
        assert browser.faults() == [], page
        targets = browser.run("[...document.querySelectorAll('a')].map(one => one.protocol)")
        assert set(targets) <= {"file:", "http:", "https:", "mailto:", "tg:", ":"}, page


RUNNING = (
    f"<a href=x autofocus onfocus={RUN}>x</a>",
    f"<img loading=lazy src=x onerror={RUN}>",
    f"<style>@keyframes a {{ from {{ left: 0 }} }} p {{ animation: a 1s }}</style><p onanimationstart={RUN}>x</p>",
    f"<p style='height: 300vh'></p><script>onscroll=()=>{{{RUN}}};scrollTo(0,9)</script>",
)
"""What runs only in the moments in which a page is drawn."""


@pytest.mark.parametrize("attack", RUNNING)
def test_a_script_would_be_seen_to_run(browser, tmp_path, attack):
    (tmp_path / "open.html").write_text(f"<!doctype html><title>x</title>{attack}", "utf-8")
    browser.open(tmp_path / "open.html")
    assert browser.run("document.title") == "ran"


def test_the_search_shows_hostile_texts_as_texts(browser, hostile):
    browser.open(hostile / "search/index.html")
    browser.call("Input.insertText", text="ran")
    assert browser.run("document.querySelectorAll('.results li').length") == min(50, len(POSTS))
    assert browser.run("document.querySelectorAll('.results :is(script, img, iframe, svg)').length") == 0
    browser.run("document.querySelectorAll('.results a').forEach(one => one.focus())")
    assert browser.run("document.title") != "ran"
    assert browser.faults() == []
