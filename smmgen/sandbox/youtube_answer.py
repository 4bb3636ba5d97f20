"""YouTube's answers: Google's envelope for errors, ids, times.

Source: YouTube Data API, "Errors", and Google's API error model; read 2026-11.
"""

import hashlib
import secrets
from datetime import UTC, datetime
from typing import Any

from smmgen.sandbox.exchange import Answer, Call, Refused, World

USUAL: dict[int, tuple[str, str, str]] = {
    400: ("badRequest", "Bad Request", "INVALID_ARGUMENT"),
    401: ("authError", "Request had invalid authentication credentials.", "UNAUTHENTICATED"),
    403: ("forbidden", "The request is not properly authorized.", "PERMISSION_DENIED"),
    404: ("notFound", "Not Found", "NOT_FOUND"),
    413: ("uploadTooLarge", "Request Entity Too Large", "INVALID_ARGUMENT"),
    429: ("rateLimitExceeded", "Too many requests have been sent recently.", "RESOURCE_EXHAUSTED"),
    500: ("backendError", "Internal error encountered.", "INTERNAL"),
    502: ("backendError", "Bad Gateway", "UNAVAILABLE"),
    503: ("backendError", "The service is currently unavailable.", "UNAVAILABLE"),
}


def refusal(status: int, retry_after: int | None = None) -> Answer:
    """Return the network's own error of a status."""
    headers = {} if retry_after is None else {"retry-after": str(retry_after)}
    return Answer(status=status, body=_body(status, "", "", "global", ""), headers=headers)


def _body(status: int, reason: str, what: str, domain: str, location: str) -> dict[str, Any]:
    usual, words, name = USUAL.get(status, ("unknown", "Error", "UNKNOWN"))
    error = {"message": what or words, "domain": domain, "reason": reason or usual}
    if location:
        error |= {"location": location, "locationType": "parameter" if "." not in location else "other"}
    return {"error": {"code": status, "message": what or words, "errors": [error], "status": name}}


def refused(
    status: int, reason: str = "", what: str = "", *, domain: str = "youtube", location: str = ""
) -> Refused:
    """Return the exception that refuses a call."""
    return Refused(Answer(status=status, body=_body(status, reason, what, domain, location)))


def invalid(reason: str, what: str, location: str) -> Refused:
    """Return the exception for a value of a resource, such as `body.snippet.title`."""
    return refused(400, reason, what, domain="youtube.video", location=location)


def parts(call: Call, known: tuple[str, ...]) -> tuple[str, ...]:
    """Return the parts that a call asks for; refuse none and unknown ones."""
    given = call.query.get("part")
    if not given:
        what = "Required parameter: part"
        raise refused(400, "missingRequiredParameter", what, domain="youtube.parameter", location="part")
    found = tuple(name.strip() for name in str(given).split(","))
    for name in found:
        if name not in known:
            raise refused(400, "unknownPart", f"'{name}'", domain="youtube.part", location="part")
    return found


def moment(at: datetime) -> str:
    """Return a time as YouTube writes it: UTC, whole seconds, Z."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def etag(value: Any) -> str:
    """Return what names the state of a resource."""
    return hashlib.sha256(repr(value).encode()).hexdigest()[:27]


def new_video_id(world: World) -> str:
    """Return a new id of a video: 11 characters of URL-safe Base64."""
    while True:
        found = secrets.token_urlsafe(8)
        if world.store.thing("youtube", "video", found) is None:
            return found


def channel_of(name: str) -> str:
    """Return the id of an account's channel; that of its uploads begins with UU instead."""
    digest = hashlib.sha256(name.encode()).hexdigest()
    return f"UC{digest[:22]}"


def page(kind: str, items: list[Any], total: int, following: str = "") -> dict[str, Any]:
    """Return a list as YouTube answers one."""
    more = {"nextPageToken": following} if following else {}
    info = {"totalResults": total, "resultsPerPage": len(items)}
    return {"kind": f"youtube#{kind}", "etag": etag(items), **more, "items": items, "pageInfo": info}


def without_id(body: Any) -> Any:
    """Take what names the new video or comment out of an answer."""
    if not isinstance(body, dict):
        return body
    return {name: value for name, value in body.items() if name != "id"}
