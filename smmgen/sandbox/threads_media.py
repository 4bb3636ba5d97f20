"""Threads' posts and replies: published from a container once, read, listed, reposted, deleted.

Source: Threads API, "Publishing", "Media", "Reply management", "Overview" (250 posts, 1000 replies and 100
deletions in a day) and its Postman collection (January 2026); read 2026-11. How the refusal beyond a quota is
numbered the documents do not say; here it is as on Instagram.
"""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from smmgen.sandbox.graph_answer import no_object, wrong
from smmgen.sandbox.graph_asked import Asked, find_post
from smmgen.sandbox.graph_container import Container, count, find, keep, shortcode, shown, status, used
from smmgen.sandbox.graph_field import Field, Node, moment, page, select
from smmgen.sandbox.graph_token import Account, check_publisher
from smmgen.sandbox.instagram_answer import fault
from smmgen.sandbox.post import Card, Poll, Post
from smmgen.sandbox.store import Kept
from smmgen.sandbox.threads_container import OPTIONS, PUBLISHING, create, not_found
from smmgen.sandbox.threads_text import links, marks

QUOTAS = {"publish": 250, "reply": 1000, "delete": 100}
DAY_SECONDS = 86_400
POLL_LIFE = timedelta(hours=24)
_TYPES = {"TEXT": "TEXT_POST", "CAROUSEL": "CAROUSEL_ALBUM", "REPOST": "REPOST_FACADE"}


def make(asked: Asked, given: str) -> dict[str, Any]:
    """Make a container; a text's is published at once where that is asked for."""
    kept = create(asked, given)
    if kept["kind"] == "TEXT" and asked.flag("auto_publish_text"):
        return {"id": _published(asked, asked.account(given), kept)}
    return {"id": kept["id"]}


def publish(asked: Asked, given: str) -> dict[str, Any]:
    """Publish a container."""
    check_publisher(asked.token, PUBLISHING)
    owner, name = asked.account(given), asked.text("creation_id")
    if not name:
        raise wrong("The parameter creation_id is required")
    kept = find(asked.world, "threads", owner.name, name)
    if kept is None or status(asked.world, "threads", kept) != "FINISHED":
        raise not_found(name)
    if kept["is_item"]:
        raise wrong("A part of a carousel cannot be published alone")
    return {"id": _published(asked, owner, kept)}


def _published(asked: Asked, owner: Account, kept: Container) -> str:
    _spend(asked, "reply" if kept["reply_to"] else "publish", owner)
    media = asked.new_id(18_000_000_000_000_000)
    state = {name: kept[name] for name in ("kind", "children", "link", "poll", "quote", "topic")}
    world = asked.world
    world.store.put_post(_post(asked, owner, kept, media), state | {"owner": owner.id, "hidden": False})
    keep(world, "threads", kept | {"media": media})
    return media


def _spend(asked: Asked, kind: str, owner: Account) -> None:
    if used(asked.world, "threads", kind, owner.name) >= QUOTAS[kind]:
        raise fault(2207042, f"You reached the maximum of {QUOTAS[kind]} in 24 hours.")
    count(asked.world, "threads", kind, owner.name)


def _post(asked: Asked, owner: Account, kept: Container, media: str) -> Post:
    text, now = kept["text"], asked.world.now()
    link = kept["link"] or next(iter(links(text)), "")
    options = tuple(kept["poll"])
    quoted = find_post(asked, kept["quote"]) if kept["quote"] else None
    notes = {
        **kept["notes"],
        **({"quoted": quoted.post.url} if quoted else {}),
        **({"more": kept["attachment"]} if kept["attachment"] else {}),
    }
    return Post(
        network="threads",
        account=owner.name,
        id=media,
        at=now,
        text=text,
        url=f"https://www.threads.com/@{owner.name}/post/{shortcode(media)}",
        marks=tuple(marks(text)),
        media=shown(kept["pictures"]),
        card=Card(url=link) if link and kept["kind"] == "TEXT" and not options else None,
        poll=Poll(question="", options=options, ends_at=now + POLL_LIFE) if options else None,
        reply_to=kept["reply_to"],
        notes=notes,
        warnings=tuple(kept["warnings"]),
        request=kept["request"],
    )


def of(asked: Asked, name: str) -> Kept:
    """Return a post or reply; refuse what is none."""
    kept = find_post(asked, name)
    if kept is None:
        raise no_object(name)
    return kept


def repost(asked: Asked, name: str) -> dict[str, str]:
    """Show a post again."""
    check_publisher(asked.token, PUBLISHING)
    kept, media = of(asked, name), asked.new_id(18_000_000_000_000_000)
    notes = {"shown as": "repost", "of": kept.post.url}
    again = replace(kept.post, id=media, at=asked.world.now(), reply_to="", notes=notes, request=asked.sent())
    asked.world.store.put_post(again, kept.state | {"kind": "REPOST", "reposted": name})
    return {"id": media}


def delete(asked: Asked, name: str) -> dict[str, Any]:
    """Delete a post or reply."""
    check_publisher(asked.token, "threads_delete")
    kept = of(asked, name)
    _spend(asked, "delete", Account(id=kept.state["owner"], name=kept.post.account))
    asked.world.store.drop_post("threads", kept.post.account, name)
    return {"success": True, "deleted_id": name}


def manage(asked: Asked, name: str) -> dict[str, bool]:
    """Hide a reply, or show it again."""
    check_publisher(asked.token, "threads_manage_replies")
    kept = of(asked, name)
    if not kept.post.reply_to or "hide" not in asked.values:
        raise wrong("The parameter hide is required, and the post must be a reply")
    asked.world.store.put_post(kept.post, kept.state | {"hidden": asked.flag("hide")})
    return {"success": True}


def get(asked: Asked, kept: Kept) -> dict[str, Any]:
    """Return a post or reply."""
    return select(_node(asked, kept), asked.fields(), "ThreadsMedia")


def _below(asked: Asked, name: str) -> list[Kept]:
    return [kept for kept in asked.world.store.posts("threads") if kept.post.reply_to == name]


def _root(asked: Asked, kept: Kept) -> str:
    while kept.post.reply_to and (above := find_post(asked, kept.post.reply_to)):
        kept = above
    return kept.post.id


def _node(asked: Asked, kept: Kept) -> Node:
    post, kind, above = kept.post, kept.state["kind"], kept.post.reply_to
    first = f"{asked.world.url}/media/{post.media[0].sha256}" if post.media else None
    return {
        "id": post.id,
        "media_product_type": "THREADS",
        "media_type": _TYPES.get(kind, kind),
        "media_url": first if kind in ("IMAGE", "VIDEO") else None,
        "thumbnail_url": first if kind == "VIDEO" else None,
        "permalink": post.url,
        "owner": {"id": kept.state["owner"]},
        "username": post.account,
        "text": post.text or None,
        "timestamp": moment(post.at),
        "shortcode": post.url.rpartition("/")[2],
        "alt_text": (post.media[0].alt or None) if kind in ("IMAGE", "VIDEO") else None,
        "link_attachment_url": post.card.url if post.card else None,
        "topic_tag": kept.state["topic"] or None,
        "poll_attachment": _poll(kept),
        "is_quote_post": bool(kept.state["quote"]),
        "quoted_post": {"id": kept.state["quote"]} if kept.state["quote"] else None,
        "reposted_post": {"id": kept.state["reposted"]} if kind == "REPOST" else None,
        "is_reply": bool(above),
        "is_reply_owned_by_me": bool(above),
        "root_post": {"id": _root(asked, kept)} if above else None,
        "replied_to": {"id": above} if above else None,
        "has_replies": bool(_below(asked, post.id)),
        "hide_status": ("HIDDEN" if kept.state["hidden"] else "NOT_HUSHED") if above else None,
        "reply_audience": post.notes.get("who may reply", "everyone").upper(),
        "is_spoiler_media": any(one.is_hidden for one in post.media),
        "is_verified": False,
        "profile_picture_url": None,
        "gif_url": None,
        "text_entities": None,
        "location_id": post.notes.get("location"),
        "children": lambda inner: _children(asked, kept, inner),
    }


def _poll(kept: Kept) -> dict[str, Any] | None:
    poll = kept.post.poll
    if poll is None or poll.ends_at is None:
        return None
    named = dict(zip(OPTIONS, poll.options, strict=False))
    shares = {f"{name}_votes_percentage": 0.0 for name in named}
    return {**named, **shares, "total_votes": 0, "expiration_timestamp": moment(poll.ends_at)}


def _children(asked: Asked, kept: Kept, inner: tuple[Field, ...]) -> dict[str, Any] | None:
    if kept.state["kind"] != "CAROUSEL":
        return None
    rows = [
        {
            "id": child,
            "media_type": "VIDEO" if one.seconds else "IMAGE",
            "media_url": f"{asked.world.url}/media/{one.sha256}",
            "alt_text": one.alt or None,
            "permalink": kept.post.url,
            "timestamp": moment(kept.post.at),
        }
        for child, one in zip(kept.state["children"], kept.post.media, strict=True)
    ]
    return {"data": [select(row, inner, "ThreadsMedia") for row in rows]}


def listed(asked: Asked, given: str) -> dict[str, Any]:
    """Return an account's posts, the latest first, without its replies."""
    owner = asked.account(given)
    posts = asked.world.store.posts("threads", owner.name)
    return _page(asked, [kept for kept in reversed(posts) if not kept.post.reply_to])


def own_replies(asked: Asked) -> dict[str, Any]:
    """Return an account's replies, the latest first."""
    posts = asked.world.store.posts("threads", asked.account("me").name)
    return _page(asked, [kept for kept in reversed(posts) if kept.post.reply_to])


def replies(asked: Asked, name: str) -> dict[str, Any]:
    """Return the replies to a post, the latest first unless told otherwise."""
    of(asked, name)
    return _ordered(asked, _below(asked, name))


def conversation(asked: Asked, name: str) -> dict[str, Any]:
    """Return all replies below a post, those to replies too."""
    of(asked, name)
    found, names = [], {name}
    for kept in asked.world.store.posts("threads"):
        if kept.post.reply_to in names:
            names.add(kept.post.id)
            found.append(kept)
    return _ordered(asked, found)


def _ordered(asked: Asked, rows: list[Kept]) -> dict[str, Any]:
    return _page(asked, rows[::-1] if asked.flag("reverse", usual=True) else rows)


def _page(asked: Asked, rows: list[Kept]) -> dict[str, Any]:
    fields = asked.fields()
    return page(
        rows,
        asked.page(),
        lambda kept: (kept.post.id, kept.post.at),
        lambda kept: select(_node(asked, kept), fields, "ThreadsMedia"),
    )


def limit(asked: Asked, given: str) -> dict[str, Any]:
    """Tell how much the last day had, and how much it may have."""
    owner, row = asked.account(given), dict[str, Any]()
    for kind, name in (("publish", ""), ("reply", "reply_"), ("delete", "delete_")):
        row[f"{name}quota_usage"] = used(asked.world, "threads", kind, owner.name)
        row[f"{name}config"] = {"quota_total": QUOTAS[kind], "quota_duration": DAY_SECONDS}
    row |= {"location_search_quota_usage": 0, "id": owner.id}
    row["location_search_config"] = {"quota_total": 500, "quota_duration": DAY_SECONDS}
    found = select(row, asked.fields(), "ThreadsPublishingLimit", ["quota_usage"])
    return {"data": [{name: value for name, value in found.items() if name != "id"}]}
