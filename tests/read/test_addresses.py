"""An address that is not taken apart, as it is an ordinary one, is what it would have become."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it.common.normalize_url import normalizeLink

from smmgen.read.parsers import Markdown

READ = Markdown()
LABELS = st.text(alphabet="abz059-", min_size=1, max_size=66)
PATHS = st.text(alphabet="aZ9/_.~-%?#&= é:@", max_size=12)


@given(st.sampled_from(["http", "https", "HTTPS", "ftp"]), st.lists(LABELS, min_size=1, max_size=6), PATHS)
def test_an_address_is_what_the_library_makes_of_it(scheme: str, labels: list[str], path: str) -> None:
    address = f"{scheme}://{'.'.join(labels)}{path}"
    assert READ.normalizeLink(address) == normalizeLink(address)


@pytest.mark.parametrize(
    "address",
    [
        "https://northwind.example",
        "https://shop.northwind.example/winter_sale/2026-12.html",
        f"https://{'a' * 63}.{'b' * 63}.{'c' * 63}.example/",
        f"https://{'a' * 64}.example/",
        "https://bücher.example/größe",
        "https://NORTHWIND.example/%7Ebeans?a=b c",
    ],
)
def test_addresses_that_people_write(address: str) -> None:
    assert READ.normalizeLink(address) == normalizeLink(address)
