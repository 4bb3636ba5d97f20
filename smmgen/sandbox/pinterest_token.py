"""Pinterest's sign-in: a refresh token gives access tokens, which live thirty days.

`1:sandbox` is a refresh token of the account `sandbox` that never ends, `1:sandbox.NAME` that of NAME; the
application's secret is `1:sandbox` too. Source: Pinterest API, "Authentication"; read 2026-11.
"""

import base64
import re
import secrets
from datetime import timedelta
from typing import Any

from smmgen.sandbox.exchange import Call, World
from smmgen.sandbox.pinterest_answer import refused

SECRET = "1:sandbox"  # noqa: S105  (the sandbox's one secret is no secret)
FIRST = "sandbox"
LIFE, REFRESH_LIFE = timedelta(days=30), timedelta(days=60)
SCOPES = "boards:read boards:write pins:read pins:write user_accounts:read"


def token(call: Call, world: World) -> dict[str, Any]:
    """Give an access token for a refresh token, and another refresh token."""
    _check_client(call)
    if call.fields.get("grant_type") != "refresh_token":
        raise refused(400, 1, "Invalid request: grant_type is refresh_token here")
    name = _refreshed(world, str(call.fields.get("refresh_token", "")))
    access, refresh = f"pina_{secrets.token_urlsafe(32)}", f"pinr_{secrets.token_urlsafe(32)}"
    ends = int((world.now() + REFRESH_LIFE).timestamp())
    kept = {"name": name, "ends": (world.now() + LIFE).timestamp()}
    world.store.put_thing("pinterest", "token", access, kept)
    world.store.put_thing("pinterest", "refresh", refresh, {"name": name, "ends": ends})
    return {
        "response_type": "refresh_token",
        "access_token": access,
        "token_type": "bearer",
        "expires_in": int(LIFE.total_seconds()),
        "scope": SCOPES,
        "refresh_token": refresh,
        "refresh_token_expires_in": int(REFRESH_LIFE.total_seconds()),
        "refresh_token_expires_at": ends,
    }


def _check_client(call: Call) -> None:
    scheme, _, coded = call.headers.get("authorization", "").partition(" ")
    try:
        given = base64.b64decode(coded, validate=True).decode()
    except ValueError as fault:
        raise refused(401) from fault
    client = given.removesuffix(f":{SECRET}")  # not cut at the first colon: the client's id may have one
    if scheme.lower() != "basic" or client in ("", given):
        raise refused(401)


def _refreshed(world: World, given: str) -> str:
    match = re.fullmatch(rf"{SECRET}(?:\.([A-Za-z0-9_]{{1,30}}))?", given)
    if match:
        return match[1] or FIRST
    kept = world.store.thing("pinterest", "refresh", given)
    if kept is None or kept["ends"] <= world.now().timestamp():
        raise refused(401, 1104, "The token you provided is not valid or has expired.")
    return str(kept["name"])


def signed_in(call: Call, world: World) -> str:
    """Return the account whose access token the call carries."""
    given = call.bearer()
    kept = world.store.thing("pinterest", "token", given) if given else None
    if kept is None or kept["ends"] <= world.now().timestamp():
        raise refused(401)
    return str(kept["name"])


def user_account(call: Call, world: World) -> dict[str, Any]:
    """Tell who the account is."""
    name = signed_in(call, world)
    boards = [one for one in world.store.things("pinterest", "board").values() if one["owner"] == name]
    return {
        "account_type": "BUSINESS",
        "id": str(int.from_bytes(name.encode()[:7], "big") + 10**17),
        "username": name,
        "business_name": name.replace("_", " ").title(),
        "about": "",
        "profile_image": f"{world.url}/pinterest/avatar.jpg",
        "website_url": "",
        "board_count": len(boards),
        "pin_count": len(world.store.posts("pinterest", name)),
        "follower_count": 0,
        "following_count": 0,
        "monthly_views": 0,
    }
