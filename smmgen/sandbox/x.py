"""X's API v2: posts, their media, accounts, timelines.

The calls are signed (OAuth 1.0a) or carry a bearer token (OAuth 2.0). Rate limits are those of one user,
and every answer tells them. Source: X API v2, its OpenAPI description 2.167 and "Rate limits"; read 2026-11.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from smmgen.sandbox.exchange import Answer, Call, Fake, Refused, World
from smmgen.sandbox.rate import Limit, Reading
from smmgen.sandbox.x_account import me, user_by_id, user_by_name
from smmgen.sandbox.x_answer import problem, refusal, without_id
from smmgen.sandbox.x_media import append, describe, finalize, initialize, status, upload
from smmgen.sandbox.x_post import create, delete
from smmgen.sandbox.x_shown import get_many, get_one, timeline

WINDOW = 900
_ID = r"([0-9]{1,19})"
ROUTES: tuple[tuple[str, str, int, int, Callable[..., Any]], ...] = (
    ("POST", r"2/tweets", 201, 100, create),
    ("GET", r"2/tweets", 200, 5000, get_many),
    ("GET", rf"2/tweets/{_ID}", 200, 900, get_one),
    ("DELETE", rf"2/tweets/{_ID}", 200, 50, delete),
    ("GET", r"2/users/me", 200, 75, me),
    ("GET", r"2/users/by/username/([A-Za-z0-9_]{1,15})", 200, 900, user_by_name),
    ("GET", rf"2/users/{_ID}", 200, 900, user_by_id),
    ("GET", rf"2/users/{_ID}/tweets", 200, 900, timeline),
    ("POST", r"2/media/upload", 200, 500, upload),
    ("GET", r"2/media/upload", 200, 1000, status),
    ("POST", r"2/media/upload/initialize", 200, 1875, initialize),
    ("POST", rf"2/media/upload/{_ID}/append", 200, 1875, append),
    ("POST", rf"2/media/upload/{_ID}/finalize", 200, 1875, finalize),
    ("POST", r"2/media/metadata", 200, 500, describe),
)
"""Verb, path, status of a good answer, calls in 15 minutes, what is done."""


def method(call: Call) -> str:
    """Return the call as the documents write it: `POST /2/tweets`, `GET /2/users/:id/tweets`."""
    return f"{call.method} /" + re.sub(r"(?<=/)\d{2,19}(?=/|$)", ":id", call.path)


def answer(call: Call, world: World) -> Answer:
    """Answer a call as X does."""
    for verb, pattern, good, count, act in ROUTES:
        match = re.fullmatch(pattern, call.path)
        if match and verb == call.method:
            reading = _counted(call, world, count)
            try:
                return _told(Answer(status=good, body=act(call, world, *match.groups())), reading)
            except Refused as fault:
                raise Refused(_told(fault.answer, reading)) from fault
    raise Refused(problem(404))


def _counted(call: Call, world: World, count: int) -> Reading:
    token = re.search(r'oauth_token="([^"]*)"', call.headers.get("authorization", ""))
    who = token[1] if token else call.bearer()
    reading = world.meter.count(f"x {method(call)} {who}", Limit(count, WINDOW), world.now())
    if reading.is_exceeded:
        raise Refused(_told(refusal(429), reading))
    return reading


def _told(found: Answer, reading: Reading) -> Answer:
    headers = {
        "x-rate-limit-limit": str(reading.limit.count),
        "x-rate-limit-remaining": str(reading.remaining),
        "x-rate-limit-reset": str(reading.resets_at),
    }
    return replace(found, headers={**headers, **found.headers})


FAKE = Fake(
    name="x",
    title="X",
    answer=answer,
    method=method,
    refusal=refusal,
    without_id=without_id,
    until_header="x-rate-limit-reset",
)
