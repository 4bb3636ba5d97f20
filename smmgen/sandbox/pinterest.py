"""Pinterest's API, version 5: boards, Pins, films, the account and its tokens.

Source: Pinterest API 5.23.0, and its page on rate limits; read 2026-11.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from smmgen.sandbox import pinterest_board as board
from smmgen.sandbox import pinterest_media as media
from smmgen.sandbox import pinterest_pin as pin
from smmgen.sandbox.exchange import Answer, Call, Fake, Refused, World
from smmgen.sandbox.pinterest_answer import refusal, refused, without_id
from smmgen.sandbox.pinterest_token import token, user_account
from smmgen.sandbox.rate import Limit

READS, WRITES = Limit(1000, 60), Limit(100, 60)
"""Of one account and application with standard access, by the category of the call."""

_ID = r"(\d+)"
ROUTES: tuple[tuple[str, str, Callable[..., Any]], ...] = (
    ("POST", r"v5/oauth/token", token),
    ("GET", r"v5/user_account", user_account),
    ("POST", r"v5/boards", board.create_board),
    ("GET", r"v5/boards", board.boards),
    ("GET", rf"v5/boards/{_ID}", board.get_board),
    ("DELETE", rf"v5/boards/{_ID}", board.delete_board),
    ("GET", rf"v5/boards/{_ID}/pins", pin.on_board),
    ("POST", r"v5/pins", pin.create),
    ("GET", r"v5/pins", pin.listed),
    ("GET", rf"v5/pins/{_ID}", pin.get),
    ("PATCH", rf"v5/pins/{_ID}", pin.change),
    ("DELETE", rf"v5/pins/{_ID}", pin.delete),
    ("POST", rf"v5/pins/{_ID}/save", pin.save),
    ("POST", r"v5/media", media.register),
    ("GET", rf"v5/media/{_ID}", media.get_media),
    ("POST", r"upload/", media.send),
)


def method(call: Call) -> str:
    """Return the call as the documents write it: `POST /v5/pins`, `PATCH /v5/pins/:id`."""
    return f"{call.method} /" + re.sub(r"(?<=/)\d+(?=/|$)", ":id", call.path)


def answer(call: Call, world: World) -> Answer:
    """Answer a call as Pinterest does."""
    limit, kind = (READS, "read") if call.method == "GET" else (WRITES, "write")
    reading = world.meter.count(f"pinterest {kind} {call.bearer()}", limit, world.now())
    headers = {
        "x-ratelimit-limit": f"{limit.count}, {limit.count};w={limit.seconds}",
        "x-ratelimit-remaining": str(reading.remaining),
        "x-ratelimit-reset": str(max(reading.resets_at - int(world.now().timestamp()), 0)),
    }
    try:
        if reading.is_exceeded:
            raise refused(429)
        found = _answered(call, world)
    except Refused as fault:
        raise Refused(replace(fault.answer, headers={**headers, **fault.answer.headers})) from fault
    return replace(found, headers={**headers, **found.headers})


def _answered(call: Call, world: World) -> Answer:
    for verb, pattern, act in ROUTES:
        match = re.fullmatch(pattern, call.path)
        if match and verb == call.method:
            if call.problem:
                raise refused(400, 1, "Invalid request: the body is no JSON object")
            found = act(call, world, *match.groups())
            return found if isinstance(found, Answer) else Answer(body=found)
    raise refused(404)


FAKE = Fake(
    name="pinterest",
    title="Pinterest",
    answer=answer,
    method=method,
    refusal=refusal,
    without_id=without_id,
)
