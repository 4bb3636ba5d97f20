"""Signed calls to S3, and what its refusals mean."""

from datetime import UTC, datetime

import pytest

from smmgen.adapter import Reply
from smmgen.apis.s3 import Keys, fault_of, signed

AMAZONS = Keys("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "us-east-1")
EXAMPLES = [
    (
        "GET",
        "/test.txt",
        {"Range": "bytes=0-9"},
        b"",
        "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41",
    ),
    (
        "PUT",
        "/test%24file.text",
        {"Date": "Fri, 24 May 2013 00:00:00 GMT", "x-amz-storage-class": "REDUCED_REDUNDANCY"},
        b"Welcome to Amazon S3.",
        "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd",
    ),
]
"""The examples of Amazon's own documentation."""


@pytest.mark.parametrize(("method", "path", "headers", "content", "signature"), EXAMPLES)
def test_calls_are_signed_as_amazon_signs_them(
    method: str, path: str, headers: dict[str, str], content: bytes, signature: str
) -> None:
    url = f"https://examplebucket.s3.amazonaws.com{path}"
    made = signed(method, url, headers, content, AMAZONS, datetime(2013, 5, 24, tzinfo=UTC))
    assert made["Authorization"].endswith(f"Signature={signature}")


NOW = datetime(2026, 12, 1, tzinfo=UTC)


def authorization(url: str, keys: Keys = AMAZONS) -> str:
    return signed("GET", url, {}, b"", keys, NOW)["Authorization"]


def test_a_port_that_goes_without_saying_is_not_sent_and_not_signed() -> None:
    assert authorization("https://s3.example:443/b/k") == authorization("https://s3.example/b/k")
    assert authorization("https://s3.example:9000/b/k") != authorization("https://s3.example/b/k")


def test_the_token_of_keys_that_last_for_hours_is_signed_with_the_rest() -> None:
    made = signed("GET", "https://s3.example/b/k", {}, b"", Keys("k", "s", "r", "the-token"), NOW)
    assert made["x-amz-security-token"] == "the-token"
    assert "x-amz-security-token" in made["Authorization"]


ANSWERS = [
    (b"<Error><Code>NoSuchBucket</Code></Error>", "NoSuchBucket"),
    (b"<Error><Code>the-secret</Code></Error>", ""),
    (b"<Error><Code>AKIAIOSFODNN7EXAMPLE</Code></Error>", ""),
    (b"<html>", ""),
]


@pytest.mark.parametrize(("body", "told"), ANSWERS)
def test_only_words_that_we_know_are_told(body: bytes, told: str) -> None:
    assert fault_of(Reply(403, {}, body)) == told
