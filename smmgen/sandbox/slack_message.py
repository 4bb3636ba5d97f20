"""Keep, change and show Slack's messages."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from smmgen.sandbox.exchange import Call, World
from smmgen.sandbox.post import Card, Picture, Post
from smmgen.sandbox.rich import Rich
from smmgen.sandbox.slack_answer import BOT, TEAM, USER, decoded, flag, new_ts, refused, text
from smmgen.sandbox.slack_block import MARKDOWN, check, pictures, shown
from smmgen.sandbox.slack_file import as_picture
from smmgen.sandbox.slack_file import shown as shown_file
from smmgen.sandbox.slack_text import read
from smmgen.sandbox.store import Kept

TEXT = 40_000
"""Longer texts are cut with a warning. Source: Slack's changelog of 2018-04; read 2026-11."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a message says, checked and not yet kept."""

    text: str
    blocks: list[dict[str, Any]]
    media: tuple[Picture, ...]
    is_cut: bool = False


def draft(call: Call, world: World, *, may_be_empty: bool = False) -> Draft:
    """Return what a call wants to say; refuse what Slack refuses."""
    said, markdown = text(call, "text"), text(call, "markdown_text")
    given = decoded(call, "blocks", "invalid_blocks_format")
    if markdown:
        if said or given:
            raise refused("markdown_text_conflict")
        if len(markdown) > MARKDOWN:
            raise refused("msg_too_long")
        given = [{"type": "markdown", "text": markdown}]
    blocks = check(given)
    if not said.strip() and not blocks and not may_be_empty:
        raise refused("no_text")
    return Draft(text=said[:TEXT], blocks=blocks, media=pictures(world, blocks), is_cut=len(said) > TEXT)


def metadata(call: Call) -> dict[str, Any]:
    """Return the record that a program leaves in a message, for itself."""
    given = decoded(call, "metadata", "invalid_metadata_format")
    if given is None:
        return {}
    if (
        not isinstance(given, dict)
        or not given.get("event_type")
        or not isinstance(given.get("event_payload"), dict)
    ):
        raise refused("invalid_metadata_format")
    return {"metadata": given}


def parent(call: Call, world: World, name: str) -> str:
    """Return the message that a new one answers, "" for none."""
    asked = text(call, "thread_ts")
    if asked and world.store.post("slack", name, asked) is None:
        raise refused("thread_not_found")
    return asked


def find(world: World, name: str, ts: str) -> Kept:
    """Return a message of a channel."""
    kept = world.store.post("slack", name, ts)
    if kept is None:
        raise refused("message_not_found")
    return kept


def create(
    call: Call, world: World, place: tuple[str, str], said: Draft, files: list[dict[str, Any]]
) -> dict[str, Any]:
    """Keep a new message in a channel (its id and name); return its Message object."""
    _, name = place
    thread = parent(call, world, name)
    message: dict[str, Any] = {
        "type": "message",
        "ts": new_ts(world),
        "user": USER,
        "bot_id": BOT,
        "app_id": "A0SANDBOX",
        "team": TEAM,
        "text": said.text,
        **({"blocks": said.blocks} if said.blocks else {}),
        **({"thread_ts": thread, "parent_user_id": USER} if thread else {}),
        **({"files": [shown_file(one) for one in files], "subtype": "file_share"} if files else {}),
        **metadata(call),
    }
    attached = tuple(one for kept in files if (one := as_picture(kept)))
    _keep(call, world, place, message, (*said.media, *attached), said, world.now())
    return message


def change(call: Call, world: World, place: tuple[str, str], kept: Kept, said: Draft) -> dict[str, Any]:
    """Put another text into a message; blocks that are not given are gone, files stay."""
    old = {name: value for name, value in kept.state.items() if name not in ("blocks", "metadata")}
    message = {
        **old,
        "text": said.text,
        **({"blocks": said.blocks} if said.blocks else {}),
        **({"metadata": kept.state["metadata"]} if "metadata" in kept.state else {}),
        **metadata(call),
        "edited": {"user": USER, "ts": f"{world.now().timestamp():.6f}"},
    }
    media = said.media or (kept.post.media if "files" in kept.state else ())
    _keep(call, world, place, message, media, said, kept.post.at, world.now())
    return message


def permalink(channel: str, ts: str, thread: str = "") -> str:
    """Return a message's address."""
    url = f"https://sandbox.slack.com/archives/{channel}/p{ts.replace('.', '')}"
    return f"{url}?thread_ts={thread}&cid={channel}" if thread else url


def _keep(
    call: Call,
    world: World,
    place: tuple[str, str],
    message: Mapping[str, Any],
    media: tuple[Picture, ...],
    said: Draft,
    at: datetime,
    edited_at: datetime | None = None,
) -> None:
    channel, name = place
    seen = shown(said.blocks) if said.blocks else read(said.text)
    thread = str(message.get("thread_ts", ""))
    post = Post(
        network="slack",
        account=name,
        id=message["ts"],
        at=at,
        text=seen.text,
        url=permalink(channel, message["ts"], thread),
        marks=seen.marks,
        media=media,
        card=_card(call, seen),
        reply_to=thread,
        warnings=_warnings(seen, said),
        edited_at=edited_at,
        request=dict(call.fields),
    )
    world.store.put_post(post, dict(message))


def _card(call: Call, seen: Rich) -> Card | None:
    links = [mark.href for mark in seen.marks if mark.href.startswith("http")]
    return Card(url=links[0]) if links and flag(call, "unfurl_links") else None


def _warnings(seen: Rich, said: Draft) -> tuple[str, ...]:
    found = [f"Slack cut the text after {TEXT} characters."] if said.is_cut else []
    for mark in seen.marks:
        if mark.kind == "mention" and seen.text[mark.start : mark.end] in ("@channel", "@everyone", "@here"):
            found.append("This notifies everybody in the channel.")
    return tuple(dict.fromkeys(found))
