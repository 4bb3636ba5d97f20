"""List the posts, and read one as it is written."""

from hashlib import sha256
from typing import Annotated

from msgspec import Meta, Struct

from smmgen.assistant.desk import Desk, Look
from smmgen.assistant.tool import Answer, Asked, Told, Tool
from smmgen.assistant.unsaved import PostName
from smmgen.compose.override import accounts_of
from smmgen.model.post import Post, Status

MOST = 200
"""Posts in one answer."""
OPEN = ("idea", "draft")
"""The statuses that an assistant may write; a person sets the others."""


class PostsAsked(Asked, frozen=True, kw_only=True):
    """Which posts to list; all that are given must hold."""

    month: Annotated[str, Meta(max_length=7, description="Such as 2027-01.")] = ""
    status: Annotated[Status | None, Meta(description="Only posts of this status.")] = None
    rubric: Annotated[str, Meta(max_length=100, description="Only posts of this rubric.")] = ""
    owner: Annotated[str, Meta(max_length=100, description="Only posts that this person answers for.")] = ""
    words: Annotated[str, Meta(max_length=200, description="Words that stand in its title or text.")] = ""


class PostTold(Struct, frozen=True, kw_only=True):
    """A post in a line; `publish_at` as its file says it, in the brand's time."""

    id: str
    title: str
    path: str
    status: Status
    publish_at: str
    rubric: str
    accounts: tuple[str, ...]
    owner: str


class PostsTold(Told, frozen=True, kw_only=True):
    """Posts in order of their days; `left_off` more were found."""

    posts: tuple[PostTold, ...]
    left_off: int


def _posts(desk: Desk, asked: PostsAsked) -> Answer:
    look = desk.look()
    wanted = (one for one in look.project.posts if _is_asked(one, asked))
    found = sorted((in_line(one, look) for one in wanted), key=lambda one: (one.publish_at or "~", one.path))
    return Answer(PostsTold(posts=tuple(found[:MOST]), left_off=max(0, len(found) - MOST)))


def _is_asked(post: Post, asked: PostsAsked) -> bool:
    text = post.source.text.casefold()
    return (
        _when(post).startswith(asked.month)
        and asked.status in (None, post.status)
        and asked.rubric in ("", post.rubric)
        and asked.owner.casefold() in ("", post.owner.casefold())
        and all(word in text for word in asked.words.casefold().split())
    )


def _when(post: Post) -> str:
    when = post.publish_at
    if when is None:
        return ""
    return f"{when.date} {when.time:%H:%M}" if when.time else str(when.date)


def in_line(post: Post, look: Look) -> PostTold:
    """Return a post in a line."""
    rubric = look.brand.rubrics.get(post.rubric)
    accounts = accounts_of(post, look.brand.accounts, rubric.accounts if rubric else ())
    return PostTold(
        id=post.id,
        title=post.title,
        path=post.source.path,
        status=post.status,
        publish_at=_when(post),
        rubric=post.rubric,
        accounts=tuple(one.name for one in accounts),
        owner=post.owner,
    )


class ReadAsked(Asked, frozen=True, kw_only=True):
    """Which post to read."""

    post: PostName


class ReadTold(Told, frozen=True, kw_only=True):
    """A post's file as it is; `seen` is to be given to change_draft, which takes it only while it is so."""

    post: str
    path: str
    status: Status
    may_change: bool
    seen: str
    text: str


def _read(desk: Desk, asked: ReadAsked) -> Answer:
    post = desk.look().post(asked.post)
    text = post.source.text
    shown = ReadTold(
        post=post.id,
        path=post.source.path,
        status=post.status,
        may_change=is_open(post),
        seen=mark(text),
        text=text,
    )
    return Answer(shown)


def mark(text: str) -> str:
    """Return what tells a text from any other one."""
    return sha256(text.encode()).hexdigest()[:16]


def is_open(post: Post) -> bool:
    """Tell whether a post is an idea or a draft on every account."""
    states = (post.status, *(changes.get("status", post.status) for changes in post.overrides.values()))
    return all(state in OPEN for state in states)


POSTS = Tool(
    name="posts",
    title="Posts",
    about="List posts with status, time, rubric and accounts; narrow by month, status, rubric, owner, words.",
    asked=PostsAsked,
    told=PostsTold,
    answer=_posts,
)
READ_POST = Tool(
    name="read_post",
    title="Read a post",
    about="Return a post's file as it is written, with the mark that change_draft asks for.",
    asked=ReadAsked,
    told=ReadTold,
    answer=_read,
)
