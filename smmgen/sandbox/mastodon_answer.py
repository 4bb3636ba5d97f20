"""Mastodon's answers: its errors, its ids and its times.

Source: Mastodon API, "Using the API", and the words of its errors; read 2026-11.
"""

from datetime import UTC, datetime
from typing import Any

from smmgen.sandbox.exchange import Answer, Call, Refused, World

USUAL = {
    400: "Bad Request",
    401: "The access token is invalid",
    403: "This action is not allowed",
    404: "Record not found",
    413: "Payload Too Large",
    422: "Validation failed",
    429: "Too many requests",
    500: "Internal Server Error",
    502: "Bad Gateway",
    503: "Remote data could not be fetched",
}


def refusal(status: int, retry_after: int | None = None) -> Answer:
    """Return the network's own error of a status; seconds to wait go into a Retry-After header."""
    headers = {} if retry_after is None else {"retry-after": str(retry_after)}
    return Answer(status=status, body={"error": USUAL.get(status, "Error")}, headers=headers)


def refused(status: int, what: str = "", **more: Any) -> Refused:
    """Return the exception that refuses a call."""
    return Refused(Answer(status=status, body={"error": what or USUAL.get(status, "Error"), **more}))


def invalid(what: str) -> Refused:
    """Return the exception for content that does not pass the checks."""
    return refused(422, f"Validation failed: {what}")


def new_id(world: World) -> str:
    """Return a new id: a decimal number that grows with time, as text."""
    return str(world.store.next_number("mastodon", "id", int(world.now().timestamp() * 1000) << 16))


def moment(at: datetime) -> str:
    """Return a time as Mastodon writes it: UTC, milliseconds, Z."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{at.microsecond // 1000:03d}Z"


def given(call: Call, name: str) -> Any:
    """Return a parameter from the body or the query, or None."""
    return call.fields.get(name, call.query.get(name))


def text(call: Call, name: str) -> str:
    """Return a parameter as text, "" where it is not given."""
    value = given(call, name)
    return "" if value is None else str(value)


def flag(call: Call, name: str) -> bool:
    """Return a yes or no, however the body says it."""
    return str(given(call, name)).lower() in ("true", "1", "on", "t")


def texts(call: Call, name: str) -> list[str]:
    """Return a list of texts; a form may give a list by numbered keys."""
    value = given(call, name)
    if isinstance(value, dict):
        value = list(value.values())
    return [str(item) for item in value] if isinstance(value, list) else []


def without_id(body: Any) -> Any:
    """Take what names the new post out of an answer."""
    if not isinstance(body, dict):
        return body
    return {name: value for name, value in body.items() if name not in ("id", "uri", "url")}
