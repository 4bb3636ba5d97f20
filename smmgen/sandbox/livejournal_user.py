"""Who calls LiveJournal: challenges, their answers, and the older ways with a password.

Source: LiveJournal's protocol manual, "Challenge-response"; read 2026-11.
"""

import hashlib
from typing import Any

from smmgen.sandbox.exchange import World
from smmgen.sandbox.livejournal_fault import failed

PASSWORD = "1:sandbox"  # noqa: S105  (the sandbox's one secret is no secret)
CHALLENGE_SECONDS = 60


def md5(text: str) -> str:
    """Return the MD5 of a text in hexadecimal, which the protocol is made of."""
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()


def challenge(given: dict[str, Any], world: World) -> dict[str, Any]:
    """Give a challenge, good for one answer."""
    now = int(world.now().timestamp())
    number = world.store.next_number("livejournal", "challenge")
    name = f"c0:{now}:{number}:{CHALLENGE_SECONDS}:{md5(str(number))[:20]}:{md5(f'{now} {number}')}"
    world.store.put_thing("livejournal", "challenge", name, now + CHALLENGE_SECONDS)
    times = {"server_time": now, "expire_time": now + CHALLENGE_SECONDS}
    return {"challenge": name, "auth_scheme": "c0", **times}


def user(given: dict[str, Any], world: World) -> str:
    """Return who calls; refuse a wrong password, an old challenge, and one that was answered before."""
    name = str(given.get("username", "")).lower().replace("-", "_")
    if not name:
        raise failed(200)
    if not name.isidentifier() or not name.isascii() or len(name) > 15:
        raise failed(100)
    match given.get("auth_method", "clear"):
        case "challenge":
            is_right = _answered(given, world)
        case "clear":
            forms = {"password": PASSWORD, "hpassword": md5(PASSWORD)}
            is_right = any(given.get(form) == value for form, value in forms.items())
        case _:
            is_right = False
    if not is_right:
        raise failed(101)
    return name


def _answered(given: dict[str, Any], world: World) -> bool:
    name = str(given.get("auth_challenge", ""))
    ends = world.store.thing("livejournal", "challenge", name)
    if ends is None or int(world.now().timestamp()) > ends:
        raise failed(105)
    world.store.drop_thing("livejournal", "challenge", name)
    return bool(given.get("auth_response") == md5(name + md5(PASSWORD)))
