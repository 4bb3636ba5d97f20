"""`ledger` of smmgen.yaml."""

import pytest

from smmgen.model.bucket import Bucket
from smmgen.model.source import Source
from smmgen.read.brand import read_brand

START = "brand: {name: Northwind, timezone: Europe/Berlin}\n"
WHOLE = "endpoint: https://s3.example/, bucket: northwind, prefix: smm/live, key: env:K, secret: env:S"
MEANT = Bucket(
    endpoint="https://s3.example", name="northwind", prefix="smm/live", secrets={"key": "K", "secret": "S"}
)
FAULTS = [
    ("s3: {bucket: northwind}", ["The ledger in “s3” needs endpoint and prefix and key and secret."]),
    (f"s3: {{{WHOLE}, folder: x}}", ["The ledger in “s3” has no key “folder”."]),
    ("git: {remote: origin}", ["`ledger` has no key “git”."]),
    ("s3", ["`ledger` does not say where."]),
    ("", ["`ledger` does not say where."]),
    ("s3: northwind", ["The ledger in “s3” must be keys with values.", "The ledger in “s3” needs"]),
    (
        f"s3: {{{WHOLE.replace('s3.example/', 'me:pw@s3.example')}}}",
        ["is no server's address.", "needs endpoint."],
    ),
    (
        f"s3: {{{WHOLE.replace('/,', '/bucket,')}}}",
        ["“https://s3.example/bucket” is no server's address.", "needs"],
    ),
    (
        f"s3: {{{WHOLE.replace('northwind', 'North_wind')}}}",
        ["“North_wind” is no bucket's name.", "needs bucket."],
    ),
    (f"s3: {{{WHOLE.replace('smm/live', '/../x')}}}", ["“/../x” is no folder in a bucket.", "needs prefix."]),
    (
        f"s3: {{{WHOLE.replace('env:S', 'hunter22')}}}",
        ["A secret must never stand in a file", "needs secret."],
    ),
]


def test_a_bucket_is_read() -> None:
    brand, reading = read_brand(Source("smmgen.yaml", f"{START}ledger: {{s3: {{{WHOLE}}}}}\n"))
    assert reading.findings == []
    assert brand
    assert brand.ledger == MEANT


def test_a_region_and_the_token_of_short_lived_keys_are_read() -> None:
    more = f"{WHOLE}, region: eu-central-1, token: env:T"
    brand, _ = read_brand(Source("smmgen.yaml", f"{START}ledger: {{s3: {{{more}}}}}\n"))
    assert brand
    assert brand.ledger
    assert (brand.ledger.region, brand.ledger.secrets["token"]) == ("eu-central-1", "T")


@pytest.mark.parametrize(("written", "told"), FAULTS)
def test_half_a_place_is_told_and_no_other_ledger_is_taken(written: str, told: list[str]) -> None:
    brand, reading = read_brand(Source("smmgen.yaml", f"{START}ledger: {{{written}}}\n"))
    assert brand is None
    assert len(reading.findings) == len(told)
    for finding, part in zip(reading.findings, told, strict=True):
        assert part in finding.message


def test_nothing_written_is_the_git_branch() -> None:
    brand, _ = read_brand(Source("smmgen.yaml", f"{START}ledger:\n"))
    assert brand
    assert brand.ledger is None
