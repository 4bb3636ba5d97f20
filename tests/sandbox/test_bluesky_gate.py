"""Who may answer and quote a post on Bluesky."""

from typing import Any

import pytest

from tests.sandbox.speak import Bluesky, shown

KEY = "3lc2a4bqw3s2a"
TIME = "2026-12-01T10:00:00Z"
THREADGATE, POSTGATE = "app.bsky.feed.threadgate", "app.bsky.feed.postgate"


@pytest.mark.parametrize(
    ("allow", "who"),
    [
        ([], "nobody"),
        (["mentionRule", "followerRule"], "who is mentioned, followers"),
        (["followingRule"], "who is followed"),
    ],
)
def test_a_threadgate_says_who_may_answer(bluesky: Bluesky, allow: list[str], who: str) -> None:
    uri = bluesky.good()["uri"]
    rkey = uri.rpartition("/")[2]
    rules = [{"$type": f"{THREADGATE}#{name}"} for name in allow]
    gate = {"$type": THREADGATE, "post": uri, "createdAt": TIME, "allow": rules}
    assert bluesky.repo("putRecord", collection=THREADGATE, rkey=rkey, record=gate).status_code == 200
    assert shown(bluesky.client)[0]["notes"] == {"replies": who}
    bluesky.repo("deleteRecord", collection=THREADGATE, rkey=rkey)
    assert shown(bluesky.client)[0]["notes"] == {}


def test_a_postgate_forbids_quotes_and_another_key_rules_nothing(bluesky: Bluesky) -> None:
    uri = bluesky.good()["uri"]
    rules = [{"$type": f"{POSTGATE}#disableRule"}]
    gate = {"$type": POSTGATE, "post": uri, "createdAt": TIME, "embeddingRules": rules}
    bluesky.repo("putRecord", collection=POSTGATE, rkey=KEY, record=gate)
    assert shown(bluesky.client)[0]["notes"] == {}
    bluesky.repo("putRecord", collection=POSTGATE, rkey=uri.rpartition("/")[2], record=gate)
    assert shown(bluesky.client)[0]["notes"] == {"quotes": "nobody"}


@pytest.mark.parametrize(
    ("collection", "given", "what"),
    [
        (THREADGATE, {"post": "x"}, 'Invalid at-uri (got "x") at $.record.post'),
        (THREADGATE, {"createdAt": "today"}, 'Invalid datetime (got "today") at $.record.createdAt'),
        (
            THREADGATE,
            {"allow": [{"$type": f"{THREADGATE}#mentionRule"}] * 6},
            "array too big (maximum 5, got 6) at $.record.allow",
        ),
        (
            THREADGATE,
            {"allow": [{"$type": f"{THREADGATE}#listRule"}]},
            'Missing required key "list" at $.record.allow[0]',
        ),
        (
            POSTGATE,
            {"detachedEmbeddingUris": ["x"]},
            'Invalid at-uri (got "x") at $.record.detachedEmbeddingUris[0]',
        ),
    ],
)
def test_a_gate_that_is_none(bluesky: Bluesky, collection: str, given: dict[str, Any], what: str) -> None:
    gate = {"$type": collection, "post": "at://a.example/app.bsky.feed.post/b", "createdAt": TIME, **given}
    answer = bluesky.repo("putRecord", collection=collection, rkey=KEY, record=gate)
    assert answer.json()["message"] == f"Invalid {collection} record: {what}"
