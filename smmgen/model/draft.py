"""A post read and composed, without the blocks of its text: all that pages and the manifest tell of it."""

from collections.abc import Iterable

from msgspec import Struct

from smmgen.model.post import Post, Status
from smmgen.model.source import Source
from smmgen.model.variant import Variant


class Draft(Struct, frozen=True, kw_only=True, array_like=True):
    """A post as its file states it and as its accounts will show it; it can be told to another process."""

    id: str
    title: str
    status: Status
    rubric: str
    owner: str
    campaign: str
    language: str
    link: str
    tags: tuple[str, ...]
    source: Source
    variants: tuple[Variant, ...]

    @property
    def has_media(self) -> bool:
        """Tell whether one of its messages shows a picture or a video."""
        messages = (message for variant in self.variants for message in variant.messages)
        return any(
            one.pictures or one.video or one.video_cover or (one.link_card and one.link_card.picture)
            for one in messages
        )


def draft_of(post: Post, variants: Iterable[Variant]) -> Draft:
    """Return the draft of a post with its variants, in order of account."""
    return Draft(
        id=post.id,
        title=post.title,
        status=post.status,
        rubric=post.rubric,
        owner=post.owner,
        campaign=post.campaign,
        language=post.language,
        link=post.link,
        tags=post.tags,
        source=post.source,
        variants=tuple(variants),
    )
