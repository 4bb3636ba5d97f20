"""A post's tags stand once: in a field of their own where readers see one, else behind the text."""

import pytest

from tests.check.world import checked, post

BRAND = """\
brand: {{name: Northwind Coffee, timezone: Europe/Berlin}}
accounts:
  one: {{{account}}}
"""
NETWORKS = {
    "tumblr": "network: tumblr, blog: northwind, consumer_key: env:A, consumer_secret: env:B, token: env:C, token_secret: env:D",
    "wordpress": "network: wordpress, base_url: https://journal.example, user: anna, password: env:A",
    "devto": "network: devto, key: env:A",
    "telegram": 'network: telegram, chat: "@northwind", token: env:A',
}


@pytest.mark.parametrize(
    ("network", "most", "tags", "behind"),
    [
        ("tumblr", "", ("coffee", "winter sale"), ""),
        ("tumblr", ", hashtags: 1", ("coffee",), ""),
        ("tumblr", ", hashtags: 0", (), ""),
        ("wordpress", ", hashtags: 1", ("coffee",), ""),
        ("devto", ", hashtags: 9", ("coffee", "winter sale"), ""),
        ("telegram", ", hashtags: 1", (), "#coffee"),
    ],
)
def test_tags_stand_once_and_no_more_of_them_than_the_brand_wants(network, most, tags, behind):
    brand = BRAND.format(account=NETWORKS[network] + most)
    files = {"smmgen.yaml": brand, "content/posts/sale.md": post("Beans.", tags="[coffee, winter sale]")}
    (message,) = checked(files).variants[0].messages
    assert message.tags == tags
    assert message.written.visible.removeprefix("Beans.").strip() == behind
