"""A site is whole, its links lead somewhere, and what people write harms nobody."""

import json
import re
from datetime import UTC, datetime
from html.parser import HTMLParser

import pytest
from icalendar import Calendar

from smmgen.build.words import words
from tests.build.world import BRAND, SALE, Counter, build, text

HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(1)>'


def pages(out):
    return sorted(out.rglob("*.html"))


class Links(HTMLParser):
    """Collects the addresses that a page loads or leads to, and its scripts."""

    def __init__(self, page):
        super().__init__()
        self.addresses, self.scripts = [], []
        self.feed(text(page))

    def handle_starttag(self, tag, attrs):
        ours = ("assets/site.js", "assets/search.js", "posts.js")
        is_ours = tag == "script" and dict(attrs).get("src", "").endswith(ours)
        is_foreign = not is_ours and tag in ("script", "iframe", "object", "embed", "form")
        if is_foreign or any(name.startswith("on") for name, _ in attrs):
            self.scripts.append((tag, attrs))
        self.addresses += [value for name, value in attrs if name in ("href", "src", "srcset") and value]


def test_every_relative_address_leads_to_a_file(tmp_path):
    build(tmp_path)
    for page in pages(tmp_path):
        links = (one.partition("#")[0] for one in Links(page).addresses if ":" not in one)
        inner = [one for one in links if one]
        assert inner
        assert [one for one in inner if one.startswith("/") or not (page.parent / one).is_file()] == []


def test_pages_name_the_post_its_time_and_how_full_it_is(tmp_path):
    build(tmp_path)
    page = text(tmp_path / "posts/winter-sale/index.html")
    assert "Tuesday, 1 December 2026, 10:00" in page
    assert "09:00 UTC" in page
    assert re.search(r"\d+ / 300 <span", page)
    assert "A bag of beans" in page


def test_a_page_shows_what_a_network_cuts_away_at_a_switch_and_only_then(tmp_path):
    portrait = SALE.replace("{photo:", "{size: portrait, photo:")
    build(tmp_path / "cut", {"content/posts/winter-sale.md": portrait})
    page = text(tmp_path / "cut/posts/winter-sale/index.html")
    assert 'id="zones"' in page
    assert 'zone-crop" style="inset: 10.00% 0.00% 10.00% 0.00%' in page
    build(
        tmp_path / "whole", {"content/posts/winter-sale.md": SALE.replace("promo", "promo\naccounts: [bsky]")}
    )
    assert "zones" not in text(tmp_path / "whole/posts/winter-sale/index.html")


def test_a_hostile_post_runs_nothing(tmp_path):
    keys = f"owner: '{HOSTILE}'\ncampaign: '{HOSTILE}'\ntags: ['{HOSTILE}']\nlink: 'javascript:alert(1)'\n"
    post = SALE.replace("title: Winter sale", f"title: '{HOSTILE}'\n{keys}").replace(
        "A bag of beans", f"'{HOSTILE}'"
    )
    brand = BRAND.replace("name: Northwind Coffee", f"name: '{HOSTILE}'")
    build(tmp_path, {"smmgen.yaml": brand, "content/posts/x.md": post + HOSTILE, "content/posts/..md": post})
    for page in pages(tmp_path):
        links = Links(page)
        assert links.scripts == []
        assert not any(one.lower().startswith("javascript:") for one in links.addresses)
        assert page.is_relative_to(tmp_path)


def test_an_unchanged_brand_is_built_without_a_change(tmp_path):
    build(tmp_path)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*") if path.is_file()}
    build(tmp_path)
    assert before == {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*") if path.is_file()}


def test_a_deleted_post_leaves_nothing_behind(tmp_path):
    build(tmp_path)
    build(tmp_path, {})
    assert not (tmp_path / "posts").exists()
    assert not (tmp_path / "images").exists()
    assert "No posts yet" in text(tmp_path / "index.html")


def test_a_post_with_an_error_has_its_page_but_is_not_in_the_bundle(tmp_path):
    long = SALE.replace("accounts", "") + "word " * 100
    bundle, _ = build(tmp_path, {"content/posts/long.md": long, "content/posts/winter-sale.md": SALE})
    assert set(bundle.variants["long"]) == {"tg"}
    assert set(bundle.variants["winter-sale"]) == {"tg", "masto", "bsky"}
    assert "TXT001" in text(tmp_path / "posts/long/index.html")
    assert set(json.loads(text(tmp_path / "manifest.json"))["posts"]["long"]["variants"]) == {"tg"}


def test_a_picture_that_is_missing_is_told_once(tmp_path):
    bundle, found = build(
        tmp_path, {"content/posts/one.md": SALE.replace("beans.jpg", "bean.jpg")}, Counter()
    )
    assert found == ()
    assert bundle.variants == {}
    assert "This picture could not be drawn" in text(tmp_path / "posts/one/index.html")


def test_the_calendar_starts_on_monday_and_opens_with_the_next_month_that_has_posts(tmp_path):
    later = SALE.replace("2026-12-01", "2027-02-14")
    build(tmp_path, {"content/posts/one.md": SALE, "content/posts/two.md": later})
    page = text(tmp_path / "index.html")
    days = re.findall(r'<li class="day.*?datetime="([^"]+)"', page, re.DOTALL)
    assert days[0] == "2026-11-30"
    assert len(days) == 35
    assert 'href="months/2027-02/index.html"' in page
    assert "<h1>February 2027</h1>" in text(tmp_path / "months/2027-02/index.html")


def test_a_russian_brand_reads_russian_dates(tmp_path):
    build(
        tmp_path, {"smmgen.yaml": BRAND.replace("language: en", "language: ru"), "content/posts/one.md": SALE}
    )
    assert "<h1>Декабрь 2026</h1>" in text(tmp_path / "index.html")
    assert "вторник, 1 декабря 2026, 10:00" in text(tmp_path / "posts/one/index.html")


def test_rows_of_the_plan_without_a_post_are_gaps(tmp_path):
    plan = "---\nmonth: 2026-12\n---\n| date | time | rubric | topic | accounts | owner | post |\n|---|---|---|---|---|---|---|\n| 2026-12-05 | 10:00 | promo | Gift cards | tg | anna | |\n"
    build(tmp_path, {"plans/2026-12.md": plan})
    page = text(tmp_path / "index.html")
    assert re.search(r'class="gap".*?10:00 · planned, no post yet</span>.*?Gift cards', page, re.DOTALL)


def test_the_manifest_is_what_the_contract_says(tmp_path):
    bundle, _ = build(tmp_path)
    data = text(tmp_path / "manifest.json")
    post = json.loads(data)["posts"]["winter-sale"]
    variant = post["variants"]["bsky"]
    (message,) = variant["messages"]
    assert data.endswith("}\n")
    assert (post["source"], post["publish_at"]) == ("content/posts/winter-sale.md", "2026-12-01T09:00:00Z")
    assert variant["digest"] == bundle.variants["winter-sale"]["bsky"].digest
    assert (message["number"], message["format"], message["limit"]) == (0, "plain", 300)
    assert (tmp_path / message["media"][0]["path"]).stat().st_size == message["media"][0]["bytes"]
    (link,) = (entity for entity in message["entities"] if entity["kind"] == "link")
    assert message["text"].encode()[link["start"] : link["end"]].startswith(b"northwind.example")


def test_the_calendar_file_has_an_event_for_each_post_and_time(tmp_path):
    own = SALE.replace("status:", "variants: {masto: {publish_at: 2026-12-01 12:00}}\nstatus:")
    build(tmp_path, {"content/posts/winter-sale.md": own})
    first, second = Calendar.from_ical((tmp_path / "calendar.ics").read_bytes()).walk("VEVENT")
    assert first["SUMMARY"] == "[Offers] Winter sale"
    assert first["DTSTART"].dt == datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
    assert first["UID"] == "winter-sale.bsky.tg@northwind.example"
    assert "posts/winter-sale/index.html" in second["DESCRIPTION"]
    assert second["DTSTART"].dt == datetime(2026, 12, 1, 11, 0, tzinfo=UTC)


@pytest.mark.parametrize("identity", ["../../x", "Sale!", "a/b", "Скидки", "index.html"])
def test_an_id_that_is_none_still_has_a_safe_page(tmp_path, identity):
    build(
        tmp_path / "dist",
        {"content/posts/Ы.md": SALE, f"content/posts/{identity.replace('/', '-')}.md": SALE},
    )
    assert len(list((tmp_path / "dist/posts").iterdir())) == 2
    assert [path.name for path in tmp_path.iterdir()] == ["dist"]


@pytest.mark.parametrize(
    ("number", "english", "russian"),
    [
        (0, "posts", "постов"),
        (1, "post", "пост"),
        (2, "posts", "поста"),
        (5, "posts", "постов"),
        (11, "posts", "постов"),
        (21, "posts", "пост"),
        (112, "posts", "постов"),
    ],
)
def test_posts_are_counted_as_each_language_counts(number, english, russian):
    assert [words(language).post_word(number) for language in ("en", "ru-RU")] == [english, russian]
