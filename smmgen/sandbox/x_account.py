"""X's accounts: one for each token, made at its first use; signatures are checked, not believed.

A key of the sandbox and its secret are the same word: `1:sandbox`, or `1:sandbox.NAME` for the account NAME;
`1:sandbox.NAME.premium` is the same with X Premium, which writes long posts, and with
`1:sandbox.NAME.spent` the app's credits are used up.
Sources: X, "Authorizing a request" and "Creating a signature" (OAuth 1.0a, HMAC-SHA1; a nonce is good
once, a time too far in the past is refused, how far is not told), OAuth 2.0 bearer tokens; read 2026-11.
"""

import hmac
import re
from base64 import b64encode
from datetime import UTC, datetime
from importlib import import_module
from typing import Any

from smmgen.sandbox.exchange import Call, World
from smmgen.sandbox.tally import followers
from smmgen.sandbox.x_answer import missing, moment, names, new_id, refused, spent, words

TOKEN = "1:sandbox"  # noqa: S105  (the sandbox's one secret is no secret)
FIRST = "sandbox"
"""The account of the bare token."""
LATE_SECONDS = 300
"""How far a signature's time may be off; X tells no number."""
USER_FIELDS = words(
    "confirmed_email connection_status created_at description entities id is_identity_verified location name"
    " parody profile_banner_url profile_image_url protected public_metrics receives_your_dm subscribes_to_you"
    " subscription subscription_type url username verified verified_followers_count verified_type withheld"
)


def signed_in(call: Call, world: World) -> str:
    """Return the name of the account that a call is made for; refuse a token or signature that is wrong."""
    header = call.headers.get("authorization", "")
    token = _signer(call, world, header) if header[:6].lower() == "oauth " else call.bearer()
    name = _name(token)
    if name is None:
        raise refused(401)
    if (token or "").endswith(".spent"):
        raise spent()
    known = world.store.thing("x", "account", name)
    kept = known or {"id": new_id(world), "created_at": moment(world.now())}
    kept = kept | {"is_premium": (token or "").endswith(".premium")}
    if kept != known:
        world.store.put_thing("x", "account", name, kept)
    return name


def _name(token: str | None) -> str | None:
    match = re.fullmatch(rf"{TOKEN}(?:\.([A-Za-z0-9_]{{1,15}})(?:\.(?:premium|spent))?)?", token or "")
    return (match[1] or FIRST) if match else None


def _signer(call: Call, world: World, header: str) -> str | None:
    """Return the token of a signed call, or None where the signature is not true."""
    from oauthlib.oauth1.rfc5849.utils import escape

    signature: Any = import_module("oauthlib.oauth1.rfc5849.signature")  # its types are too narrow
    given = dict(
        signature.collect_parameters(headers={"authorization": header}, exclude_oauth_signature=False)
    )
    key, token = given.get("oauth_consumer_key", ""), given.get("oauth_token", "")
    if _name(key) is None or given.get("oauth_signature_method") != "HMAC-SHA1":
        return None
    sent = [(name, value) for name, value in given.items() if name != "oauth_signature"] + _sent(call)
    url = signature.base_string_uri(f"http://{call.headers.get('host', '')}/x/{call.path}")
    base = signature.signature_base_string(call.method, url, signature.normalize_parameters(sent))
    true = hmac.digest(f"{escape(key)}&{escape(token)}".encode(), base.encode(), "sha1")
    is_true = hmac.compare_digest(b64encode(true), given.get("oauth_signature", "").encode())
    return token if is_true and _is_fresh(world, token, given) else None


def _sent(call: Call) -> list[tuple[str, str]]:
    """Return what is signed of the query and the body; JSON and multipart bodies are not."""
    is_form = call.headers.get("content-type", "").startswith("application/x-www-form-urlencoded")
    return [
        (name, str(value)) for name, value in [*call.query.items(), *(call.fields if is_form else {}).items()]
    ]


def _is_fresh(world: World, token: str, given: dict[str, str]) -> bool:
    """Tell whether a signature is new: by the sandbox's clock, or this machine's, which a client may have."""
    at, nonce = given.get("oauth_timestamp", ""), given.get("oauth_nonce", "")
    if not at.isdecimal() or not nonce:
        return False
    clocks = (world.now(), datetime.now(UTC))
    if all(abs(clock.timestamp() - int(at)) > LATE_SECONDS for clock in clocks):
        return False
    if world.store.thing("x", "nonce", f"{token} {at} {nonce}"):
        return False
    world.store.put_thing("x", "nonce", f"{token} {at} {nonce}", True)
    return True


def user(world: World, name: str, fields: list[str]) -> dict[str, Any]:
    """Return a User object with its usual fields and those that are asked for."""
    kept = world.store.thing("x", "account", name)
    posts = world.store.count("x", name)
    more = {
        "created_at": kept["created_at"],
        "description": "",
        "profile_image_url": f"{world.url}/x/avatars/missing.png",
        "protected": False,
        "public_metrics": {
            "followers_count": followers(world, "x", name),
            "following_count": 0,
            "tweet_count": posts,
            "listed_count": 0,
            "like_count": 0,
            "media_count": 0,
        },
        "url": "",
        "verified": kept["is_premium"],
        "verified_type": "blue" if kept["is_premium"] else "none",
        "subscription_type": "Premium" if kept["is_premium"] else "None",
    }
    found = {"id": kept["id"], "name": name.replace("_", " ").title(), "username": name}
    return found | {field: more[field] for field in fields if field in more}


def me(call: Call, world: World) -> Any:
    """Return the token's own account."""
    name = signed_in(call, world)
    return {"data": user(world, name, _fields(call))}


def user_by_id(call: Call, world: World, user_id: str) -> Any:
    """Return an account by its id."""
    signed_in(call, world)
    name = name_of(world, user_id)
    return (
        {"data": user(world, name, _fields(call))} if name else {"errors": [missing("user", "id", user_id)]}
    )


def user_by_name(call: Call, world: World, username: str) -> Any:
    """Return an account by its name."""
    signed_in(call, world)
    known = {name.lower(): name for name in world.store.things("x", "account")}
    name = known.get(username.lower(), "")
    if not name:
        return {"errors": [missing("user", "username", username)]}
    return {"data": user(world, name, _fields(call))}


def _fields(call: Call) -> list[str]:
    return names(call, "user.fields", USER_FIELDS)


def name_of(world: World, user_id: str) -> str:
    """Return an account's name by its id, "" where there is none."""
    accounts = world.store.things("x", "account")
    return next((name for name, body in accounts.items() if body["id"] == user_id), "")


def id_of(world: World, name: str) -> str:
    """Return an account's id."""
    return str(world.store.thing("x", "account", name)["id"])
