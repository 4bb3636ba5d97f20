"""Pictures that are written once for all tests: the same pixels, asked for in the same way, make the same file.

To find the format and quality that make a file short takes most of what a picture costs. Tests of that call `encode`
itself, which keeps nothing.
"""

from hashlib import blake2b

from PIL import Image

from smmgen.cards import drawing
from smmgen.cards.encode import Encoded, Wanted, encode

MOST = 300
"""So many files are kept, the newest."""

_files: dict[tuple[object, ...], Encoded | None] = {}


def keep_encoded() -> None:
    """Let pictures take the file that was made before of the same pixels."""
    drawing.encode = _kept


def _kept(image: Image.Image, wanted: Wanted) -> Encoded | None:
    key = (image.mode, image.size, blake2b(image.tobytes()).digest(), wanted)
    if key not in _files:
        if len(_files) >= MOST:
            del _files[next(iter(_files))]
        _files[key] = encode(image, wanted)
    return _files[key]
