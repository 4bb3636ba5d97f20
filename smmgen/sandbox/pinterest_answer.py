"""Pinterest's answers: its errors, its ids, its pages.

Source: Pinterest API 5.23.0, the OpenAPI document and its examples of errors; read 2026-11.
"""

from datetime import UTC, datetime
from typing import Any

from smmgen.sandbox.exchange import Answer, Call, Refused, World

USUAL: dict[int, tuple[int, str]] = {
    400: (1, "Invalid request."),
    401: (2, "Authentication failed."),
    403: (29, "You are not permitted to access that resource."),
    404: (404, "The requested resource could not be found on this server."),
    413: (1, "The request is too large."),
    429: (30, "This request exceeded a rate limit."),
    500: (12, "Something went wrong on our end."),
    502: (11, "API method is not available for now."),
    503: (11, "API method is not available for now."),
}


def refusal(status: int, retry_after: int | None = None) -> Answer:
    """Return the network's own error of a status."""
    headers = {} if retry_after is None else {"retry-after": str(retry_after)}
    return Answer(status=status, body=_error(status, 0, ""), headers=headers)


def _error(status: int, code: int, what: str) -> dict[str, Any]:
    usual, words = USUAL.get(status, (status, "Unexpected error"))
    return {"code": code or usual, "message": what or words}


def refused(status: int, code: int = 0, what: str = "") -> Refused:
    """Return the exception that refuses a call."""
    return Refused(Answer(status=status, body=_error(status, code, what)))


def invalid(what: str) -> Refused:
    """Return the exception for a body that does not fit the schema."""
    return refused(400, 1, f"Invalid request: {what}")


def new_id(world: World) -> str:
    """Return a new id: 18 digits that grow with time."""
    return str(world.store.next_number("pinterest", "id", int(world.now().timestamp() * 100_000) * 1000))


def moment(at: datetime) -> str:
    """Return a time as Pinterest writes it: UTC, whole seconds, no zone."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S")


def page(call: Call, items: list[Any]) -> dict[str, Any]:
    """Return a page of items with the bookmark of the next."""
    size, bookmark = str(call.query.get("page_size", "25")), str(call.query.get("bookmark", ""))
    if not size.isdecimal() or not 1 <= int(size) <= 250:
        raise refused(400, 1, f"Parameter 'page_size' was not between 1 and 250 (was {size})")
    start = bookmark.removeprefix("bm")
    if bookmark and not start.isdecimal():
        raise refused(400, 1, "Invalid bookmark.")
    first = int(start or 0)
    end = first + int(size)
    return {"items": items[first:end], "bookmark": f"bm{end}" if end < len(items) else None}


def without_id(body: Any) -> Any:
    """Take what names the new Pin out of an answer."""
    if not isinstance(body, dict):
        return body
    return {name: value for name, value in body.items() if name != "id"}
