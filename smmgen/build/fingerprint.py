"""Name what a picture is made of: pictures of one name are the same, and need to be drawn only once."""

from collections.abc import Callable, Iterator
from functools import cache, cached_property
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable

from msgspec.structs import replace

from smmgen.build.digest import digest
from smmgen.build.drawing import Read
from smmgen.cards.shaping import is_shaping
from smmgen.model.post import Image
from smmgen.model.theme import Theme
from smmgen.model.variant import Picture
from smmgen.plugin import version

_DRAWING = ("budoux", "pillow", "regex", "segno")


class Fingerprint:
    """Names the pictures of one theme, for one build."""

    def __init__(self, theme: Theme, read: Read) -> None:
        self._theme = theme
        self._read = cache(lambda path: _bytes_digest(path, read))
        self._card = cache(lambda name: digest(theme.cards.get(name)))

    @cached_property
    def _common(self) -> str:
        theme = self._theme
        return digest(
            {
                "tool": _tool(),
                "shaping": is_shaping(),
                "colours": theme.colours,
                "fonts": theme.fonts,
                "fallback": theme.fallback,
                "logo": {name: (logo, self._read(logo.path)) for name, logo in theme.logo.items()},
            }
        )

    def __call__(self, picture: Picture) -> str:
        """Return the SHA-256 (hex) of all that a picture's look depends on.

        Its alternative text is not, nor how long its file may be: that matters only where it is too long.
        """
        asked = _asked(picture, self._theme)
        photos = [self._read(photo) for photo in picture.image.photos]
        card = self._card(picture.card)
        return digest({"common": self._common, "photos": photos, "card": card, "asked": asked})


def _asked(picture: Picture, theme: Theme) -> Picture:
    """Leave out what makes no difference, so that accounts share a picture where they can."""
    card = theme.cards.get(picture.card)
    kinds = {"png", picture.image.format, card.format if card else None}
    formats = tuple(kind for kind in picture.formats if kind in kinds)
    link = picture.link if card and card.mentions("link") else ""
    asked = replace(
        picture, alt="", link=link, max_bytes=0, formats=formats, image=replace(picture.image, alt="")
    )
    if card or picture.card:
        return asked
    shape = "cropped" if picture.image.size else ""
    photo = Image(
        photo=picture.image.photo, focus=picture.image.focus, size=shape, format=picture.image.format
    )
    return replace(asked, handle="", language="", safe=None, image=photo)


def media_of(read: Read) -> Callable[[str], str]:
    """Return what names a file's bytes by its path: their SHA-256 (hex), or the path where there are none."""
    return cache(lambda path: _bytes_digest(path, read) or path)


def _bytes_digest(path: str, read: Read) -> str:
    try:
        return sha256(read(path)).hexdigest()
    except OSError:
        return ""


@cache
def _tool() -> str:
    """Name the code that draws: its own text, and the versions of the libraries that draw and break lines."""
    rooms = [files("smmgen") / room for room in ("cards", "model", "text")]
    return digest(
        [[version(name) for name in _DRAWING], [source for room in rooms for source in _sources(room)]]
    )


def _sources(folder: Traversable) -> Iterator[tuple[str, bytes]]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            yield from _sources(entry)
        elif entry.name.endswith(".py"):
            yield entry.name, entry.read_bytes()
