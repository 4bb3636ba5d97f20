"""Pages of what is found while pictures are drawn, by `smmgen build`."""

from smmgen.check.registry import page


@page("CRD003", severity="error", found_by="cards")
def long_headline() -> None:
    """Keep a headline within what its card takes.

    Why: below its smallest size a headline cannot be read on a phone. How many characters fit depends on
    the card, the size of the picture and the letters; the message says about how many.
    """


@page("CRD004", severity="error", found_by="cards")
def long_field() -> None:
    """Keep a card's other texts, such as a badge or a date, within their place.

    Why: a text that is too long would run over the picture's edge or over the headline.
    """


@page("CRD006", severity="error", found_by="cards")
def unusable_photo() -> None:
    """Give a card a photo that can be decoded: JPEG, PNG, GIF or WebP, below 40 million pixels.

    Why: without it there is nothing to draw the card on. See MED002 and MED003, which find most of this
    without decoding.
    """


@page("DRW001", severity="error", found_by="cards")
def not_drawn() -> None:
    """Replace a photo, or mend a card, from which a picture could not be drawn.

    Why: the post is not published without its picture. All other posts were built.
    """
