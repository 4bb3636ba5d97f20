"""Facebook's posts that are not public yet: they wait for their time, or until they are told.

Source: Pages API, "Posts" (from 10 minutes to 30 days ahead); Graph API, "Page scheduled posts"; read
2026-11.
"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec

from smmgen.sandbox.exchange import World
from smmgen.sandbox.facebook_post import Draft, page_of, shown, state
from smmgen.sandbox.graph_answer import refused, wrong
from smmgen.sandbox.graph_asked import Asked
from smmgen.sandbox.graph_field import read_moment
from smmgen.sandbox.graph_token import Account
from smmgen.sandbox.post import Post
from smmgen.sandbox.store import Kept

SOONEST, LATEST = timedelta(minutes=10), timedelta(days=30)


def due_of(asked: Asked) -> int | None:
    """Return when a post is to become public, in Unix seconds; 0 for not by itself, None for at once."""
    given = asked.text("scheduled_publish_time")
    if asked.flag("published", usual=True):
        if given:
            raise wrong("You cannot specify a scheduled publish time on a published post")
        return None
    if not given:
        return 0
    ahead = read_moment(given) - asked.world.now()
    if not SOONEST <= ahead <= LATEST:
        told = "Schedule it from 10 minutes to 30 days ahead."
        title = "The specified scheduled publish time is invalid."
        raise refused(100, f"(#100) {title}", title=title, told=told)
    return int(read_moment(given).timestamp())


def wait(asked: Asked, owner: Account, name: str, draft: Draft, due: int) -> None:
    """Keep a post that is not public yet: until its time in Unix seconds, or, where that is 0, until told."""
    post = shown(owner, name, draft, asked.world.now())
    body = {"post": msgspec.to_builtins(post), "state": state(owner, draft), "due": due, "owner": owner.name}
    asked.world.store.put_thing("facebook", "waiting", name, body)


def waiting(asked: Asked, name: str) -> dict[str, Any] | None:
    """Return a post that is not public yet."""
    kept: dict[str, Any] | None = asked.world.store.thing("facebook", "waiting", name)
    return kept if kept is not None and asked.token.name in ("", kept["owner"]) else None


def as_kept(row: dict[str, Any]) -> Kept:
    """Return a waiting post in the shape of those that are public."""
    return Kept(seq=0, post=msgspec.convert(row["post"], Post), state=row["state"] | {"due": row["due"]})


def release(world: World, name: str, at: datetime) -> None:
    """Make a waiting post public, as of a time."""
    row = world.store.thing("facebook", "waiting", name)
    world.store.put_post(replace(as_kept(row).post, at=at), row["state"])
    world.store.drop_thing("facebook", "waiting", name)


def publish_due(world: World) -> None:
    """Make public what has been waiting for a time that is past."""
    now = world.now().timestamp()
    for name, row in world.store.things("facebook", "waiting").items():
        if 0 < row["due"] <= now:
            release(world, name, datetime.fromtimestamp(row["due"], UTC))


def scheduled(asked: Asked, given: str) -> dict[str, Any]:
    """Return a Page's posts that wait for their time, the next one first."""
    owner = asked.account(given)
    rows = asked.world.store.things("facebook", "waiting").values()
    mine = sorted(
        (row for row in rows if row["owner"] == owner.name and row["due"]), key=lambda row: row["due"]
    )
    return page_of(asked, [as_kept(row) for row in mine])
