"""Sign in: accounts come to be at their first sign-in with the right password.

Tokens have the shape of JWTs and carry their end, so a restart or a shifted clock changes nothing about
them. Access: 2 hours, refresh: 90 days. Source: a PDS, seen; read 2026-11.
"""

import base64
import hashlib
import hmac
import json
import re
import secrets
from datetime import timedelta
from typing import Any

from smmgen.sandbox.bluesky_answer import invalid, refused
from smmgen.sandbox.bluesky_lexicon import check_text, read_object
from smmgen.sandbox.exchange import Call, World

PASSWORD = "1:sandbox"  # noqa: S105  (the sandbox's one secret is no secret)
LIFE = {"access": timedelta(hours=2), "refresh": timedelta(days=90)}
_HANDLE = re.compile(r"(?=.{3,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?")


def create_session(call: Call, world: World) -> dict[str, Any]:
    """Sign in with a handle or a DID and the password."""
    read_object(call.fields, "$", "identifier", "password")
    for name in ("identifier", "password"):
        check_text(call.fields[name], f"$.{name}")
    account = _account(world, call.fields["identifier"].lower().removeprefix("@"))
    if account is None or call.fields["password"] != PASSWORD:
        raise refused(401, message="Invalid identifier or password")
    world.store.put_thing("bluesky", "account", account["did"], account)
    world.store.put_thing("bluesky", "handle", account["handle"], account["did"])
    return _session(world, account)


def _account(world: World, identifier: str) -> dict[str, str] | None:
    if identifier.startswith("did:"):
        known: dict[str, str] | None = world.store.thing("bluesky", "account", identifier)
        return known
    if not _HANDLE.fullmatch(identifier):
        return None
    digest = base64.b32encode(hashlib.sha256(identifier.encode()).digest()).decode().lower()
    return {"did": f"did:plc:{digest[:24]}", "handle": identifier}


def find_did(world: World, repo: Any) -> str:
    """Return the DID of a DID or a handle; refuse one that nobody has signed in with."""
    name = str(repo).lower()
    did = name if name.startswith("did:") else world.store.thing("bluesky", "handle", name)
    if did is None or world.store.thing("bluesky", "account", did) is None:
        raise invalid(f"Could not find repo: {repo}")
    return str(did)


def handle_of(world: World, did: str) -> str:
    """Return an account's handle."""
    return str(world.store.thing("bluesky", "account", did)["handle"])


def _session(world: World, account: dict[str, str]) -> dict[str, Any]:
    return {
        "accessJwt": _token(world, account["did"], "access"),
        "refreshJwt": _token(world, account["did"], "refresh"),
        **_who(world, account),
    }


def _who(world: World, account: dict[str, str]) -> dict[str, Any]:
    service = {
        "id": "#atproto_pds",
        "type": "AtprotoPersonalDataServer",
        "serviceEndpoint": f"{world.url}/bluesky",
    }
    document = {
        "@context": ["https://www.w3.org/ns/did/v1"],
        "id": account["did"],
        "alsoKnownAs": [f"at://{account['handle']}"],
        "service": [service],
    }
    mail = {"email": f"brand@{account['handle']}", "emailConfirmed": True}
    return {**account, "didDoc": document, **mail, "active": True}


def refresh_session(call: Call, world: World) -> dict[str, Any]:
    """Return new tokens for a refresh token."""
    return _session(world, signed_in(call, world, "refresh"))


def get_session(call: Call, world: World) -> dict[str, Any]:
    """Say who is signed in."""
    return _who(world, signed_in(call, world))


def resolve_handle(call: Call, world: World) -> dict[str, Any]:
    """Return the DID of a handle; only accounts of this sandbox are known."""
    if "handle" not in call.query:
        raise invalid('Params must have the property "handle"')
    did = world.store.thing("bluesky", "handle", str(call.query["handle"]).lower())
    if did is None:
        raise invalid("Unable to resolve handle")
    return {"did": did}


def signed_in(call: Call, world: World, scope: str = "access") -> dict[str, str]:
    """Return the account of a call's token, which must be good for `scope`."""
    token = call.bearer()
    if token is None and "authorization" in call.headers:
        raise refused(400, "InvalidToken", "Unexpected authorization type")
    if token is None:
        raise refused(401, "AuthMissing")
    claims = _claims(world, token)
    if claims is None:
        raise refused(400, "InvalidToken", "Token could not be verified")
    if claims.get("scope") != f"com.atproto.{scope}":
        raise refused(400, "InvalidToken", "Invalid token type")
    if claims["exp"] <= world.now().timestamp():
        raise refused(400, "ExpiredToken", "Token has expired")
    account: dict[str, str] | None = world.store.thing("bluesky", "account", claims["sub"])
    if account is None:
        raise refused(400, "InvalidToken", "Token could not be verified")
    return account


def _token(world: World, did: str, scope: str) -> str:
    now = world.now()
    claims = {
        "scope": f"com.atproto.{scope}",
        "sub": did,
        "aud": "did:web:127.0.0.1",
        "iat": int(now.timestamp()),
        "exp": int((now + LIFE[scope]).timestamp()),
        "jti": secrets.token_hex(8),
    }
    body = f"{_coded({'typ': f'{scope}+jwt', 'alg': 'HS256'})}.{_coded(claims)}"
    return f"{body}.{_signed(world, body)}"


def _coded(value: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


def _signed(world: World, body: str) -> str:
    key = world.store.thing("bluesky", "key", "jwt")
    if key is None:
        key = secrets.token_hex(32)
        world.store.put_thing("bluesky", "key", "jwt", key)
    return base64.urlsafe_b64encode(hmac.digest(key.encode(), body.encode(), "sha256")).decode().rstrip("=")


def _claims(world: World, token: str) -> dict[str, Any] | None:
    body, _, signature = token.rpartition(".")
    if not hmac.compare_digest(signature.encode(), _signed(world, body).encode()):
        return None
    middle = body.partition(".")[2]
    claims: dict[str, Any] = json.loads(base64.urlsafe_b64decode(middle + "=" * (-len(middle) % 4)))
    return claims
