"""Say which pictures an account's message needs, at which size; drawing them is done elsewhere."""

from collections.abc import Iterable
from dataclasses import replace

from smmgen.adapter import Limits
from smmgen.compose.override import Mine
from smmgen.model.brand import Account, Brand
from smmgen.model.document import Blocks, Figure
from smmgen.model.post import Image
from smmgen.model.source import Span
from smmgen.model.variant import Picture

PLAIN = "none"
"""The card's name that asks for the photo itself."""


def card_of(image: Image, mine: Mine, brand: Brand) -> str:
    """Return the name of the card: the image's own, else the rubric's; empty for a plain photo."""
    if image.card is not None:
        return "" if image.card == PLAIN else image.card
    rubric = brand.rubrics.get(mine.post.rubric)
    return rubric.card if rubric else ""


def pictures_of(mine: Mine, account: Account, brand: Brand, limits: Limits) -> tuple[Picture, ...]:
    """Return the pictures that the post's front matter asks for."""
    post = mine.post
    if post.images:
        return tuple(
            picture(
                replace(image, card=image.card or PLAIN),
                mine,
                account,
                brand,
                limits,
                mine.span("images", number),
            )
            for number, image in enumerate(post.images)
        )
    if post.image is None:
        return ()
    return (picture(post.image, mine, account, brand, limits, mine.span("image")),)


def figures_of(
    blocks: Blocks, mine: Mine, account: Account, brand: Brand, limits: Limits
) -> Iterable[Picture]:
    """Return the pictures set in a message's text, as plain photos."""
    for block in blocks:
        if isinstance(block, Figure):
            image = Image(card=PLAIN, photo=block.source, alt=block.alt)
            yield picture(image, mine, account, brand, limits, block.span)


def picture(
    image: Image, mine: Mine, account: Account, brand: Brand, limits: Limits, span: Span, size: str = ""
) -> Picture:
    """Return one picture at the network's usual size, or the size asked for.

    An unknown size's name takes the usual one; `check` reports it. A plain photo without a size keeps its
    shape within the largest width and height of the network's sizes.
    """
    card = card_of(image, mine, brand)
    name = size or image.size
    sizes = [box for known, box in limits.sizes.items() if known != "link"]
    if name in limits.sizes:
        width, height = limits.sizes[name]
    elif card:
        width, height = sizes[0]
    else:
        width, height = max(box[0] for box in sizes), max(box[1] for box in sizes)
    headline = image.headline or mine.post.title if card else image.headline
    return Picture(
        image=replace(image, headline=headline),
        card=card,
        width=width,
        height=height,
        alt=image.alt,
        handle=account.handle,
        language=mine.post.language or account.language or brand.language,
        max_bytes=limits.image_bytes,
        span=span,
    )
