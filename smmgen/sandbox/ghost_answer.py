"""Ghost's answers, and who is signed in: a JWT signed by an Admin API key.

The sandbox's key is 1:73616e64626f78, for the secret must be hexadecimal. Source: Ghost's Admin API
documentation, and a Ghost 6.65 that was asked; read 2026-11.
"""

import hashlib
import hmac
import json
import re
from base64 import urlsafe_b64decode
from datetime import UTC, datetime
from typing import Any

from smmgen.sandbox.exchange import Answer, Call, Refused, World

KEY_ID, KEY_SECRET = "1", b"sandbox".hex()
AUDIENCE = "/admin/"
LIFE_SECONDS = 600
"""Tokens live five minutes by the documents; ten were taken by the Ghost that was asked."""
VERSION = "v6.65"
USUAL = {
    400: ("BadRequestError", "Request not understood error, cannot read post.", ""),
    401: ("UnauthorizedError", "Invalid token", "INVALID_JWT"),
    403: ("NoPermissionError", "Authorization failed", ""),
    404: ("NotFoundError", "Resource not found", ""),
    406: ("RequestNotAcceptableError", "Request could not be served.", ""),
    409: ("UpdateCollisionError", "Saving failed! Someone else is editing this post.", "UPDATE_COLLISION"),
    413: ("RequestEntityTooLargeError", "Request was too big for the server to handle.", ""),
    415: ("UnsupportedMediaTypeError", "The file is of no supported type.", ""),
    422: ("ValidationError", "Validation error, cannot save post.", ""),
    429: ("TooManyRequestsError", "Server has received too many similar requests.", ""),
    503: ("MaintenanceError", "Site is currently undergoing maintenance.", ""),
}


def refusal(status: int, retry_after: int | None = None) -> Answer:
    """Return Ghost's own error of a status."""
    kind, message, code = USUAL.get(status, ("InternalServerError", "An unexpected error occurred.", ""))
    headers = {} if retry_after is None else {"retry-after": str(retry_after)}
    return Answer(status=status, body=errors(kind, message, code=code), headers=headers)


def errors(kind: str, message: str, **more: Any) -> dict[str, Any]:
    """Return the body of an error."""
    blank = dict.fromkeys(("context", "details", "property", "help", "code"))
    one = {"message": message, "type": kind, **blank, **{name: value or None for name, value in more.items()}}
    return {"errors": [one | {"id": hashlib.sha256(message.encode()).hexdigest()[:32]}]}


def refused(status: int, message: str, **more: Any) -> Refused:
    """Return the exception that refuses a call with an error of the status's type."""
    kind = USUAL.get(status, ("InternalServerError", "", ""))[0]
    return Refused(Answer(status=status, body=errors(kind, message, **more)))


def invalid(name: str, why: str) -> Refused:
    """Return the exception that refuses one field."""
    return refused(422, "Validation error, cannot save post.", context=why, property=name)


def signed_in(call: Call, world: World) -> None:
    """Refuse a call whose token is none, of another key, wrongly signed, too old or too long."""
    scheme, _, token = call.headers.get("authorization", "").partition(" ")
    if scheme != "Ghost" or not token:
        what = "Unable to determine the authenticated user or integration."
        raise refused(403, "Authorization failed", context=what)
    head, claims, is_true = _opened(token)
    if head.get("kid") != KEY_ID:
        raise refused(401, "Unknown Admin API Key", code="UNKNOWN_ADMIN_API_KEY")
    if not is_true or head.get("alg") != "HS256":
        raise _token("invalid signature")
    if claims.get("aud") != AUDIENCE:
        raise _token(f"jwt audience invalid. expected: {AUDIENCE}")
    issued, ends = claims.get("iat"), claims.get("exp")
    if not isinstance(issued, int | float) or not isinstance(ends, int | float):
        raise _token("invalid claims")
    if not any(issued - 60 <= now < min(ends, issued + LIFE_SECONDS) for now in _clocks(world)):
        raise _token("jwt expired")


def _clocks(world: World) -> tuple[float, float]:
    """Return the sandbox's time and this machine's, which a client may go by."""
    return world.now().timestamp(), datetime.now(UTC).timestamp()


def _token(why: str) -> Refused:
    return refused(401, f"Invalid token: {why}", code="INVALID_JWT")


def _opened(token: str) -> tuple[dict[str, Any], dict[str, Any], bool]:
    parts = token.split(".")
    try:
        head, claims = (json.loads(_decoded(part)) for part in parts[:2])
        signature = _decoded(parts[2])
    except (ValueError, IndexError) as problem:
        raise refused(401, "Invalid token", code="INVALID_JWT") from problem
    if not isinstance(head, dict) or not isinstance(claims, dict):
        raise refused(401, "Invalid token", code="INVALID_JWT")
    true = hmac.digest(bytes.fromhex(KEY_SECRET), f"{parts[0]}.{parts[1]}".encode(), "sha256")
    return head, claims, hmac.compare_digest(true, signature)


def _decoded(part: str) -> bytes:
    return urlsafe_b64decode(part + "=" * (-len(part) % 4))


def versioned(call: Call) -> None:
    """Refuse a client that asks for a later version than this Ghost is."""
    asked = re.fullmatch(r"v(\d+)(\.\d+)?", call.headers.get("accept-version", "v6.0"))
    if asked is None or int(asked[1]) > 6:
        raise refused(406, "Request could not be served, the endpoint was not found.", code="UPDATE_GHOST")


def without_id(body: Any) -> Any:
    """Take what names the new post out of an answer."""
    if not isinstance(body, dict) or not isinstance(body.get("posts"), list):
        return body
    names = ("id", "uuid", "url", "slug")
    return {"posts": [{k: value for k, value in post.items() if k not in names} for post in body["posts"]]}
