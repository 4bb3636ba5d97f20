"""Tokens of Meta's Graph API, and the accounts that they speak for.

`1:sandbox` acts for any account, `1:sandbox.NAME` for the account NAME alone: an id that nobody has used
becomes that account's. Tokens say themselves what they are: `1:sandbox.NAME.reader` may not publish,
`1:sandbox.NAME~SECONDS` was born then (Unix) and is dead sixty days later; any other is always thirty days
old.
Sources: Access tokens, "Debugging and error handling", "Debug-Token"; Instagram Platform and Threads API,
"Long-lived access tokens"; Securing requests (appsecret_proof); read 2026-11.
"""

import hmac
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from smmgen.sandbox.exchange import Call, World
from smmgen.sandbox.graph_answer import no_object, refused, wrong

TOKEN = "1:sandbox"  # noqa: S105  (the sandbox's one secret is no secret)
LIFE = timedelta(days=60)
YOUNG = timedelta(hours=24)
"""A younger token cannot be refreshed."""
USUAL_AGE = timedelta(days=30)
_PATTERN = re.compile(
    rf"{TOKEN}(?:\.(?P<name>[A-Za-z0-9_-]{{1,40}}))?(?P<reader>\.reader)?(?:~(?P<born>\d{{1,11}}))?"
)
_ANYBODY = "sandbox"
_WRITING = re.compile(r"publish|manage|delete")


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A token that is what it should be. `name` is "" for one that acts for any account."""

    value: str
    name: str
    may_publish: bool
    issued_at: int
    expires_at: int

    def is_alive(self, now: datetime) -> bool:
        """Tell whether it is not dead yet."""
        return now.timestamp() < self.expires_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """An account of a network: its id there, and the name that the sandbox shows."""

    id: str
    name: str


def read_token(value: str, now: datetime) -> Token | None:
    """Return a token, dead or alive; None for what is none."""
    match = _PATTERN.fullmatch(value)
    if match is None:
        return None
    usual = int((now - USUAL_AGE).timestamp())
    born = int(match["born"]) if match["born"] else usual
    return Token(
        value=value,
        name=match["name"] or "",
        may_publish=not match["reader"],
        issued_at=born,
        expires_at=born + int(LIFE.total_seconds()),
    )


def given_token(call: Call) -> str:
    """Return the token of a call: a parameter, or the Authorization header, as Bearer or OAuth."""
    scheme, _, header = call.headers.get("authorization", "").partition(" ")
    in_header = header.strip() if scheme.lower() in ("bearer", "oauth") else ""
    return str(call.fields.get("access_token") or call.query.get("access_token") or in_header)


def signed_in(call: Call, world: World) -> Token:
    """Return the token of a call; refuse one that is missing, unreadable, dead, or not proven."""
    given = given_token(call)
    if not given:
        raise refused(104, "An access token is required to request this resource.")
    token = read_token(given, world.now())
    if token is None:
        raise refused(190, "Invalid OAuth access token - Cannot parse access token")
    if not token.is_alive(world.now()):
        raise _expired(token, world.now())
    _check_proof(call, given)
    return token


def _expired(token: Token, now: datetime) -> Exception:
    form = "%A, %d-%b-%y %H:%M:%S UTC"
    ended = datetime.fromtimestamp(token.expires_at, UTC).strftime(form)
    message = (
        f"Error validating access token: Session has expired on {ended}. "
        f"The current time is {now.strftime(form)}."
    )
    return refused(190, message, 401, subcode=463)


def _check_proof(call: Call, token: str) -> None:
    proof = call.fields.get("appsecret_proof", call.query.get("appsecret_proof"))
    if proof is None:
        return
    true = [hmac.new(secret.encode(), token.encode(), "sha256").hexdigest() for secret in (TOKEN, token)]
    if proof not in true:
        raise wrong("Invalid appsecret_proof provided in the API argument", kind="GraphMethodException")


def check_publisher(token: Token, right: str) -> None:
    """Refuse a token that may only read."""
    if not token.may_publish:
        raise refused(10, f"(#10) This action needs the permission {right}, which was not granted", 403)


def account(world: World, network: str, token: Token, given: str, first_id: str) -> Account:
    """Return the account of an id, or of `me`; refuse one that the token does not speak for.

    `first_id` is what the ids of the network look like, for an account that is asked for as `me` first.
    """
    known = {one["name"]: Account(**one) for one in world.store.things(network, "account").values()}
    mine = known.get(token.name or _ANYBODY)
    if given == "me":
        return mine or _named(world, network, token.name or _ANYBODY, _unused(known, first_id))
    kept = world.store.thing(network, "account", given)
    if kept is not None and (not token.name or kept["name"] == token.name):
        return Account(**kept)
    if kept is not None:
        raise no_object(given)
    return _named(world, network, token.name or (f"{_ANYBODY}{given[-4:]}" if mine else _ANYBODY), given)


def _unused(known: dict[str, Account], first_id: str) -> str:
    taken = {one.id for one in known.values()}
    number = int(first_id)
    while str(number) in taken:
        number += 1
    return str(number)


def _named(world: World, network: str, name: str, account_id: str) -> Account:
    world.store.put_thing(network, "account", account_id, {"id": account_id, "name": name})
    return Account(id=account_id, name=name)


def told(token: Token, now: datetime, owner: Account, kind: str, scopes: tuple[str, ...]) -> dict[str, Any]:
    """Return what is told of a token that is looked into; a Page's has no end, which is told as 0."""
    rights = [scope for scope in scopes if token.may_publish or not _WRITING.search(scope)]
    is_endless = kind == "PAGE" and "~" not in token.value
    return {
        "app_id": "1234567890123456",
        "type": kind,
        "application": "smmgen sandbox",
        "data_access_expires_at": token.issued_at + int(timedelta(days=90).total_seconds()),
        "expires_at": 0 if is_endless else token.expires_at,
        "is_valid": token.is_alive(now),
        "issued_at": token.issued_at,
        **({"profile_id": owner.id} if kind == "PAGE" else {}),
        "scopes": rights,
        "user_id": owner.id,
    }


def refreshed(token: Token, now: datetime) -> dict[str, Any]:
    """Return a new token for one that is a day old and alive; the old one lives on to its own end."""
    if not token.is_alive(now):
        raise _expired(token, now)
    if now.timestamp() - token.issued_at < YOUNG.total_seconds():
        raise refused(10, "(#10) The token is less than 24 hours old and cannot be refreshed yet")
    new = f"{token.value.partition('~')[0]}~{int(now.timestamp())}"
    return {"access_token": new, "token_type": "bearer", "expires_in": int(LIFE.total_seconds())}
