"""Say which pictures an account's message needs, at which size; drawing them is done elsewhere."""

from collections.abc import Iterable

from msgspec.structs import replace

from smmgen.compose.advertising import mark_of
from smmgen.compose.carousel import carousel_pages
from smmgen.compose.charted import table_alt
from smmgen.compose.override import Mine
from smmgen.compose.tagging import tag_url, utm_parameters
from smmgen.compose.writer import Writer
from smmgen.model.brand import Brand
from smmgen.model.document import Figure
from smmgen.model.post import Image
from smmgen.model.size import Insets, insets_of
from smmgen.model.sizes import formats_of, size_shown
from smmgen.model.source import Span
from smmgen.model.variant import Picture, Video

PLAIN = "none"
"""The card's name that asks for the photo itself."""

LANDSCAPE = (1280, 720)
"""The size in pixels where a network has no picture sizes of its own."""

COVER = "video-cover"
"""The card of a video's cover, where the post names none."""


def card_of(image: Image, mine: Mine, brand: Brand) -> str:
    """Return the name of the card: the image's own, else the rubric's; empty for a plain photo."""
    if image.card is not None:
        return "" if image.card == PLAIN else image.card
    rubric = brand.rubrics.get(mine.post.rubric)
    return rubric.card if rubric else ""


def pictures_of(mine: Mine, writer: Writer) -> tuple[Picture, ...]:
    """Return the pictures that the post's front matter asks for; those of an album are plain by default."""
    post = mine.post
    if post.carousel:
        return tuple(
            picture(page, mine, writer, mine.span("carousel", *path), is_titled=False)
            for path, page in carousel_pages(post.carousel, post.title)
        )
    if post.images:
        return tuple(
            picture(replace(image, card=image.card or PLAIN), mine, writer, mine.span("images", number))
            for number, image in enumerate(post.images)
        )
    if post.image and not _is_cover(mine, writer):
        return (picture(post.image, mine, writer, mine.span("image")),)
    return ()


def video_cover(mine: Mine, writer: Writer) -> Picture | None:
    """Return the cover of the post's video, where the network takes one: the post's image on its card."""
    if not _is_cover(mine, writer) or writer.limits.video_cover is None:
        return None
    width, height = writer.limits.video_cover
    image = mine.post.image or Image()
    span = mine.span("image") if mine.post.image else mine.span("video")
    made = picture(replace(image, card=image.card or COVER, size=""), mine, writer, span)
    return replace(made, width=width, height=height, safe=_safe(writer, "", width, height))


def _is_cover(mine: Mine, writer: Writer) -> bool:
    """Tell whether the post's image is its video's cover here, so that it is no picture of its own."""
    return bool(mine.post.video) and "video" in writer.adapter.abilities


def video(mine: Mine, writer: Writer) -> Video | None:
    """Return the post's video, where the network takes one; its image's alternative text is the video's."""
    if not _is_cover(mine, writer):
        return None
    alt = mine.post.image.alt if mine.post.image else ""
    return Video(mine.post.video, alt, mine.span("video"))


def figures_of(figures: Iterable[Figure], mine: Mine, writer: Writer) -> tuple[Picture, ...]:
    """Return the pictures set in a message's text, as plain photos."""
    images = ((Image(card=PLAIN, photo=one.source, alt=one.alt), one.span) for one in figures)
    return tuple(picture(image, mine, writer, span) for image, span in images)


def picture(
    image: Image, mine: Mine, writer: Writer, span: Span, size: str = "", *, is_titled: bool = True
) -> Picture:
    """Return one picture at the network's usual size, or the size asked for.

    A card without a headline of its own gets the post's title, where `is_titled`.

    An unknown size's name takes the usual one; `check` reports it. A plain photo without a size keeps its
    shape within the largest width and height of the network's sizes.
    """
    card = card_of(image, mine, writer.brand)
    width, height = _box(writer, size or image.size, is_plain=not card)
    headline = image.headline or (mine.post.title if card and is_titled else "")
    return Picture(
        image=replace(image, headline=headline),
        card=card,
        width=width,
        height=height,
        alt=image.alt or (table_alt(headline, image.table) if image.table else ""),
        handle=writer.account.handle,
        language=writer.language(mine.post),
        max_bytes=writer.limits.image_bytes,
        span=span,
        link=_link(mine, writer) if card else "",
        mark=mark_of(writer, mine) if card else "",
        formats=formats_of(writer.account.network),
        safe=_safe(writer, size or image.size, width, height),
    )


def _link(mine: Mine, writer: Writer) -> str:
    """Return the post's link as this account shows it, for a card that has a code to scan."""
    if not mine.post.link:
        return ""
    return tag_url(mine.post.link, writer.brand, utm_parameters(writer.brand.utm, mine.post, writer.account))


def _safe(writer: Writer, name: str, width: int, height: int) -> Insets | None:
    size = size_shown(writer.account.network, name, width, height)
    return insets_of(size.zones) if size else None


def _box(writer: Writer, size: str, *, is_plain: bool) -> tuple[int, int]:
    sizes = writer.limits.sizes
    if size in sizes:
        return sizes[size]
    usual = [box for name, box in sizes.items() if name != "link"]
    usual = usual or [writer.limits.video_cover or LANDSCAPE]
    if is_plain:
        return max(width for width, _ in usual), max(height for _, height in usual)
    return usual[0]
