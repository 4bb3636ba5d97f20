"""Tables of what rules say and, above all, of what they leave alone."""

from datetime import UTC, datetime

import pytest

from smmgen.check.rules.characters import _strangers
from smmgen.model.diagnostic import Diagnostic
from tests.check.world import BRAND, checked, found, picture, post
from tests.sandbox.speak import wide

POST = "content/posts/example.md"


PINS = "{network: pinterest, app_id: a, board: '42', app_secret: env:A, refresh_token: env:PINS}"
INSTA = "{network: instagram, user_id: '42', token: env:INSTA, renew: true, login: "


@pytest.mark.parametrize(
    ("account", "replaced"),
    [
        (PINS, "Pinterest replaces PINS"),
        (f"{INSTA}instagram}}", "Instagram replaces INSTA"),
        (f"{INSTA}facebook}}", ""),
        ("{network: threads, token: env:THREADS, renew: true}", "Threads replaces THREADS"),
        ("{network: threads, token: env:THREADS}", ""),
    ],
)
def test_a_secret_that_is_replaced_needs_a_place(account, replaced):
    brand = BRAND.replace("accounts:\n", f"accounts:\n  one: {account}\n")
    (told,) = [one.message for one in found({"smmgen.yaml": brand}, "SEC004")] or [""]
    assert told.startswith(replaced) if replaced else not told
    assert not found({"smmgen.yaml": f"{brand}secrets: {{keep: [cat]}}\n"}, "SEC004")


@pytest.mark.parametrize(
    "word",
    ["кофе", "coffee", "SMMщик", "iPhoneы", "QRкод", "ВКонтакте", "HRы", "Ёлка", "café", "Wi"],
)
def test_true_words_are_of_one_script(word):
    assert _strangers(word) == ""


@pytest.mark.parametrize("word", ["кoфе", "соffее", "Aвгуст", "Bы", "сoffee", "Mосква"])
def test_letters_that_only_look_right_are_found(word):
    assert _strangers(word)


@pytest.mark.parametrize(
    "text",
    [
        "Кофе по-русски — 100 %, и no-break spaces too.",
        "👨‍👩‍👧 and 🏴󠁧󠁢󠁥󠁮󠁧󠁿 and ❤️",
        "Ein Café, naïve, Smørrebrød, Łódź",
        "می‌خواهم قهوه",
        "हिन्दी में क्‍या",
        "שלום and مرحبا",
    ],
)
def test_good_text_has_no_strange_characters(text):
    findings = checked({POST: post(text, accounts="[tg]")}).findings
    assert [finding.code for finding in findings if finding.code.startswith("CHR")] == []


@pytest.mark.parametrize(
    ("link", "code"),
    [
        ("https://", "LNK001"),
        ("https:///sale", "LNK001"),
        ("https://a.example/b c", "LNK001"),
        ("https://a.example:x/", "LNK001"),
        ("ftp://a.example/", "LNK001"),
        ("javascript:alert(1)", "LNK001"),
        ("/sale", "LNK001"),
        ("www.a.example", "LNK001"),
        ("https://[::1", "LNK001"),
        ("http://a.example", "LNK002"),
        ("HTTP://A.EXAMPLE", "LNK002"),
        ("http://LOCALHOST/", "LNK003"),
        ("https://192.168.0.12/x", "LNK003"),
        ("https://printer.local", "LNK003"),
        ("https://[::1]/", "LNK003"),
        ("https://a.example/?fbclid=1", "LNK004"),
        ("https://shop.northwind.example/?a=1&utm_source=x", "LNK004"),
    ],
)
def test_a_link_that_leads_nowhere_is_found(link, code):
    assert _link_codes(link) == [code]


@pytest.mark.parametrize(
    "link",
    [
        "https://a.example",
        "https://a.example/b?c=d#e",
        "https://кофе.example/меню",
        "https://a.example:8443/",
        "https://1.1.1.1/",
        "https://user@a.example/",
        "mailto:anna@a.example",
        "tg://resolve?domain=northwind",
        "https://a.example/?utm_source=x",
        "https://en.wikipedia.org/wiki/Coffee_(drink)",
        "https://a.example/%D0%BA?q=1+2&r=%20",
    ],
)
def test_a_good_link_is_left_alone(link):
    assert _link_codes(link) == []


def _link_codes(link: str) -> list[str]:
    findings = checked({POST: post("Look.", accounts="[tg]", link=f'"{link}"')}).findings
    return [finding.code for finding in findings if finding.code.startswith("LNK")]


@pytest.mark.parametrize(
    "text",
    [
        "[to the sale](https://a.example/sale)",
        '[sale](https://a.example/sale "All beans")',
        "![](/content/media/beans.jpg)",
        "- [ ] buy beans (soon)",
        "`[](https://a.example)` is code",
        "```\n[](https://a.example) [a](https://a.example/b c)\n```",
        "\\[](https://a.example)",
    ],
)
def test_good_markdown_links_are_left_alone(text):
    findings = checked({POST: post(text, accounts="[tg]")}).findings
    assert [finding.code for finding in findings if finding.code in ("LNK005", "LNK006")] == []


@pytest.mark.parametrize("status", ["idea", "draft"])
def test_drafts_may_lack_things(status):
    files = {
        POST: post("Soon.", status=status, accounts="[masto]", image="{photo: /content/media/beans.jpg}")
    }
    assert not _loud(checked(files).findings)


def test_a_network_without_alternative_texts_asks_for_none():
    files = {POST: post("Look.", status="review", accounts="[tg]", image="{photo: /content/media/beans.jpg}")}
    assert not found(files, "ALT001")


def test_a_text_longer_than_the_network_takes_is_found():
    alt = "Beans. " * 300
    image = f"{{photo: /content/media/beans.jpg, alt: {alt}}}"
    (finding,) = found({POST: post("Look.", accounts="[masto]", image=image)}, "ALT002")
    assert "2099 characters" in finding.message
    assert finding.account == "masto"


def test_a_card_that_is_all_text_may_have_its_headline_read():
    image = "{card: quote, headline: Coffee first, alt: Coffee first}"
    assert not found({POST: post("Look.", accounts="[masto]", image=image)}, "ALT003")


@pytest.mark.parametrize(
    ("data", "code", "words"),
    [
        (picture(400, 400)[:120], "MED002", "damaged"),
        (b"", "MED002", "an empty file"),
        (b"RIFF", "MED002", "no JPEG"),
        (picture(40, 40, kind="TIFF"), "MED002", "a TIFF picture"),
        (b"\xff" * 25_000_001, "MED003", "25 MB"),
    ],
)
def test_a_picture_that_cannot_be_used_says_why(data, code, words):
    files = {POST: post("Look.", accounts="[tg]", image="{photo: x.jpg, alt: A cup}")}
    (finding,) = found({**files, "content/posts/x.jpg": data}, code)
    assert words in finding.message


def test_a_picture_with_too_many_pixels_is_not_decoded():
    files = {POST: post("Look.", accounts="[tg]", image="{photo: x.png, alt: A cup}")}
    (finding,) = found({**files, "content/posts/x.png": wide(8000, 5001)}, "MED003")
    assert "8000 × 5001" in finding.message


def test_a_photo_that_is_not_enlarged_may_be_small():
    files = {POST: post("Look.", accounts="[tg]", image="{photo: /content/media/thumbnail.jpg, alt: A cup}")}
    assert not found(files, "MED004")


def test_a_small_photo_is_told_once():
    image = "{card: promo, photo: /content/media/thumbnail.jpg, headline: New, alt: A cup}"
    (finding,) = found({POST: post("Look.", accounts="[tg, masto, bsky]", image=image)}, "MED004")
    assert "320 × 240" in finding.message


def test_the_month_without_its_mix_is_noticed():
    rows = "".join(f"| 2026-12-{day:02} | news | Topic {day} |\n" for day in range(1, 12))
    plan = f"---\nmonth: 2026-12\nmix: {{promo: 40%, news: 60%}}\n---\n| date | rubric | topic |\n|---|---|---|\n{rows}"
    messages = [finding.message for finding in found({"plans/2026-12.md": plan}, "PLA006")]
    assert messages == [
        "“promo” is 0% of the month's rows; the mix says 40%.",
        "“news” is 100% of the month's rows; the mix says 60%.",
    ]


def test_an_unused_account_is_noticed_and_a_paused_one_is_not():
    files = {POST: post("Look.", accounts="[tg, masto]")}
    assert [finding.account for finding in found(files, "REF010")] == ["bsky"]
    paused = BRAND.replace("{network: bluesky,", "{network: bluesky, paused: true,")
    assert not found({**files, "smmgen.yaml": paused}, "REF010")


@pytest.mark.parametrize(("hour", "is_told"), [(14, False), (16, True)])
def test_a_post_is_past_when_the_grace_is_over(hour, is_told):
    files = {POST: post("Look.", accounts="[tg]", status="ready", publish_at="2026-12-01 10:00")}
    now = datetime(2026, 12, 1, hour, 0, 1, tzinfo=UTC)
    assert bool(found(files, "SCH002", now)) is is_told


@pytest.mark.parametrize(("minute", "is_told"), [(0, True), (14, True), (15, False)])
def test_posts_of_one_account_keep_apart(minute, is_told):
    files = {
        POST: post("One.", accounts="[tg]", status="ready", publish_at="2026-12-01 10:00"),
        "content/posts/other.md": post(
            "Two.", accounts="[tg]", status="ready", publish_at=f"2026-12-01 10:{minute:02}"
        ),
    }
    assert bool(found(files, "SCH004")) is is_told


def test_posts_of_two_accounts_may_go_out_together():
    files = {
        POST: post("One.", accounts="[tg]", status="ready", publish_at="2026-12-01 10:00"),
        "content/posts/other.md": post(
            "Two.", accounts="[bsky]", status="ready", publish_at="2026-12-01 10:00"
        ),
    }
    assert not found(files, "SCH004")


@pytest.mark.parametrize(("day", "is_told"), [("2027-02-28", True), ("2027-03-02", False)])
def test_a_text_may_come_again_after_three_months(day, is_told):
    files = {
        POST: post("Look.", accounts="[tg]", status="ready", publish_at="2026-12-01 10:00"),
        "content/posts/other.md": post("Look.", accounts="[tg]", status="ready", publish_at=f"{day} 10:00"),
    }
    assert bool(found(files, "MSG001")) is is_told


def _loud(findings: tuple[Diagnostic, ...]) -> list[Diagnostic]:
    return [finding for finding in findings if finding.severity != "info"]
