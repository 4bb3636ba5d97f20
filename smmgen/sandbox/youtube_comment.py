"""YouTube's comments: a thread under a video, answers under its first comment.

Source: YouTube Data API, `commentThreads` and `comments`; read 2026-11.
"""

import secrets
from html import escape
from typing import Any

from smmgen.sandbox.exchange import Call, Refused, World
from smmgen.sandbox.post import Post
from smmgen.sandbox.store import Kept
from smmgen.sandbox.youtube_answer import channel_of, etag, moment, page, parts, refused
from smmgen.sandbox.youtube_text import marks
from smmgen.sandbox.youtube_token import signed_in, spend
from smmgen.sandbox.youtube_video import find_video

CHARACTERS = 10_000
PARTS = ("id", "snippet", "replies")


def _text(snippet: Any, location: str) -> str:
    text = snippet.get("textOriginal") if isinstance(snippet, dict) else None
    if not isinstance(text, str) or not text.strip():
        raise _refused(400, "commentTextRequired", "The comment has no text.", location)
    if len(text) > CHARACTERS:
        raise _refused(400, "commentTextTooLong", "The comment text is too long.", location)
    return text


def _refused(status: int, reason: str, what: str, location: str) -> Refused:
    return refused(status, reason, what, domain="youtube.comment", location=location)


def _inner(value: Any, *names: str) -> Any:
    for name in names:
        value = value.get(name, {}) if isinstance(value, dict) else {}
    return value


def insert_thread(call: Call, world: World) -> dict[str, Any]:
    """Begin a thread under a video."""
    name = signed_in(call, world)
    spend(world, 50)
    asked = parts(call, PARTS)
    snippet = call.fields.get("snippet", {})
    video = _inner(snippet, "videoId") or ""
    text = _text(_inner(snippet, "topLevelComment", "snippet"), "body.snippet.topLevelComment.snippet")
    above = find_video(world, name, str(video))
    kept = _keep(call, world, above.post.account, text, f"Ug{secrets.token_urlsafe(18)}", above.post.id, "")
    return _thread(world, kept, asked)


def insert_answer(call: Call, world: World) -> dict[str, Any]:
    """Answer the first comment of a thread."""
    name = signed_in(call, world)
    spend(world, 50)
    parts(call, PARTS)
    parent = str(_inner(call.fields, "snippet", "parentId") or "")
    text = _text(call.fields.get("snippet"), "body.snippet.textOriginal")
    above = world.store.post("youtube", name, parent)
    if above is None or not above.state.get("videoId") or above.state["parent"]:
        what = "The specified parent comment could not be found."
        raise _refused(404, "parentCommentNotFound", what, "body.snippet.parentId")
    made = f"{parent}.{secrets.token_urlsafe(16)}"
    return _comment(_keep(call, world, name, text, made, above.state["videoId"], parent))


def _keep(call: Call, world: World, name: str, text: str, comment: str, video: str, parent: str) -> Kept:
    state = {"videoId": video, "parent": parent, "publishedAt": moment(world.now())}
    post = Post(
        network="youtube",
        account=name,
        id=comment,
        at=world.now(),
        text=text,
        url=f"https://www.youtube.com/watch?v={video}&lc={comment}",
        marks=tuple(marks(text)),
        reply_to=parent or video,
        request=dict(call.fields),
    )
    world.store.put_post(post, state)
    return Kept(seq=0, post=post, state=state)


def _comment(kept: Kept) -> dict[str, Any]:
    state, text = kept.state, kept.post.text
    snippet = {
        "channelId": channel_of(kept.post.account),
        "videoId": state["videoId"],
        "textDisplay": escape(text, quote=False).replace("\n", "<br>"),
        "textOriginal": text,
        "authorDisplayName": f"@{kept.post.account}",
        "authorChannelId": {"value": channel_of(kept.post.account)},
        "canRate": True,
        "viewerRating": "none",
        "likeCount": 0,
        "publishedAt": state["publishedAt"],
        "updatedAt": state["publishedAt"],
        **({"parentId": state["parent"]} if state["parent"] else {}),
    }
    return {"kind": "youtube#comment", "etag": etag(snippet), "id": kept.post.id, "snippet": snippet}


def _answers(world: World, kept: Kept) -> list[Kept]:
    return [
        other
        for other in world.store.posts("youtube", kept.post.account)
        if other.state.get("parent") == kept.post.id
    ]


def _thread(world: World, kept: Kept, asked: tuple[str, ...]) -> dict[str, Any]:
    answers = _answers(world, kept)
    snippet = {
        "channelId": channel_of(kept.post.account),
        "videoId": kept.state["videoId"],
        "topLevelComment": _comment(kept),
        "canReply": True,
        "totalReplyCount": len(answers),
        "isPublic": True,
    }
    found: dict[str, Any] = {"snippet": snippet} if "snippet" in asked else {}
    if "replies" in asked and answers:
        found["replies"] = {"comments": [_comment(answer) for answer in answers]}
    return {"kind": "youtube#commentThread", "etag": etag(found), "id": kept.post.id, **found}


def threads(call: Call, world: World) -> dict[str, Any]:
    """Return the threads of a video, newest first."""
    name = signed_in(call, world)
    spend(world, 1)
    asked = parts(call, PARTS)
    video = find_video(world, name, str(call.query.get("videoId", ""))).post.id
    found = [
        kept
        for kept in world.store.posts("youtube", name)
        if kept.state.get("videoId") == video and not kept.state["parent"]
    ]
    return page(
        "commentThreadListResponse", [_thread(world, kept, asked) for kept in found[::-1]], len(found)
    )
