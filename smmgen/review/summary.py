"""Count what a change does: deliveries, pictures, findings."""

from collections.abc import Iterator, Mapping
from typing import Literal

from msgspec import Struct

from smmgen.model.change import Change, MessageChange, PictureState, Showing, VariantChange

Fate = Literal["new", "moved", "changed", "gone"]


class Summary(Struct, frozen=True, kw_only=True):
    """How many deliveries (one message of one post to one account), pictures and findings are of each kind.

    A delivery may be moved and changed; `renamed` are posts that have another id than before. Those of posts
    that will not be published are none: `drafts` counts the variants of such posts that change. `errors` are
    the new findings of that severity.
    """

    deliveries: Mapping[Fate, int]
    pictures: Mapping[PictureState, int]
    renamed: int
    drafts: int
    found: int
    errors: int
    mended: int


def summary(change: Change) -> Summary:
    """Count a change."""
    variants = [variant for post in change.posts for variant in post.variants]
    deliveries: dict[Fate, int] = {"new": 0, "moved": 0, "changed": 0, "gone": 0}
    pictures: dict[PictureState, int] = {"new": 0, "changed": 0, "gone": 0, "alike": 0}
    for fate, number in (one for variant in variants for one in fates(variant)):
        deliveries[fate] += number
    for message in (message for variant in variants for message in variant.messages):
        for picture in message.pictures:
            pictures[picture.state] += 1
    return Summary(
        deliveries=deliveries,
        pictures=pictures,
        renamed=sum(bool(post.was) for post in change.posts),
        drafts=sum(not (_goes(variant.before) or _goes(variant.after)) for variant in variants),
        found=len(change.found),
        errors=sum(finding.severity == "error" for finding in change.found),
        mended=len(change.mended),
    )


def fates(variant: VariantChange) -> Iterator[tuple[Fate, int]]:
    """Yield what becomes of a variant's deliveries, and of how many of them."""
    before, after = _goes(variant.before), _goes(variant.after)
    if after > before:
        yield "new", after - before
    if before > after:
        yield "gone", before - after
    kept = min(before, after)
    if kept and variant.before and variant.after:
        if variant.before.publish_at != variant.after.publish_at:
            yield "moved", kept
        changed = sum(message.state == "changed" and is_content(message) for message in variant.messages)
        if variant.details or changed:
            yield "changed", kept if variant.details else changed


def is_content(message: MessageChange) -> bool:
    """Tell whether a person would notice the change of a message."""
    pictures = any(picture.state != "alike" for picture in message.pictures)
    return bool(message.text or message.details or pictures)


def _goes(showing: Showing | None) -> int:
    return showing.messages if showing and showing.goes_out else 0
