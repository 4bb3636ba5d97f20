"""TikTok's sign-in: access tokens live a day; a refresh gives a new refresh token each time.

`1:sandbox` is a refresh token of the creator `sandbox` that never ends, `1:sandbox.NAME` that of NAME; one
that a refresh gave is good for the next refresh only. A client whose key is `unaudited` has not passed
TikTok's review. An error comes with 200. Source: TikTok API, "Manage user access tokens"; read 2026-11.
"""

import re
import secrets
from datetime import timedelta
from typing import Any

from smmgen.sandbox.exchange import Answer, Call, Refused, World
from smmgen.sandbox.rate import Limit
from smmgen.sandbox.tiktok_answer import refused

SECRET = "1:sandbox"  # noqa: S105  (the sandbox's one secret is no secret)
FIRST = "sandbox"
LIFE = timedelta(days=1)
REFRESH_LIFE = timedelta(days=365)
SCOPES = "user.info.basic,user.info.profile,user.info.stats,video.list,video.publish,video.upload"
UNAUDITED = "unaudited"


def token(call: Call, world: World) -> dict[str, Any]:
    """Give an access token for a refresh token, and the next refresh token."""
    for name in ("client_key", "client_secret", "grant_type", "refresh_token"):
        if not call.fields.get(name):
            raise _oauth("invalid_request", f"The parameter {name} is missing.")
    if call.fields["client_secret"] != SECRET:
        raise _oauth("invalid_client", "Client key or secret is incorrect.")
    if call.fields["grant_type"] != "refresh_token":
        raise _oauth("unsupported_grant_type", "The grant type is not supported.")
    creator = _refreshed(world, str(call.fields["refresh_token"]))
    if creator is None:
        raise _oauth("invalid_grant", "Refresh token is invalid or expired.")
    access, refresh = f"act.{secrets.token_urlsafe(32)}", f"rft.{secrets.token_urlsafe(32)}"
    ends = (world.now() + LIFE).timestamp()
    kept = {"name": creator, "ends": ends, "is_audited": call.fields["client_key"] != UNAUDITED}
    world.store.put_thing("tiktok", "token", access, kept)
    ends = (world.now() + REFRESH_LIFE).timestamp()
    world.store.put_thing("tiktok", "refresh", refresh, {"name": creator, "ends": ends})
    return {
        "access_token": access,
        "expires_in": int(LIFE.total_seconds()),
        "open_id": f"-000{creator}",
        "refresh_expires_in": int(REFRESH_LIFE.total_seconds()),
        "refresh_token": refresh,
        "scope": SCOPES,
        "token_type": "Bearer",
    }


def _refreshed(world: World, given: str) -> str | None:
    match = re.fullmatch(rf"{SECRET}(?:\.([A-Za-z0-9_]{{1,24}}))?", given)
    if match:
        return match[1] or FIRST
    kept = world.store.thing("tiktok", "refresh", given)
    if kept is None or kept["ends"] <= world.now().timestamp():
        return None
    world.store.drop_thing("tiktok", "refresh", given)
    return str(kept["name"])


def _oauth(error: str, what: str) -> Refused:
    body = {"error": error, "error_description": what, "log_id": secrets.token_hex(17).upper()}
    return Refused(Answer(status=200, body=body))


def signed_in(call: Call, world: World, act: str = "", limit: Limit | None = None) -> dict[str, Any]:
    """Return the token's record: name, is_audited; count the call where it has a limit."""
    given = call.bearer()
    kept: dict[str, Any] | None = world.store.thing("tiktok", "token", given) if given else None
    if kept is None or kept["ends"] <= world.now().timestamp():
        raise refused(401)
    if limit and world.meter.count(f"tiktok {act} {kept['name']}", limit, world.now()).is_exceeded:
        raise refused(429)
    return kept
