"""Answers of Meta's Graph API: its one shape for errors, and what it says in the place of a status.

Sources: Graph API, "Handling errors", "Rate limits"; Access tokens, "Debugging and error handling"; Instagram
Platform, "Error codes"; read 2026-11. The words of errors that the documents only number are those that
clients report.
"""

import json
import math
import secrets
from collections.abc import Callable
from typing import Any

from smmgen.sandbox.exchange import Answer, Refused

Refusal = Callable[[int, int | None], Answer]


def error(
    status: int,
    code: int,
    message: str,
    *,
    kind: str = "OAuthException",
    subcode: int = 0,
    title: str = "",
    told: str = "",
    is_transient: bool = False,
) -> Answer:
    """Return an error; `title` and `told` are for people, and come with `is_transient` where given."""
    found: dict[str, Any] = {"message": message, "type": kind, "code": code}
    if subcode:
        found["error_subcode"] = subcode
    if title or is_transient:
        found["is_transient"] = is_transient
    if title:
        found |= {"error_user_title": title, "error_user_msg": told}
    trace = f"A{secrets.token_urlsafe(16)}"
    headers = {"x-fb-trace-id": trace}
    if code in (102, 104, 190, 2500):
        reason = "invalid_token" if code in (102, 190) else "invalid_request"
        headers["www-authenticate"] = f'OAuth "Facebook Platform" "{reason}" "{message}"'
    return Answer(status=status, body={"error": {**found, "fbtrace_id": trace}}, headers=headers)


def refused(code: int, message: str, status: int = 400, **more: Any) -> Refused:
    """Return the exception that refuses a call; almost every refusal of Meta's has the status 400."""
    return Refused(error(status, code, message, **more))


def wrong(message: str, **more: Any) -> Refused:
    """Return the exception for a parameter that is missing or wrong."""
    return refused(100, f"(#100) {message}", **more)


def no_object(object_id: str, verb: str = "get") -> Refused:
    """Return the exception for what is not there, or not for this token: Meta does not tell these apart."""
    message = (
        f"Unsupported {verb} request. Object with ID '{object_id}' does not exist, cannot be loaded due to"
        " missing permissions, or does not support this operation."
    )
    return refused(100, message, kind="GraphMethodException", subcode=33)


def unsupported(verb: str) -> Refused:
    """Return the exception for a method that a path does not have."""
    return refused(100, f"Unsupported {verb.lower()} request.", kind="GraphMethodException")


def in_kind(answer: Answer, kind: str) -> Answer:
    """Return an error about a parameter as another network of Meta's tells it: its own type, no number."""
    found = answer.body["error"]
    if found["code"] != 100 or found["type"] != "OAuthException":
        return answer
    told = found | {"type": kind, "message": found["message"].removeprefix("(#100) ")}
    return Answer(status=answer.status, body={"error": told}, headers=answer.headers)


def refusals(kind: str, code: int, business: str) -> Refusal:
    """Return the function that says what a network of Meta's says in the place of a status.

    `kind` is the type of its errors, `code` what it says to too many calls, `business` the type of its limits
    in the header that tells in whole minutes when calls are taken again.
    """

    def refusal(status: int, retry_after: int | None = None) -> Answer:
        match status:
            case 401:
                told = "Invalid OAuth access token - Cannot parse access token"
                return error(400, 190, told)
            case 403:
                return error(403, 200, "(#200) Permissions error")
            case 429:
                return _too_many(kind, code, business, retry_after)
            case 500:
                return error(500, 1, "An unknown error has occurred.", kind=kind)
            case 503:
                told = "Service temporarily unavailable"
                return error(503, 2, told, kind=kind, is_transient=True)
            case _:
                page = f"<!DOCTYPE html><html><head><title>Error</title></head><body>{status}</body></html>"
                return Answer(status=status, body=page.encode(), headers={"content-type": "text/html"})

    return refusal


def _too_many(kind: str, code: int, business: str, wait: int | None) -> Answer:
    told = f"(#{code}) There have been too many calls to this account. Wait a bit and try again."
    answer = error(400, code, told, kind=kind, is_transient=True)
    minutes = math.ceil((wait or 0) / 60)
    return Answer(
        status=answer.status,
        body=answer.body,
        headers={**answer.headers, **usage(business, "0", 100, minutes)},
    )


def usage(business: str, owner: str, percent: int, minutes: int = 0) -> dict[str, str]:
    """Return the header that tells how much of a limit is used, in percent, and when it ends, in minutes."""
    row = {
        "type": business,
        "call_count": percent,
        "total_cputime": percent,
        "total_time": percent,
        "estimated_time_to_regain_access": minutes,
    }
    return {"x-business-use-case-usage": json.dumps({owner: [row]})}


def without_id(body: Any) -> Any:
    """Take what names the new post out of an answer."""
    if not isinstance(body, dict):
        return body
    return {name: value for name, value in body.items() if name not in ("id", "post_id", "permalink_url")}
