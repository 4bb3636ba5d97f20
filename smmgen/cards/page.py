"""One picture to lay out: what was asked, with its card's look, its texts filled in, and its measures."""

from collections.abc import Mapping
from dataclasses import dataclass

from smmgen.cards.box import Box
from smmgen.cards.marked import marked
from smmgen.cards.scale import Scale
from smmgen.cards.style import Style, style_of
from smmgen.model.card import Align, Area, Card, Look, PhotoLayer, Spot, Words, said
from smmgen.model.colour import Colour
from smmgen.model.theme import Theme
from smmgen.model.variant import Picture

_RIGHT_TO_LEFT = ("ar", "fa", "he", "ur", "yi")
"""Languages that are written from right to left: cards for them are laid out as in a mirror."""

_FLIPPED: Mapping[str, Align] = {"left": "right", "right": "left", "center": "center"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What laying out one picture works on. `values` has every field's text, empty where there is none."""

    picture: Picture
    card: Card
    look: Look
    theme: Theme
    scale: Scale
    values: Mapping[str, str]
    is_mirrored: bool

    def text(self, words: Words) -> str:
        """Fill a text in; a line whose fields are all empty is left out."""
        lines = said(words, self.picture.language).split("\n")
        return "\n".join(filled for line in lines if (filled := self._line(line)))

    def _line(self, line: str) -> str:
        if "{" not in line:
            return line.strip()
        empty = True
        for name, value in self.values.items():
            place = "{" + name + "}"
            if place in line:
                empty = empty and not value
                line = line.replace(place, value)
        return "" if empty else line.strip()

    def colour(self, name: str) -> Colour:
        """Return a colour of the theme by name, or by its part in the card: ground, ink, accent."""
        if name in ("ground", "ink", "accent"):
            name = getattr(self.look, name)
        return self.theme.colour(name)

    def path(self, source: str) -> str:
        """Return the photo that a layer shows, empty if there is none."""
        return self.picture.image.photo if source == "photo" else self.values.get(source, "")

    @property
    def shows_photo(self) -> bool:
        """Tell whether some layer shows a photo."""
        return any(isinstance(one, PhotoLayer) and self.path(one.source) for one in self.look.layers)

    def style(self, align: Align | None = None, *, is_over_photo: bool) -> Style:
        """Return what to draw with."""
        wanted = align or self.look.align
        if self.is_mirrored:
            wanted = _FLIPPED[wanted]
        language = self.picture.language
        return style_of(
            self.look, self.theme, self.scale, wanted, is_over_photo=is_over_photo, language=language
        )

    def spot(self, spot: Spot) -> tuple[str, str]:
        """Return a spot as (top or bottom, left, center or right), mirrored where the page is."""
        down, _, across = spot.partition("-")
        across = across or "center"
        return down, _FLIPPED[across] if self.is_mirrored else across

    def box(self, area: Area, frames: Mapping[str, Box]) -> Box:
        """Return an area in pixels."""
        frame = frames.get(area.frame) or self.full
        left, right = area.left, area.right
        if self.is_mirrored:
            left, right = 1 - right, 1 - left
        return Box(
            frame.left + left * frame.width,
            frame.top + area.top * frame.height,
            frame.left + right * frame.width,
            frame.top + area.bottom * frame.height,
        )

    @property
    def full(self) -> Box:
        """Return the whole picture."""
        return Box(0, 0, self.scale.width, self.scale.height)


def page_of(picture: Picture, card: Card, theme: Theme) -> Page:
    """Put together what is needed to lay a picture out."""
    image = picture.image
    own = {
        name: image.fields.get(name) or said(field.default, picture.language)
        for name, field in card.fields.items()
    }
    built_in = {"headline": image.headline, "handle": picture.handle, "link": picture.link}
    known = {"number": "", "total": "", **own, **built_in}
    is_bare = not image.photo and not any(
        known.get(name) for name, field in card.fields.items() if field.kind == "photo"
    )
    look = card.look(picture.width, picture.height, is_bare=is_bare)
    return Page(
        picture=picture,
        card=card,
        look=marked(look, picture.mark) if picture.mark else look,
        theme=theme,
        scale=Scale(picture.width, picture.height, picture.safe),
        values=known,
        is_mirrored=picture.language[:2] in _RIGHT_TO_LEFT,
    )
