"""OK's topics: publish, schedule, delete. A topic that was scheduled gets another id when it appears.

Source: OK's REST documents, `mediatopic`; `deleteTopic` from clients in use; read 2026-11.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from smmgen.sandbox import address
from smmgen.sandbox.exchange import World
from smmgen.sandbox.ok_answer import Fault
from smmgen.sandbox.ok_asked import USER, Asked
from smmgen.sandbox.ok_block import Block, from_kept, kept_form, read_blocks, strange_keys
from smmgen.sandbox.ok_photo import shown
from smmgen.sandbox.post import Card, Mark, Picture, Poll, Post
from smmgen.sandbox.store import Kept

GROUP_TYPES = ("GROUP_THEME", "GROUP_THEME_PROMO", "GROUP_SUGGESTED")
USER_TYPES = ("USER", "USER_STATUS", "USER_NOTE")
GROUPS = 10**15
FIRST = 155_000_000_000_001
MOSCOW = timezone(timedelta(hours=3))
_FOUND = re.compile(rf"(?P<link>{address.PATTERN})|(?<![\w&#/])#(?P<tag>\w+)")


def place(group: str) -> str:
    """Return a group's account in the sandbox, or the user's."""
    return f"group{group}" if group else f"profile{USER}"


def guard_group(group: str) -> None:
    """Refuse a group that is not there."""
    if not group.isdecimal() or not 0 < int(group) < GROUPS:
        raise Fault(160, "Invalid group id")


def post(asked: Asked) -> Any:
    """Publish a topic, or schedule it; the answer is its id, bare."""
    kind, group = asked.text("type") or "USER", asked.text("gid")
    if kind not in (*GROUP_TYPES, *USER_TYPES) or bool(group) != (kind in GROUP_TYPES):
        raise Fault(100, "Invalid parameter type value")
    if group:
        guard_group(group)
    attachment = asked.json("attachment")
    blocks = read_blocks(attachment, asked.world, group)
    state = {
        "type": kind,
        "group": group,
        "blocks": kept_form(blocks),
        "is_from_group": _says_true(attachment.get("onBehalfOfGroup")),
        "is_closed": _says_true(attachment.get("disableComments")),
        "has_preview": asked.flag("text_link_preview"),
        "notes": [name for name in ("hidden_post", "ads_post") if asked.flag(name)],
        "strange": [*asked.strange, *strange_keys(attachment)],
        "request": dict(asked.values),
    }
    at = _time(attachment)
    if at is not None and at <= asked.world.now():
        raise Fault(100, "Invalid parameter publishAt value : it is in the past")
    return _scheduled(asked.world, state, at) if at else keep(asked.world, state, asked.world.now())


def _says_true(value: Any) -> bool:
    if value not in (None, True, False, "true", "false"):
        raise Fault(100, "Invalid parameter attachment value : not true or false")
    return value in (True, "true")


def _time(attachment: Mapping[str, Any]) -> datetime | None:
    """Return when a topic is to appear: milliseconds since 1970, or the time in Moscow."""
    try:
        if "publishAtMs" in attachment:
            return datetime.fromtimestamp(int(attachment["publishAtMs"]) / 1000, UTC)
        if "publishAt" in attachment:
            return datetime.strptime(attachment["publishAt"], "%Y-%m-%d %H:%M:%S").replace(tzinfo=MOSCOW)
    except (ValueError, TypeError, OverflowError) as fault:
        raise Fault(100, "Invalid parameter publishAt value") from fault
    return None


def _scheduled(world: World, state: Mapping[str, Any], at: datetime) -> str:
    topic_id = str(world.store.next_number("ok", "topic", FIRST))
    world.store.put_thing("ok", "scheduled", topic_id, {**state, "at": at.timestamp()})
    return topic_id


def publish_due(world: World) -> None:
    """Publish what was scheduled and whose time has come."""
    for topic_id, state in world.store.things("ok", "scheduled").items():
        if state["at"] <= world.now().timestamp():
            world.store.drop_thing("ok", "scheduled", topic_id)
            appeared = keep(world, state, datetime.fromtimestamp(state["at"], UTC))
            world.store.put_thing("ok", "republished", topic_id, appeared)


def keep(world: World, state: Mapping[str, Any], at: datetime) -> str:
    """Give a topic its id and show it; one that is only suggested waits for the group's moderators."""
    topic_id = str(world.store.next_number("ok", "topic", FIRST))
    if state["type"] == "GROUP_SUGGESTED":
        return topic_id
    blocks = from_kept(state["blocks"])
    text = "\n\n".join(block.text for block in blocks if block.kind == "text")
    marks = tuple(_marks(text))
    home = f"group/{state['group']}/topic" if state["group"] else f"profile/{USER}/statuses"
    kept = Post(
        network="ok",
        account=place(state["group"]),
        id=topic_id,
        at=at,
        text=text,
        url=f"https://ok.ru/{home}/{topic_id}",
        marks=marks,
        media=tuple(_pictures(world, blocks)),
        card=_card(state, blocks, marks),
        poll=next((_poll(block) for block in blocks if block.kind == "poll"), None),
        notes=dict(_notes(state)),
        warnings=tuple(_warnings(state)),
        request=state["request"],
    )
    world.store.put_post(kept, {**state, "id": topic_id, "created_ms": int(at.timestamp() * 1000)})
    return topic_id


def _marks(text: str) -> Iterator[Mark]:
    for match in _FOUND.finditer(text):
        if match["link"]:
            url = address.without_tail(match["link"])
            yield Mark(start=match.start(), end=match.start() + len(url), kind="link", href=url)
        else:
            yield Mark(start=match.start(), end=match.end(), kind="hashtag")


def _pictures(world: World, blocks: list[Block]) -> Iterator[Picture]:
    for token in (token for block in blocks for token in block.photos):
        if found := shown(world, token):
            yield found


def _card(state: Mapping[str, Any], blocks: list[Block], marks: tuple[Mark, ...]) -> Card | None:
    """Return the preview: of a link's block, or of the one address in a text that stands alone."""
    links = [block.text for block in blocks if block.kind == "link"]
    addresses = [mark.href for mark in marks if mark.kind == "link"]
    if state["has_preview"] and len(addresses) == 1 and [block.kind for block in blocks] == ["text"]:
        links = addresses
    return Card(url=links[0]) if links else None


def _poll(block: Block) -> Poll:
    return Poll(question=block.text, options=block.answers, is_multiple="SingleChoice" not in block.options)


def _notes(state: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    yield "from", "the group" if state["is_from_group"] else "the user"
    if state["is_closed"]:
        yield "comments", "closed"
    for name in state["notes"]:
        yield name, "yes"


def _warnings(state: Mapping[str, Any]) -> Iterator[str]:
    if state["group"] and not state["is_from_group"]:
        yield "Published in the user's name, not in the group's: onBehalfOfGroup is not true."
    for name in state["strange"]:
        yield f"OK knows no “{name}” here and overlooked it."


def find(world: World, topic_id: str) -> Kept | None:
    """Return a topic by its id, or None; a comment is none."""
    for one in world.store.posts("ok"):
        if one.post.id == topic_id and not one.post.reply_to:
            return one
    return None


def republished(asked: Asked) -> Any:
    """Return the id that a scheduled topic got when it appeared."""
    found = asked.world.store.thing("ok", "republished", asked.text("topic_id"))
    if found is None:
        raise Fault(300, "Topic not found")
    return found


def delete(asked: Asked) -> Any:
    """Delete a topic, with its comments."""
    kept = find(asked.world, asked.text("topic_id"))
    if kept is None or asked.text("gid") not in ("", kept.state["group"]):
        raise Fault(300, "Topic not found")
    for one in asked.world.store.posts("ok", kept.post.account):
        if kept.post.id in (one.post.id, one.post.reply_to):
            asked.world.store.drop_post("ok", one.post.account, one.post.id)
    return {"success": True}
