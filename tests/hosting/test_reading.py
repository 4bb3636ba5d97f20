"""`hosting` and `secrets` of smmgen.yaml."""

import pytest

from smmgen.model.hosting import Hosting
from smmgen.model.source import Source
from smmgen.read.brand import read_brand

START = "brand: {name: Northwind, timezone: Europe/Berlin}\n"
KINDS = [
    (
        "static: {url: https://n.example/social/}",
        Hosting(kind="static", settings={"url": "https://n.example/social"}),
    ),
    (
        "s3: {endpoint: https://s3.example, bucket: n, key: env:K, secret: env:S}",
        Hosting(
            kind="s3",
            settings={"endpoint": "https://s3.example", "bucket": "n"},
            secrets={"key": "K", "secret": "S"},
        ),
    ),
    (
        "release: {repository: n/s, tag: media, token: env:GITHUB_TOKEN}",
        Hosting(
            kind="release", settings={"repository": "n/s", "tag": "media"}, secrets={"token": "GITHUB_TOKEN"}
        ),
    ),
]
FAULTS = [
    ("static: {url: northwind}", ["“northwind” is no address.", "The hosting “static” needs url."]),
    ("s3: {bucket: n}", ["The hosting “s3” needs endpoint and key and secret."]),
    ("ftp: {url: https://n.example}", ["`hosting` has no key “ftp”."]),
    (
        "static: {url: https://a.example}, put: {url: https://b.example}",
        ["`hosting` has 2 places; files go to one."],
    ),
]


@pytest.mark.parametrize(("written", "meant"), KINDS)
def test_a_place_is_read(written: str, meant: Hosting) -> None:
    brand, reading = read_brand(Source("smmgen.yaml", f"{START}hosting: {{{written}}}\n"))
    assert reading.findings == []
    assert brand
    assert brand.hosting == meant


@pytest.mark.parametrize(("written", "told"), FAULTS)
def test_what_is_wrong_is_told(written: str, told: list[str]) -> None:
    _, reading = read_brand(Source("smmgen.yaml", f"{START}hosting: {{{written}}}\n"))
    assert [finding.message for finding in reading.findings] == told


def test_the_command_that_keeps_secrets_is_read() -> None:
    brand, _ = read_brand(Source("smmgen.yaml", f'{START}secrets: {{keep: [gh, secret, set, "{{name}}"]}}\n'))
    assert brand
    assert brand.keep_secret == ("gh", "secret", "set", "{name}")
