"""Google's sign-in: a refresh token gives access tokens, which live an hour.

`1:sandbox` is the refresh token of the channel `sandbox`, `1:sandbox.NAME` that of NAME; the client's
secret is `1:sandbox` too. Source: Google, "Using OAuth 2.0 for web server applications"; read 2026-11.
"""

import re
import secrets
from datetime import timedelta
from typing import Any

from smmgen.sandbox.exchange import Answer, Call, Refused, World
from smmgen.sandbox.rate import Limit
from smmgen.sandbox.youtube_answer import refused

SECRET = "1:sandbox"  # noqa: S105  (the sandbox's one secret is no secret)
FIRST = "sandbox"
LIFE = timedelta(seconds=3599)
SCOPES = "https://www.googleapis.com/auth/youtube.upload https://www.googleapis.com/auth/youtube.force-ssl"
UNITS = Limit(10_000, 86400)
"""Of one project in a day; uploads count apart. Source: YouTube Data API, quota; read 2026-11."""
UPLOADS = Limit(100, 86400)


def token(call: Call, world: World) -> dict[str, Any]:
    """Give an access token for a refresh token."""
    if not call.fields.get("client_id"):
        raise _oauth(400, "invalid_request", "Could not determine client ID from request.")
    if call.fields.get("client_secret") != SECRET:
        raise _oauth(401, "invalid_client", "The provided client secret is invalid.")
    if call.fields.get("grant_type") != "refresh_token":
        raise _oauth(400, "unsupported_grant_type", f"Invalid grant_type: {call.fields.get('grant_type')}")
    match = re.fullmatch(rf"{SECRET}(?:\.([A-Za-z0-9_]{{1,30}}))?", str(call.fields.get("refresh_token")))
    if match is None:
        raise _oauth(400, "invalid_grant", "Token has been expired or revoked.")
    made = f"ya29.{secrets.token_urlsafe(24)}"
    kept = {"name": match[1] or FIRST, "ends": (world.now() + LIFE).timestamp()}
    world.store.put_thing("youtube", "token", made, kept)
    seconds = int(LIFE.total_seconds())
    return {"access_token": made, "expires_in": seconds, "scope": SCOPES, "token_type": "Bearer"}


def _oauth(status: int, error: str, what: str) -> Refused:
    return Refused(Answer(status=status, body={"error": error, "error_description": what}))


def signed_in(call: Call, world: World) -> str:
    """Return the name of the channel whose access token the call carries."""
    given = call.bearer()
    if given is None:
        raise refused(401, "required", "Login Required.", domain="global", location="Authorization")
    kept = world.store.thing("youtube", "token", given)
    if kept is None or kept["ends"] <= world.now().timestamp():
        raise refused(401, "authError", "Invalid Credentials", domain="global", location="Authorization")
    name = str(kept["name"])
    world.store.put_thing("youtube", "channel", name, {"name": name})
    return name


def spend(world: World, units: int, limit: Limit = UNITS) -> None:
    """Count units of the project's day; refuse when they are used up."""
    key = "youtube uploads" if limit is UPLOADS else "youtube units"
    if world.meter.count(key, limit, world.now(), units).is_exceeded:
        what = "The request cannot be completed because you have exceeded your quota."
        raise refused(403, "quotaExceeded", what, domain="youtube.quota")
