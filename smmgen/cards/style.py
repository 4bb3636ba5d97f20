"""What the parts of a card draw with: its scale, fonts and colours."""

from dataclasses import dataclass

from smmgen.cards.choice import Faces, for_language
from smmgen.cards.scale import Scale
from smmgen.model.card import Align, Look
from smmgen.model.colour import READABLE, Colour, contrast, mix
from smmgen.model.theme import Theme

_SOLVABLE = 5.4
"""The contrast that a colour needs with the ground to be taken for words on a photo veiled with it."""


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
    align: Align
    is_over_photo: bool

    @property
    def is_centered(self) -> bool:
        """Tell whether lines are centered."""
        return self.align == "center"

    @property
    def soft(self) -> Colour:
        """Return a quieter ink that can still be read; the full ink over a photo."""
        quiet = mix(self.ink, self.ground, 0.22)
        is_fine = not self.is_over_photo and contrast(quiet, self.ground) >= READABLE + 0.5
        return quiet if is_fine else self.ink

    @property
    def strong(self) -> Colour:
        """Return the accent where words in it can be read, else the ink."""
        least = _SOLVABLE if self.is_over_photo else READABLE
        return self.accent if contrast(self.accent, self.ground) >= least else self.ink

    def named(self, name: str) -> Colour:
        """Return one of the card's own colours: ink, soft, strong or accent; the ink for another name."""
        own = {"soft": self.soft, "strong": self.strong, "accent": self.strong}
        return own.get(name, self.ink)

    def size(self, part: float) -> int:
        """Return a text size in pixels, no smaller than can be read."""
        return round(max(self.scale.of(part), self.scale.legible))

    def start(self, width: float, room: float) -> float:
        """Return how far into its room something so wide starts."""
        return {"left": 0.0, "center": 0.5, "right": 1.0}[self.align] * (room - width)


def style_of(
    look: Look, theme: Theme, scale: Scale, align: Align, *, is_over_photo: bool, language: str = ""
) -> Style:
    """Return what a card of a theme is drawn with at a size, its letters in the shapes of a language."""
    accent = theme.colour(look.accent)
    inks = (theme.colour("dark"), theme.colour("light"))
    return Style(
        scale=scale,
        display=for_language((theme.fonts["display"], *theme.fallback), language),
        text=for_language((theme.fonts["text"], *theme.fallback), language),
        ground=theme.colour(look.ground),
        ink=theme.colour(look.ink),
        accent=accent,
        on_accent=max(inks, key=lambda ink: contrast(ink, accent)),
        align=align,
        is_over_photo=is_over_photo,
    )
