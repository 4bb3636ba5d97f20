"""Texts for people who do not see the picture."""

import re
from collections.abc import Iterator

from smmgen.check.context import Context
from smmgen.check.registry import rule
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.variant import Picture, Variant
from smmgen.pattern import pattern
from smmgen.text.emphasis import plain

_FILE_NAME = pattern(
    r"[\w .()-]+\.(?:jpe?g|png|gif|webp|heic|tiff?)|(?:IMG|DSC|DSCN|PXL|photo)[-_ ]?\d+", re.I
)
_WORDS = pattern(r"\w+")


@rule("ALT001", severity="error", on=Variant, shows="pictures")
def missing(variant: Variant, context: Context) -> Iterator[Diagnostic]:
    """Give every picture a text for people who do not see it.

    Why: a screen reader says only “image” where there is none, and the networks have a field for it.
    Ideas and drafts may still lack it.

    Wrong:
        ---
        status: review
        accounts: [masto]
        image: {photo: /content/media/beans.jpg}
        ---
        New beans are in.

    Right:
        ---
        status: review
        accounts: [masto]
        image: {photo: /content/media/beans.jpg, alt: A paper bag of beans on a scale}
        ---
        New beans are in.

    Source: W3C, Web Content Accessibility Guidelines 2.2, 1.1.1; Mastodon and Bluesky API, descriptions
    of media.
    """
    limits = context.limits(variant.account)
    if limits is None or not limits.alt or not context.is_finished(variant.post):
        return
    for message in variant.messages:
        for picture in message.pictures:
            if not picture.alt.strip():
                yield missing.at(
                    picture.span,
                    "This picture has no text for people who do not see it.",
                    "Add alt: a sentence that says what is to be seen.",
                    post=variant.post,
                    account=variant.account,
                )


@rule("ALT002", severity="error", on=Variant, shows="pictures")
def too_long(variant: Variant, context: Context) -> Iterator[Diagnostic]:
    """Keep a picture's text within what the network takes.

    Why: the network refuses the whole post, or cuts the text in the middle.

    Wrong:
        ---
        accounts: [masto]
        image: {photo: /content/media/beans.jpg, alt: "{1501 × a}"}
        ---
        New beans are in.

    Right:
        ---
        accounts: [masto]
        image: {photo: /content/media/beans.jpg, alt: A paper bag of beans on a scale}
        ---
        New beans are in.

    Source: the limits of each network's adapter; Mastodon takes 1500 characters, Bluesky's apps 2000.
    """
    limits = context.limits(variant.account)
    if limits is None or not limits.alt:
        return
    for message in variant.messages:
        for picture in message.pictures:
            if len(picture.alt) > limits.alt:
                yield too_long.at(
                    picture.span,
                    f"The picture's text has {len(picture.alt)} characters; "
                    f"{variant.network} takes {limits.alt}.",
                    "Say what is to be seen; what is worth reading belongs in the post.",
                    post=variant.post,
                    account=variant.account,
                )


@rule("ALT004", severity="warning", on=Variant, shows="video")
def missing_for_video(variant: Variant, context: Context) -> Iterator[Diagnostic]:
    """Give a video a text for people who do not see it.

    Why: a screen reader says only “video” where there is none. It is the `alt` of the post's image, which is
    the video's cover where the network takes one.

    Wrong:
        ---
        status: review
        accounts: [masto]
        video: /content/media/film.mp4
        ---
        A minute at the roaster.

    Right:
        ---
        status: review
        accounts: [masto]
        video: /content/media/film.mp4
        image: {alt: Beans fall from the drum and are stirred until they are cool}
        ---
        A minute at the roaster.

    Source: W3C, Web Content Accessibility Guidelines 2.2, 1.2.1; Mastodon API, descriptions of media.
    """
    limits = context.limits(variant.account)
    if limits is None or limits.video is None or not limits.video.alt:
        return
    for message in variant.messages:
        if message.video and not message.video.alt.strip() and context.is_finished(variant.post):
            yield missing_for_video.at(
                message.video.span,
                "This video has no text for people who do not see it.",
                "Add image: {alt: …}, a sentence that says what is to be seen.",
                post=variant.post,
                account=variant.account,
            )


@rule("ALT005", severity="error", on=Variant, shows="video")
def too_long_for_video(variant: Variant, context: Context) -> Iterator[Diagnostic]:
    """Keep a video's text within what the network takes.

    Why: the network refuses the whole post, or cuts the text in the middle.

    Wrong:
        ---
        accounts: [masto]
        image: {alt: "{1501 × a}"}
        video: /content/media/film.mp4
        ---
        A minute at the roaster.

    Right:
        ---
        accounts: [masto]
        image: {alt: Beans turn in a drum of steel}
        video: /content/media/film.mp4
        ---
        A minute at the roaster.

    Source: the limits of each network's adapter.
    """
    limits = context.limits(variant.account)
    if limits is None or limits.video is None or not limits.video.alt:
        return
    for message in variant.messages:
        if message.video and len(message.video.alt) > limits.video.alt:
            length = len(message.video.alt)
            yield too_long_for_video.at(
                message.video.span,
                f"The video's text has {length} characters; {variant.network} takes {limits.video.alt}.",
                f"Cut {length - limits.video.alt}: say what is to be seen, in a sentence or two.",
                post=variant.post,
                account=variant.account,
            )


@rule("ALT003", severity="warning", on=Picture)
def empty_words(picture: Picture, context: Context) -> Iterator[Diagnostic]:
    """Say what is to be seen, not what the file or the headline is called.

    Why: a file's name tells nobody anything, and the headline over a photo is read anyway; what the
    photo shows is lost. A card without a photo is all text: there the headline is the right text.

    Wrong:
        ---
        accounts: [masto]
        image: {photo: /content/media/beans.jpg, alt: beans.jpg}
        ---
        New beans are in.

    Right:
        ---
        accounts: [masto]
        image: {photo: /content/media/beans.jpg, alt: A hand scoops dark beans out of a sack}
        ---
        New beans are in.

    Source: W3C, Web Accessibility Tutorials, images.
    """
    alt = picture.alt.strip()
    if not alt:
        return
    if _FILE_NAME.fullmatch(alt):
        what = "is the name of a file"
    elif picture.image.photo and _same(alt, plain(picture.image.headline)):
        what = "only repeats the headline"
    else:
        return
    yield empty_words.at(picture.span, f"The picture's text “{alt}” {what}.", "Say what is to be seen.")


def _same(one: str, other: str) -> bool:
    return bool(other) and _WORDS.findall(one.casefold()) == _WORDS.findall(other.casefold())


_SAYS_PICTURE = pattern(
    r"(?:an?\s+|the\s+)?(?:image|picture|photo|photograph|pic|graphic)\s+(?:of|showing|that shows|with)\b"
    r"|(?:на\s+(?:этом\s+)?(?:фото|фотографии|картинке|изображении|снимке)|(?:фото|фотография|картинка|изображение)\s*:)",
    re.IGNORECASE,
)


@rule("ALT006", severity="info", on=Picture)
def says_picture(picture: Picture, context: Context) -> Iterator[Diagnostic]:
    """Begin a picture's text with what is to be seen, not with “image of”.

    Why: a screen reader says “image” by itself; “image, image of a cup” is what people then hear.

    Wrong:
        ---
        accounts: [masto]
        image: {photo: /content/media/beans.jpg, alt: Image of dark beans in a sack}
        ---
        New beans are in.

    Right:
        ---
        accounts: [masto]
        image: {photo: /content/media/beans.jpg, alt: Dark beans in a sack; a photo of Grete hangs above}
        ---
        New beans are in.

    Source: W3C, Web Accessibility Tutorials, images, tips and tricks.
    """
    if found := _SAYS_PICTURE.match(picture.alt.strip()):
        message = f"The picture's text begins with “{found[0]}”."
        yield says_picture.at(picture.span, message, "Leave that out: screen readers say it.")


_REPEATS = 4
"""Words from which on a text that is found in the post repeats it."""


@rule("ALT007", severity="warning", on=Variant, shows="pictures")
def repeats_post(variant: Variant, context: Context) -> Iterator[Diagnostic]:
    """Describe the photo; do not repeat the post.

    Why: who hears the post hears its sentence twice, and never what the photo shows. A card without a photo
    is all text, and a picture of words has those words.

    Wrong:
        ---
        accounts: [masto]
        image: {photo: /content/media/beans.jpg, alt: New beans from Kenya are in}
        ---
        New beans from Kenya are in!

    Right:
        ---
        accounts: [masto]
        image: {photo: /content/media/beans.jpg, alt: A hand scoops dark beans out of a sack}
        ---
        New beans from Kenya are in!

    Source: W3C, Web Accessibility Tutorials, images.
    """
    for message in variant.messages:
        visible = message.written.visible
        alts = [one for one in message.pictures if one.image.photo and _may_repeat(one.alt, visible)]
        said = f" {' '.join(_WORDS.findall(visible.casefold()))} " if alts else ""
        for picture in alts:
            words = _WORDS.findall(picture.alt.casefold())
            if len(words) >= _REPEATS and f" {' '.join(words)} " in said:
                told = f"The picture's text “{picture.alt.strip()}” repeats the post."
                yield repeats_post.at(
                    picture.span, told, "Say what is to be seen.", post=variant.post, account=variant.account
                )


def _may_repeat(alt: str, visible: str) -> bool:
    """Tell quickly of nearly every picture's text that its second word begins no repetition."""
    said = alt.split(None, 2)
    return len(said) > 2 and said[1].strip(".,;:!?").lower() in visible.lower()
