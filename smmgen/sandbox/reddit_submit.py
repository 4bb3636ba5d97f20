"""Reddit's submissions: text, link, one picture, gallery, poll, crosspost; and what keeps them out.

Limits: a title of 300, a text of 40,000, a comment of 10,000 characters (from Reddit's published source); a
gallery of 2 to 20 pictures with captions of 180; a poll of 2 to 6 options and 1 to 7 days (from PRAW); read
2026-11.
"""

import re
from datetime import timedelta
from typing import Any

from smmgen.sandbox.exchange import Call, World
from smmgen.sandbox.post import Picture, Poll
from smmgen.sandbox.rate import Limit
from smmgen.sandbox.reddit_answer import flag, good, invalid, signed_in, text, too_long
from smmgen.sandbox.reddit_media import location, taken
from smmgen.sandbox.reddit_thing import find, keep, link

TITLE, SELFTEXT, COMMENT, CAPTION = 300, 40_000, 10_000, 180
PER_SUBREDDIT = Limit(1, 600)
"""Of new accounts: about one submission in ten minutes."""
FLAIRS = {"News": "11111111-aaaa-11ee-8000-000000000001", "Sale": "11111111-aaaa-11ee-8000-000000000002"}


def submit(call: Call, world: World) -> Any:
    """Keep a text post, a link with a text below it, one picture, or another post shown again."""
    signed_in(call, world)
    kind = text(call, "kind")
    if kind not in ("self", "link", "image", "crosspost"):
        raise invalid("INVALID_OPTION", "kind")
    subreddit, title, more = _head(call, world, kind)
    if kind == "image":
        return _image(call, world, link(world, subreddit, title, **more, is_self=False))
    if kind == "self":
        state = link(world, subreddit, title, **more, selftext=_body(call))
    elif kind == "crosspost":
        state = link(world, subreddit, title, **more, is_self=False, **_shown_again(call, world))
    else:
        url = _url(call, world, subreddit)
        state = link(world, subreddit, title, **more, is_self=False, url=url, selftext=_body(call))
    keep(call, world, subreddit, state)
    data = {"url": state["url"] if kind == "self" else f"https://www.reddit.com{state['permalink']}"}
    return good({**data, "drafts_count": 0, "id": state["id"], "name": state["name"]})


def _head(call: Call, world: World, kind: str) -> tuple[str, str, dict[str, Any]]:
    """Return the subreddit, the title and the marks of a submission; refuse what its subreddit does."""
    subreddit = _subreddit(call, kind)
    title = re.sub(r"\s+", " ", text(call, "title")).strip()
    if not title:
        raise invalid("NO_TEXT", "title")
    if len(title) > TITLE:
        raise too_long("title", TITLE)
    more: dict[str, Any] = {"over_18": flag(call, "nsfw"), "spoiler": flag(call, "spoiler")}
    flair = text(call, "flair_id")
    by_id = {found: name for name, found in FLAIRS.items()}
    if flair and flair not in by_id:
        raise invalid("BAD_FLAIR_TEMPLATE_ID", "flair", "that flair template does not exist")
    if not flair and "flair" in subreddit.lower():
        raise invalid("SUBMIT_VALIDATION_FLAIR_REQUIRED", "flair")
    if flair:
        more |= {"link_flair_template_id": flair, "link_flair_text": text(call, "flair_text") or by_id[flair]}
    _count(world, subreddit)
    return subreddit, title, more


def _subreddit(call: Call, kind: str) -> str:
    name = text(call, "sr").removeprefix("/").removeprefix("r/")
    if not name:
        raise invalid("SUBREDDIT_REQUIRED", "sr")
    if not re.fullmatch(r"\w{2,21}|u_[\w-]{3,20}", name):
        raise invalid("SUBREDDIT_NOEXIST", "sr")
    if name.lower() == "private":
        raise invalid("SUBREDDIT_NOTALLOWED", "sr")
    if kind == "self" and name.lower() == "linksonly":
        raise invalid("NO_SELFS", "sr")
    if kind != "self" and name.lower() == "textonly":
        raise invalid("NO_LINKS", "sr")
    return name


def _count(world: World, subreddit: str) -> None:
    reading = world.meter.count(f"reddit {subreddit}", PER_SUBREDDIT, world.now())
    if reading.is_exceeded:
        seconds = max(reading.resets_at - int(world.now().timestamp()), 1)
        wait = f"{seconds // 60} minutes" if seconds > 119 else f"{seconds} seconds"
        what = f"you are doing that too much. try again in {wait}."
        raise invalid("RATELIMIT", "ratelimit", what, ratelimit=float(seconds))


def _body(call: Call) -> str:
    body = text(call, "text")
    if len(body) > SELFTEXT:
        raise too_long("text", SELFTEXT)
    return body


def _shown_again(call: Call, world: World) -> dict[str, Any]:
    """Return the address and the parent of a crosspost. Source: recorded answers in PRAW's tests."""
    shown = find(world, text(call, "crosspost_fullname"))
    if shown is None or not shown.post.id.startswith("t3_"):
        raise invalid("INVALID_CROSSPOST_THING", "crosspost_fullname")
    return {"url": shown.post.url, "crosspost_parent": shown.post.id}


def _url(call: Call, world: World, subreddit: str) -> str:
    url = text(call, "url").strip()
    if not url:
        raise invalid("NO_URL", "url")
    if not re.fullmatch(r"https?://[^\s/.]+(\.[^\s/.]+)+(/\S*)?", url):
        raise invalid("BAD_URL", "url")
    old = (kept.state for kept in world.store.posts("reddit", f"r/{subreddit}"))
    if not flag(call, "resubmit") and any(state.get("url") == url for state in old):
        raise invalid("ALREADY_SUB", "url")
    return url


def _image(call: Call, world: World, state: dict[str, Any]) -> Any:
    """Keep a picture's post: its id is not in the answer, as the picture is worked off later."""
    url = text(call, "url")
    seen = taken(world, url.rpartition("/")[2])
    if seen is None or url != location(world, url.rpartition("/")[2]):
        raise invalid("BAD_URL", "url")
    state |= {"url": url, "post_hint": "image", "selftext": _body(call)}
    keep(call, world, state["subreddit"], state, (seen,))
    address = f"wss://ws-sandbox.invalid/{state['id']}"
    user = "https://www.reddit.com/user/sandbox/submitted/"
    return good({"user_submitted_page": user, "websocket_url": address})


def gallery(call: Call, world: World) -> Any:
    """Keep a post of several pictures, each with a caption."""
    signed_in(call, world)
    subreddit, title, more = _head(call, world, "gallery")
    items = call.fields.get("items")
    if not isinstance(items, list) or not 2 <= len(items) <= 20:
        raise invalid("INVALID_OPTION", "items")
    media = [_item(world, item) for item in items]
    state = link(world, subreddit, title, **more, is_self=False, is_gallery=True, selftext=_body(call))
    state["gallery_data"] = {"items": [{"media_id": str(item["media_id"])} for item in items]}
    keep(call, world, subreddit, state, tuple(media))
    return good({"url": f"https://www.reddit.com{state['permalink']}", "id": state["name"]})


def _item(world: World, item: Any) -> Picture:
    given = item if isinstance(item, dict) else {}
    caption = str(given.get("caption") or "")
    if len(caption) > CAPTION:
        raise too_long("caption", CAPTION)
    seen = taken(world, str(given.get("media_id", "")), caption)
    if seen is None:
        raise invalid("INVALID_OPTION", "media_id")
    return seen


def poll(call: Call, world: World) -> Any:
    """Keep a poll."""
    signed_in(call, world)
    subreddit, title, more = _head(call, world, "self")
    options = call.fields.get("options")
    if not isinstance(options, list) or not 2 <= len(options) <= 6:
        raise invalid("INVALID_OPTION", "options")
    if not all(isinstance(one, str) and 0 < len(one.strip()) <= 120 for one in options):
        raise invalid("INVALID_OPTION", "options")
    days = text(call, "duration")
    if not days.isdecimal() or not 1 <= int(days) <= 7:
        raise invalid("INVALID_OPTION", "duration")
    state = link(world, subreddit, title, **more, selftext=_body(call))
    until = world.now() + timedelta(days=int(days))
    keep(call, world, subreddit, state, poll=Poll(question="", options=tuple(options), ends_at=until))
    return good({"url": state["url"], "id": state["id"], "name": state["name"]})
