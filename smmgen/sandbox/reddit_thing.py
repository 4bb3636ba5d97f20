"""Reddit's links and comments: keep them, show them, find them.

Source: Reddit's API documentation, "fullnames" and "listings"; read 2026-11.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from smmgen.sandbox.commonmark import read as read_markdown
from smmgen.sandbox.exchange import Call, World
from smmgen.sandbox.post import Card, Mark, Picture, Poll, Post
from smmgen.sandbox.reddit_answer import USER
from smmgen.sandbox.rich import Rich
from smmgen.sandbox.store import Kept
from smmgen.sandbox.tally import tally

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_MENTION = re.compile(r"(?<![\w/])/?[ru]/[A-Za-z0-9_-]{2,21}\b")
_OPEN, _CLOSE = "\ue000", "\ue001"
"""Stand for >! and !< while the rest is read."""


def new_id(world: World) -> str:
    """Return a new id in base 36."""
    number, found = world.store.next_number("reddit", "id", 1_600_000_000), ""
    while number:
        number, digit = divmod(number, 36)
        found = _DIGITS[digit] + found
    return found


def read(source: str) -> Rich:
    """Read Reddit's Markdown as its readers see it, spoilers and mentions included."""
    found = read_markdown(re.sub(r">!(.+?)!<", rf"{_OPEN}\1{_CLOSE}", source))
    spoilers = []
    while (begin := found.text.find(_OPEN)) >= 0:
        end = found.text.index(_CLOSE, begin)
        spoilers.append(Mark(start=begin, end=end - 1, kind="spoiler"))
        found = _cut(_cut(found, end), begin)
    named = [Mark(start=one.start(), end=one.end(), kind="mention") for one in _MENTION.finditer(found.text)]
    return Rich(found.text, (*found.marks, *spoilers, *named))


def _cut(part: Rich, place: int) -> Rich:
    """Return a part without the sign at a place."""
    text = part.text[:place] + part.text[place + 1 :]
    marks = (
        replace(mark, start=mark.start - (mark.start > place), end=mark.end - (mark.end > place))
        for mark in part.marks
    )
    return Rich(text, tuple(marks))


def find(world: World, name: str) -> Kept | None:
    """Return a thing by its full name, or None."""
    place = world.store.thing("reddit", "place", name)
    return world.store.post("reddit", place, name) if place else None


def keep(
    call: Call,
    world: World,
    subreddit: str,
    state: Mapping[str, Any],
    media: tuple[Picture, ...] = (),
    poll: Poll | None = None,
    reply_to: str = "",
) -> None:
    """Keep a new or an edited thing; `state` is its data in Reddit's words."""
    old = find(world, state["name"])
    body = read(str(state.get("selftext", state.get("body", ""))))
    is_link = state.get("is_self") is False and not media
    post = Post(
        network="reddit",
        account=f"r/{subreddit}",
        id=state["name"],
        at=old.post.at if old else world.now(),
        text=body.text,
        url=f"https://www.reddit.com{state['permalink']}",
        marks=body.marks,
        media=media or (old.post.media if old else ()),
        card=Card(url=state["url"]) if is_link else None,
        title=str(state.get("title", "")),
        poll=poll or (old.post.poll if old else None),
        reply_to=reply_to or (old.post.reply_to if old else ""),
        content_warning=_label(state),
        notes={"flair": state["link_flair_text"]} if state.get("link_flair_text") else {},
        edited_at=world.now() if old else None,
        request=dict(call.fields),
    )
    world.store.put_post(post, dict(state))
    world.store.put_thing("reddit", "place", state["name"], post.account)


def _label(state: Mapping[str, Any]) -> str:
    marks = [word for word, name in (("NSFW", "over_18"), ("Spoiler", "spoiler")) if state.get(name)]
    return ", ".join(marks)


def link(world: World, subreddit: str, title: str, **more: Any) -> dict[str, Any]:
    """Return the data of a new link or text post."""
    made = new_id(world)
    slug = re.sub(r"\W+", "_", title.lower()).strip("_")[:50] or "post"
    permalink = f"/r/{subreddit}/comments/{made}/{slug}/"
    now = world.now().timestamp()
    return {
        "id": made,
        "name": f"t3_{made}",
        "subreddit": subreddit,
        "subreddit_name_prefixed": f"r/{subreddit}",
        "author": USER,
        "title": title,
        "selftext": "",
        "is_self": True,
        "url": f"https://www.reddit.com{permalink}",
        "permalink": permalink,
        "created": now,
        "created_utc": now,
        "edited": False,
        "score": 1,
        "ups": 1,
        "upvote_ratio": 1.0,
        "num_comments": 0,
        "num_crossposts": 0,
        "removed_by_category": None,
        "view_count": None,
        **more,
    }


def comment(world: World, parent: Kept, body: str) -> dict[str, Any]:
    """Return the data of a new comment."""
    made = new_id(world)
    above = parent.state
    root = (
        above if above["name"].startswith("t3_") else {"name": above["link_id"], "permalink": above["root"]}
    )
    now = world.now().timestamp()
    return {
        "id": made,
        "name": f"t1_{made}",
        "parent_id": above["name"],
        "link_id": root["name"],
        "root": root["permalink"],
        "subreddit": above["subreddit"],
        "author": USER,
        "body": body,
        "permalink": f"{root['permalink']}{made}/",
        "created": now,
        "created_utc": now,
        "edited": False,
        "score": 1,
    }


def thing(state: Mapping[str, Any]) -> dict[str, Any]:
    """Return a thing as listings have it."""
    return {"kind": state["name"][:2], "data": {name: one for name, one in state.items() if name != "root"}}


def counted(world: World, kept: Kept) -> dict[str, Any]:
    """Return what the API calls a thing, with what readers did; its author's own vote is the first."""
    found = thing(kept.state)
    votes = max(1, tally(world, kept.post, "reactions"))
    counts = {"score": votes, "ups": votes, "num_crossposts": tally(world, kept.post, "shares")}
    if not kept.state["name"].startswith("t3_"):
        return found
    return {**found, "data": {**found["data"], **counts, "num_comments": tally(world, kept.post, "comments")}}
