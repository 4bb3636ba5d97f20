"""Write what the search page searches: a line a post."""

from collections.abc import Iterable

import msgspec
from msgspec import Struct

from smmgen.build.entry import Frame, Sketch, moment_at, page_of
from smmgen.build.moment import Moment
from smmgen.model.bundle import FinishedVariant
from smmgen.model.draft import Draft

HEAD, BETWEEN, END = b"self.smmgenPosts = [", b",", b"];\n"
"""Around the lines: a script, which pages opened from disk may load where they may not read data."""

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


def line_of(post: Draft, variants: Iterable[FinishedVariant], first: Sketch, frame: Frame) -> bytes:
    """Return the line of a post as JSON; `first` is its first day. It depends on this post alone."""
    finished, words = tuple(variants), frame.words
    at, rubric = _at(first, frame), frame.rubrics.get(post.rubric)
    line = Line(
        href=page_of(post.id),
        title=first.title,
        language=first.language,
        at=f"{at.day}, {at.time}" if at else words.no_time,
        status=words.statuses[post.status],
        rubric=rubric.title if rubric else "",
        accounts=tuple(one.variant.account for one in finished),
        text=" \N{MIDDLE DOT} ".join(_texts(finished)),
        more=" ".join((post.id, post.owner, post.campaign, post.source.path, post.link, *post.tags)),
    )
    return msgspec.json.encode(line)


def _at(first: Sketch, frame: Frame) -> Moment | None:
    return moment_at(first.timings[0][0], frame) if first.timings else None


def _texts(variants: Iterable[FinishedVariant]) -> Iterable[str]:
    """Return how the texts begin, without those that begin like another."""
    found: dict[str, str] = {}
    for variant in variants:
        texts = (message.message.written.visible for message in variant.messages)
        text = " ".join(" ".join(texts).split())[:_TEXT]
        found.setdefault(text[:24], text)
    return filter(None, found.values())
