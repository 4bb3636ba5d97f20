"""Who calls Tumblr: OAuth 1.0a signatures, which are checked, or OAuth 2 tokens, which rotate.

Every key, token and secret is 1:sandbox. Source: Tumblr's API documentation, "Authentication"; read 2026-11.
"""

import hmac
from base64 import b64encode
from datetime import UTC, datetime
from importlib import import_module
from typing import Any

from smmgen.sandbox.exchange import Answer, Call, Refused, World
from smmgen.sandbox.tumblr_answer import refusal, refused

SECRET = "1:sandbox"  # noqa: S105  (the sandbox's one secret is no secret)
LIFE_SECONDS = 2520
LATE_SECONDS = 300


def signed_in(call: Call, world: World) -> None:
    """Refuse a call whose signature or token is not right."""
    header = call.headers.get("authorization", "")
    if header[:6].lower() == "oauth ":
        is_right = _is_signed(call, world, header)
    else:
        is_right = _is_bearer(call.bearer(), world)
    if not is_right:
        raise Refused(refusal(401))


def known(call: Call, world: World) -> None:
    """Refuse a reader without a token, a signature or an api_key."""
    if call.query.get("api_key") != SECRET:
        signed_in(call, world)


def _is_bearer(token: str | None, world: World) -> bool:
    ends = world.store.thing("tumblr", "access", token or "")
    return token == SECRET or (ends is not None and world.now().timestamp() < ends)


def _is_signed(call: Call, world: World, header: str) -> bool:
    from oauthlib.oauth1.rfc5849.utils import escape

    signature: Any = import_module("oauthlib.oauth1.rfc5849.signature")  # its types are too narrow
    headers = {"authorization": header}
    given = dict(signature.collect_parameters(headers=headers, exclude_oauth_signature=False))
    keys = (given.get("oauth_consumer_key"), given.get("oauth_token"))
    if keys != (SECRET, SECRET) or given.get("oauth_signature_method") != "HMAC-SHA1":
        return False
    is_form = call.headers.get("content-type", "").startswith("application/x-www-form-urlencoded")
    sent = [(name, value) for name, value in given.items() if name != "oauth_signature"]
    sent += [(name, str(value)) for name, value in {**call.query, **(call.fields if is_form else {})}.items()]
    url = signature.base_string_uri(f"http://{call.headers.get('host', '')}/tumblr/{call.path}")
    base = signature.signature_base_string(call.method, url, signature.normalize_parameters(sent))
    true = hmac.digest(f"{escape(SECRET)}&{escape(SECRET)}".encode(), base.encode(), "sha1")
    is_true = hmac.compare_digest(b64encode(true), given.get("oauth_signature", "").encode())
    return is_true and _is_fresh(world, given)


def _is_fresh(world: World, given: dict[str, str]) -> bool:
    """Tell whether a signature is new: by the sandbox's clock, or this machine's, which a client may have."""
    at, nonce = given.get("oauth_timestamp", ""), given.get("oauth_nonce", "")
    clocks = (world.now(), datetime.now(UTC))
    if (
        not at.isdecimal()
        or not nonce
        or all(abs(one.timestamp() - int(at)) > LATE_SECONDS for one in clocks)
    ):
        return False
    if world.store.thing("tumblr", "nonce", f"{at} {nonce}"):
        return False
    world.store.put_thing("tumblr", "nonce", f"{at} {nonce}", True)
    return True


def refresh(call: Call, world: World) -> Answer:
    """Give a new access token and a new refresh token for an old one; one that was given here goes once."""
    given = call.fields
    if given.get("grant_type") != "refresh_token":
        raise refused(400, "unsupported_grant_type")
    if (given.get("client_id"), given.get("client_secret")) != (SECRET, SECRET):
        raise refused(401, "invalid_client")
    token = str(given.get("refresh_token", ""))
    if token != SECRET and world.store.thing("tumblr", "refresh", token) is None:
        raise refused(400, "invalid_grant")
    world.store.drop_thing("tumblr", "refresh", token)
    number = world.store.next_number("tumblr", "token")
    world.store.put_thing("tumblr", "access", f"access-{number}", world.now().timestamp() + LIFE_SECONDS)
    world.store.put_thing("tumblr", "refresh", f"refresh-{number}", True)
    body = {"access_token": f"access-{number}", "expires_in": LIFE_SECONDS, "token_type": "bearer"}
    return Answer(body=body | {"scope": "basic write offline_access", "refresh_token": f"refresh-{number}"})
