"""Write what the search page searches: a line a post."""

from collections.abc import Iterable

import msgspec
from msgspec import Struct

from smmgen.build.calendar_view import Entry
from smmgen.build.wording import Words
from smmgen.model.bundle import FinishedVariant
from smmgen.model.post import Post

_TEXT = 600
"""So many characters of a post's text can be found, in each of its languages."""


class Line(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What is known of a post to those who search; times are the brand's, `more` is found and not shown."""

    href: str
    title: str
    language: str
    at: str = ""
    status: str = ""
    rubric: str = ""
    accounts: tuple[str, ...] = ()
    text: str = ""
    more: str = ""


def line_of(entry: Entry, post: Post, variants: Iterable[FinishedVariant], words: Words) -> Line:
    """Return the line of a post; `entry` is its first one. It depends on this post alone."""
    finished = tuple(variants)
    return Line(
        href=entry.href,
        title=entry.title,
        language=entry.language,
        at=f"{entry.at.day}, {entry.at.time}" if entry.at else words.no_time,
        status=words.statuses[entry.status],
        rubric=entry.rubric.title if entry.rubric else "",
        accounts=tuple(one.variant.account for one in finished),
        text=" \N{MIDDLE DOT} ".join(_texts(finished)),
        more=" ".join((post.id, post.owner, post.campaign, post.source.path, post.link, *post.tags)),
    )


def _texts(variants: Iterable[FinishedVariant]) -> Iterable[str]:
    """Return how the texts begin, without those that begin like another."""
    found: dict[str, str] = {}
    for variant in variants:
        texts = (message.message.written.visible for message in variant.messages)
        text = " ".join(" ".join(texts).split())[:_TEXT]
        found.setdefault(text[:24], text)
    return filter(None, found.values())


def index(lines: Iterable[Line]) -> bytes:
    """Return the lines as a script, which pages opened from disk may load where they may not read data."""
    return b"self.smmgenPosts = " + msgspec.json.encode(list(lines)) + b";\n"
