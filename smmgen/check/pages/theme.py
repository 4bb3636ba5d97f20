"""Pages of what is found while reading a theme and drawing its cards."""

from smmgen.check.registry import page


@page("CRD009", severity="error", found_by="read")
def missing_theme() -> None:
    """Name a theme that is there, saved as UTF-8.

    Why: `theme: NAME` in `smmgen.yaml` is the folder `themes/NAME` with its `theme.yaml`. Without
    `theme` the plain one is used that comes with smmgen.

    Wrong:
        === smmgen.yaml
        brand: {name: Northwind Coffee, timezone: Europe/Berlin}
        theme: northwinds

    Right:
        === smmgen.yaml
        brand: {name: Northwind Coffee, timezone: Europe/Berlin}
        theme: northwind
    """


@page("CRD010", severity="error", found_by="read")
def unknown_colour() -> None:
    """Let a card name colours that its theme has.

    Why: a card's colours are names, so that the brand's colours stand in one place.

    Wrong:
        === themes/northwind/cards/example.yaml
        title: Example
        ground: nightblue

    Right:
        === themes/northwind/cards/example.yaml
        title: Example
        ground: dark
    """


@page("CRD011", severity="error", found_by="read")
def missing_font() -> None:
    """Give fonts as TrueType or OpenType files of the theme.

    Why: fonts of the machine differ from one to the next, and so would the pictures.

    Wrong:
        === themes/small/theme.yaml
        fonts: {display: fonts/missing.ttf}
        === smmgen.yaml
        brand: {name: Northwind Coffee, timezone: Europe/Berlin}
        theme: small

    Right:
        === themes/small/theme.yaml
        colours: {accent: "#96421C"}
        === smmgen.yaml
        brand: {name: Northwind Coffee, timezone: Europe/Berlin}
        theme: small
    """


@page("CRD012", severity="error", found_by="read")
def missing_logo() -> None:
    """Give the logo as a file of the theme.

    Why: a picture without the brand's sign is nobody's.

    Wrong:
        === themes/small/theme.yaml
        logo: {light: logo.png}
        === smmgen.yaml
        brand: {name: Northwind Coffee, timezone: Europe/Berlin}
        theme: small

    Right:
        === themes/small/theme.yaml
        colours: {accent: "#96421C"}
        === smmgen.yaml
        brand: {name: Northwind Coffee, timezone: Europe/Berlin}
        theme: small
    """


@page("CRD013", severity="error", found_by="read")
def contradiction() -> None:
    """Let the layers of a card go together: known kinds, fields that it has, areas with a size.

    Why: what cannot be understood cannot be drawn, and the picture would lack it.

    Wrong:
        === themes/northwind/cards/example.yaml
        extends: promo
        layers:
          badge: {kind: circle, text: "{badge}"}

    Right:
        === themes/northwind/cards/example.yaml
        extends: promo
        layers:
          badge: {kind: disc, text: "{badge}"}
    """


@page("CRD014", severity="error", found_by="read")
def unreadable() -> None:
    """Choose an ink that can be read on the card's ground: a contrast of 4.5:1 at least.

    Why: many people see low contrasts badly, and everybody does in the sun.

    Wrong:
        === themes/northwind/cards/example.yaml
        extends: _panel
        ground: dark
        ink: forest

    Right:
        === themes/northwind/cards/example.yaml
        extends: _panel
        ground: dark
        ink: light

    Source: W3C, Web Content Accessibility Guidelines 2.2, 1.4.3.
    """
