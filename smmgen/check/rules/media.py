"""Pictures that cannot be used, or not well."""

from collections.abc import Iterator
from posixpath import basename

from smmgen.check.context import Context, nearest_file
from smmgen.check.place import name_in
from smmgen.check.registry import rule
from smmgen.check.subject import pictures
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.post import Post
from smmgen.model.source import Span
from smmgen.model.variant import Picture

ENLARGED = 1.2
"""A photo may be enlarged so many times before it looks soft."""


@rule("MED001", severity="error", on=Picture)
def missing(picture: Picture, context: Context) -> Iterator[Diagnostic]:
    """Name a picture that is there.

    Why: without its file the picture cannot be drawn, and the post is not published. Paths count from the
    post's folder, or from the root of the repository where they start with “/”. Case matters: the server
    that publishes tells `Beans.jpg` from `beans.jpg`, even where this computer does not.

    Wrong:
        ---
        accounts: [tg]
        image: {photo: /content/media/bean.jpg, alt: Dark beans}
        ---
        New beans are in.

    Right:
        ---
        accounts: [tg]
        image: {photo: /content/media/beans.jpg, alt: Dark beans}
        ---
        New beans are in.
    """
    for photo in picture.image.photos:
        if context.header(photo).fault == "missing":
            hint = nearest_file(photo, context.paths, "picture")
            yield missing.at(_at(picture, photo, context), f"There is no file {photo}.", hint)


def _at(picture: Picture, photo: str, context: Context) -> Span:
    """Return where a picture's photo is named."""
    return name_in(context.project.sources.get(picture.span.path), picture.span, basename(photo))


@rule("MED002", severity="error", on=Picture)
def unreadable(picture: Picture, context: Context) -> Iterator[Diagnostic]:
    """Give pictures as JPEG, PNG, GIF, WebP or AVIF, whole.

    Why: what cannot be decoded cannot be drawn or checked. A renamed file stays what it was: a HEIC photo
    called `.jpg` is no JPEG.

    Wrong:
        === content/media/torn.jpg
        This is no picture.
        === content/posts/example.md
        ---
        accounts: [tg]
        image: {photo: /content/media/torn.jpg, alt: Dark beans}
        ---
        New beans are in.

    Right:
        ---
        accounts: [tg]
        image: {photo: /content/media/beans.jpg, alt: Dark beans}
        ---
        New beans are in.
    """
    for photo in picture.image.photos:
        if (header := context.header(photo)).fault == "unreadable":
            hint = header.hint or "Save it anew as JPEG or PNG."
            yield unreadable.at(
                _at(picture, photo, context), f"{photo} cannot be read: {header.detail}.", hint
            )


@rule("MED003", severity="error", on=Picture)
def too_large(picture: Picture, context: Context) -> Iterator[Diagnostic]:
    """Keep pictures below 25 MB, 40 million pixels and 300 frames.

    A JPEG may have 110 million pixels, as phones take them, unless it is progressive or a long strip.

    Why: larger ones are not decoded, so that no file can fill the memory of the machine that builds. No
    network shows more than about 4000 pixels a side.

    Wrong:
        ---
        accounts: [tg]
        image: {photo: /content/photos/huge.jpg, alt: A paper bag of beans}
        ---
        New beans are in.

    Right:
        ---
        accounts: [tg]
        image: {photo: /content/media/beans.jpg, alt: A paper bag of beans}
        ---
        New beans are in.
    """
    for photo in picture.image.photos:
        if (header := context.header(photo)).fault == "too large":
            hint = "Scale it down: 4000 pixels a side are plenty."
            yield too_large.at(_at(picture, photo, context), f"{photo} is too large: {header.detail}.", hint)


@rule("MED004", severity="warning", on=Post, shows="pictures")
def too_small(post: Post, context: Context) -> Iterator[Diagnostic]:
    """Use photos at least as large as they are shown.

    Why: an enlarged photo looks soft beside the sharp lettering of a card. It is told once for a photo,
    with the largest size at which it is shown.

    Wrong:
        ---
        accounts: [tg]
        image: {card: promo, photo: /content/media/thumbnail.jpg, headline: New beans, alt: Dark beans}
        ---
        New beans are in.

    Right:
        ---
        accounts: [tg]
        image: {card: promo, photo: /content/media/beans.jpg, headline: New beans, alt: Dark beans}
        ---
        New beans are in.
    """
    worst: dict[str, tuple[float, Picture]] = {}
    for picture in pictures(context.variants_of.get(post.id, ())):
        times = _enlarged(picture, context)
        photo = picture.image.photo
        if times > ENLARGED and times > worst.get(photo, (0.0, picture))[0]:
            worst[photo] = (times, picture)
    for photo, (_, picture) in worst.items():
        header = context.header(photo)
        message = (
            f"{photo} has {header.width} × {header.height} pixels; "
            f"it is shown at {picture.width} × {picture.height}."
        )
        yield too_small.at(_at(picture, photo, context), message, "Use a larger photo.", post=post.id)


def _enlarged(picture: Picture, context: Context) -> float:
    """Return how many times the photo is enlarged; an uncropped photo is never enlarged."""
    if not picture.image.photo or not (picture.card or picture.image.size):
        return 0
    header = context.header(picture.image.photo)
    if header.fault or not header.width or not header.height:
        return 0
    return max(picture.width / header.width, picture.height / header.height)


@rule("MED005", severity="error", on=Picture)
def nothing_to_draw(picture: Picture, context: Context) -> Iterator[Diagnostic]:
    """Give an image a card, a photo or both.

    Why: with neither there is nothing to draw. The rubric's card is used where there is one, unless the
    image says `card: none`.

    Wrong:
        ---
        accounts: [tg]
        image: {alt: Dark beans}
        ---
        New beans are in.

    Right:
        ---
        accounts: [tg]
        image: {photo: /content/media/beans.jpg, alt: Dark beans}
        ---
        New beans are in.
    """
    if not picture.card and not picture.image.photo:
        hint = "Add photo: with a file, or card: with a name of the theme's cards."
        yield nothing_to_draw.at(picture.span, "This image has neither a card nor a photo.", hint)
