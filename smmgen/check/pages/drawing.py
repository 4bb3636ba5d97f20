"""Pages of what is found while pictures are laid out and drawn."""

from smmgen.check.registry import page


@page("CRD001", severity="error", found_by="cards")
def unknown_card() -> None:
    """Use a card that the theme has.

    Why: without its template the picture cannot be drawn. See REF003, which finds it in a post.
    """


@page("CRD002", severity="error", found_by="cards")
def unknown_field() -> None:
    """Give a card the fields that it takes, stars as a number from 0 to 5.

    Why: a text under a name that the card does not know would not be on the picture.
    """


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


@page("CRD005", severity="error", found_by="cards")
def missing_glyph() -> None:
    """Write only characters that a font of the theme can draw.

    Why: others come out as empty boxes. A font that has them can be named under `fallback` in
    `theme.yaml`. A letter is an error, a sign such as an emoji a warning.
    """


@page("CRD006", severity="error", found_by="cards")
def unusable_photo() -> None:
    """Give a card a photo that can be decoded: JPEG, PNG, GIF, WebP or AVIF, not too large.

    Why: without it there is nothing to draw the card on. See MED002 and MED003, which find most of this
    without decoding.
    """


@page("CRD007", severity="info", found_by="cards")
def enlarged_photo() -> None:
    """Use photos at least as large as they are shown.

    Why: an enlarged photo looks soft beside sharp lettering. See MED004.
    """


@page("CRD008", severity="error", found_by="cards")
def heavy_picture() -> None:
    """Choose a picture that fits into what the network takes, in bytes.

    Why: a very busy photo stays too heavy even at a low quality, and the network refuses it.
    """


@page("CRD015", severity="error", found_by="cards")
def faint_text() -> None:
    """Let every text of a card be read on what lies below it.

    Why: a text is read on its worst pixel, not on the average. 4.5:1 is the least contrast, 3:1 for text
    that is large on a phone. `smmgen cards check` measures it on white, black and busy photos.

    Source: WCAG 2.2, success criterion 1.4.3 (AA).
    """


@page("CRD016", severity="error", found_by="cards")
def covered_text() -> None:
    """Keep a card's texts where networks cover nothing, and away from the very edge.

    Why: the bars of a story or the buttons of a video lie over what stands there. docs/sizes.md says what
    each network covers.
    """


@page("CRD017", severity="error", found_by="cards")
def colliding_texts() -> None:
    """Give each text of a card an area of its own.

    Why: texts that lie over each other cannot be read. It happens to a long text, in a narrow size or in
    another language, when two layers know nothing of each other.
    """


@page("CRD022", severity="error", found_by="cards")
def unshaped_letters() -> None:
    """Draw letters that join, such as Arabic ones, where something can shape them.

    Why: Pillow shapes letters with FriBiDi, which it does not bring along but looks for on the machine. Most
    Linux machines have it, GitHub's too. Elsewhere joined letters would stand apart; all others are drawn,
    some pairs of them a little wider. Install it with `apt-get install libfribidi0` or
    `brew install fribidi`, or put `fribidi.dll` on the path of Windows.
    """


@page("CRD020", severity="info", found_by="cards")
def animated_photo() -> None:
    """Know that of an animated photo only the first frame is shown.

    Why: a card is a still picture, and networks take animations in other ways than photos. The frame that
    you want can be exported as a JPEG.
    """


@page("CRD021", severity="info", found_by="cards")
def other_format() -> None:
    """Ask for a format that the network takes.

    Why: with `format: png` or `format: webp` a picture is made so wherever the network takes it and it is
    not too long; elsewhere it becomes a JPEG, which every network takes. docs/sizes.md lists who takes what.
    """
