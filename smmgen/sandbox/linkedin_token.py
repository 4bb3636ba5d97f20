"""LinkedIn's tokens: whose they are, what they may do, when they end.

`1:sandbox` acts for any member and any page; `1:sandbox.NAME` only for the member NAME and any page. These
never end, though they say that they live sixty days from now on; one that a refresh gives does. Nobody may
read a member's posts: `r_member_social` is closed to new applications.
Source: LinkedIn API, "Authorization code flow" and "Token introspection"; read 2026-11.
"""

import re
from datetime import timedelta
from typing import Any

from smmgen.sandbox.exchange import Answer, Call, Refused, World
from smmgen.sandbox.linkedin_answer import denied, input_error, refused, urn
from smmgen.sandbox.rate import Limit

TOKEN = "1:sandbox"  # noqa: S105  (the sandbox's one secret is no secret)
LIFE = timedelta(days=60)
REFRESH_LIFE = timedelta(days=365)
SCOPES = (
    "email,openid,profile,r_organization_social,rw_organization_admin,w_member_social,w_organization_social"
)
CALLS = Limit(150, 86400)
"""Of one member in a day, to midnight UTC. Source: LinkedIn API, "Share on LinkedIn"; read 2026-11."""

_ANYBODY = "sandbox"


def signed_in(call: Call, world: World) -> str:
    """Return the member whose token the call carries; refuse a wrong one, and one used too often."""
    token = call.bearer()
    if token is None:
        raise refused(401, "EMPTY_ACCESS_TOKEN", "Empty oauth2 access token", serviceErrorCode=65604)
    member = _member(world, token)
    if member is None:
        raise refused(401)
    if world.now().timestamp() >= _born(world, token) + LIFE.total_seconds():
        what = "The token used in the request has expired"
        raise refused(401, "EXPIRED_ACCESS_TOKEN", what, serviceErrorCode=65602)
    if world.meter.count(f"linkedin {member}", CALLS, world.now()).is_exceeded:
        raise refused(429)
    return member


def _member(world: World, token: str) -> str | None:
    match = re.fullmatch(rf"{TOKEN}(?:\.([A-Za-z0-9_-]{{1,30}}))?(~\d+)?", token)
    if match is None or (match[2] and world.store.thing("linkedin", "token", token) is None):
        return None
    return match[1] or _ANYBODY


def _born(world: World, token: str) -> int:
    """Return when a token was given, in seconds; the sandbox's own ones are always new."""
    return int(world.store.thing("linkedin", "token", token) or world.now().timestamp())


def check_author(author: Any, member: str, field: str) -> str:
    """Return the URN that a token acts for; refuse another member's and what is no author."""
    found = urn(author, field, "person", "organization")
    _, _, kind, name = found.split(":")
    if kind == "organization" and not name.isdecimal():
        raise input_error(400, "INVALID_URN_ID", f"{found} has no numeric id", field)
    if kind == "person" and member not in (_ANYBODY, name):
        what = f"Data Processing Exception while processing fields [{field}]"
        raise refused(403, what=f"Field Value validation failed in REQUEST_BODY: {what}")
    return found


def check_reader(owner: str, what: str) -> None:
    """Refuse to read what is a member's."""
    if owner.startswith("urn:li:person:"):
        raise denied(what)


def userinfo(call: Call, world: World) -> dict[str, Any]:
    """Say who the token's member is, as OpenID has it."""
    member = signed_in(call, world)
    name = member.replace("_", " ").title()
    return {
        "sub": member,
        "name": name,
        "given_name": name,
        "family_name": "Sandbox",
        "locale": {"country": "US", "language": "en"},
        "email_verified": True,
        "email": f"{member}@northwind.example",
    }


def organization(call: Call, world: World, number: str) -> dict[str, Any]:
    """Say what an organisation is called, to its administrators.

    Source: LinkedIn API, "Organization lookup"; read 2026-11.
    """
    signed_in(call, world)
    name = f"organization-{number}"
    return {
        "id": int(number),
        "localizedName": name,
        "vanityName": name,
        "name": {"localized": {"en_US": name}, "preferredLocale": {"country": "US", "language": "en"}},
    }


def introspect(call: Call, world: World) -> dict[str, Any]:
    """Say whether a token is alive, what it may do and when it ends."""
    _check_client(call)
    token = str(call.fields.get("token", ""))
    if not token:
        raise _oauth("invalid_request", "A required parameter &quot;token&quot; is missing")
    if _member(world, token) is None:
        return {"active": False}
    born = _born(world, token)
    is_active = world.now().timestamp() < born + LIFE.total_seconds()
    return {
        "active": is_active,
        "client_id": str(call.fields["client_id"]),
        "authorized_at": born,
        "created_at": born,
        "status": "active" if is_active else "expired",
        "expires_at": born + int(LIFE.total_seconds()),
        "scope": SCOPES,
        "auth_type": "3L",
    }


def access_token(call: Call, world: World) -> dict[str, Any]:
    """Give a new token for a refresh token, which stays the same."""
    _check_client(call)
    if call.fields.get("grant_type") != "refresh_token":
        raise _oauth("unsupported_grant_type", "Grant type is not supported")
    refresh = str(call.fields.get("refresh_token", ""))
    if _member(world, refresh) is None:
        raise _oauth("invalid_grant", "The provided refresh token is invalid")
    made = f"{refresh.partition('~')[0]}~{world.store.next_number('linkedin', 'token')}"
    world.store.put_thing("linkedin", "token", made, int(world.now().timestamp()))
    return {
        "access_token": made,
        "expires_in": int(LIFE.total_seconds()) - 1,
        "refresh_token": refresh,
        "refresh_token_expires_in": int(REFRESH_LIFE.total_seconds()) - 1,
        "scope": SCOPES,
    }


def _check_client(call: Call) -> None:
    for name in ("client_id", "client_secret"):
        if not call.fields.get(name):
            raise _oauth("invalid_request", f'A required parameter "{name}" is missing')
    if call.fields["client_secret"] != TOKEN:
        raise _oauth("invalid_client", "Client authentication failed", 401)


def _oauth(error: str, what: str, status: int = 400) -> Refused:
    return Refused(Answer(status=status, body={"error": error, "error_description": what}))
