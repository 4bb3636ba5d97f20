"""Take a post's text that is not saved: where it would lie, and what the repository would be with it."""

from typing import Annotated, NamedTuple

from msgspec import Meta

from smmgen.assistant.desk import Desk, Look
from smmgen.assistant.refused import Refused
from smmgen.model.post import Post
from smmgen.model.source import Source
from smmgen.read.post import read_post
from smmgen.read.tree import Listing
from smmgen.text.slug import slug

MOST = 60_000
"""Characters of a post's file: more than the longest text that any network takes."""
_LONGEST = 48
"""Letters of a file's name, as of those that the plan makes."""
_TRIAL = "content/posts/unsaved.md"

Text = Annotated[
    str,
    Meta(
        max_length=MOST,
        description="A post's whole file: front matter between two lines of ---, then the text in Markdown.",
    ),
]
PostName = Annotated[str, Meta(max_length=200, description="A post's id, or its file.")]


class Unsaved(NamedTuple):
    """The file that a text is for, and the repository as it would be with it."""

    path: str
    look: Look

    @property
    def post(self) -> Post | None:
        """Return the post; None where the text cannot be read as one."""
        return self.look.post_at(self.path)


def tried(desk: Desk, post: str, text: str) -> Unsaved:
    """Try a text in place of a post's file, or as a new post; nothing is written.

    Raises `Refused` where there is no such post, or where the new one's file is there already.
    """
    look = desk.look()
    path = look.post(post).source.path if post else new_path(text)
    if not post and look.tree.exists(path):
        raise Refused(f"There is {path} already.", "Name it as `post`, or give this one another title.")
    return Unsaved(path, desk.look_with({path: plain(text)}))


def plain(text: str) -> str:
    """Return a text with line feeds alone; raise `Refused` for what is no text."""
    try:
        text.encode()
    except UnicodeEncodeError:
        raise Refused("This text has half a character (a lone surrogate).", "Write it anew.") from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def new_path(text: str) -> str:
    """Return where a new post belongs: by its day, and its id or title. Never outside content/posts/."""
    post, _ = read_post(Source(_TRIAL, plain(text)), Listing())
    if post is None:
        return _TRIAL
    stated = post.id if ("id",) in post.spans.by_path else post.title
    name = slug(stated)[:_LONGEST].rstrip("-") or "unsaved"
    day = post.publish_at.date if post.publish_at else None
    return f"content/posts/{day:%Y-%m}/{day}-{name}.md" if day else f"content/posts/{name}.md"
