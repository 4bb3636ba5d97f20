"""What all jobs of a brand share, as bytes: a machine is sent it once, as long as it stays the same."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import lru_cache

import msgspec

from smmgen.model.brand import Brand
from smmgen.read.brand import PATH
from smmgen.read.repository import STRATEGY, Frame, read_frame
from smmgen.read.tree import Memory, Tree

KEPT = 32
"""So many brands stay open in a worker, one for each of its threads: an open font is no thing to share."""


class Ground(msgspec.Struct, frozen=True, array_like=True):
    """Files by path; `theme` names the theme that they are of."""

    theme: str
    files: Mapping[str, bytes]


def theme_ground(tree: Tree, theme: str) -> bytes:
    """Return a theme, encoded."""
    folder = f"themes/{theme}/"
    paths = (path for path in tree.paths() if path.startswith(folder)) if theme else ()
    return encoded(Ground(theme, _files(tree, paths)))


def brand_ground(tree: Tree, brand: Brand) -> bytes:
    """Return what posts are read by beside the theme: brand, strategy, lists of words, dictionaries."""
    words = (path for path in tree.paths() if path.startswith("content/words") and path.endswith(".txt"))
    own = (f"{path}.{kind}" for path in brand.spelling.dictionaries.values() for kind in ("aff", "dic"))
    return encoded(Ground("", _files(tree, (PATH, STRATEGY, *words, *own))))


def _files(tree: Tree, paths: Iterable[str]) -> dict[str, bytes]:
    found = {}
    for path in paths:
        with suppress(OSError):  # a file that cannot be read is none
            found[path] = tree.read(path)
    return found


@lru_cache(maxsize=KEPT)
def files_of(theme: bytes, brand: bytes) -> Mapping[str, bytes]:
    """Return the files of both."""
    return {**opened(theme).files, **opened(brand).files}


@lru_cache(maxsize=KEPT)
def frame_of_brand(theme: bytes, brand: bytes, thread: int) -> Frame:
    """Read a brand as the machine that sent it did, once for each `thread`."""
    files = files_of(theme, brand)
    return read_frame(Memory(files), files, ())


@lru_cache(maxsize=KEPT)
def opened(ground: bytes) -> Ground:
    """Return what was encoded."""
    return msgspec.msgpack.decode(ground, type=Ground)


encoded = msgspec.msgpack.Encoder().encode
