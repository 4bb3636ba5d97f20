"""What readers do to a post: nothing at first, then more by the hour, or as much as a test says.

The same post has the same numbers at the same time, in every sandbox.
"""

from hashlib import sha256
from typing import Any

from smmgen.sandbox.exchange import World
from smmgen.sandbox.post import Post

USUAL = {
    "reach": 300,
    "views": 400,
    "reactions": 12,
    "comments": 2,
    "shares": 3,
    "saves": 2,
    "clicks": 8,
    "video_views": 90,
}
"""What an ordinary post gathers in the end."""

HALF_HOURS = 12
"""After so many hours it has half of that."""


class UnknownNumber(ValueError):  # noqa: N818
    """A test asks for what cannot be counted."""


def tally(world: World, post: Post, name: str) -> int:
    """Return a number of a post, by one of the names in `USUAL`."""
    given = world.store.thing(post.network, "numbers", f"{post.account} {post.id}") or {}
    if name in given:
        return int(given[name])
    hours = max(0, int((world.now() - post.at).total_seconds() // 3600))
    luck = sha256(f"{post.account} {post.id} {name}".encode()).digest()[0]  # 0 to 255
    return USUAL[name] * (64 + luck) * hours // (128 * (hours + HALF_HOURS))


def followers(world: World, network: str, account: str) -> int:
    """Return how many follow an account: nobody, unless a test says so."""
    given = world.store.thing(network, "numbers", f"{account} ") or {}
    return int(given.get("followers", 0))


def set_numbers(world: World, given: Any) -> None:
    """Set numbers of a post, or an account's followers where no `id` is given; raise `UnknownNumber`."""
    try:
        network, account, numbers = str(given["network"]), str(given["account"]), dict(given["numbers"])
        post_id = str(given.get("id", ""))
    except (KeyError, TypeError, ValueError, AttributeError):
        raise UnknownNumber("give {network, account, id, numbers: {views: 5}}") from None
    known = tuple(USUAL) if post_id else ("followers",)
    for name, value in numbers.items():
        if name not in known or type(value) is not int or value < 0:
            raise UnknownNumber(f"“{name}” is none of {', '.join(known)}, or its value is no count")
    if post_id and world.store.post(network, account, post_id) is None:
        raise UnknownNumber(f"there is no post {post_id} of {account} on {network}")
    key = f"{account} {post_id}"
    before = world.store.thing(network, "numbers", key) or {}
    world.store.put_thing(network, "numbers", key, {**before, **numbers})
