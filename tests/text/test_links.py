import pytest

from smmgen.text.links import add_parameters, find_urls, host, shorten

FOUND = [
    ("See https://a.example/x.", ["https://a.example/x"]),
    ("(https://a.example/x)", ["https://a.example/x"]),
    ("https://a.example/x_(y), then", ["https://a.example/x_(y)"]),
    ("“https://a.example”", ["https://a.example"]),
    ("a.example and www.a.example", []),
    ("https://a.example/ü?q=1#f!", ["https://a.example/ü?q=1#f"]),
    ("http://a.example https://b.example", ["http://a.example", "https://b.example"]),
]


@pytest.mark.parametrize(("text", "urls"), FOUND)
def test_urls_end_where_a_reader_would_end_them(text: str, urls: list[str]) -> None:
    assert [text[start:end] for start, end in find_urls(text)] == urls


SHORT = [
    ("https://www.northwind.example/", "northwind.example"),
    ("https://northwind.example/sale?utm_source=tg", "northwind.example/sale"),
    ("https://northwind.example/a/very/long/path/that/goes/on", "northwind.example/a/very/long/p…"),
    ("https://anna:secret@northwind.example/x", "northwind.example/x"),
    ("https://[::1", "https://[::1"),
]


@pytest.mark.parametrize(("url", "short"), SHORT)
def test_a_link_is_shortened_to_what_people_read(url: str, short: str) -> None:
    assert shorten(url) == short
    assert len(shorten(url)) <= 32


PARAMETERS = [
    ("https://n.example", "https://n.example?utm_source=tg"),
    ("https://n.example/x?a=1#top", "https://n.example/x?a=1&utm_source=tg#top"),
    ("https://n.example/?utm_source=mail", "https://n.example/?utm_source=mail"),
    ("https://[broken", "https://[broken"),
]


@pytest.mark.parametrize(("url", "tagged"), PARAMETERS)
def test_parameters_are_added_but_never_replaced(url: str, tagged: str) -> None:
    assert add_parameters(url, {"utm_source": "tg", "utm_term": ""}) == tagged


def test_a_broken_address_has_no_host() -> None:
    assert host("https://[broken") == ""
    assert host("https://Shop.Example:8443/x") == "shop.example"
