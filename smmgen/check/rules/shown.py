"""What of a picture readers see: its words, and the point that matters."""

from collections.abc import Iterator
from itertools import chain

from smmgen.cards.crop import crop, within
from smmgen.check.context import Context
from smmgen.check.registry import rule
from smmgen.check.subject import pictures_of
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.post import is_picture_file
from smmgen.model.size import zones_of
from smmgen.model.sizes import size_shown
from smmgen.model.variant import Picture, Variant
from smmgen.pattern import pattern
from smmgen.text.emphasis import plain

_WORD = pattern(r"\w+(?:['’-]\w+)*")
_MOST = 40
"""Words beyond which a picture is a text that cannot be read out, searched or enlarged."""


@rule("NET010", severity="info", on=Picture)
def wordy_picture(picture: Picture, context: Context) -> Iterator[Diagnostic]:
    """Keep a picture's text to what is read while scrolling.

    Why: on a phone a card is as large as a playing card; forty words on it are small print, which nobody can
    search, enlarge or have read out. The rest belongs in the post. Charts and pages of a carousel count each
    by itself.

    Wrong:
        ---
        accounts: [tg]
        image:
          card: promo
          headline: The new harvest from Kenya has come at last, after three weeks before the port
          detail: It is washed and dried on raised beds, tastes of blackcurrant and of grapefruit, costs
            sixteen euros for a bag of 250 grams, and is roasted on Tuesday and on Friday
          alt: A bag of beans
        ---
        New beans are in.

    Right:
        ---
        accounts: [tg]
        image: {card: promo, headline: "Kenya: the new harvest", detail: €16 for 250 g, alt: A bag of beans}
        ---
        New beans are in.

    Source: the number is ours; W3C, Web Content Accessibility Guidelines 2.2, 1.4.5, images of text.
    """
    if not picture.card:
        return
    texts = [text for text in picture.image.fields.values() if not is_picture_file(text)]
    number = sum(len(_WORD.findall(text)) for text in (plain(picture.image.headline), *texts))
    if number > _MOST:
        message = f"This picture has {number} words; {_MOST} are read while scrolling."
        yield wordy_picture.at(
            picture.span, message, "Keep the headline and a number; the rest is for the post."
        )


@rule("NET011", severity="warning", on=Variant, shows="pictures")
def focus_cut(variant: Variant, context: Context) -> Iterator[Diagnostic]:
    """Keep the point that matters where the network shows it.

    Why: Instagram's grid shows the middle of a picture, stories and covers have the network's signs over
    their edges. A `focus` that lies there is a face cut off. Photos without a card are looked at; a card
    knows the safe part.

    Wrong:
        === smmgen.yaml
        brand: {name: Northwind Coffee, timezone: Europe/Berlin}
        accounts: {ig: {network: instagram, user_id: "1", token: env:IG_TOKEN}}
        hosting: {static: {url: https://northwind.example/social/}}
        === content/posts/example.md
        ---
        accounts: [ig]
        image: {photo: /content/media/beans.jpg, size: landscape, focus: [0.02, 0.5], alt: A scoop in a sack}
        ---
        New beans are in.

    Right:
        === smmgen.yaml
        brand: {name: Northwind Coffee, timezone: Europe/Berlin}
        accounts: {ig: {network: instagram, user_id: "1", token: env:IG_TOKEN}}
        hosting: {static: {url: https://northwind.example/social/}}
        === content/posts/example.md
        ---
        accounts: [ig]
        image: {photo: /content/media/beans.jpg, size: landscape, focus: [0.5, 0.5], alt: A scoop in a sack}
        ---
        New beans are in.

    Source: the sizes of each network, with their sources, are in docs/sizes.md.
    """
    for picture in chain.from_iterable(map(pictures_of, variant.messages)):
        if names := ", ".join(_cut(picture, variant.network, context)):
            told = f"The picture's focus lies outside what {variant.network} shows ({names})."
            hint = "Choose another size or photo, or move what matters towards the middle."
            yield focus_cut.at(picture.span, told, hint, post=variant.post, account=variant.account)


def _cut(picture: Picture, network: str, context: Context) -> Iterator[str]:
    """Yield the names of the crops that leave a picture's focus out, and of what covers it."""
    focus = picture.image.focus
    if focus is None or picture.card or not picture.image.photo:
        return
    header = context.header(picture.image.photo)
    if header.fault or not header.width:
        return
    whole = (header.width, header.height)
    target = (picture.width, picture.height) if picture.image.size else whole
    size = size_shown(network, picture.image.size, *target)
    if size is None:
        return
    x, y = within(focus, whole, crop(whole, target, focus))
    for zone in zones_of(size, *target, (x, y)):
        left, top, right, bottom = zone.part
        is_inside = left <= x <= right and top <= y <= bottom
        if is_inside == (zone.kind == "cover"):
            yield zone.name
