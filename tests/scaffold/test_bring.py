from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from smmgen.markup.plain import plain
from smmgen.model.brand import Brand
from smmgen.model.fault import UsageError
from smmgen.model.post import Post
from smmgen.model.source import Source
from smmgen.pipeline import check, load
from smmgen.read.post import read_post
from smmgen.read.tree import Folder, Memory
from smmgen.scaffold.bring import Result, as_markdown, bring, title_of
from smmgen.scaffold.bring_feed import of_feed
from smmgen.scaffold.bring_galaxy import is_galaxy, of_galaxy
from smmgen.scaffold.bring_table import of_table
from smmgen.scaffold.bring_together import is_together, of_together
from tests.build.world import jpeg
from tests.test_clock import NOW

BRAND = """\
brand: {name: Northwind, url: https://northwind.example, timezone: Europe/Berlin}
accounts:
  tg: {network: telegram, chat: "@northwind", token: env:TG}
  masto: {network: mastodon, base_url: https://coffee.example, token: env:MASTO}
  masto-two: {network: mastodon, base_url: https://tea.example, token: env:TEA}
  bsky: {network: bluesky, handle: northwind.example, password: env:BSKY}
  x: {network: x, api_key: env:A, api_secret: env:B, access_token: env:C, access_secret: env:D}
rubrics: {promo: {}}
"""


def brand() -> Brand:
    project = load(Memory({"smmgen.yaml": BRAND})).project
    assert project
    return project.brand


def laid(root: Path, files: Mapping[str, str | bytes]) -> Path:
    (root / "smmgen.yaml").write_text(BRAND)
    source = root / "old"
    for path, data in files.items():
        (source / path).parent.mkdir(parents=True, exist_ok=True)
        (source / path).write_bytes(data.encode() if isinstance(data, str) else data)
    return source


def made(root: Path, one: Result) -> Post:
    post, reading = read_post(Source(one.path, (root / one.path).read_text("utf-8")))
    assert reading.findings == []
    assert post
    return post


def errors(root: Path) -> list[str]:
    return [one.message for one in check(Folder(root), NOW).findings if one.severity == "error"]


@given(
    st.lists(
        st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=25),
        max_size=4,
    )
)
@example(["Fish &amp; chips &dash; AT&T; R&D &#64;"])
def test_plain_text_reads_the_same_as_a_post(lines: list[str]) -> None:
    text = "\n".join(lines)
    post, _ = read_post(Source("content/posts/one.md", f"---\ntitle: A\n---\n{as_markdown(text)}\n"))
    assert post
    assert plain(post.body.blocks).text.split() == text.split()


TABLE = """\
text;account;image;alt;date;time;tags;mood
"Sale! *All* beans
must go";tg, mastodon;cup.jpg;A cup;01.12.2026;10:00;#sale, #coffee;merry
Second;discord;https://a.example/x.png;;2026-12-02 18:30;;;
Third;tg;gone.jpg;;soon;;;
"""


def test_a_table_becomes_drafts_and_what_is_lost_is_told(tmp_path: Path) -> None:
    source = laid(tmp_path, {"month.csv": TABLE, "cup.jpg": jpeg()})
    first, second, third = bring(tmp_path, of_table(source / "month.csv", brand(), {}))
    post = made(tmp_path, first)
    assert first.path == "content/posts/2026-12/2026-12-01-sale-all-beans/index.md"
    assert (post.accounts, post.tags, post.status) == (
        ("tg", "masto", "masto-two"),
        ("sale", "coffee"),
        "draft",
    )
    assert post.image
    assert (post.image.photo.rpartition("/")[2], post.image.alt, post.image.card) == (
        "1.jpg",
        "A cup",
        "none",
    )
    assert plain(post.body.blocks).text == "Sale! *All* beans\nmust go"
    assert first.lost == ("mood: “merry”",)
    assert second.lost == (
        "there is no account “discord” (say --map 'discord=ACCOUNT')",
        "the picture https://a.example/x.png lies on the web: save it beside the table",
    )
    assert third.lost == (
        "“soon” is no time that can be read; write 2027-01-24 18:00",
        "the picture gone.jpg is not there",
    )
    assert errors(tmp_path) == []


def test_columns_have_other_names_elsewhere(tmp_path: Path) -> None:
    source = laid(tmp_path, {"план.csv": "Текст,Канал,Дата\nКофе,old-tg,05.12.2026\n"})
    (one,) = bring(tmp_path, of_table(source / "план.csv", brand(), {"old-tg": "tg"}))
    post = made(tmp_path, one)
    assert (post.title, post.accounts, str(post.publish_at and post.publish_at.date)) == (
        "Кофе",
        ("tg",),
        "2026-12-05",
    )


def test_a_table_without_texts_says_so(tmp_path: Path) -> None:
    source = laid(tmp_path, {"a.csv": "account,when\ntg,now\n"})
    with pytest.raises(UsageError, match="no column is called text"):
        list(of_table(source / "a.csv", brand(), {}))


TWEETS: dict[str, str | bytes] = {
    "media/cup one.jpg": jpeg(),
    "media/bag.jpg": jpeg(),
    "tweets/2026/hello.tweet": "Hello, world!\n# no heading, _no_ markup",
    "tweets/poll.tweet": "Which one?\n\n( ) Filter\n( ) Espresso\n",
    "tweets/thread.tweet": (
        "---\nschedule: 2026-12-01T10:00:00.000Z\nmedia:\n  - file: cup one.jpg\n    alt: A cup\n---\nOne\n\n"
        "---\n---\nmedia: [{file: bag.jpg, alt: A bag}]\npoll: [a, b]\n---\n\nTwo\n"
    ),
    "tweets/reply.tweet": "---\nreply: https://twitter.com/a/status/1\nmedia: [{file: ../../smmgen.yaml}]\nx: 1\n---\nYes.\n",
}


def test_a_repository_of_twitter_together_becomes_drafts(tmp_path: Path) -> None:
    source = laid(tmp_path, TWEETS)
    assert is_together(source)
    hello, poll, reply, thread = bring(tmp_path, of_together(source, brand(), ()))
    assert plain(made(tmp_path, hello).body.blocks).text == "Hello, world!\n# no heading, _no_ markup"
    assert (made(tmp_path, hello).accounts, hello.path) == (("x",), "content/posts/imported/hello-world.md")
    asked = made(tmp_path, poll).poll
    assert asked
    assert (asked.question, asked.options) == ("Which one?", ("Filter", "Espresso"))
    assert [line.partition(":")[0] for line in reply.lost] == [
        "the picture ../../smmgen.yaml is not in media/",
        "reply",
        "x",
    ]
    assert thread.lost == ("the poll (part 2), as only the first message can have one: a, b",)
    text = (tmp_path / thread.path).read_text()
    assert "publish_at: '2026-12-01 10:00:00+00:00'\n" in text
    assert text.endswith("One\n\n---\n\nTwo\n\n![A bag](2.jpg)\n")
    assert sorted(path.name for path in (tmp_path / thread.path).parent.iterdir()) == [
        "1.jpg",
        "2.jpg",
        "index.md",
    ]
    assert errors(tmp_path) == []


def test_a_repository_of_toot_together_goes_to_mastodon(tmp_path: Path) -> None:
    source = laid(tmp_path, {"toots/a.toot": "Hello\n"})
    (one,) = bring(tmp_path, of_together(source, brand(), ()))
    assert made(tmp_path, one).accounts == ("masto", "masto-two")
    (other,) = of_together(source, brand(), ("tg",))
    assert other.front["accounts"] == ["tg"]


GALAXY: dict[str, str | bytes] = {
    "plugins.yml": (
        "plugins:\n- {name: bsky-old, class: bluesky.client}\n- {name: masto-a, class: mastodon.client}\n"
        "- {name: masto-b, class: mastodon.client}\n"
    ),
    "posts/2026/cup.jpg": jpeg(),
    "posts/2026/2026-12-05-beans.md": (
        "---\nmedia:\n - bsky-old\n - masto-a\n - gone\nhashtags:\n bsky-old: [Coffee]\n masto-a: [Coffee, Tea]\n"
        " gone: [Lost]\nmentions:\n masto-a: [lev_m@coffee.example]\nextra: 1\n---\n**New beans** are in.\n\n\n"
        "The second part.\n![A cup](cup.jpg)\n![On the web](https://a.example/x.png)\n"
    ),
}


def test_a_repository_of_galaxy_social_becomes_drafts(tmp_path: Path) -> None:
    source = laid(tmp_path, GALAXY)
    assert is_galaxy(source)
    (one,) = bring(tmp_path, of_galaxy(source, brand(), {"masto-a": "masto"}))
    post = made(tmp_path, one)
    assert one.path == "content/posts/2026-12/2026-12-05-beans/index.md"
    assert (post.title, post.accounts) == ("New beans are in.", ("bsky", "masto"))
    assert {name: fields["tags"] for name, fields in post.overrides.items()} == {
        "bsky": ("Coffee",),
        "masto": ("Coffee", "Tea"),
    }
    assert "::: only masto\n@lev\\_m@coffee.example\n:::" in (tmp_path / one.path).read_text()
    assert one.lost == (
        "there is no account for “gone” (say --map gone=ACCOUNT)",
        "extra: 1",
        "hashtags of gone: Lost",
        "the picture https://a.example/x.png lies on the web: save it beside the post (“On the web”)",
    )
    assert errors(tmp_path) == []


FEED = """\
<?xml version="1.0"?><rss version="2.0"><channel><title>Blog</title>
<item><title>Fresh &amp; new</title><link>https://blog.example/fresh</link><category>Coffee</category>
<pubDate>Tue, 01 Dec 2026 10:00:00 GMT</pubDate><enclosure url="https://blog.example/a.mp3" type="audio/mpeg" length="1"/>
<description>&lt;p&gt;The new beans have come from Kenya, and they taste of blackcurrant and of rhubarb.&lt;/p&gt;
&lt;img src="https://blog.example/a.jpg" alt="A bag"&gt;</description></item>
</channel></rss>
"""


def test_a_feed_becomes_drafts(tmp_path: Path) -> None:
    source = laid(tmp_path, {"feed.xml": FEED})
    (one,) = bring(tmp_path, of_feed(source / "feed.xml", brand()))
    post = made(tmp_path, one)
    assert (one.path, post.title) == ("content/posts/2026-12/2026-12-01-fresh-new.md", "Fresh & new")
    assert (post.link, post.tags) == ("https://blog.example/fresh", ("Coffee",))
    assert plain(post.body.blocks).text.startswith("The new beans have come from Kenya")
    assert one.lost == (
        "the picture https://blog.example/a.jpg lies on the web: save it beside the post",
        "the attachment https://blog.example/a.mp3 (audio/mpeg)",
    )
    assert errors(tmp_path) == []


BOMB = '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]><rss><channel><item><title>&b;&f;</title></item></channel></rss>'


@pytest.mark.parametrize("text", ["", "no feed", "<rss/>"])
def test_what_is_no_feed_is_told(text: str, tmp_path: Path) -> None:
    source = laid(tmp_path, {"feed.xml": text})
    with pytest.raises(UsageError, match="it is no RSS and no Atom feed"):
        list(of_feed(source / "feed.xml", brand()))


def test_a_feed_cannot_name_other_files(tmp_path: Path) -> None:
    source = laid(tmp_path, {"feed.xml": BOMB})
    try:
        pieces = list(of_feed(source / "feed.xml", brand()))
    except UsageError:
        pieces = []
    assert not any("root:" in piece.body + str(piece.front) for piece in pieces)


def test_what_is_there_already_is_left_as_it_is(tmp_path: Path) -> None:
    source = laid(tmp_path, {"toots/a.toot": "Hello\n"})
    (one,) = bring(tmp_path, of_together(source, brand(), ()))
    (tmp_path / one.path).write_text("edited")
    (again,) = bring(tmp_path, of_together(source, brand(), ()))
    assert (again.path, (tmp_path / one.path).read_text()) == ("", "edited")
    assert "is there already" in again.lost[0]


TITLES = [
    ("Short\nMore", "Short"),
    (
        "A very long first line that goes on and on and on without any end to it",
        "A very long first line that goes on and on and on without…",
    ),
]


@pytest.mark.parametrize(("text", "title"), TITLES)
def test_a_title_is_the_first_line(text: str, title: str) -> None:
    assert title_of(text) == title
