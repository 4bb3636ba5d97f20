"""What the parts of a card draw with: its scale, fonts and colours."""

from dataclasses import dataclass

from smmgen.cards.font import Faces
from smmgen.cards.scale import Scale
from smmgen.model.colour import READABLE, Colour, contrast, mix
from smmgen.model.theme import Card, Theme

_SMALLEST_TEXT = 0.0235
"""No text is smaller, in parts of the base: 25 pixels of 1080, about 9 on a phone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """A card's look at one size. `is_over_photo` where its texts lie on the photo itself."""

    scale: Scale
    display: Faces
    text: Faces
    ground: Colour
    ink: Colour
    accent: Colour
    on_accent: Colour
    is_centered: bool
    is_over_photo: bool

    @property
    def soft(self) -> Colour:
        """Return a quieter ink that can still be read; the full ink over a photo."""
        quiet = mix(self.ink, self.ground, 0.22)
        is_fine = not self.is_over_photo and contrast(quiet, self.ground) >= READABLE + 0.5
        return quiet if is_fine else self.ink

    def size(self, part: float) -> int:
        """Return a text size in pixels."""
        return round(self.scale.of(max(part, _SMALLEST_TEXT)))


def style_of(card: Card, theme: Theme, scale: Scale, *, is_over_photo: bool) -> Style:
    """Return what a card of a theme is drawn with at a size."""
    accent = theme.colour(card.accent)
    inks = (theme.colour("dark"), theme.colour("light"))
    return Style(
        scale=scale,
        display=(theme.fonts["display"], *theme.fallback),
        text=(theme.fonts["text"], *theme.fallback),
        ground=theme.colour(card.ground),
        ink=theme.colour(card.ink),
        accent=accent,
        on_accent=max(inks, key=lambda ink: contrast(ink, accent)),
        is_centered=card.align == "center" and not scale.is_wide,
        is_over_photo=is_over_photo,
    )
