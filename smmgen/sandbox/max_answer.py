"""MAX's answers: one shape of errors, a bare token, whole numbers for chats.

Source: MAX's OpenAPI schema 0.0.33 and dev.max.ru; read 2026-11. The documents name few of the error
codes; those of a chat or a message that is not there are the sandbox's own choice.
"""

from typing import Any

from smmgen.sandbox.exchange import Answer, Call, Refused

TOKEN = "1:sandbox"  # noqa: S105  (the sandbox's one secret is no secret)
USUAL = {
    400: ("proto.payload", "Invalid request"),
    401: ("verify.token", "Invalid access_token"),
    403: ("chat.denied", "Access to the chat is denied"),
    404: ("not.found", "Not found"),
    405: ("method.not.allowed", "Method is not allowed"),
    413: ("proto.payload", "Request entity is too large"),
    429: ("too.many.requests", "Too many requests"),
    503: ("service.unavailable", "Service unavailable"),
}


def refusal(status: int, retry_after: int | None = None) -> Answer:
    """Return the network's own error of a status."""
    code, message = USUAL.get(status, ("internal.error", "Internal error"))
    headers = {} if retry_after is None else {"retry-after": str(retry_after)}
    return Answer(status=status, body={"code": code, "message": message}, headers=headers)


def refused(message: str, code: str = "proto.payload", status: int = 400) -> Refused:
    """Return the exception that refuses a call."""
    return Refused(Answer(status=status, body={"code": code, "message": message}))


def undone(code: str, message: str) -> Answer:
    """Return what edits, deletions and pins answer where they fail: status 200, and not a success."""
    return Answer(body={"success": False, "message": message, "code": code})


DONE = Answer(body={"success": True})


def signed_in(call: Call) -> None:
    """Refuse a call without the sandbox's token as it is, without a scheme before it."""
    if call.headers.get("authorization") != TOKEN:
        raise Refused(refusal(401))


def number(given: Any, name: str) -> int:
    """Return a 64-bit whole number, however it is written."""
    text = str(given)
    if isinstance(given, bool) or not text.removeprefix("-").isdecimal() or not -(2**63) <= int(text) < 2**63:
        raise refused(f"{name}: must be a 64-bit integer")
    return int(text)


def flag(given: Any, name: str) -> bool:
    """Return a yes or no of the query, no where it is not given."""
    if given is None:
        return False
    if str(given).lower() not in ("true", "false"):
        raise refused(f"{name}: must be a boolean")
    return str(given).lower() == "true"


def without_id(body: Any) -> Any:
    """Take what names the new message out of an answer."""
    if not isinstance(body, dict) or not isinstance(body.get("message"), dict):
        return body
    message = {name: value for name, value in body["message"].items() if name not in ("body", "url")}
    return {**body, "message": message}
