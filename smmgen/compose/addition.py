"""What a message gets beside its text: the post's link, as a card or a last line, and its hashtags."""

from collections.abc import Sequence

from msgspec.structs import replace

from smmgen.compose.body import Part
from smmgen.compose.override import Mine
from smmgen.compose.pictures import picture
from smmgen.compose.tagging import bare, hashtags, link_block, shortened, tag_links, utm_parameters
from smmgen.compose.writer import Writer
from smmgen.model.document import Blocks, Paragraph, Run
from smmgen.model.post import Image
from smmgen.model.variant import LinkCard, Message, Picture

_DESCRIPTION = 200
"""A link card's description, in characters; clients show two or three lines of it."""


def link_card(
    writer: Writer, mine: Mine, link: str, text: Blocks, pictures: tuple[Picture, ...]
) -> LinkCard | None:
    """Return the card of the post's link, where the network has cards and no pictures take its place."""
    if not link or "link-card" not in writer.adapter.abilities or pictures:
        return None
    post = mine.post
    image = replace(post.image or Image(), alt="", size="")
    drawn = picture(image, mine, writer, post.spans.at("link"), "link")
    return LinkCard(
        url=link,
        title=post.title or writer.brand.name,
        description=_first_words(writer.write(text[:1]).visible),
        picture=drawn if drawn.card or drawn.image.photo else None,
    )


def _first_words(text: str) -> str:
    flat = " ".join(text.split())
    if len(flat) <= _DESCRIPTION:
        return flat
    return flat[:_DESCRIPTION].rpartition(" ")[0].rstrip(",;:–—") + "…"


def with_question(writer: Writer, mine: Mine, text: Blocks) -> Blocks:
    """Return the text that a poll stands below: it ends with the question where the poll itself has none."""
    poll, limits = mine.post.poll, writer.limits.poll
    if poll is None or limits is None or limits.question:
        return text
    if " ".join(poll.question.split()) in " ".join(writer.write(text).visible.split()):
        return text
    return (*text, Paragraph((Run(poll.question),), mine.span("poll", "question")))


def tags_of(writer: Writer, mine: Mine) -> tuple[str, ...]:
    """Return the post's tags for a field of their own, as written, as many as the network takes.

    Where they stand there alone, it is no more than the brand wants on this account.
    """
    limits = writer.limits
    most = (
        limits.tags if limits.hashtags else min(limits.tags, writer.account.number("hashtags", limits.tags))
    )
    return tuple(dict.fromkeys(_tags(writer, mine)))[:most] if most else ()


def _tags(writer: Writer, mine: Mine) -> tuple[str, ...]:
    rubric = writer.brand.rubrics.get(mine.post.rubric)
    return (*mine.post.tags, *(rubric.hashtags if rubric else ()))


def comment(writer: Writer, mine: Mine, number: int) -> tuple[Message, ...]:
    """Return the first comment as a message of its own, behind the others, where there is one."""
    blocks = mine.post.first_comment
    if not blocks or "first-comment" not in writer.adapter.abilities:
        return ()
    parameters = utm_parameters(writer.brand.utm, mine.post, writer.account)
    blocks = tag_links(shortened(blocks), writer.brand, parameters)
    made = Message(
        number=number,
        written=writer.write(blocks),
        length=writer.length(blocks),
        limit=writer.limits.comment or writer.limits.text,
        is_comment=True,
        options=writer.options(mine.post),
        span=mine.span("first_comment"),
    )
    return (made,)


def tail(writer: Writer, mine: Mine, parts: Sequence[Part], link: str) -> Blocks:
    """Return what ends the last message: the link, unless it stands elsewhere already, and the hashtags."""
    post = mine.post
    blocks: list[Paragraph] = []
    if link and not writer.limits.link and not any(bare(link) in part.targets for part in parts):
        blocks.append(link_block(post, link))
    limits = writer.limits
    has_field_alone = limits.tags and not limits.hashtags
    most = 0 if has_field_alone else writer.account.number("hashtags", limits.hashtags)
    if most > 0 and (tags := _tags(writer, mine)):
        present = frozenset.union(*[part.hashtags for part in parts])
        if runs := hashtags(tags, present, writer.adapter.hashtag, most):
            blocks.append(Paragraph(runs, mine.span("tags")))
    return tuple(blocks)
