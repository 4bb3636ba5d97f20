"""One mistake is one finding: it says what was written, where, and what to write instead."""

import pytest

from smmgen.pipeline import check
from smmgen.read.tree import Memory
from tests.check.world import NOW, checked

BRAND = """brand: {name: Northwind Coffee, timezone: Europe/Berlin}
accounts:
  tg: {network: telegram, chat: "@northwind", token: env:TELEGRAM_TOKEN}
slots: {tg: [daily 10:00]}
"""
POST = "---\nstatus: ready\naccounts: [tg]\npublish_at: 2026-12-10 10:00\n---\nAll beans must go.\n"
ZONE = "smmgen.yaml:1:43 “{}” is no time zone. | {}"
WHEN = "content/posts/beans.md:4:13 “{}” is no date or time. | {}"


def _told(brand: str, post: str) -> list[str]:
    findings = checked({"smmgen.yaml": brand, "content/posts/beans.md": post}).findings
    places = [f"{one.span.path}:{one.span.line}:{one.span.column}" for one in findings]
    return [f"{place} {one.message} | {one.hint}" for place, one in zip(places, findings, strict=True)]


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("Europe/Berln", "Did you mean “Europe/Berlin”?"),
        ("berlin", "Did you mean “Europe/Berlin”?"),
        ("New York", "Did you mean “America/New_York”?"),
        ("GMT+1", "Write it like this: Europe/Berlin."),
    ],
)
def test_a_time_zone_that_is_none(written: str, hint: str) -> None:
    assert _told(BRAND.replace("Europe/Berlin", written), POST) == [ZONE.format(written, hint)]


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("2026-11-31 10:00", "November 2026 has 30 days."),
        ("2027-02-29", "February 2027 has 28 days."),
        ("2026-12-10 24:00", "The hours of a day are 00 to 23."),
        ("10.12.2026 10:00", "Write it like this: 2026-12-10 10:00."),
        ("1.12.2026", "Write it like this: 2026-12-01."),
        ("2026-31-12", "Write it like this: 2026-12-01 10:00."),
        ("12/10/2026", "Write it like this: 2026-12-01 10:00."),
        ("31.11.2026", "November 2026 has 30 days."),
        ("tomorrow", "Write it like this: 2026-12-01 10:00."),
    ],
)
def test_a_date_that_is_none(written: str, hint: str) -> None:
    assert _told(BRAND, POST.replace("2026-12-10 10:00", written)) == [WHEN.format(written, hint)]


def test_a_post_without_a_time_is_told_so_where_nothing_was_written() -> None:
    (told,) = _told(BRAND, POST.replace("2026-12-10 10:00", ""))
    assert "ready but has no time" in told


def test_an_account_on_an_unknown_network_is_not_called_unknown_itself() -> None:
    (told,) = _told(BRAND.replace("telegram,", "telegarm,"), POST)
    assert told == "smmgen.yaml:3:17 There is no network “telegarm”. | Did you mean “telegram”?"


def test_a_link_that_leads_nowhere() -> None:
    (told,) = _told(BRAND, POST.replace("beans", "[beans](northwind.example/beans)"))
    assert told == (
        "content/posts/beans.md:6:13 The link “northwind.example/beans” leads nowhere on a network. "
        "| Write the whole address: https://northwind.example/beans"
    )


def test_a_missing_photo_is_shown_where_it_is_named() -> None:
    image = "image: {card: none, alt: Beans, photo: gone/bag.jpg}\n---\nAll"
    (told,) = _told(BRAND, POST.replace("---\nAll", image))
    assert told.startswith("content/posts/beans.md:5:40 There is no file content/posts/gone/bag.jpg.")


def test_an_unknown_theme_is_shown_where_it_is_named() -> None:
    (told,) = _told(BRAND + "theme: nrthwind\n", POST)
    assert told.startswith("smmgen.yaml:5:8 There is no theme “nrthwind”")


@pytest.mark.parametrize(
    ("path", "home"),
    [
        ("content/post/sale.md", "content/posts/sale.md"),
        ("content/sale.markdown", "content/posts/sale.md"),
        ("content/posts/2026/Sale.MD", "content/posts/2026/Sale.md"),
        ("content/posts/sale.txt", "content/posts/sale.md"),
    ],
)
def test_a_post_where_none_is_read_is_told(path: str, home: str) -> None:
    (found,) = checked({"smmgen.yaml": BRAND, path: POST}).findings
    assert (found.code, found.span.path, found.hint) == ("REP003", path, f"Move it to {home}.")


@pytest.mark.parametrize("path", ["content/README.md", "content/posts/sale/notes.txt", "content/ads/one.md"])
def test_other_texts_may_lie_anywhere(path: str) -> None:
    text = "---\ntitle: Notes\n---\nWhat to think of\n" if "ads" not in path else POST
    assert checked({"smmgen.yaml": BRAND, path: text}).findings == ()


def test_an_open_quotation_mark_is_shown_where_it_opens() -> None:
    (told,) = _told(BRAND, POST.replace("status: ready", 'title: "Sale\nstatus: ready'))
    assert told.startswith("content/posts/beans.md:2:8 This is not valid YAML")
    assert "not closed" in told


@pytest.mark.parametrize("place", ["status: ready", "All beans must go."])
def test_what_git_could_not_merge(place: str) -> None:
    both = f"<<<<<<< HEAD\n{place}\n=======\n{place}\n>>>>>>> summer"
    told = _told(BRAND, POST.replace(place, both))
    assert told
    assert all("A merge left both versions" in one for one in told), told


def test_a_configuration_of_another_name() -> None:
    findings = check(Memory({"smmgen.yml": BRAND}), NOW).findings
    assert [one.hint for one in findings] == ["Rename smmgen.yml to smmgen.yaml."]


def test_a_brand_without_rubrics_is_told_what_to_do() -> None:
    (told,) = _told(BRAND, POST.replace("status:", "rubric: promo\nstatus:"))
    assert told.endswith("| Add it to `rubrics` there, or delete this line.")


def test_a_ready_post_for_nobody() -> None:
    (told,) = _told(BRAND, POST.replace("[tg]", "[]"))
    assert told.startswith("content/posts/beans.md:3:11 This post is ready, but goes to no account.")
    (told,) = _told(BRAND.partition("accounts")[0], POST.replace("accounts: [tg]\n", ""))
    assert told.endswith("| Add an account to smmgen.yaml, such as tg: {network: telegram, …}.")
    assert _told(BRAND, POST.replace("[tg]", "[]").replace("ready", "draft")) == []
