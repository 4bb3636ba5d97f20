"""What Telegram makes of HTML: the text, the entities in UTF-16 code units, and the words of its refusals."""

import pytest

from tests.sandbox.speak import Telegram, shown

BOLD, ITALIC, CODE = ("bold", {}), ("italic", {}), ("code", {})
GOOD = [
    ("<b>a</b>", "a", [(0, 1, "bold")]),
    ("<strong>a</strong><em>b</em>", "ab", [(0, 1, "bold"), (1, 1, "italic")]),
    ("<u>a</u><ins>b</ins>", "ab", [(0, 1, "underline"), (1, 1, "underline")]),
    ("<s>a</s><strike>b</strike><del>c</del>", "abc", [(n, 1, "strikethrough") for n in range(3)]),
    (
        '<span class="tg-spoiler">a</span><tg-spoiler>b</tg-spoiler>',
        "ab",
        [(0, 1, "spoiler"), (1, 1, "spoiler")],
    ),
    ("<B>a</b >", "a", [(0, 1, "bold")]),
    ("🏟<b>🏟 a</b>", "🏟🏟 a", [(2, 4, "bold")]),
    ("<b>a<i>b</i></b>", "ab", [(0, 2, "bold"), (1, 1, "italic")]),
    ("<b>a<code>b</code>c</b>", "abc", [(0, 1, "bold"), (1, 1, "code"), (2, 1, "bold")]),
    ("<blockquote>a</blockquote>", "a", [(0, 1, "blockquote")]),
    ("<blockquote expandable>a</blockquote>", "a", [(0, 1, "expandable_blockquote")]),
    ("&lt;b&gt; &amp; &quot;&#39;&#x1F3DF;", "<b> & \"'🏟", []),
    ("&nbsp;&laquo;", "&nbsp;&laquo;", []),
    ("a > b & c", "a > b & c", []),
    ("  <b> a </b>\n", "a", [(0, 1, "bold")]),
    ("a\r\nb\tc", "a\nb c", []),
    ("see https://a.example/x_(y)?z=1.", "see https://a.example/x_(y)?z=1.", [(4, 27, "url")]),
    ("(http://a.example/b)", "(http://a.example/b)", [(1, 18, "url")]),
    ("coffee.com and a.example", "coffee.com and a.example", [(0, 10, "url")]),
    ("🏟 #Coffee, #2026 #кофе_2", "🏟 #Coffee, #2026 #кофе_2", [(3, 7, "hashtag"), (18, 7, "hashtag")]),
    ("@northwind a@b.example", "@northwind a@b.example", [(0, 10, "mention"), (11, 11, "email")]),
    ("<code>#no @nobody</code>", "#no @nobody", [(0, 11, "code")]),
    ("$USD /start", "$USD /start", [(0, 4, "cashtag"), (5, 6, "bot_command")]),
]
LINKS = [
    ("https://a.example/b?c=1&amp;d", "https://a.example/b?c=1&d"),
    ("http://a.example", "http://a.example/"),
    ("a.example/b", "http://a.example/b"),
    ("tg://user?id=7", "tg://user?id=7"),
]
BAD = [
    ("<p>a</p>", 'Unsupported start tag "p" at byte offset 0'),
    ("é<br>", 'Unsupported start tag "br" at byte offset 2'),
    ("1 < 2", 'Unsupported start tag "" at byte offset 2'),
    ("<b>a", 'Can\'t find end tag corresponding to start tag "b"'),
    ("a</b>", "Unexpected end tag at byte offset 1"),
    ("<b>🏟</i>", 'Unmatched end tag at byte offset 7, expected "</b>", found "</i>"'),
    ("<b><i>a</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
    ("<b", "Unclosed start tag at byte offset 0"),
    ("<b>a</b", "Unclosed end tag at byte offset 4"),
    ("<span>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ("<a =x>a</a>", 'Empty attribute name in the tag "a" at byte offset 0'),
    ("<a href=http://x>a</a>", "Unexpected end of name token at byte offset 8"),
]


@pytest.mark.parametrize(("html", "text", "entities"), GOOD)
def test_markup_becomes_text_and_entities(
    telegram: Telegram, html: str, text: str, entities: list[tuple[int, int, str]]
) -> None:
    message = telegram.html(html)
    found = [(entity["offset"], entity["length"], entity["type"]) for entity in message.get("entities", [])]
    assert (message["text"], found) == (text, entities)


@pytest.mark.parametrize(("given", "kept"), LINKS)
def test_a_named_link_keeps_its_url(telegram: Telegram, given: str, kept: str) -> None:
    (entity,) = telegram.html(f'🏟 <a href="{given}">there</a>')["entities"]
    assert entity == {"offset": 3, "length": 5, "type": "text_link", "url": kept}


@pytest.mark.parametrize(
    "given", ["mailto:a@b.example", "javascript:alert(1)", "https://localhost", "https://"]
)
def test_a_link_that_telegram_drops_is_warned_of(telegram: Telegram, given: str) -> None:
    assert "entities" not in telegram.html(f'<a href="{given}">there</a>')
    (post,) = shown(telegram.client)
    assert post["warnings"] == [f"Telegram drops the link to “{given}” without a word."]


@pytest.mark.parametrize(("html", "why"), BAD)
def test_bad_markup_is_refused_in_the_servers_words(telegram: Telegram, html: str, why: str) -> None:
    fault = telegram.fault("sendMessage", text=html, parse_mode="HTML")
    assert fault == (400, f"Bad Request: can't parse entities: {why}")
    assert shown(telegram.client) == []


def test_code_with_a_language_is_one_entity(telegram: Telegram) -> None:
    message = telegram.html('<pre><code class="language-python">x = 1</code></pre>')
    assert message["entities"] == [{"offset": 0, "length": 5, "type": "pre", "language": "python"}]


def test_explicit_entities_count_in_utf16(telegram: Telegram) -> None:
    given = [{"type": "bold", "offset": 3, "length": 2}]
    message = telegram.good("sendMessage", text="🏟 ab", entities=given)
    assert message["entities"] == given
    assert shown(telegram.client)[0]["marks"] == [{"start": 2, "end": 4, "kind": "bold", "href": ""}]


def test_entities_after_the_hundredth_are_ignored(telegram: Telegram) -> None:
    assert len(telegram.html(" ".join(["<b>a</b>"] * 101))["entities"]) == 100
    assert "101 entities" in shown(telegram.client)[0]["warnings"][0]
