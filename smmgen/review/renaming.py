"""Find posts that only changed their name: to smmgen, and so to readers, they are other posts."""

from collections.abc import Iterable, Mapping

from smmgen.model.post import Post
from smmgen.review.side import Side
from smmgen.text.difference import similarity

LIKE = 0.6
"""Two posts that share so many of their words are taken for one."""

MOST = 200
"""Posts on either side that are compared with each other; a larger change is no renaming."""


def renamed(base: Side, head: Side) -> Mapping[str, str]:
    """Return the ids before by those after, of posts that seem to be the same under another id."""
    gone = [base.posts[one] for one in base.paths if one not in head.paths][:MOST]
    new = [head.posts[one] for one in head.paths if one not in base.paths][:MOST]
    found: dict[str, str] = {}
    for likeness, after, before in sorted(_pairs(gone, new), reverse=True):
        if likeness >= LIKE and after not in found and before not in found.values():
            found[after] = before
    return found


def _pairs(gone: Iterable[Post], new: Iterable[Post]) -> list[tuple[float, str, str]]:
    return [
        (similarity(_told(before), _told(after)), after.id, before.id) for before in gone for after in new
    ]


def _told(post: Post) -> str:
    """Return what a post's file says behind its front matter, or all of it where that is nothing."""
    *_, body = post.source.text.removeprefix("---").split("\n---", 1)
    return body if body.strip() else post.source.text
