"""Guess what a post needs beside its file, so that it need not be sent twice; a wrong guess costs little."""

import posixpath
import re
from collections.abc import Set

from smmgen.cluster.sent import Lacks
from smmgen.read.credits import SIDECAR
from smmgen.read.media import ROOTS

_PICTURE = re.compile(r"[\w./+-]+\.(?:jpe?g|png|gif|webp)\b", re.IGNORECASE)
_FILM = re.compile(r"[\w./+-]+\.(?:mp4|mov)\b", re.IGNORECASE)


def guess(path: str, data: bytes, names: Set[str]) -> Lacks:
    """Return the files of pictures and videos that a post names in so many words, and who made them."""
    text = data.decode("utf-8", "replace")
    pictures = _found(_PICTURE, text, path) & names
    sidecars = {f"{posixpath.dirname(picture)}/{SIDECAR}" for picture in pictures} & names
    films = _found(_FILM, text, path) & names
    return Lacks(tuple(sorted(pictures)), tuple(sorted(films)), tuple(sorted(sidecars)))


def _found(pattern: re.Pattern[str], text: str, path: str) -> set[str]:
    return {_placed(written, path) for written in pattern.findall(text)}


def _placed(written: str, path: str) -> str:
    base = "" if written.startswith(ROOTS) else posixpath.dirname(path)
    return posixpath.normpath(posixpath.join(base, written.lstrip("/")))
