"""Who may answer and who may quote a post: the records threadgate and postgate.

A gate rules only the post that has its own key and lies in the same repository; the server takes any. Source:
lexicons app.bsky.feed.threadgate and app.bsky.feed.postgate; read 2026-11.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from smmgen.sandbox.bluesky_lexicon import check_format, read_array, read_object, read_union

THREADGATE, POSTGATE = "app.bsky.feed.threadgate", "app.bsky.feed.postgate"
RULES, HIDDEN, DETACHED = 5, 300, 50
WHO = {
    "mentionRule": "who is mentioned",
    "followerRule": "followers",
    "followingRule": "who is followed",
    "listRule": "a list",
}


def check_threadgate(record: Any, path: str) -> None:
    """Refuse a threadgate that the lexicon does not allow."""
    gate = _gate(record, path)
    for place, rule in read_array(gate.get("allow", []), f"{path}.allow", RULES):
        kind, given = read_union(rule, place)
        if kind == f"{THREADGATE}#listRule":
            check_format(read_object(given, place, "list")["list"], f"{place}.list", "at-uri")
    for place, uri in read_array(gate.get("hiddenReplies", []), f"{path}.hiddenReplies", HIDDEN):
        check_format(uri, place, "at-uri")


def check_postgate(record: Any, path: str) -> None:
    """Refuse a postgate that the lexicon does not allow."""
    gate = _gate(record, path)
    for place, rule in read_array(gate.get("embeddingRules", []), f"{path}.embeddingRules", RULES):
        read_union(rule, place)
    detached = gate.get("detachedEmbeddingUris", [])
    for place, uri in read_array(detached, f"{path}.detachedEmbeddingUris", DETACHED):
        check_format(uri, place, "at-uri")


def _gate(record: Any, path: str) -> Mapping[str, Any]:
    gate = read_object(record, path, "post", "createdAt")
    check_format(gate["post"], f"{path}.post", "at-uri")
    check_format(gate["createdAt"], f"{path}.createdAt", "datetime")
    return gate


GATES: dict[str, Callable[[Any, str], None]] = {THREADGATE: check_threadgate, POSTGATE: check_postgate}


def gate_notes(threadgate: Any, postgate: Any, post: str) -> dict[str, str]:
    """Return what a post's gates say, for those that name it; `post` is its address, at://…."""
    notes = {}
    if isinstance(threadgate, Mapping) and threadgate.get("post") == post and "allow" in threadgate:
        notes["replies"] = ", ".join(_who(threadgate["allow"])) or "nobody"
    if isinstance(postgate, Mapping) and postgate.get("post") == post and postgate.get("embeddingRules"):
        notes["quotes"] = "nobody"
    return notes


def _who(rules: Any) -> Iterator[str]:
    for rule in rules if isinstance(rules, list) else ():
        name = str(rule.get("$type", "")).partition("#")[2] if isinstance(rule, Mapping) else ""
        yield WHO.get(name, "others")
