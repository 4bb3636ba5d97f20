"""Make the brand's look out of its theme: colours that can be read, its logo, its typeface."""

from posixpath import splitext

from smmgen.build.drawing import Read
from smmgen.build.feed_link import links
from smmgen.build.output import Output
from smmgen.build.view import Look
from smmgen.model.brand import Brand
from smmgen.model.colour import READABLE, Colour, contrast, mix
from smmgen.model.theme import Theme

_BLACK: Colour = (0, 0, 0)
_WHITE: Colour = (255, 255, 255)
_PAGE_LIGHT: Colour = (245, 243, 239)
_PAGE_DARK: Colour = (30, 32, 38)
"""The least favourable grounds of the pages in `site.css`, light and dark."""

_GROUND: Colour = (31, 41, 55)
_ACCENT: Colour = (37, 99, 235)
_MARGIN = 0.4


def make_look(brand: Brand, theme: Theme, read: Read, output: Output) -> Look:
    """Return the brand's look, and write the files it needs into `assets/`."""
    ground = theme.colours.get("dark", _GROUND)
    accent = theme.colours.get("accent", _ACCENT)
    return Look(
        name=brand.name,
        initial=brand.name.strip()[:1].upper() or "·",
        url=brand.url,
        on_light=_css(readable(accent, _PAGE_LIGHT)),
        on_dark=_css(readable(accent, _PAGE_DARK)),
        ground=_css(ground),
        ink=_css(readable(theme.colours.get("light", _WHITE), ground)),
        accent=_css(readable(accent, ground)),
        logo={name: _logo(name, theme, read, output) for name in ("light", "dark")},
        font=_font(theme, read, output),
        feeds=links(brand),
    )


def readable(colour: Colour, ground: Colour) -> Colour:
    """Return the colour, drawn towards black or white just so far that it can be read on the ground."""
    pole = max(_BLACK, _WHITE, key=lambda pole: contrast(pole, ground))
    steps = (mix(colour, pole, step / 20) for step in range(21))
    return next((one for one in steps if contrast(one, ground) >= READABLE + _MARGIN), pole)


def _css(colour: Colour) -> str:
    return "#{:02x}{:02x}{:02x}".format(*colour)


def _logo(name: str, theme: Theme, read: Read, output: Output) -> str:
    logo = theme.logo.get(name)
    if logo is None:
        return ""
    try:
        data = read(logo.path)
    except OSError:
        return ""
    path = f"assets/logo-{name}{splitext(logo.path)[1].lower()}"
    output.put(path, data)
    return path


def _font(theme: Theme, read: Read, output: Output) -> str:
    """Take the display face along where the theme brings the licence that allows it (OFL)."""
    face = theme.fonts.get("display")
    if face is None or not theme.path:
        return ""
    try:
        licence = read(f"{theme.path}/fonts/OFL.txt")
    except OSError:
        return ""
    path = f"assets/heading{splitext(face.path)[1].lower()}"
    output.put(path, face.data)
    output.put("assets/OFL.txt", licence)
    return path
