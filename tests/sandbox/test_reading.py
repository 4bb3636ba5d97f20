"""How names with brackets are read, and what is no body."""

from typing import Any

import httpx
import pytest

from smmgen.sandbox.reading import nested
from tests.sandbox.speak import Mastodon


@pytest.mark.parametrize(
    ("pairs", "fields"),
    [
        ([("a", "1"), ("a", "2")], {"a": "2"}),
        ([("a[]", "1"), ("a[]", "2")], {"a": ["1", "2"]}),
        ([("a[b]", "1"), ("a[c]", "2")], {"a": {"b": "1", "c": "2"}}),
        (
            [("a[][id]", "1"), ("a[][b]", "x"), ("a[][id]", "2")],
            {"a": [{"id": "1", "b": "x"}, {"id": "2"}]},
        ),
        ([("a[b][]", "1"), ("a[b][]", "2")], {"a": {"b": ["1", "2"]}}),
        ([("a]", "1")], {"a]": "1"}),
    ],
)
def test_names_with_brackets_are_folded(pairs: list[tuple[str, str]], fields: dict[str, Any]) -> None:
    assert nested(pairs) == fields


@pytest.mark.parametrize("body", [b"{", b"[]", b'"a"', b'{"status": "\\ud800"}', b"[" * 100_000])
def test_what_is_no_json_object_is_refused(mastodon: Mastodon, body: bytes) -> None:
    headers = {"content-type": "application/json"}
    assert mastodon.call("POST", "/api/v1/statuses", headers, content=body).status_code == 400


def test_a_broken_multipart_body_is_refused(client: httpx.Client) -> None:
    headers = {"content-type": "multipart/form-data; boundary=x", "authorization": "Bearer 1:sandbox"}
    answer = client.post("/mastodon/api/v2/media", content=b"nonsense", headers=headers)
    assert answer.status_code == 400
