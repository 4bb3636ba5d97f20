"""Texts become safe HTML, with links as each network shows them."""

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smmgen.build.richtext import Habit, codes, safe_href, to_html
from smmgen.model.variant import Entity, Written

DEAD = Habit(finds_links=False)
MASTODON = Habit(link_length=30, is_mention_local=True)


def html(text: str) -> str:
    return str(to_html(Written(text, text, "html"), "utf-16", DEAD))


def plain(text: str, *entities: Entity, offsets: str = "code points", habit: Habit = DEAD) -> str:
    return str(to_html(Written(text, text, "plain", entities), offsets, habit))


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("<b>a</b> &amp; <i>b</i>", "<strong>a</strong> &amp; <em>b</em>"),
        ("a\n<pre><code class='x'>b</code></pre>", "a\n<pre><code>b</code></pre>"),
        ("a\n\n<blockquote>q</blockquote>\n\nb", "a\n\n<blockquote>q</blockquote>\nb"),
        ("<blockquote expandable>q</blockquote>", "<blockquote>q</blockquote>"),
        ('<span class="tg-spoiler">s</span><tg-spoiler>t</tg-spoiler>', "<mark>s</mark><mark>t</mark>"),
        (
            '<a href="https://a.example/?b=1&amp;c=2">x</a>',
            '<a href="https://a.example/?b=1&amp;c=2" rel="noopener nofollow">x</a>',
        ),
        ('<a href="javascript:alert(1)">x</a>', "x"),
        ("<script>alert(1)</script>", "alert(1)"),
        ("<img src=x onerror=alert(1)>a", "a"),
        ("<b onclick=alert(1)>a", "<strong>a</strong>"),
        ("<b><i>a</b>b</i>", "<strong><em>a</em></strong>b"),
        ("</b>a<!-- c --><b/>", "a<strong></strong>"),
        ("&lt;script&gt;", "&lt;script&gt;"),
    ],
)
def test_html_keeps_the_few_tags_that_messages_have(written, shown):
    assert html(written) == shown


@pytest.mark.parametrize(
    ("url", "is_safe"),
    [
        ("https://a.example", True),
        ("mailto:a@b.example", True),
        ("tg://resolve?domain=a", True),
        ("javascript:alert(1)", False),
        ("JaVaScRiPt:alert(1)", False),
        ("java\nscript:alert(1)", False),
        ("data:text/html,x", False),
        ("//a.example", False),
        ("sale.html", False),
        ("http://[", False),
    ],
)
def test_only_known_schemes_are_linked(url, is_safe):
    assert bool(safe_href(url)) is is_safe


@pytest.mark.parametrize(
    ("offsets", "start", "end"), [("code points", 2, 5), ("utf-16", 3, 6), ("bytes", 5, 8)]
)
def test_entities_count_in_their_networks_unit(offsets, start, end):
    shown = plain("☕🎉abc", Entity("bold", start, end), offsets=offsets) if offsets == "code points" else ""
    shown = shown or plain(
        "🎉 abc" if offsets == "bytes" else "☕🎉abc", Entity("bold", start, end), offsets=offsets
    )
    assert "<strong>abc</strong>" in shown


def test_entities_that_overlap_or_lie_outside_are_left_out():
    entities = (Entity("bold", 0, 3), Entity("italic", 2, 4), Entity("link", 3, 99, "https://a.example"))
    assert plain("abcd", *entities) == "<strong>abc</strong>d"


def test_what_has_no_facet_is_dead_text_where_the_network_finds_none():
    assert plain("<b> #coffee https://a.example") == "&lt;b&gt; #coffee https://a.example"


def test_mastodon_shortens_links_and_mentions():
    shown = plain(
        "Ask @anna@b.example: https://www.northwind.example/winter-box?utm_source=mastodon #ok",
        habit=MASTODON,
    )
    assert '<span class="tag">@anna</span>' in shown
    assert ">northwind.example/winter-box?u…</a>" in shown
    assert 'href="https://www.northwind.example/winter-box?utm_source=mastodon"' in shown
    assert '<span class="tag">#ok</span>' in shown


def test_a_links_entity_is_shortened_like_a_found_one_but_words_are_not():
    long = "https://northwind.example/a/very/long/way/to/say/it"
    words = "the words of a link that are longer than thirty"
    assert "northwind.example/a/very/long/…</a>" in plain(
        long, Entity("link", 0, len(long), long), habit=MASTODON
    )
    assert f">{words}</a>" in plain(words, Entity("link", 0, len(words), long), habit=MASTODON)


TAGS = re.compile(r"</?(strong|em|u|s|code|pre|blockquote|mark|span|a)\b[^<>]*>")
SPICE = st.sampled_from(
    [
        "<b>",
        "</b>",
        "<a href='javascript:x'>",
        "<script>",
        "&lt;",
        "#tag ",
        "@a@b.example",
        "https://a.example ",
        '"',
        "🎉",
    ]
)
TEXTS = st.lists(st.one_of(st.text(max_size=6), SPICE), max_size=12).map("".join)


@given(TEXTS, st.booleans())
def test_plain_text_is_read_as_it_was_written(text, finds_links):
    shown = plain(text, habit=Habit(finds_links=finds_links))
    assert unescape(TAGS.sub("", shown)) == unescape(text.replace("&", "&amp;"))


@given(TEXTS)
def test_html_never_has_a_tag_or_target_of_its_own(text):
    shown = html(text)
    assert "<" not in TAGS.sub("", shown)
    assert not re.search(r'href="(?!https?:|mailto:|tg:)', shown)


def test_a_findings_text_shows_its_code_and_nothing_else_as_markup():
    assert codes("Set `a: <b>` or <i>`") == "Set <code>a: &lt;b&gt;</code> or &lt;i&gt;`"


LINKED = '<a href="https://a.example/b_c" rel="noopener nofollow">https://a.example/b_c</a>'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("**a** _b_ ~~c~~ `d`", "<p><strong>a</strong> <em>b</em> <s>c</s> <code>d</code></p>"),
        ("# Sale", '<p class="md-heading md-h1">Sale</p>'),
        ("https://a.example/b_c.", f"<p>{LINKED}.</p>"),
        ("[https://a.example/b_c](https://a.example/b_c)", f"<p>{LINKED}</p>"),
        ("[a](https://a.example)", '<p><a href="https://a.example" rel="noopener nofollow">a</a></p>'),
        ("<script>x</script> [a](javascript:x)", "<p>&lt;script&gt;x&lt;/script&gt; [a](javascript:x)</p>"),
        ("![a](https://a.example/b.png)", "<p>a</p>"),
    ],
)
def test_markdown_is_shown_and_cannot_break_out(text: str, expected: str) -> None:
    assert to_html(Written(text, text, "markdown"), "code points", Habit()) == expected
