"""TikTok's answers: an error object in each, its code "ok" where all is well; ids and lengths.

Source: TikTok API, "Error handling", and the error codes of the Content Posting API; read 2026-11.
"""

import secrets
from typing import Any

from smmgen.sandbox.exchange import Answer, Refused, World

USUAL: dict[int, tuple[str, str]] = {
    400: ("invalid_params", "The request parameters are invalid."),
    401: ("access_token_invalid", "The access token is invalid or not found in the request."),
    403: ("spam_risk", "The publishing request was rejected for a risk of spam."),
    404: ("invalid_params", "The path does not exist."),
    413: ("invalid_params", "The request is too large."),
    429: ("rate_limit_exceeded", "The API rate limit was exceeded. Please try again later."),
    500: ("internal_error", "Something went wrong. Please try again later."),
    502: ("internal_error", "Something went wrong. Please try again later."),
    503: ("internal_error", "The service is not available. Please try again later."),
}


def refusal(status: int, retry_after: int | None = None) -> Answer:
    """Return the network's own error of a status."""
    headers = {} if retry_after is None else {"retry-after": str(retry_after)}
    return Answer(status=status, body=_error(status, "", ""), headers=headers)


def _error(status: int, code: str, what: str) -> dict[str, Any]:
    usual, words = USUAL.get(status, ("internal_error", "Error"))
    return {"data": {}, "error": {"code": code or usual, "message": what or words, "log_id": _log_id()}}


def _log_id() -> str:
    return secrets.token_hex(17).upper()


def refused(status: int, code: str = "", what: str = "") -> Refused:
    """Return the exception that refuses a call."""
    return Refused(Answer(status=status, body=_error(status, code, what)))


def good(data: dict[str, Any]) -> Answer:
    """Return an answer without an error."""
    return Answer(body={"data": data, "error": {"code": "ok", "message": "", "log_id": _log_id()}})


def new_id(world: World) -> str:
    """Return a new id: 19 digits that grow with time."""
    return str(world.store.next_number("tiktok", "id", int(world.now().timestamp()) << 32))


def length(text: str) -> int:
    """Return the length in UTF-16 units, which TikTok counts."""
    return len(text.encode("utf-16-le")) // 2


def without_id(body: Any) -> Any:
    """Take what names the new post out of an answer."""
    if not isinstance(body, dict) or not isinstance(body.get("data"), dict):
        return body
    return body | {"data": {name: value for name, value in body["data"].items() if name != "publish_id"}}
