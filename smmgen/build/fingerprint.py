"""Name what a picture is made of: pictures of one name are the same, and need to be drawn only once."""

from functools import cache
from hashlib import sha256
from importlib.metadata import version
from importlib.resources import files

from msgspec.structs import replace

from smmgen.build.digest import digest
from smmgen.build.drawing import Read
from smmgen.model.theme import Theme
from smmgen.model.variant import Picture


class Fingerprint:
    """Names the pictures of one theme, for one build."""

    def __init__(self, theme: Theme, read: Read) -> None:
        self._theme = theme
        self._read = cache(lambda path: _bytes_digest(path, read))
        self._common = digest(
            {
                "tool": _tool(),
                "colours": theme.colours,
                "fonts": theme.fonts,
                "fallback": theme.fallback,
                "logo": {name: (logo, self._read(logo.path)) for name, logo in theme.logo.items()},
            }
        )

    def __call__(self, picture: Picture) -> str:
        """Return the SHA-256 (hex) of all that a picture's look depends on; its alternative text is not."""
        asked = replace(picture, alt="", image=replace(picture.image, alt=""))
        photo = self._read(picture.image.photo) if picture.image.photo else ""
        card = self._theme.cards.get(picture.card)
        return digest({"common": self._common, "photo": photo, "card": card, "asked": asked})


def _bytes_digest(path: str, read: Read) -> str:
    try:
        return sha256(read(path)).hexdigest()
    except OSError:
        return ""


@cache
def _tool() -> str:
    """Name the code that draws: its own text, and the library's version."""
    sources = sorted(
        (file.name, file.read_bytes()) for file in files("smmgen.cards").iterdir() if file.is_file()
    )
    return digest([version("pillow"), sources])
