"""LinkedIn's answers: its errors, its ids, what a URN looks like, what every call must carry.

Source: LinkedIn API, "Error handling", "Versioning" and "Protocol version"; read 2026-11.
"""

import re
from datetime import datetime
from typing import Any

from smmgen.sandbox.exchange import Answer, Call, Refused, World

VERSIONS = range(202512, 202612)
"""The versions that answered when the documents were read: each lives for about a year."""

USUAL: dict[int, tuple[str, str]] = {
    400: ("ILLEGAL_ARGUMENT", "Invalid request"),
    401: ("INVALID_ACCESS_TOKEN", "Invalid access token"),
    403: ("ACCESS_DENIED", "Not enough permissions to access the resource"),
    404: ("RESOURCE_NOT_FOUND", "No virtual resource found"),
    413: ("REQUEST_TOO_LARGE", "Request Entity Too Large"),
    426: ("NONEXISTENT_VERSION", "Requested version is not active"),
    429: (
        "TOO_MANY_REQUESTS",
        "Resource level throttle APPLICATION_AND_MEMBER DAY limit for calls to this resource is reached.",
    ),
    500: ("INTERNAL_SERVER_ERROR", "Internal Server Error"),
    502: ("BAD_GATEWAY", "Bad Gateway"),
    503: ("SERVICE_UNAVAILABLE", "Service Unavailable"),
}
SERVICE_CODES = {401: 65600, 403: 100, 429: 101}
_URN = re.compile(r"urn:li:(\w+):([A-Za-z0-9_-]+)")


def refusal(status: int, retry_after: int | None = None) -> Answer:
    """Return the network's own error of a status."""
    headers = {} if retry_after is None else {"retry-after": str(retry_after)}
    return Answer(status=status, body=_body(status, "", ""), headers=headers)


def _body(status: int, code: str, what: str) -> dict[str, Any]:
    usual = USUAL.get(status, ("UNKNOWN", "Error"))
    body: dict[str, Any] = {"status": status, "code": code or usual[0], "message": what or usual[1]}
    if status in SERVICE_CODES:
        body["serviceErrorCode"] = SERVICE_CODES[status]
    return body


def refused(status: int, code: str = "", what: str = "", **more: Any) -> Refused:
    """Return the exception that refuses a call."""
    return Refused(Answer(status=status, body=_body(status, code, what) | more))


def denied(what: str) -> Refused:
    """Return the exception for what the token may not do."""
    return refused(403, what=f"Not enough permissions to access: {what}")


def input_error(status: int, code: str, what: str, field: str) -> Refused:
    """Return the exception for a value that passes the schema and not the checks behind it."""
    error = {"description": what, "input": {"inputPath": {"fieldPath": field}}, "code": code}
    details = {"inputErrors": [error]}
    kind = "com.linkedin.common.error.BadRequest"
    return refused(status, code, what, errorDetailType=kind, errorDetails=details)


def check_headers(call: Call) -> None:
    """Refuse a call to a versioned method without its headers, or with those of a version that is gone."""
    version = call.headers.get("linkedin-version", "")
    if not version:
        raise refused(400, "VERSION_MISSING", "A version must be present. Please specify a version.")
    if not version.isdecimal() or int(version) not in VERSIONS:
        raise refused(426, what=f"Requested version {version} is not active")
    if call.headers.get("x-restli-protocol-version") != "2.0.0":
        raise refused(400, what="Invalid Rest.li protocol version: send X-Restli-Protocol-Version: 2.0.0")


def check_encoding(call: Call) -> None:
    """Refuse URNs with bare colons in the address: the protocol reserves them."""
    path, _, query = call.target.partition("?")
    if ":" in path:
        raise refused(400, what="Syntax exception in path variables")
    if "urn:" in query:
        raise refused(400, "PARAM_INVALID", "Invalid query parameters passed to request")


def urn(value: Any, field: str, *kinds: str) -> str:
    """Return a URN of one of the kinds; refuse anything else, as `INVALID_URN_TYPE` or `INVALID_URN_ID`."""
    match = _URN.fullmatch(str(value))
    if match is None or match[1] not in kinds:
        raise input_error(400, "INVALID_URN_TYPE", f"{value} is not a URN of {', '.join(kinds)}", field)
    return str(value)


def new_id(world: World) -> str:
    """Return a new id: 19 digits that grow with time."""
    return str(world.store.next_number("linkedin", "id", milliseconds(world.now()) << 22))


def milliseconds(at: datetime) -> int:
    """Return a time as LinkedIn tells it: milliseconds since 1970."""
    return int(at.timestamp() * 1000)


def without_id(body: Any) -> Any:
    """Take what names the new post or comment out of an answer; a post is named by a header alone."""
    if not isinstance(body, dict):
        return body
    return {name: value for name, value in body.items() if name not in ("id", "$URN", "commentUrn")}
