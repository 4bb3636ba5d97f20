"""Pictures as a page shows them: as files beside it, or inside it."""

from base64 import b64encode
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import Protocol

from PIL import Image

from smmgen.build.output import Output
from smmgen.cards.difference import heat
from smmgen.model.bundle import File
from smmgen.model.change import PictureChange

_SIDE = 540
"""A picture inside a page has at most so many pixels on its longer side."""


class Shown(Protocol):
    """Gives pictures their addresses; empty where there is none to show."""

    def picture(self, file: File | None) -> str: ...  # noqa: D102
    def spot(self, picture: PictureChange) -> str:
        """Return the address of what differs between two pictures."""


class Beside:
    """Takes pictures into the page's folder as they are."""

    def __init__(self, folder: Path, output: Output) -> None:
        self._folder = folder
        self._output = output

    def picture(self, file: File | None) -> str:
        """Return a picture's path from the page."""
        if file is None or not file.path:
            return ""
        self._output.put(file.path, (self._folder / file.path).read_bytes())
        return file.path

    def spot(self, picture: PictureChange) -> str:
        """Draw what differs, and return its path from the page."""
        drawn = _Pair(self._folder, picture).heat
        if drawn is None or not (picture.before and picture.after):
            return ""
        path = f"images/difference-{picture.before.sha256[:12]}-{picture.after.sha256[:12]}.png"
        self._output.put(path, _bytes(drawn, "PNG"))
        return path


class Inside:
    """Writes pictures into the page itself, small enough to be sent around."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def picture(self, file: File | None) -> str:
        """Return a small copy of a picture as an address that holds it."""
        if file is None or not file.path:
            return ""
        return _address(Image.open(self._folder / file.path))

    def spot(self, picture: PictureChange) -> str:
        """Return what differs as an address that holds it."""
        drawn = _Pair(self._folder, picture).heat
        return _address(drawn) if drawn else ""


class _Pair:
    def __init__(self, folder: Path, picture: PictureChange) -> None:
        self._paths = [folder / file.path for file in (picture.before, picture.after) if file and file.path]

    @cached_property
    def heat(self) -> Image.Image | None:
        """Return what differs; None where there are no two pictures."""
        if len(self._paths) < 2:
            return None
        before, after = (Image.open(path) for path in self._paths)
        return heat(before, after)


def _address(picture: Image.Image) -> str:
    small = picture.convert("RGB")
    small.thumbnail((_SIDE, _SIDE), Image.Resampling.LANCZOS)
    return "data:image/jpeg;base64," + b64encode(_bytes(small, "JPEG")).decode()


def _bytes(picture: Image.Image, form: str) -> bytes:
    file = BytesIO()
    picture.save(file, form, **({"quality": 80} if form == "JPEG" else {}))
    return file.getvalue()
