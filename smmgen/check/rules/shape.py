"""Photos of a shape that their network does not take."""

from collections.abc import Iterator

from smmgen.check.context import Context
from smmgen.check.registry import rule
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.sizes import INTAKES
from smmgen.model.variant import Picture, Variant


@rule("MED020", severity="error", on=Variant, shows="pictures")
def wrong_shape(variant: Variant, context: Context) -> Iterator[Diagnostic]:
    """Show a photo in a shape that its network takes.

    Why: a photo without a card and without a `size` keeps its own shape, and the network refuses one that is
    too long or too high. Drawn in a size of the network's, it is cropped around its focus.

    Source: the networks' own pages, see docs/sizes.md.

    Wrong:
        ---
        accounts: [tg]
        image: {card: none, photo: /content/media/panorama.jpg, alt: The roofs of Berlin}
        ---
        The view from our roof.

    Right:
        ---
        accounts: [tg]
        image: {card: none, photo: /content/media/beans.jpg, alt: Beans on a scoop}
        ---
        The view from our roof.
    """
    intake, network = INTAKES.get(variant.network), context.adapter(variant.network)
    if intake is None or network is None or not any(intake.ratios):
        return
    least, most = intake.ratios
    for message in variant.messages:
        for picture in message.pictures:
            ratio = _own_ratio(picture, context)
            if ratio and not least * 0.995 <= ratio <= most * 1.005:
                limits = context.limits(variant.account)
                names = [name for name in limits.sizes if name != "link"] if limits else []
                yield wrong_shape.at(
                    picture.span,
                    f"This photo is {_told(ratio)}; {network.title} takes {_told(least)} to {_told(most)}.",
                    f"Give it a `size`: {', '.join(names)}. Or put it on a card.",
                    post=variant.post,
                    account=variant.account,
                )


def _own_ratio(picture: Picture, context: Context) -> float:
    """Return the width by the height of a photo that keeps its own shape; 0 of any other picture."""
    if picture.card or picture.image.size or not picture.image.photo:
        return 0.0
    header = context.header(picture.image.photo)
    return 0.0 if header.fault or not header.height else header.width / header.height


def _told(ratio: float) -> str:
    return f"{ratio:.2f}:1".replace(".00", "")
