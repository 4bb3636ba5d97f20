"""Tables of links that should be others, and of those that are well."""

import pytest

from smmgen.text.private_link import private_part
from tests.check.world import found, post

POST = "content/posts/example.md"
RANDOM = "4k2h9s8d7f6g5h4j3k2l"


def told(code: str, text: str, **keys: str) -> list[str]:
    files = {POST: post(text, **{"accounts": "[tg]", **keys})}
    return [one.message for one in found(files, code)]


@pytest.mark.parametrize(
    "link", ["https://bit.ly/3xYzAbC", "https://www.clck.ru/abc", "http://GOO.GL/x", "https://vk.cc/1"]
)
def test_a_short_link_is_found(link):
    assert told("LNK007", f"[Sale]({link})")


@pytest.mark.parametrize(
    "link",
    [
        "https://youtu.be/abc",
        "https://t.me/northwind",
        "https://nw.coffee/s",
        "https://bit.ly.example/x",
        "https://a.example/bit.ly",
    ],
)
def test_a_brands_own_short_link_is_left_alone(link):
    assert told("LNK007", f"[Sale]({link})") == []


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Go to northwind.example/sale now.", "northwind.example/sale"),
        ("See shop.northwind.example.", ""),
        ("- Northwind.example!", "Northwind.example"),
        ("See www.coffee.example/a, please.", "www.coffee.example/a"),
        ("«northwind.example/меню»", "northwind.example/меню"),
    ],
)
def test_an_address_that_is_no_link_is_found(text, address):
    assert told("LNK008", text) == ([f"“{address}” is no link on every network."] if address else [])


@pytest.mark.parametrize(
    "text",
    [
        "Write to hello@northwind.example.",
        "[northwind.example/sale](https://northwind.example/sale)",
        "https://northwind.example/sale",
        "`northwind.example` is our domain",
        "Follow @northwind@northwind.example",
        "Made with Node.js and a.b.c in ca. 5 min.",
        "northwind.example.com is somebody else",
    ],
)
def test_what_is_a_link_already_or_no_address_is_left_alone(text):
    assert told("LNK008", text) == []


@pytest.mark.parametrize(
    ("url", "what"),
    [
        (f"https://a.example/?token={RANDOM}", "a token"),
        (f"https://a.example/x?A=1&Access_Token={RANDOM}", "a token"),
        (f"https://a.example/?PHPSESSID={RANDOM}", "somebody's session"),
        (f"https://a.example/x;jsessionid={RANDOM}?a=b", "somebody's session"),
        ("https://a.example/?u=anna%40mail.example", "somebody's mailbox"),
        ("https://anna:secret@a.example/", "a name or a password"),
        ("https://a.example/?token=winter-sale", ""),
        ("https://a.example/?key=menu&sid=5", ""),
        (f"https://a.example/?v={RANDOM}", ""),
        ("https://a.example/@anna?email=", ""),
        ("https://[::1", ""),
    ],
)
def test_what_a_link_tells_is_known(url, what):
    assert private_part(url)[0] == what


def test_a_private_link_is_found_and_its_value_not_told():
    (message,) = told("LNK009", "A", link=f"https://a.example/?token={RANDOM}")
    assert message == "The link to a.example has a token in it (token)."


def test_a_letters_address_tells_whom_it_is_for():
    assert told("LNK009", "[Write](mailto:a@a.example?cc=b@a.example)") == []


@pytest.mark.parametrize("words", ["here", "Click here", "тут", "→ Здесь", "по ссылке", "**here**"])
def test_words_that_say_nothing_are_found(words):
    assert told("LNK010", f"Go [{words}](https://a.example/)")


@pytest.mark.parametrize(
    "words", ["here is the menu", "в правилах", "hereford", "a.example", "in our shop", "на сайте"]
)
def test_words_that_say_where_a_link_leads_are_left_alone(words):
    assert told("LNK010", f"Go [{words}](https://a.example/)") == []


@pytest.mark.parametrize(
    ("query", "fault"),
    [
        ("utm_source=a&utm_source=b", "has utm_source 2 times"),
        ("UTM_source=a&utm_Source=b", "has utm_source 2 times"),
        ("a=1?utm_source=a", "has tracking behind a second question mark"),
        ("utm_source=a&utm_medium=b", ""),
        ("tag=a&tag=b&utm_source=c", ""),
        ("next=/x?y&utm_source=c", ""),
    ],
)
def test_tracking_that_was_pasted_twice_is_found(query, fault):
    messages = told("LNK011", "A", link=f"https://a.example/?{query}")
    assert messages == ([f"The link to a.example {fault}."] if fault else [])


def test_links_of_a_first_comment_are_looked_at_too():
    comment = "'To the sale: [sale](https://bit.ly/3xYzAbC)'"
    assert told("LNK007", "A", first_comment=comment)
    assert told("LNK007", "A", variants=f"{{tg: {{first_comment: {comment}}}}}")
