"""A hundred hostile contents, a script in every field that a person writes, and a browser that runs none."""

import json

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


def post(field, attack):
    written = json.dumps(attack)
    keys = {"tags": f"tags: [{written}]", "poll": f"poll: {{question: {written}, options: [{written}, b]}}"}
    keys |= {name: f"{name}: {written}" for name in ("owner", "campaign", "link")}
    head = SALE.replace("title: Winter sale", f"title: {written}" if field == "title" else "title: Sale")
    head = head.replace("A bag of beans", written) if field == "alt" else head
    head = head.replace("rubric: promo", f"rubric: {written}") if field == "rubric" else head
    head = head.replace("status:", f"first_comment: {written}\nstatus:") if field == "comment" else head
    head = head.replace("status:", f"{keys[field]}\nstatus:") if field in keys else head
    return head + (f"\n{attack}\n\n> {attack}\n\n`{attack}`\n" if field == "body" else "")


def plan(attack):
    return f"---\nmonth: 2026-12\nkey_dates: {{2026-12-03: {json.dumps(attack)}}}\n---\n| date | time | rubric | topic | accounts | owner | post |\n|---|---|---|---|---|---|---|\n| 2026-12-05 | 10:00 | promo | {attack.replace('|', '')} | tg | {attack} | |\n"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    out = tmp_path_factory.mktemp("hostile")
    files = {
        f"content/posts/{field}-{n}.md": post(field, one) for field in FIELDS for n, one in enumerate(ATTACKS)
    }
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


def test_a_hundred_hostile_posts_run_nothing_and_reach_nobody(browser, hostile):
    pages = sorted(hostile.rglob("*.html"))
    assert len(list(hostile.glob("posts/*/index.html"))) == len(FIELDS) * len(ATTACKS) >= 100
    browser.look(width=800)
    for page in pages:
        browser.open(page)
        assert browser.run(
            "self.ran || document.title === 'ran' || document.querySelectorAll('iframe').length"
        ) in (False, 0), page
        assert browser.faults() == [], page
        targets = browser.run("[...document.querySelectorAll('a')].map(one => one.protocol)")
        assert set(targets) <= {"file:", "http:", "https:", "mailto:", "tg:", ":"}, page


def test_the_search_shows_hostile_texts_as_texts(browser, hostile):
    browser.open(hostile / "search/index.html")
    browser.call("Input.insertText", text="ran")
    assert browser.run("document.querySelectorAll('.results li').length") == 50
    assert browser.run("document.querySelectorAll('.results :is(script, img, iframe, svg)').length") == 0
    browser.run("document.querySelectorAll('.results a').forEach(one => one.focus())")
    assert browser.run("document.title") != "ran"
    assert browser.faults() == []
