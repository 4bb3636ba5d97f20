"""Containers of Instagram and Threads: what waits to be published, once, within a day.

A picture's is ready when it is made; a film's is not: the first look at it says that it is under way, the
next that it is done. A carousel is ready when all that lies in it is.
Sources: Instagram Platform, "IG Container"; Threads API, "Troubleshooting"; read 2026-11.
"""

import string
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import msgspec

from smmgen.sandbox.exchange import World
from smmgen.sandbox.film import look_film, moving
from smmgen.sandbox.hosted import Hosted
from smmgen.sandbox.image import look, picture
from smmgen.sandbox.post import Picture

LIFE = timedelta(hours=24)
DAY = timedelta(hours=24)

Container = dict[str, Any]

_DIGITS = string.ascii_uppercase + string.ascii_lowercase + string.digits + "-_"


def keep(world: World, network: str, kept: Container) -> None:
    """Keep a container, new or changed."""
    world.store.put_thing(network, "container", kept["id"], kept)


def find(world: World, network: str, owner: str, container_id: str) -> Container | None:
    """Return an account's container."""
    kept: Container | None = world.store.thing(network, "container", container_id)
    return kept if kept is not None and kept["owner"] == owner else None


def status(world: World, network: str, kept: Container) -> str:
    """Return how far a container is, in the words of both networks."""
    if kept["media"]:
        return "PUBLISHED"
    if world.now().timestamp() >= kept["at"] + LIFE.total_seconds():
        return "EXPIRED"
    if kept["looks"]:
        return "IN_PROGRESS"
    return "ERROR" if kept["fault"] else "FINISHED"


def looked(world: World, network: str, kept: Container) -> str:
    """Return how far a container is, and bring it on by this look."""
    found = status(world, network, kept)
    if found == "IN_PROGRESS":
        keep(world, network, kept | {"looks": kept["looks"] - 1})
    return found


def shown(pictures: Iterable[dict[str, Any]]) -> tuple[Picture, ...]:
    """Return the pictures and films of a container, as they were kept."""
    return tuple(Picture(**one) for one in pictures)


def kept_picture(world: World, file: Hosted, alt: str) -> dict[str, Any] | None:
    """Return a picture to keep, or None where the bytes are none."""
    seen = look(file.content)
    if seen is None:
        return None
    found: dict[str, Any] = msgspec.to_builtins(
        picture(file.content, world.store.put_media(file.content), seen, alt)
    )
    return found


def kept_film(world: World, file: Hosted, alt: str) -> tuple[dict[str, Any], str] | None:
    """Return a film to keep and its codec, or None where the bytes are no film."""
    seen = look_film(file.content)
    if seen is None:
        return None
    shown = moving(file.content, world.store.put_media(file.content), seen, alt)
    return msgspec.to_builtins(shown), seen.video


def used(world: World, network: str, kind: str, owner: str) -> int:
    """Return how often an account did something in the last day: what counts into its quota."""
    since = (world.now() - DAY).timestamp()
    return sum(at > since for at in world.store.thing(network, f"{kind} times", owner) or [])


def count(world: World, network: str, kind: str, owner: str) -> None:
    """Note that an account did something that has a quota."""
    times = world.store.thing(network, f"{kind} times", owner) or []
    world.store.put_thing(network, f"{kind} times", owner, [*times, world.now().timestamp()])


def shortcode(media: str) -> str:
    """Return the letters that name a post in its address."""
    number, found = int(media), ""
    while number:
        number, digit = divmod(number, 64)
        found = _DIGITS[digit] + found
    return f"DS{found}"
