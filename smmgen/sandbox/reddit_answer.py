"""Reddit's answers: two shapes of errors, tokens, listings.

Source: Reddit's API documentation and its help page "Reddit Data API Wiki"; the words of the errors from its
published source; read 2026-11.
"""

import html
import re
from base64 import b64decode
from collections.abc import Mapping
from typing import Any

from smmgen.sandbox.exchange import Answer, Call, Refused, World

TOKEN = "1:sandbox"  # noqa: S105  (the sandbox's one secret is no secret)
USER = "sandbox"
TOKEN_SECONDS = 86_400
LIBRARIES = re.compile(
    r"(python-requests|python-httpx|python-urllib|curl|wget|java|go-http-client|okhttp)\b", re.I
)
"""Agents that name only a library are throttled. Source: Reddit Data API Wiki; read 2026-11."""
USUAL = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    413: "Payload Too Large",
    429: "Too Many Requests",
    500: "Internal Server Error",
    502: "Bad Gateway",
    503: "Service Unavailable",
}
WORDS = {
    "SUBREDDIT_REQUIRED": "you must specify a subreddit",
    "SUBREDDIT_NOEXIST": "that subreddit doesn't exist",
    "SUBREDDIT_NOTALLOWED": "you aren't allowed to post there.",
    "NO_SELFS": "that subreddit doesn't allow text posts",
    "NO_LINKS": "that subreddit only allows text posts",
    "NO_TEXT": "we need something here",
    "NO_URL": "a url is required",
    "BAD_URL": "you should check that url",
    "ALREADY_SUB": "that link has already been submitted",
    "INVALID_OPTION": "that option is not valid",
    "NO_THING_ID": "id not specified",
    "NOT_AUTHOR": "you can't do that",
    "SUBMIT_VALIDATION_FLAIR_REQUIRED": "Your post must contain post flair.",
}


def refusal(status: int, retry_after: int | None = None) -> Answer:
    """Return the network's own error of a status; seconds to wait stand in headers."""
    body = {"message": USUAL.get(status, "Error"), "error": status}
    if retry_after is None:
        return Answer(status=status, body=body)
    headers = {
        "retry-after": str(retry_after),
        "x-ratelimit-remaining": "0",
        "x-ratelimit-reset": str(retry_after),
    }
    return Answer(status=status, body=body, headers=headers)


def refused(status: int) -> Refused:
    """Return the exception that refuses a call with a status."""
    return Refused(refusal(status))


def invalid(code: str, field: str, words: str = "", **more: Any) -> Refused:
    """Return the exception for content that Reddit does not take: status 200, and the fault in the body."""
    row = [code, words or WORDS.get(code, code.lower().replace("_", " ")), field]
    return Refused(Answer(body={"json": {"errors": [row], **more}}))


def too_long(field: str, most: int) -> Refused:
    """Return the exception for a text over its limit."""
    return invalid("TOO_LONG", field, f"this is too long (max: {most})")


def good(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the data of an accepted call in their envelope."""
    return {"json": {"errors": [], "data": dict(data)}}


def text(call: Call, name: str) -> str:
    """Return a parameter as text, "" where it is not given."""
    value = call.fields.get(name, call.query.get(name))
    return "" if value is None else str(value)


def flag(call: Call, name: str) -> bool:
    """Return a yes or no, however the body says it."""
    return text(call, name).lower() in ("true", "1", "on")


def access_token(call: Call, world: World) -> Any:
    """Give an access token for a client's id and secret with a refresh token, a password or neither."""
    scheme, _, given = call.headers.get("authorization", "").partition(" ")
    try:
        client, _, secret = b64decode(given).decode().partition(":")
    except ValueError:
        client, secret = "", ""
    if scheme.lower() != "basic" or not client or secret != TOKEN:
        raise refused(401)
    grant = text(call, "grant_type")
    if grant == "refresh_token" and text(call, "refresh_token") != TOKEN:
        raise refused(400)
    if grant == "password" and text(call, "password") != TOKEN:
        return {"error": "invalid_grant"}
    if grant not in ("refresh_token", "password", "client_credentials"):
        return {"error": "unsupported_grant_type"}
    made = f"sandbox-{world.store.next_number('reddit', 'token'):06d}"
    until = int(world.now().timestamp()) + TOKEN_SECONDS
    world.store.put_thing("reddit", "token", made, until)
    more = {"refresh_token": TOKEN} if grant == "refresh_token" else {}
    scope = "identity submit edit read flair history"
    return {"access_token": made, "token_type": "bearer", "expires_in": TOKEN_SECONDS, "scope": scope, **more}


def signed_in(call: Call, world: World) -> None:
    """Refuse a call without a token that is good now, or with an agent that names only a library."""
    if LIBRARIES.match(call.headers.get("user-agent", "")) or not call.headers.get("user-agent"):
        raise refused(429)
    token = call.bearer() or ""
    until = world.store.thing("reddit", "token", token)
    if token != TOKEN and (until is None or until < world.now().timestamp()):
        raise refused(401)


def listing(rows: list[dict[str, Any]], size: int) -> dict[str, Any]:
    """Return a listing of things, as many as were asked for."""
    shown = rows[:size]
    after = shown[-1]["data"]["name"] if len(rows) > size and shown else None
    data = {"after": after, "before": None, "dist": len(shown), "modhash": None, "children": shown}
    return {"kind": "Listing", "data": data}


def escaped(body: Any) -> Any:
    """Return an answer as it is without raw_json=1: with &, < and > as entities."""
    if isinstance(body, dict):
        return {name: escaped(value) for name, value in body.items()}
    if isinstance(body, list):
        return [escaped(value) for value in body]
    return html.escape(body, quote=False) if isinstance(body, str) else body


def without_id(body: Any) -> Any:
    """Take what names the new thing out of an answer."""
    if not isinstance(body, dict) or not isinstance(body.get("json"), dict) or "data" not in body["json"]:
        return body
    data = {
        name: one for name, one in body["json"]["data"].items() if name not in ("id", "name", "url", "things")
    }
    return {"json": body["json"] | {"data": data}}
