"""The feeds of what is public, read by a program that others wrote."""

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as Xml

import feedparser
import pytest

from smmgen.build.feeds import write_feeds
from smmgen.build.output import Output
from smmgen.model.feed import Public
from smmgen.pipeline import check
from smmgen.read.tree import Memory
from tests.build.world import BRAND, SALE, build, jpeg
from tests.sandbox.film import film

AT = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
SITE = "https://social.northwind.example"
FEED = BRAND + f"feed: {{url: {SITE}/, accounts: [tg, masto, bsky]}}\n"
RICH = """\
---
title: Beans & <b>more</b> ☕
publish_at: 2026-12-01 10:00
status: ready
tags: [coffee, cold brew]
link: https://northwind.example/menu?a=1&b=2
images: [{photo: /content/media/beans.jpg, alt: "A “bag” & a cup"}]
---
Fresh *beans*, [roasted](https://northwind.example/roast) & packed. 👩‍🍳 Ёлки: 5 < 6

![A cup](/content/media/cup.jpg "In the morning")

- one
- two

::: only masto
Only for Mastodon.
:::
"""
MEDIA = {
    "content/media/beans.jpg": jpeg(),
    "content/media/cup.jpg": jpeg(50, 40),
    "content/media/film.mp4": film(),
}
Ledger = Mapping[tuple[str, str], Public]


def public(at: datetime = AT, updated: datetime | None = None, url: str = "") -> Public:
    return Public(at, updated or at, url)


def fed(
    out: Path, posts: Mapping[str, str], ledger: Ledger | None = None, brand: str = FEED
) -> dict[str, Any]:
    """Build, and return what readers find in each file of the folder; all is public on Telegram by default."""
    files = {
        "smmgen.yaml": brand,
        **MEDIA,
        **{f"content/posts/{name}.md": text for name, text in posts.items()},
    }
    bundle, _ = build(out, files, now=AT)
    project = check(Memory(files), AT).project
    assert project
    known = {(name, "tg"): public() for name in posts} if ledger is None else ledger
    write_feeds(project, bundle, known, lambda file: (out / file.path).read_bytes(), Output(out / "feed"))
    return {
        path.relative_to(out / "feed").as_posix(): _read(path)
        for path in (out / "feed").rglob("*")
        if path.suffix in (".xml", ".json")
    }


def _read(path: Path) -> Any:
    if path.suffix == ".json":
        return json.loads(path.read_text("utf-8"))
    read = feedparser.parse(path.read_bytes())
    assert not read.bozo, read.get("bozo_exception")
    return read


@pytest.mark.parametrize("form", ["feed.xml", "atom.xml"])
def test_a_reader_finds_a_post_with_all_that_it_has(tmp_path: Path, form: str) -> None:
    (entry,) = fed(tmp_path, {"menu": RICH})[form].entries
    assert unescape(entry.title) == "Beans & <b>more</b> ☕"
    assert entry.link == "https://northwind.example/menu?a=1&b=2"
    assert entry.published_parsed[:5] == (2026, 12, 1, 9, 0)
    assert [tag.term for tag in entry.tags] == ["coffee", "cold brew"]
    html = entry.content[0].value if form == "atom.xml" else entry.summary
    assert '<a href="https://northwind.example/roast">roasted</a> &amp; packed. 👩‍🍳 Ёлки: 5 &lt; 6' in html
    assert "<li>one</li>" in html
    assert "Mastodon" not in html


def test_pictures_have_whole_addresses_their_texts_and_their_places(tmp_path: Path) -> None:
    found = fed(tmp_path, {"menu": RICH})
    (item,), (entry,) = found["feed.json"]["items"], found["feed.xml"].entries
    html = item["content_html"]
    first, second = sources = re.findall(r'src="([^"]*)', html)
    assert [(tmp_path / "feed" / one.removeprefix(f"{SITE}/")).is_file() for one in sources] == [True, True]
    assert (
        html.index("A “bag” &amp; a cup") < html.index("Fresh") < html.index("A cup") < html.index("<li>one")
    )
    assert item["image"] == first
    assert [one["url"] for one in entry.media_content] == [first, second]


def test_enclosures_tell_their_length_and_kind(tmp_path: Path) -> None:
    found = fed(tmp_path, {"menu": RICH})
    for form, count in (("feed.xml", 1), ("atom.xml", 2)):
        enclosures = found[form].entries[0].enclosures
        assert [one.type for one in enclosures] == ["image/jpeg"] * count
        sizes = [(tmp_path / "feed" / one.href.removeprefix(f"{SITE}/")).stat().st_size for one in enclosures]
        assert [int(one.length) for one in enclosures] == sizes


def test_a_video_is_enclosed(tmp_path: Path) -> None:
    found = fed(tmp_path, {"roast": SALE.replace("image:", "video: /content/media/film.mp4\nimage:")})
    (video,) = found["feed.json"]["items"][0]["attachments"]
    told = (video["mime_type"], video["size_in_bytes"], video["duration_in_seconds"])
    assert told == ("video/mp4", len(film()), 5)
    assert [one.type for one in found["feed.xml"].entries[0].enclosures] == ["video/mp4"]


def test_the_folder_holds_nothing_that_is_not_public(tmp_path: Path) -> None:
    secret = SALE.replace("beans.jpg", "cup.jpg").replace("Winter", "Secret")
    fed(tmp_path, {"winter-sale": SALE, "secret": secret}, {("winter-sale", "tg"): public()})
    files = [path for path in (tmp_path / "feed").rglob("*") if path.is_file()]
    assert sum(path.suffix == ".jpg" for path in files) == 1
    assert not any("secret" in path.name or b"Secret" in path.read_bytes() for path in files)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("status: ready", "status: paused"),
        ("All **beans**", "All **beans** " * 500),
        ("rubric: promo", "accounts: [bsky]"),
        ("rubric: promo", "accounts: [masto]\nvariants: {masto: {options: {visibility: private}}}"),
        ("rubric: promo", "accounts: [masto]\nvariants: {masto: {options: {visibility: unlisted}}}"),
    ],
)
def test_what_is_withdrawn_broken_or_not_for_everybody_stays_out(tmp_path: Path, old: str, new: str) -> None:
    ledger = {("sale", "tg"): public(), ("sale", "masto"): public()}
    assert len(fed(tmp_path / "a", {"sale": SALE}, ledger)["feed.xml"].entries) == 1
    assert fed(tmp_path / "b", {"sale": SALE.replace(old, new)}, ledger)["feed.xml"].entries == []


@pytest.mark.parametrize(
    ("account", "key", "value"),
    [
        ("network: mastodon, base_url: https://a.example, token: env:T", "visibility", "private"),
        ("network: ghost, base_url: https://a.example, key: env:K", "visibility", "members"),
        ("network: livejournal, user: nw, password: env:P, timezone: UTC", "security", "friends"),
    ],
)
def test_what_an_account_keeps_for_some_stays_out(tmp_path: Path, account: str, key: str, value: str) -> None:
    def found(said: str, out: Path) -> int:
        own = f"accounts:\n  own: {{{account}, {key}: {said}}}\n"
        brand = FEED.replace("accounts:\n", own).replace("[tg, masto, bsky]", "[own]")
        text = SALE.replace("rubric:", "accounts: [own]\nrubric:")
        return len(fed(out, {"sale": text}, {("sale", "own"): public()}, brand)["feed.xml"].entries)

    assert (found("public", tmp_path / "a"), found(value, tmp_path / "b")) == (1, 0)


def test_later_parts_that_are_kept_out_of_timelines_are_no_secret(tmp_path: Path) -> None:
    brand = FEED.replace("env:MASTODON_TOKEN", "env:MASTODON_TOKEN, thread_visibility: unlisted")
    ledger = {("sale", "masto"): public()}
    assert len(fed(tmp_path / "a", {"sale": SALE}, ledger, brand)["feed.xml"].entries) == 1
    hidden = brand.replace("unlisted", "private")
    assert fed(tmp_path / "b", {"sale": SALE}, ledger, hidden)["feed.xml"].entries == []


@pytest.mark.parametrize("form", ["feed.xml", "atom.xml"])
def test_a_feed_without_posts_is_a_feed(tmp_path: Path, form: str) -> None:
    found = fed(tmp_path, {"winter-sale": SALE}, {})
    assert (found[form].feed.title, found[form].entries) == ("Northwind Coffee", [])
    assert found["feed.json"]["items"] == []


ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.mark.parametrize("posts", [{}, {"a": RICH}, {"a": SALE.replace("title: Winter sale\n", "")}])
def test_atom_has_what_its_standard_demands(tmp_path: Path, posts: dict[str, str]) -> None:
    """RFC 4287, 4.1.1 and 4.1.2: just one id, title and updated, an author, and unique ids."""
    fed(tmp_path, posts)
    root = Xml.fromstring((tmp_path / "feed" / "atom.xml").read_text("utf-8"))
    for element in (root, *root.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            (one,) = element.findall(f"{ATOM}{name}")
            assert one.text
    assert root.findtext(f"{ATOM}author/{ATOM}name") == "Northwind Coffee"


def test_all_forms_tell_the_same_newest_first_and_no_more_than_asked(tmp_path: Path) -> None:
    posts = {f"day-{day}": SALE for day in range(1, 10)}
    ledger = {(f"day-{day}", "tg"): public(AT.replace(month=11, day=day)) for day in range(1, 10)}
    found = fed(tmp_path, posts, ledger, FEED.replace("feed: {", "feed: {posts: 3, "))
    items = found["feed.json"]["items"]
    assert [item["date_published"][:10] for item in items] == ["2026-11-09", "2026-11-08", "2026-11-07"]
    assert [[one.id for one in found[form].entries] for form in ("feed.xml", "atom.xml")] == [
        [item["id"] for item in items]
    ] * 2
    assert found["feed.xml"].feed.updated == "Mon, 09 Nov 2026 09:00:00 +0000"


def test_a_post_keeps_its_id_when_all_else_of_it_changes(tmp_path: Path) -> None:
    before = fed(tmp_path / "a", {"menu": RICH})["feed.json"]["items"][0]
    moved = RICH.replace("Beans &", "Tea &").replace("Fresh", "Old")
    ledger = {("menu", "masto"): public(AT.replace(day=2))}
    after = fed(tmp_path / "b", {"2026-11-20-menu": moved}, ledger)["feed.json"]["items"][0]
    assert before["id"] == after["id"]
    assert before["content_html"] != after["content_html"]


@pytest.mark.parametrize("form", ["feed.xml", "atom.xml"])
def test_an_edit_moves_the_time_of_change_alone(tmp_path: Path, form: str) -> None:
    ledger = {("menu", "tg"): public(AT, AT.replace(day=3))}
    (entry,) = fed(tmp_path, {"menu": RICH}, ledger)[form].entries
    assert (entry.published_parsed.tm_mday, entry.updated_parsed.tm_mday) == (1, 3)


def test_without_a_link_an_entry_leads_to_the_post_itself(tmp_path: Path) -> None:
    ledger = {("sale", "tg"): public(url="https://t.me/northwind/12")}
    assert fed(tmp_path, {"sale": SALE}, ledger)["feed.xml"].entries[0].link == "https://t.me/northwind/12"


def test_the_first_account_on_which_it_is_public_gives_a_post_its_form(tmp_path: Path) -> None:
    brand = FEED.replace("[tg, masto, bsky]", "[masto, tg]")
    text = RICH.replace("title:", "variants: {masto: {title: For Mastodon}}\ntitle:")
    early, late = {("menu", "tg"): public()}, {("menu", "masto"): public(AT.replace(hour=12))}
    (item,) = fed(tmp_path, {"menu": text}, early | late, brand)["feed.json"]["items"]
    assert (item["title"], item["date_published"]) == ("For Mastodon", "2026-12-01T09:00:00Z")
    assert "Only for Mastodon." in item["content_html"]
    (item,) = fed(tmp_path, {"menu": text}, early, brand)["feed.json"]["items"]
    assert "Only for Mastodon." not in item["content_html"]


def test_each_language_has_a_feed_of_its_own(tmp_path: Path) -> None:
    brand = FEED.replace(
        "rubrics:", "  tg-ru: {network: telegram, chat: '@nw_ru', token: env:RU, language: ru}\nrubrics:"
    )
    brand = brand.replace("[tg, masto, bsky]", "[tg, tg-ru]")
    text = f"{SALE}\n::: instead tg-ru\nВсё кофе: дешевле!\n:::\n"
    found = fed(tmp_path, {"sale": text}, {("sale", name): public() for name in ("tg", "tg-ru")}, brand)
    assert sorted(found) == sorted(
        f"{folder}{name}" for folder in ("", "ru/") for name in ("atom.xml", "feed.json", "feed.xml")
    )
    assert "Всё кофе: дешевле!" in found["ru/atom.xml"].entries[0].content[0].value
    assert "beans" in found["atom.xml"].entries[0].content[0].value
    assert (found["ru/feed.json"]["feed_url"], found["ru/feed.xml"].feed.language) == (
        f"{SITE}/ru/feed.json",
        "ru",
    )


def test_a_poll_is_told(tmp_path: Path) -> None:
    poll = "poll: {question: Filter or espresso?, options: [Filter, Espresso]}"
    text = re.sub("image: .*", poll, SALE)
    (item,) = fed(tmp_path, {"ask": text})["feed.json"]["items"]
    options = "<ul>\n<li>Filter</li>\n<li>Espresso</li>\n</ul>"
    assert item["content_html"].endswith(f"<p>Filter or espresso?</p>\n{options}")


def test_the_same_content_and_ledger_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        fed(tmp_path / name, {"menu": RICH, "winter-sale": SALE})
    for file in ("feed.xml", "atom.xml", "feed.json"):
        assert (tmp_path / "a/feed" / file).read_bytes() == (tmp_path / "b/feed" / file).read_bytes()


@pytest.mark.parametrize("form", ["feed.xml", "atom.xml"])
def test_what_xml_cannot_hold_is_left_out(tmp_path: Path, form: str) -> None:
    found = fed(tmp_path, {"menu": RICH.replace("Beans & <b>more</b> ☕", '"Beans\\u0008 \\uFFFE]]>"')})
    assert unescape(found[form].entries[0].title) == "Beans ]]>"


def test_pages_lead_to_the_feeds(tmp_path: Path) -> None:
    fed(tmp_path, {"menu": RICH})
    page = (tmp_path / "index.html").read_text("utf-8")
    links = re.findall(
        r'<link rel="alternate" type="([^"]+)" hreflang="en" title="[^"]+" href="([^"]+)"', page
    )
    assert dict(links) == {
        "application/rss+xml": f"{SITE}/feed.xml",
        "application/atom+xml": f"{SITE}/atom.xml",
        "application/feed+json": f"{SITE}/feed.json",
    }


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("{}", "The feed needs url"),
        ("{url: northwind.example}", "“northwind.example” is no address"),
        ("{url: https://a.example}", "The feed needs accounts"),
        ("{url: https://a.example, accounts: [tg], posts: 0}", "“0” is no number of posts from 1 to 200"),
        ("{url: https://a.example, accounts: [tgg]}", "There is no account “tgg”"),
    ],
)
def test_a_feed_that_cannot_be_written_as_asked_is_an_error(written: str, words: str) -> None:
    findings = check(Memory({"smmgen.yaml": f"{BRAND}feed: {written}\n"}), AT).findings
    (error,) = [finding for finding in findings if finding.severity == "error"]
    assert words in error.message


def test_a_published_site_s_address_is_the_feed_s_too(tmp_path: Path) -> None:
    hosting = "hosting: {static: {url: https://hosted.example/social/}}\nfeed: {accounts: [tg]}\n"
    found = fed(tmp_path, {"winter-sale": SALE}, brand=BRAND + hosting)
    assert found["feed.json"]["feed_url"] == "https://hosted.example/social/feed/feed.json"


def test_without_the_key_an_old_feed_goes(tmp_path: Path) -> None:
    assert fed(tmp_path, {"winter-sale": SALE})
    assert fed(tmp_path, {"winter-sale": SALE}, brand=BRAND) == {}
