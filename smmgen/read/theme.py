"""Read a theme: `themes/NAME/theme.yaml`, its cards and its fonts; without a name the packaged one."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path as File
from pathlib import PurePosixPath
from typing import Any

from smmgen.model.colour import READABLE, Colour, contrast, mix, parse_colour
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.source import Path, Span
from smmgen.model.theme import Logo, Theme, Typeface
from smmgen.read import schema
from smmgen.read.cards import Cards, open_yaml
from smmgen.read.schema import Kind, Reading
from smmgen.read.shape import Shape, form, object_of
from smmgen.read.tree import Tree
from smmgen.read.typeface import our_typeface, read_typeface

Findings = tuple[Diagnostic, ...]

DEFAULT = "default"

_BRAND = Span("smmgen.yaml")


def read_theme(tree: Tree, name: str, named: Span = _BRAND) -> tuple[Theme, Findings]:
    """Read the theme of that name; the packaged plain one where `name` is empty or cannot be read.

    What the theme leaves out (a colour named dark, light or accent, a font) comes from the packaged one,
    whose fonts also draw the characters that the theme's own lack. `named` is where the name was written.
    """
    plain, _ = _read(_packaged(), DEFAULT, None)
    if not name:
        return plain, ()
    if not tree.exists(f"themes/{name}/theme.yaml"):
        return plain, (_missing(tree, name, named),)
    return _read(tree, name, plain)


def _missing(tree: Tree, name: str, named: Span) -> Diagnostic:
    known = [path.split("/")[1] for path in tree.paths() if path.endswith("/theme.yaml")]
    return Diagnostic(
        code="CRD009",
        severity="error",
        span=named,
        message=f"There is no theme “{name}”: themes/{name}/theme.yaml is missing.",
        hint=schema.near(name, known) or "Leave `theme` out to use the plain one.",
    )


class _Packaged:
    """The plain theme's files in our own package; fonts are read when they are needed."""

    def __init__(self) -> None:
        base = File(__file__).parents[1] / "cards" / DEFAULT
        self._files = {f"themes/{DEFAULT}/{path}": file for path, file in _walk(base, "")}

    def paths(self) -> tuple[str, ...]:
        return tuple(sorted(self._files))

    def links(self) -> tuple[str, ...]:
        return ()

    def exists(self, path: str) -> bool:
        return path in self._files

    def read(self, path: str) -> bytes:
        return self._files[path].read_bytes()

    def typeface(self, path: str) -> Typeface:
        return our_typeface(path, self._files[path])


@cache
def _packaged() -> _Packaged:
    return _Packaged()


def _walk(folder: File, base: str) -> list[tuple[str, File]]:
    found: list[tuple[str, File]] = []
    for entry in folder.iterdir():
        path = f"{base}{entry.name}"
        found += _walk(entry, path + "/") if entry.is_dir() else [(path, entry)]
    return found


def _read(tree: Tree, name: str, plain: Theme | None) -> tuple[Theme, Findings]:
    folder = f"themes/{name}"
    reading, node, findings = open_yaml(tree, f"{folder}/theme.yaml")
    values = schema.entries(reading, node, (), _KEYS, "A theme") if node else {}
    colours = _palette(values.get("colours", {}), plain)
    fonts, fallback = _fonts(reading, tree, folder, values.get("fonts", {}))
    cards = Cards(tree, folder, colours, _packaged_cards(colours) if plain else None)
    theme = Theme(
        name=name,
        path=folder,
        colours=colours,
        fonts={**(plain.fonts if plain else {}), **fonts},
        fallback=(*fallback, *_last_resort(plain)),
        logo=_logo(reading, tree, folder, values.get("logo", {})),
        cards=cards,
        spans=reading.spans(),
    )
    return theme, (*findings, *reading.findings, *(cards.findings() if plain else ()))


def _packaged_cards(colours: Mapping[str, Colour]) -> Cards:
    return Cards(_packaged(), f"themes/{DEFAULT}", colours)


def _palette(own: Mapping[str, Colour], plain: Theme | None) -> dict[str, Colour]:
    """Return the theme's colours, and made from them those that the packaged cards need besides."""
    colours = {**(plain.colours if plain else {}), **own}
    if own and plain:
        if "paper" not in own:
            colours["paper"] = mix(colours["light"], colours["accent"], _TINGE)
        if "deep" not in own:
            colours["deep"] = _readable(colours["accent"], colours["paper"])
    return colours


_TINGE = 0.1


def _readable(colour: Colour, ground: Colour) -> Colour:
    """Return the colour, darker by as much as it takes to be read on the ground; its hue stays."""
    steps = (mix(colour, (0, 0, 0), step / 20) for step in range(21))
    return next((mixed for mixed in steps if contrast(mixed, ground) >= READABLE + 0.5), (0, 0, 0))


def _last_resort(plain: Theme | None) -> tuple[Typeface, ...]:
    return (plain.fonts["text"], *plain.fallback) if plain else ()


def _fonts(
    reading: Reading, tree: Tree, folder: str, written: Mapping[str, Any]
) -> tuple[dict[str, Typeface], tuple[Typeface, ...]]:
    fonts: dict[str, Typeface] = {}
    for use in ("display", "text"):
        if use in written and (face := _font(reading, tree, folder, written[use], ("fonts", use))):
            fonts[use] = face
    names = written.get("fallback", ())
    found = [_font(reading, tree, folder, file, ("fonts", "fallback", n)) for n, file in enumerate(names)]
    return fonts, tuple(face for face in found if face)


def _font(reading: Reading, tree: Tree, folder: str, file: str, place: Path) -> Typeface | None:
    path = f"{folder}/{file}"
    if isinstance(tree, _Packaged):
        return tree.typeface(path)
    span = reading.spans().at(*place)
    try:
        face = read_typeface(path, tree.read(path))
    except OSError:
        reading.error("CRD011", span, f"There is no font {path}.", _nearest_file(tree, folder, file))
        return None
    if face is None:
        reading.error("CRD011", span, f"{path} is no TrueType or OpenType font.", "Give a .ttf or .otf file.")
    return face


def _logo(reading: Reading, tree: Tree, folder: str, written: Mapping[str, str]) -> dict[str, Logo]:
    logo: dict[str, Logo] = {}
    for tone, file in written.items():
        path, span = f"{folder}/{file}", reading.spans().at("logo", tone)
        try:
            size = _png_size(tree.read(path))
        except OSError:
            hint = _nearest_file(tree, folder, file) or "Put a PNG with transparency there."
            reading.error("CRD012", span, f"There is no logo {path}.", hint)
            continue
        if size:
            logo[tone] = Logo(path, *size)
        else:
            reading.error(
                "CRD012", span, f"{path} is no PNG picture.", "Export it as a PNG with transparency."
            )
    return logo


def _png_size(data: bytes) -> tuple[int, int] | None:
    """Read a PNG's width and height from its head. Source: PNG 1.2, IHDR."""
    if data[:8] != b"\x89PNG\r\n\x1a\n" or data[12:16] != b"IHDR" or len(data) < 24:
        return None
    width, height = int.from_bytes(data[16:20]), int.from_bytes(data[20:24])
    return (width, height) if 0 < width <= _LARGEST_LOGO and 0 < height <= _LARGEST_LOGO else None


_LARGEST_LOGO = 4096


def _nearest_file(tree: Tree, folder: str, file: str) -> str:
    start = len(folder) + 1
    kind = PurePosixPath(file).suffix
    there = [path[start:] for path in tree.paths() if path.startswith(f"{folder}/") and path.endswith(kind)]
    return schema.near(file, there) if kind else ""


_KEYS: dict[str, Kind[Any]] = {
    "title": schema.text,
    "colours": schema.mapping_of(
        schema.parsed(parse_colour, "colour", '"#14233b"', shape=form("#[0-9A-Fa-f]{6}")), "The colours"
    ),
    "fonts": schema.group(
        {"display": schema.text, "text": schema.text, "fallback": schema.list_of(schema.text)}, "The fonts"
    ),
    "logo": schema.group({"light": schema.text, "dark": schema.text}, "The logo"),
}

SHAPE: Shape = object_of(_KEYS)
