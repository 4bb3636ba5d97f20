"""Keep, change and show Discord's messages."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from smmgen.sandbox.discord_answer import Problems, moment, new_id, unknown
from smmgen.sandbox.discord_body import SUPPRESS_EMBEDS, SUPPRESS_NOTIFICATIONS, Draft
from smmgen.sandbox.discord_text import quiet_links, read
from smmgen.sandbox.exchange import Call, Upload, World
from smmgen.sandbox.film import look_film
from smmgen.sandbox.hosted import fetch
from smmgen.sandbox.image import look
from smmgen.sandbox.post import Card, Picture, Poll, Post
from smmgen.sandbox.rich import Rich
from smmgen.sandbox.store import Kept
from smmgen.sandbox.tally import tally

GUILD = "81384788765712384"


def account(channel: str) -> str:
    """Return the name of a channel on the page."""
    return f"#channel-{channel}"


def find(world: World, channel: str, message_id: str, author: str = "") -> Kept:
    """Return a message of a channel: anybody's, or only one of `author`'s."""
    kept = world.store.post("discord", account(channel), message_id)
    if kept is None or (author and kept.state["author"]["id"] != author):
        raise unknown("message")
    return kept


def create(
    call: Call, world: World, channel: str, draft: Draft, author: Mapping[str, Any], more: Mapping[str, Any]
) -> dict[str, Any]:
    """Keep a new message; return its Message object. `more` are fields that its way of sending adds."""
    now = world.now()
    files = [_attachment(world, channel, upload, text) for upload, text in draft.files]
    asked = int(draft.fields.get("flags") or 0) & (SUPPRESS_EMBEDS | SUPPRESS_NOTIFICATIONS)
    message: dict[str, Any] = {
        "id": new_id(world),
        "type": 0,
        "channel_id": channel,
        "author": dict(author),
        "content": str(draft.fields.get("content") or "").strip(),
        "timestamp": moment(now),
        "edited_timestamp": None,
        "tts": bool(draft.fields.get("tts")),
        "mention_everyone": _pings_everyone(draft.fields),
        "mentions": [],
        "mention_roles": [],
        "attachments": files,
        "embeds": _embeds(draft.fields.get("embeds"), files),
        "components": [],
        "pinned": False,
        "flags": asked,
        **({"poll": _poll(draft.fields["poll"], now)} if draft.fields.get("poll") else {}),
        **more,
    }
    _keep(call, world, channel, message, now)
    return shown(message)


def change(call: Call, world: World, kept: Kept, draft: Draft) -> dict[str, Any]:
    """Put what a body gives into a message; what it does not name stays."""
    channel = kept.state["channel_id"]
    message = dict(kept.state)
    if "content" in draft.fields:
        message["content"] = str(draft.fields["content"] or "").strip()
        message["mention_everyone"] = _pings_everyone(draft.fields)
    old = message["attachments"]
    if draft.kept is not None:
        _known(draft.kept, old)
        old = [one for one in old if one["id"] in draft.kept]
    files = [*old, *(_attachment(world, channel, upload, text) for upload, text in draft.files)]
    message["attachments"] = files
    if "embeds" in draft.fields:
        message["embeds"] = _embeds(draft.fields["embeds"], files)
    if draft.fields.get("flags") is not None:
        asked = int(draft.fields["flags"]) & SUPPRESS_EMBEDS
        message["flags"] = message["flags"] & ~SUPPRESS_EMBEDS | asked
    message["edited_timestamp"] = moment(world.now())
    _keep(call, world, channel, message, kept.post.at, world.now())
    return shown(message)


def _known(asked: tuple[str, ...], old: list[dict[str, Any]]) -> None:
    problems = Problems()
    for number, one in enumerate(asked):
        if one not in {row["id"] for row in old}:
            what = "Attachment data not found."
            problems.add(f"attachments.{number}", "ATTACHMENT_NOT_FOUND", what)
    problems.settle()


def shown(message: Mapping[str, Any]) -> dict[str, Any]:
    """Return a Message object: the record without what is ours alone."""
    files = [
        {name: value for name, value in one.items() if name != "sha256"} for one in message["attachments"]
    ]
    return {**message, "attachments": files}


def told(world: World, kept: Kept) -> dict[str, Any]:
    """Return a Message object with the reactions to it; without any, the field is not there."""
    count = tally(world, kept.post, "reactions")
    emoji = {"id": None, "name": "👍"}
    row = {"emoji": emoji, "count": count, "count_details": {"burst": 0, "normal": count}, "me": False}
    return shown(kept.state) | ({"reactions": [row]} if count else {})


def _attachment(world: World, channel: str, upload: Upload, description: str) -> dict[str, Any]:
    made = new_id(world)
    name = re.sub(r"[^\w.-]", "_", upload.filename) or "unknown"
    seen = look(upload.content)
    digest = world.store.put_media(upload.content)
    url = f"{world.url}/media/{digest}"
    found: dict[str, Any] = {"id": made, "filename": name, "size": len(upload.content), "url": url}
    found |= {"proxy_url": url, "sha256": digest, "content_type": upload.media_type}
    if description:
        found["description"] = description
    if seen:
        found |= {"width": seen.width, "height": seen.height, "content_type": seen.media_type}
    elif film := look_film(upload.content):
        found |= {"width": film.width, "height": film.height, "content_type": film.media_type}
        found |= {"duration_secs": film.seconds}
    return found


def _embeds(given: Any, files: list[dict[str, Any]]) -> list[dict[str, Any]]:
    by_name = {one["filename"]: one["url"] for one in files}
    found = []
    for embed in given or []:
        made = {name: value for name, value in embed.items() if value is not None} | {"type": "rich"}
        for name in ("image", "thumbnail"):
            url = str((embed.get(name) or {}).get("url", ""))
            if url.startswith("attachment://"):
                made[name] = {"url": by_name.get(url.partition("://")[2], url)}
        found.append(made)
    return found


def _poll(given: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    answers = [
        {"answer_id": number, "poll_media": answer["poll_media"]}
        for number, answer in enumerate(given["answers"], 1)
    ]
    return {
        "question": given["question"],
        "answers": answers,
        "expiry": moment(now + timedelta(hours=given.get("duration") or 24)),
        "allow_multiselect": bool(given.get("allow_multiselect")),
        "layout_type": 1,
        "results": {"is_finalized": False, "answer_counts": []},
    }


def _pings_everyone(fields: Mapping[str, Any]) -> bool:
    allowed = fields.get("allowed_mentions")
    is_allowed = allowed is None or "everyone" in (allowed.get("parse") or [])
    return is_allowed and bool(re.search(r"@(everyone|here)\b", str(fields.get("content") or "")))


def _keep(
    call: Call,
    world: World,
    channel: str,
    message: dict[str, Any],
    at: datetime,
    edited_at: datetime | None = None,
) -> None:
    text = read(message["content"])
    inside = {
        embed.get(name, {}).get("url") for embed in message["embeds"] for name in ("image", "thumbnail")
    }
    post = Post(
        network="discord",
        account=account(channel),
        id=message["id"],
        at=at,
        text=text.text,
        url=f"https://discord.com/channels/{GUILD}/{channel}/{message['id']}",
        marks=text.marks,
        media=tuple(
            _picture(one) for one in message["attachments"] if "width" in one and one["url"] not in inside
        ),
        card=_card(world, message, text),
        poll=_shown_poll(message),
        reply_to=message.get("message_reference", {}).get("message_id", "")
        or _below(world, channel, message),
        notes=_notes(message),
        warnings=("This notifies everybody in the channel.",) if message["mention_everyone"] else (),
        edited_at=edited_at,
        request=dict(call.fields),
    )
    world.store.put_post(post, message)


def _below(world: World, channel: str, message: Mapping[str, Any]) -> str:
    """Return the message on which the thread hangs that a message stands in: both have one number."""
    thread = message.get("thread", channel)
    return thread if world.store.thing("discord", "thread", thread) else ""


def _picture(one: Mapping[str, Any]) -> Picture:
    return Picture(
        sha256=one["sha256"],
        media_type=one["content_type"],
        size=one["size"],
        width=one["width"],
        height=one["height"],
        alt=one.get("description", ""),
        seconds=one.get("duration_secs", 0.0),
    )


def _card(world: World, message: Mapping[str, Any], text: Rich) -> Card | None:
    if message["embeds"]:
        embed = message["embeds"][0]
        picture = embed.get("image") or embed.get("thumbnail") or {}
        by_url = {one["url"]: one["sha256"] for one in message["attachments"]}
        return Card(
            url=embed.get("url", ""),
            title=embed.get("title", ""),
            description=read(embed.get("description", "")).text,
            picture=by_url.get(picture.get("url")) or _fetched(world, str(picture.get("url", ""))),
        )
    quiet = quiet_links(message["content"])
    links = [mark.href for mark in text.marks if mark.href and mark.href not in quiet]
    return Card(url=links[0]) if links and not message["flags"] & SUPPRESS_EMBEDS else None


def _fetched(world: World, url: str) -> str:
    file = fetch(world, url)
    return world.store.put_media(file.content) if file and look(file.content) else ""


def _shown_poll(message: Mapping[str, Any]) -> Poll | None:
    if "poll" not in message:
        return None
    asked = message["poll"]
    return Poll(
        question=asked["question"]["text"],
        options=tuple(answer["poll_media"]["text"] for answer in asked["answers"]),
        is_multiple=asked["allow_multiselect"],
        ends_at=datetime.fromisoformat(asked["expiry"]),
    )


def _notes(message: Mapping[str, Any]) -> dict[str, str]:
    found = {"sent as": message["author"]["username"]}
    if message["flags"] & SUPPRESS_NOTIFICATIONS:
        found["sound"] = "silent"
    if "thread" in message:
        found["thread"] = message["thread"]
    if message["flags"] & 1:
        found["crossposted"] = "yes"
    return found
