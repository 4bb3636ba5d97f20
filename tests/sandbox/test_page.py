"""The page: what a person sees of what arrived."""

import re
from html.parser import HTMLParser

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from smmgen.sandbox.naming import handle, name
from smmgen.sandbox.post import Mark
from smmgen.sandbox.rich_text import blocks, closed_up
from tests.sandbox.speak import Bluesky, Mastodon, Telegram, image, record
from tests.sandbox.speak_x import X

VOID = {"meta", "link", "img", "path", "use"}


class Reader(HTMLParser):
    """Collect the text, the addresses asked for, and tags that are not well nested."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.loaded: list[str] = []
        self.styled: list[str] = []
        self.open: list[str] = []
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.loaded += [given[name] or "" for name in ("src", "srcset") if name in given]
        self.loaded += [given["href"] or ""] if tag == "link" else []
        self.styled += [name for name in given if name == "style" or name.startswith("on")]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID and (not self.open or self.open.pop() != tag):
            self.wrong.append(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


def read(client: httpx.Client, path: str = "/") -> Reader:
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    reader = Reader()
    reader.feed(answer.text)
    reader.text = re.sub(r"\s+", " ", reader.text)
    return reader


@pytest.fixture
def full(telegram: Telegram, mastodon: Mastodon, bluesky: Bluesky, x: X) -> httpx.Client:
    telegram.good("sendPhoto", {"photo": image()}, caption="<b>Sale</b> &lt;now&gt;", parse_mode="HTML")
    media = [
        {"type": "photo", "media": "attach://f", "caption": "Three of them"},
        *[{"type": "photo", "media": "attach://f"}] * 2,
    ]
    telegram.good("sendMediaGroup", {"f": image()}, media=media)
    first = mastodon.good(
        status="Part one https://a.example/with/a/path/that/is/rather/long",
        media_ids=[mastodon.upload().json()["id"]],
    )
    mastodon.good(status="Part two", in_reply_to_id=first["id"])
    mastodon.good(status="Dark roast", spoiler_text="Caffeine")
    bluesky.good(text="#dead", facets=[])
    head = x.good("What do you drink?", poll={"options": ["Espresso", "Filter"], "duration_minutes": 60})
    x.good("", media={"media_ids": [x.media()]}, reply={"in_reply_to_tweet_id": head["id"]})
    return telegram.client


def test_the_page_shows_everything(full: httpx.Client) -> None:
    page = read(full)
    for part in (
        "Sale <now>",
        "Three of them",
        "a.example/with/a/path/that/is/…",
        "Part two",
        "Caffeine",
        "“#dead” has no facet",
        "Picture 1 has no alternative text.",
        "Espresso Filter One answer · until",
    ):
        assert part in page.text


def test_the_page_is_well_nested_and_loads_only_its_own(full: httpx.Client) -> None:
    page = read(full)
    assert (page.wrong, page.open, page.styled) == ([], [], [])
    assert page.loaded
    assert all(re.fullmatch(r"/page\.css|/media/[0-9a-f]{64}", address) for address in page.loaded)
    assert all(full.get(address).status_code == 200 for address in page.loaded)


def test_the_page_is_locked_down(full: httpx.Client) -> None:
    for path in ("/", "/page.css", "/sandbox/posts"):
        headers = full.get(path).headers
        assert headers["content-security-policy"].startswith(
            "default-src 'none'; img-src 'self'; style-src 'self';"
        )
        assert headers["x-content-type-options"] == "nosniff"
        assert "access-control-allow-origin" not in headers


def test_an_album_is_one_post_with_all_its_pictures(full: httpx.Client) -> None:
    text = full.get("/?account=telegram/@northwind").text
    assert text.count("<article") == 2
    assert 'class="media n3"' in text


def test_one_account_can_be_looked_at_alone(full: httpx.Client) -> None:
    page = read(full, "/?account=bluesky/northwind.example")
    assert "#dead" in page.text
    assert "Part two" not in page.text


def test_a_permalink_leads_to_the_post_on_the_page(full: httpx.Client) -> None:
    (post,) = [post for post in full.get("/sandbox/posts").json()["posts"] if post["text"] == "Part two"]
    place = full.get(post["url"]).headers["location"]
    assert f'id="{place.partition("#")[2]}"' in full.get("/").text


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", '"><img src=x onerror=y>', "{{ 7 * 7 }}"])
def test_what_arrives_is_text_and_nothing_else(client: httpx.Client, text: str) -> None:
    Telegram(client).good("sendMessage", text=text)
    mastodon = Mastodon(client)
    mastodon.good(status=text, spoiler_text=text)
    mastodon.good(media_ids=[mastodon.upload(description=text).json()["id"]])
    Bluesky(client).repo("createRecord", record=record(text))
    X(client).good(text, poll={"options": [text[:25], "b"], "duration_minutes": 5})
    page = read(client)
    assert (page.wrong, page.styled) == ([], [])
    assert page.text.count(text) >= 5
    assert "<script" not in client.get("/").text


def test_a_link_of_another_scheme_cannot_be_followed(bluesky: Bluesky) -> None:
    feature = {"$type": "app.bsky.richtext.facet#link", "uri": "javascript:alert(1)"}
    facets = [{"index": {"byteStart": 0, "byteEnd": 5}, "features": [feature]}]
    assert bluesky.repo("createRecord", record=record("click", facets=facets)).status_code == 200
    assert 'href="javascript' not in bluesky.client.get("/").text


def test_an_empty_page_says_what_to_do(client: httpx.Client) -> None:
    page = read(client)
    assert "Nothing has arrived yet" in page.text
    assert f"base_url: http://127.0.0.1:{client.base_url.port}/telegram" in page.text


def test_the_page_refreshes_itself_on_demand(client: httpx.Client) -> None:
    assert 'http-equiv="refresh" content="5"' in client.get("/?refresh=5").text
    assert "http-equiv" not in client.get("/?refresh=x").text


def test_faults_that_wait_are_shown(client: httpx.Client) -> None:
    client.post("/sandbox/faults", json={"network": "telegram", "method": "sendMessage", "kind": "401"})
    assert "Faults waiting 401 telegram sendMessage × 1" in read(client).text


@pytest.mark.parametrize("digest", ["0" * 64, "..%2Fsandbox.sqlite3", "x"])
def test_only_pictures_are_given_out(client: httpx.Client, digest: str) -> None:
    assert client.get(f"/media/{digest}").status_code == 404


KINDS = st.sampled_from(["bold", "link", "quote", "pre", "spoiler"])
MARKS = st.lists(st.tuples(st.integers(-2, 14), st.integers(-2, 14), KINDS), max_size=6)


@given(st.text(max_size=12), MARKS)
def test_pieces_hold_every_character_once(text: str, spans: list[tuple[int, int, str]]) -> None:
    marks = [Mark(start=start, end=end, kind=kind) for start, end, kind in spans]  # type: ignore[arg-type]
    assert "".join(piece.text for block in blocks(text, marks) for piece in block.pieces) == text


@pytest.mark.parametrize(
    ("account", "expected"),
    [
        ("@northwind_shop", ("Northwind Shop", "@northwind_shop")),
        ("sandbox", ("Sandbox", "@sandbox")),
        ("northwind.example", ("Northwind", "@northwind.example")),
        ("-1001234", ("1234", "-1001234")),
        ("#news:a.example", ("News", "#news:a.example")),
        ("r/coffee", ("Coffee", "r/coffee")),
        ("news@a.example", ("News", "news@a.example")),
        ("npub10elfcs4fr0l0r8af98jlmgdh9c", ("npub10elfcs4…mgdh9c",) * 2),
    ],
)
def test_accounts_are_called_as_on_their_networks(account: str, expected: tuple[str, str]) -> None:
    assert (name(account), handle(account)) == expected


def test_quotations_stand_apart_without_empty_lines() -> None:
    found = closed_up(blocks("a\n\nb\n\nc", [Mark(start=3, end=4, kind="quote")]))
    assert [(block.kind, block.pieces[0].text) for block in found] == [
        ("text", "a"),
        ("quote", "b"),
        ("text", "c"),
    ]
