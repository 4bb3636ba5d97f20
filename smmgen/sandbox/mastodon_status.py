"""Mastodon's statuses: check, keep, change, show.

Source: Mastodon API, statuses; its validators and the words of its errors; read 2026-11.
"""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from smmgen.sandbox.exchange import Call, World
from smmgen.sandbox.mastodon_account import account
from smmgen.sandbox.mastodon_answer import flag, invalid, moment, new_id, refused, text, texts
from smmgen.sandbox.mastodon_media import attachment, changed, shown, usable
from smmgen.sandbox.mastodon_poll import poll
from smmgen.sandbox.mastodon_quote import approval, guard_quote, policy
from smmgen.sandbox.mastodon_text import CHARACTERS, count, find, mention_url, render
from smmgen.sandbox.post import Card, Mark, Poll, Post
from smmgen.sandbox.store import Kept
from smmgen.sandbox.tally import tally

VISIBILITIES = ("public", "unlisted", "private", "direct")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z]{2,4})?")


def find_status(world: World, status_id: str, owner: str = "") -> Kept:
    """Return a status by its id: anybody's, or only one of `owner`'s."""
    if kept := _known(world, status_id, owner):
        return kept
    raise refused(404)


def _known(world: World, status_id: str, owner: str = "") -> Kept | None:
    names = [owner] if owner else world.store.things("mastodon", "account")
    found = (world.store.post("mastodon", name, status_id) for name in names)
    return next((kept for kept in found if kept), None)


def create(call: Call, world: World, owner: str) -> dict[str, Any]:
    """Check a new status and keep it; return its Status object."""
    media = usable(world, owner, texts(call, "media_ids"))
    parent = _parent(call, world)
    state = _state(call, world, owner, media)
    quoted_id = text(call, "quoted_status_id")
    if quoted_id:
        guard_quote(find_status(world, quoted_id), owner)
    state |= {
        "id": new_id(world),
        "quoted": quoted_id,
        "quoting": policy(call, _visibility(call)),
        "created_at": moment(world.now()),
        "edited_at": None,
        "in_reply_to_id": parent.post.id if parent else None,
        "in_reply_to": parent.post.account if parent else None,
        "visibility": _visibility(call),
    }
    _guard_mentions(call, world, state["text"])
    _keep(call, world, owner, state, world.now())
    return status(world, find_status(world, state["id"], owner))


def change(call: Call, world: World, kept: Kept) -> dict[str, Any]:
    """Put a new state in the place of a status; what is not given is emptied, as Mastodon does."""
    owner = kept.post.account
    media = usable(world, owner, texts(call, "media_ids"), kept.post.id)
    attributes = call.fields.get("media_attributes") or []
    rows = attributes.values() if isinstance(attributes, dict) else attributes
    media = [_described(call, one, list(rows)) for one in media]
    for media_id in kept.state["media"]:
        _attach(world, world.store.thing("mastodon", "media", media_id), None)
    state = kept.state | _state(call, world, owner, media) | {"edited_at": moment(world.now())}
    _keep(call, world, owner, state, kept.post.at, world.now())
    return status(world, find_status(world, kept.post.id, owner))


def _described(call: Call, kept: dict[str, Any], attributes: list[Any]) -> dict[str, Any]:
    given: dict[str, Any] = next((row for row in attributes if str(row.get("id")) == kept["id"]), {})
    return changed(call, kept, given)


def _state(call: Call, world: World, owner: str, media: list[dict[str, Any]]) -> dict[str, Any]:
    body, warning = text(call, "status"), text(call, "spoiler_text")
    asked = poll(call, world, has_media=bool(media))
    if not body.strip() and warning and not media:
        body = "."
    if not body.strip() and not media and asked is None:
        raise invalid("Text can't be blank")
    if count(body, warning) > CHARACTERS:
        raise invalid(f"Text character limit of {CHARACTERS} exceeded")
    language = text(call, "language")
    return {
        "text": body,
        "spoiler_text": warning,
        "sensitive": flag(call, "sensitive") or bool(warning),
        "language": language if _LANGUAGE.fullmatch(language) else "en",
        "media": [one["id"] for one in media],
        "attachments": media,
        "poll": asked,
    }


def _visibility(call: Call) -> str:
    given = text(call, "visibility") or "public"
    if given not in VISIBILITIES:
        raise refused(422, f"'{given}' is not a valid visibility")
    return given


def _parent(call: Call, world: World) -> Kept | None:
    given = text(call, "in_reply_to_id")
    if not given:
        return None
    if kept := _known(world, given):
        return kept
    raise refused(404, "The post you are trying to reply to does not appear to exist.")


def _guard_mentions(call: Call, world: World, body: str) -> None:
    if "allowed_mentions" not in call.fields:
        return
    known = world.store.things("mastodon", "account")
    names = {piece.value for piece in find(body) if piece.kind == "mention" and piece.value in known}
    unexpected = [name for name in sorted(names) if known[name]["id"] not in texts(call, "allowed_mentions")]
    if unexpected:
        accounts = [account(world, name) for name in unexpected]
        raise refused(422, "Post would be sent to unexpected accounts", unexpected_accounts=accounts)


def _attach(world: World, kept: dict[str, Any], status_id: str | None) -> None:
    world.store.put_thing("mastodon", "media", kept["id"], kept | {"status": status_id})


def _keep(
    call: Call,
    world: World,
    owner: str,
    state: dict[str, Any],
    at: datetime,
    edited_at: datetime | None = None,
) -> None:
    media = state.pop("attachments")
    for one in media:
        _attach(world, one, state["id"])
    post = Post(
        network="mastodon",
        account=owner,
        id=state["id"],
        at=at,
        text=state["text"],
        url=f"{world.url}/mastodon/@{owner}/{state['id']}",
        marks=tuple(_marks(world, state["text"])),
        entities=(*_mentions(world, state["text"]), *_tags(world, state["text"])),
        media=tuple(shown(one) for one in media),
        card=None if media else _card(state["text"]),
        poll=_poll(state["poll"]),
        reply_to=state["in_reply_to_id"] or "",
        content_warning=state["spoiler_text"],
        notes={"visibility": state["visibility"], "language": state["language"]},
        warnings=tuple(_warnings(call, media)),
        edited_at=edited_at,
        request=dict(call.fields),
    )
    world.store.put_post(post, state)


def _poll(kept: dict[str, Any] | None) -> Poll | None:
    if kept is None:
        return None
    return Poll(
        question="",
        options=tuple(option["title"] for option in kept["options"]),
        is_multiple=kept["multiple"],
        ends_at=datetime.fromisoformat(kept["expires_at"]),
    )


def _marks(world: World, body: str) -> Iterator[Mark]:
    url = f"{world.url}/mastodon"
    for piece in find(body):
        roots = {"link": piece.value, "mention": mention_url(piece.value, url), "hashtag": ""}
        yield Mark(start=piece.start, end=piece.end, kind=piece.kind, href=roots[piece.kind])


def _card(body: str) -> Card | None:
    link = next((piece.value for piece in find(body) if piece.kind == "link"), "")
    return Card(url=link) if link else None


def _warnings(call: Call, media: list[dict[str, Any]]) -> Iterator[str]:
    for number, one in enumerate(media, 1):
        if one["focus"] and any(abs(value) > 1 for value in one["focus"]):
            yield f"The focus of picture {number} lies outside -1 to 1."
    language = text(call, "language")
    if language and not _LANGUAGE.fullmatch(language):
        yield f"“{language}” is no language that Mastodon knows; the post says “en”."


def _mentions(world: World, body: str) -> list[dict[str, str]]:
    url = f"{world.url}/mastodon"
    names = dict.fromkeys(piece.value for piece in find(body) if piece.kind == "mention")
    return [
        {"id": "0", "username": name.partition("@")[0], "acct": name, "url": mention_url(name, url)}
        for name in names
    ]


def _tags(world: World, body: str) -> list[dict[str, str]]:
    names = dict.fromkeys(piece.value.lower() for piece in find(body) if piece.kind == "hashtag")
    return [{"name": name, "url": f"{world.url}/mastodon/tags/{name}"} for name in names]


def _quote(world: World, quoted_id: str, *, is_shallow: bool) -> dict[str, Any]:
    """Return a Quote object; a quote inside a quote only names what it quotes."""
    known = _known(world, quoted_id)
    if known is None:
        return {"state": "deleted", "quoted_status": None}
    if is_shallow:
        return {"state": "accepted", "quoted_status_id": quoted_id}
    return {"state": "accepted", "quoted_status": status(world, known, is_shallow=True)}


def status(world: World, kept: Kept, *, is_shallow: bool = False) -> dict[str, Any]:
    """Return a Status object."""
    state, owner = kept.state, kept.post.account
    media = [world.store.thing("mastodon", "media", media_id) for media_id in state["media"]]
    parent = state["in_reply_to"]
    counts = ("replies_count", "reblogs_count", "favourites_count", "quotes_count")
    marks = ("favourited", "reblogged", "muted", "bookmarked", "pinned")
    answers = world.store.count("mastodon", reply_to=state["id"])
    boosts = world.store.thing("mastodon", "boosts", state["id"]) or []
    return {
        "id": state["id"],
        "created_at": state["created_at"],
        "in_reply_to_id": state["in_reply_to_id"],
        "in_reply_to_account_id": account(world, parent)["id"] if parent else None,
        "sensitive": state["sensitive"],
        "spoiler_text": state["spoiler_text"],
        "visibility": state["visibility"],
        "language": state["language"],
        "uri": f"{world.url}/mastodon/users/{owner}/statuses/{state['id']}",
        "url": kept.post.url,
        **dict.fromkeys(counts, 0),
        "replies_count": answers + tally(world, kept.post, "comments"),
        "reblogs_count": len(boosts) + tally(world, kept.post, "shares"),
        "favourites_count": tally(world, kept.post, "reactions"),
        "quotes_count": world.store.count("mastodon", quoted=state["id"]),
        **dict.fromkeys(marks, False),
        "reblogged": owner in boosts,
        "pinned": state.get("pinned", False),
        "edited_at": state["edited_at"],
        "content": render(state["text"], f"{world.url}/mastodon"),
        "reblog": None,
        "quote": _quote(world, state["quoted"], is_shallow=is_shallow) if state["quoted"] else None,
        "quote_approval": approval(state, is_own=True),
        "filtered": [],
        "application": {"name": "smmgen", "website": None},
        "account": account(world, owner),
        "media_attachments": [attachment(world, one) for one in media],
        "mentions": _mentions(world, state["text"]),
        "tags": _tags(world, state["text"]),
        "emojis": [],
        "card": None,
        "poll": state["poll"],
    }
