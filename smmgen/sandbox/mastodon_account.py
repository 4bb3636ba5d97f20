"""Mastodon's accounts: one for each token, made at its first use."""

import re
from typing import Any

from smmgen.sandbox.exchange import Call, World
from smmgen.sandbox.mastodon_answer import moment, new_id, refused
from smmgen.sandbox.tally import followers

TOKEN = "1:sandbox"  # noqa: S105  (the sandbox's one secret is no secret)
FIRST = "sandbox"
"""The account of the bare token; `1:sandbox.NAME` is the token of the account NAME."""


def signed_in(call: Call, world: World) -> str:
    """Return the name of the account that a call's token belongs to."""
    name = _name(call.bearer())
    if name is None:
        raise refused(401)
    if world.store.thing("mastodon", "account", name) is None:
        body = {"id": new_id(world), "created_at": moment(world.now())}
        world.store.put_thing("mastodon", "account", name, body)
    return name


def visitor(call: Call, world: World) -> str:
    """Return the account of the token, "" for a call without one; a wrong token is refused."""
    return signed_in(call, world) if call.bearer() else ""


def _name(token: str | None) -> str | None:
    match = re.fullmatch(rf"{TOKEN}(?:\.([A-Za-z0-9_]{{1,30}}))?", token or "")
    return (match[1] or FIRST) if match else None


def account(world: World, name: str) -> dict[str, Any]:
    """Return an Account object."""
    kept = world.store.thing("mastodon", "account", name)
    url = f"{world.url}/mastodon/@{name}"
    picture = f"{world.url}/mastodon/avatars/missing.png"
    return {
        "id": kept["id"],
        "username": name,
        "acct": name,
        "display_name": name.replace("_", " ").title(),
        "locked": False,
        "bot": False,
        "discoverable": True,
        "group": False,
        "created_at": kept["created_at"],
        "note": "",
        "url": url,
        "uri": f"{world.url}/mastodon/users/{name}",
        "avatar": picture,
        "avatar_static": picture,
        "header": picture,
        "header_static": picture,
        "followers_count": followers(world, "mastodon", name),
        "following_count": 0,
        "statuses_count": world.store.count("mastodon", name),
        "last_status_at": None,
        "emojis": [],
        "fields": [],
    }


def verify_credentials(call: Call, world: World) -> Any:
    """Return the token's own account."""
    name = signed_in(call, world)
    source = {"privacy": "public", "sensitive": False, "language": "en", "note": "", "fields": []}
    role = {"id": "-99", "name": "", "permissions": "0", "color": "", "highlighted": False}
    return account(world, name) | {"source": source, "role": role}


def verify_app(call: Call, world: World) -> Any:
    """Return the application that the token is of; its secrets are not told."""
    signed_in(call, world)
    redirect = "urn:ietf:wg:oauth:2.0:oob"
    return {
        "id": "1",
        "name": "smmgen",
        "website": None,
        "scopes": ["read", "write"],
        "redirect_uris": [redirect],
        "redirect_uri": redirect,
    }


def name_of(world: World, account_id: str) -> str:
    """Return an account's name by its id."""
    for name, body in world.store.things("mastodon", "account").items():
        if body["id"] == account_id:
            return name
    raise refused(404)


def lookup(call: Call, world: World) -> Any:
    """Return an account by its name."""
    name = str(call.query.get("acct", "")).removeprefix("@").partition("@")[0]
    if world.store.thing("mastodon", "account", name) is None:
        raise refused(404)
    return account(world, name)


def account_by_id(call: Call, world: World, account_id: str) -> Any:
    """Return an account."""
    return account(world, name_of(world, account_id))
