"""VK's walls: publish, schedule, change, delete, repost.

Posts, scheduled posts and comments of a wall share one row of numbers; a scheduled post gets another number
when it is published. Source: VK's documents and schema 5.199, `wall`; read 2026-11.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from smmgen.sandbox.exchange import World
from smmgen.sandbox.post import Card, Post
from smmgen.sandbox.rate import Limit
from smmgen.sandbox.store import Kept
from smmgen.sandbox.vk_answer import Fault, wrong
from smmgen.sandbox.vk_asked import Asked
from smmgen.sandbox.vk_attachment import (
    Attached,
    card,
    from_kept,
    guard_links,
    kept_form,
    pictures,
    poll,
    read_attachments,
    warnings,
)
from smmgen.sandbox.vk_text import TEXT, read_text

POSTS = Limit(500, 86_400)
"""Posts of a wall in a day, as an integrator cites VK (January 2025); it counts where limits are enforced."""

ADS = Limit(3, 86_400)
"""Advertisements of a wall in a day, outside VK's own exchange. Source: wall.post; read 2026-11."""

SAME = timedelta(hours=1)
"""How long a `guid` prevents the same post from being sent again; the sandbox then answers with the first
one's number, which VK's documents do not say. Source: wall.post, guid; read 2026-11."""

_OBJECT = re.compile(r"wall(-?\d+)_(\d+)")


def wall_key(owner: int) -> str:
    """Return a wall's account in the sandbox, which is the end of its address."""
    return f"club{-owner}" if owner < 0 else f"id{owner}"


def post(asked: Asked) -> Any:
    """Publish a post, or schedule it, or publish one that was scheduled."""
    owner = asked.number("owner_id", asked.who.actor)
    _guard_wall(asked, owner)
    if asked.number("post_id"):
        return _publish_scheduled(asked, owner)
    if known := _known(asked, owner):
        return {"post_id": known}
    number = _new(asked, owner)
    if asked.text("guid"):
        kept = {"number": number, "at": asked.world.now().timestamp()}
        asked.world.store.put_thing("vk", "post guid", f"{owner}_{asked.text('guid')}", kept)
    return {"post_id": number}


def _known(asked: Asked, owner: int) -> int:
    """Return the number of the post that the last hour sent under the same `guid`, 0 if none."""
    kept = asked.world.store.thing("vk", "post guid", f"{owner}_{asked.text('guid')}")
    is_fresh = kept and asked.world.now().timestamp() - kept["at"] < SAME.total_seconds()
    return kept["number"] if is_fresh else 0


def _new(asked: Asked, owner: int) -> int:
    state = _content(asked, owner) | {
        "owner_id": owner,
        "from_id": owner if owner < 0 and asked.flag("from_group") else asked.who.actor,
        "signer_id": asked.who.actor if asked.flag("signed") and asked.flag("from_group") else 0,
        "guid": asked.text("guid"),
    }
    _count(asked, owner)
    if asked.number("publish_date"):
        return _schedule(asked, state)
    return keep_new(asked.world, state, asked.world.now())


def _guard_wall(asked: Asked, owner: int) -> None:
    if asked.who.may_edit(owner):
        return
    if owner < 0:
        raise Fault(15, "user should be group editor")
    raise Fault(214, "access to the wall is closed")


def _count(asked: Asked, owner: int) -> None:
    world, now = asked.world, asked.world.now()
    if world.meter.count(f"vk posts {owner}", POSTS, now).is_exceeded:
        raise Fault(214, f"you can only add {POSTS.count} posts a day")
    if asked.flag("mark_as_ads") and world.meter.count(f"vk ads {owner}", ADS, now).is_exceeded:
        raise Fault(224)


def _content(asked: Asked, owner: int) -> dict[str, Any]:
    text = asked.text("message").strip()
    attached = read_attachments(asked, owner)
    if len(text) > TEXT:
        raise wrong("message is too long")
    if not text and not attached.holds_alone():
        raise wrong("invalid message param")
    guard_links(read_text(text).links())
    return {"text": text, "attached": kept_form(attached), **_options(asked)}


def _options(asked: Asked) -> dict[str, Any]:
    return {
        "marked_as_ads": asked.flag("mark_as_ads"),
        "close_comments": asked.flag("close_comments"),
        "copyright": asked.text("copyright"),
        "request": dict(asked.values),
        "strange": list(asked.strange),
    }


def _schedule(asked: Asked, state: Mapping[str, Any]) -> int:
    world, moment, owner = asked.world, asked.number("publish_date"), state["owner_id"]
    if moment <= world.now().timestamp():
        raise wrong("invalid publish_date param")
    if any(other["date"] == moment for other in scheduled(world, owner)):
        raise Fault(214, "a post is already scheduled for this time")
    number = world.store.next_number("vk", f"wall {owner}")
    put_scheduled(world, {**state, "id": number, "date": moment})
    return number


def put_scheduled(world: World, state: Mapping[str, Any]) -> None:
    """Keep a scheduled post, which no reader sees."""
    world.store.put_thing("vk", "scheduled", f"{state['owner_id']}_{state['id']}", dict(state))


def scheduled(world: World, owner: int) -> list[dict[str, Any]]:
    """Return a wall's scheduled posts by their time."""
    found = [one for one in world.store.things("vk", "scheduled").values() if one["owner_id"] == owner]
    return sorted(found, key=lambda one: one["date"])


def publish_due(world: World) -> None:
    """Publish what was scheduled and whose time has come."""
    for one in world.store.things("vk", "scheduled").values():
        if one["date"] <= world.now().timestamp():
            _release(world, one, datetime.fromtimestamp(one["date"], UTC))


def _release(world: World, state: Mapping[str, Any], at: datetime) -> int:
    world.store.drop_thing("vk", "scheduled", f"{state['owner_id']}_{state['id']}")
    return keep_new(world, {**state, "postponed_id": state["id"]}, at)


def _publish_scheduled(asked: Asked, owner: int) -> Any:
    state = asked.world.store.thing("vk", "scheduled", f"{owner}_{asked.number('post_id')}")
    if state is None:
        raise wrong("post_id is not a scheduled post")
    given = {"message", "attachments"} & set(asked.values)
    state |= _content(asked, owner) if given else {}
    return {"post_id": _release(asked.world, state, asked.world.now())}


def keep_new(world: World, state: Mapping[str, Any], at: datetime) -> int:
    """Give a post its number and put it on its wall."""
    number = world.store.next_number("vk", f"wall {state['owner_id']}")
    keep(world, {**state, "id": number, "date": int(at.timestamp())}, at)
    return number


def keep(world: World, state: Mapping[str, Any], at: datetime, edited_at: datetime | None = None) -> None:
    """Put a post on its wall, or into the place of its former self."""
    owner, attached = state["owner_id"], from_kept(state["attached"])
    shown = read_text(state["text"])
    kept = Post(
        network="vk",
        account=wall_key(owner),
        id=str(state["id"]),
        at=at,
        text=shown.text,
        url=f"https://vk.com/wall{owner}_{state['id']}",
        marks=shown.marks,
        media=pictures(world, attached),
        card=_repost_card(world, state) or card(world, attached),
        poll=poll(world, attached),
        notes=dict(_notes(state)),
        warnings=tuple(_warnings(world, state, attached)),
        edited_at=edited_at,
        request=state["request"],
    )
    world.store.put_post(kept, dict(state))


def _notes(state: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    yield "from", wall_key(state["from_id"])
    for name in ("signer_id", "guid", "copyright", "repost_of", "postponed_id"):
        if state.get(name):
            yield name, str(state[name])
    for name in ("marked_as_ads", "close_comments"):
        if state[name]:
            yield name, "yes"


def _warnings(world: World, state: Mapping[str, Any], attached: Attached) -> Iterator[str]:
    if state["owner_id"] < 0 < state["from_id"]:
        yield "Published in the user's name, not in the community's: from_group is not 1."
    for name in state["strange"]:
        yield f"VK knows no parameter “{name}” here and overlooked it."
    yield from warnings(world, attached)


def _repost_card(world: World, state: Mapping[str, Any]) -> Card | None:
    if not state.get("repost_of"):
        return None
    kept = find(world, *_read_object(state["repost_of"]))
    title = kept.post.account.title() if kept else "Deleted post"
    told = kept.post.text[:200] if kept else ""
    picture = kept.post.media[0].sha256 if kept and kept.post.media else ""
    url = f"https://vk.com/{state['repost_of']}"
    return Card(url=url, title=title, description=told, picture=picture)


def _read_object(name: str) -> tuple[int, int]:
    match = _OBJECT.fullmatch(name)
    if match is None:
        raise wrong("object is invalid")
    return int(match[1]), int(match[2])


def find(world: World, owner: int, number: int) -> Kept | None:
    """Return a post of a wall, or None; a comment is none."""
    kept = world.store.post("vk", wall_key(owner), str(number))
    return None if kept is None or kept.post.reply_to else kept


def edit(asked: Asked) -> Any:
    """Put other content into a post; attachments that are not sent again are gone."""
    owner, number = asked.number("owner_id", asked.who.actor), asked.number("post_id")
    _guard_wall(asked, owner)
    waiting = asked.world.store.thing("vk", "scheduled", f"{owner}_{number}")
    if waiting is not None:
        moment = asked.number("publish_date", waiting["date"])
        put_scheduled(asked.world, waiting | _content(asked, owner) | {"date": moment})
        return {"post_id": number}
    kept = find(asked.world, owner, number)
    if kept is None:
        raise Fault(15, "no access to the post")
    keep(asked.world, kept.state | _content(asked, owner), kept.post.at, asked.world.now())
    return {"post_id": number}


def delete(asked: Asked) -> Any:
    """Delete a post, with its comments."""
    owner, number = asked.number("owner_id", asked.who.actor), asked.number("post_id")
    if not asked.who.may_edit(owner):
        raise Fault(210)
    store, name = asked.world.store, f"{owner}_{number}"
    if store.thing("vk", "scheduled", name):
        store.drop_thing("vk", "scheduled", name)
        return 1
    if find(asked.world, owner, number) is None:
        raise Fault(104, "post not found")
    for one in store.posts("vk", wall_key(owner)):
        if str(number) in (one.post.id, one.post.reply_to):
            store.drop_post("vk", one.post.account, one.post.id)
    return 1


def repost(asked: Asked) -> Any:
    """Put another post onto the user's wall or a community's."""
    world, group = asked.world, asked.number("group_id")
    source = find(world, *_read_object(asked.text("object")))
    if source is None:
        raise Fault(100, "object is not available")
    owner = -group if group else asked.who.actor
    _guard_wall(asked, owner)
    state = _options(asked) | {
        "text": asked.text("message").strip(),
        "attached": kept_form(Attached()),
        "owner_id": owner,
        "from_id": owner,
        "repost_of": asked.text("object"),
    }
    _count(asked, owner)
    number = keep_new(world, state, world.now())
    shared = world.store.count("vk", repost_of=asked.text("object"))
    counts = {"reposts_count": shared, "wall_repost_count": shared, "mail_repost_count": 0, "likes_count": 0}
    return {"success": 1, "post_id": number, **counts}
