"""Read the pictures of an album: one by one, or all of a folder."""

import posixpath
import re
from collections.abc import Mapping
from fnmatch import fnmatchcase
from typing import Any

from msgspec.structs import replace

from smmgen.model.post import Image
from smmgen.model.source import Path, Span
from smmgen.pattern import pattern
from smmgen.read import schema
from smmgen.read.front_matter import decode
from smmgen.read.image import image
from smmgen.read.media import media_path
from smmgen.read.node import Entries, Items, Node, Scalar
from smmgen.read.schema import Kind, Reading
from smmgen.read.shape import either, object_of, shaped
from smmgen.read.yaml import parse

SIDECAR = "alt.yaml"
"""Beside the pictures of a folder: a file's name, and what that picture shows."""

_ENDINGS = (".jpg", ".jpeg", ".png", ".gif", ".webp")
_WILD = pattern(r"[*?\[]")


_KEYS: Mapping[str, Kind[Any]] = {
    "files": schema.text,
    "alt": schema.mapping_of(schema.text, "`alt`"),
    "card": schema.name("card"),
    "size": schema.name("size"),
}


@shaped(either({"type": "array", "items": image.shape}, image.shape, object_of(_KEYS, ("files",))))
def images(reading: Reading, node: Node, path: Path) -> tuple[Image, ...] | None:
    """Read a list of pictures; a name with `*` and the name of a folder stand for all that are found."""
    if isinstance(node, Entries) and any(key.text == "files" for key, _ in node.entries):
        return _noted(reading, path, _folder(reading, node, path))
    listed = node if isinstance(node, Items) else Items((node,), node.span)
    if isinstance(node, Scalar) and "," in node.text:
        listed = Items((), node.span)
        schema.list_of(schema.text)(reading, node, path)
    found: list[tuple[Image, Span]] = []
    for number, item in enumerate(listed.items):
        if isinstance(item, Scalar) and _is_many(item.text):
            found += _found(reading, item.text, item.span, {})
        elif values := image(reading, item, (*path, number)):
            found.append((Image(**values), item.span))
    return _noted(reading, path, found)


def _noted(reading: Reading, path: Path, found: list[tuple[Image, Span]]) -> tuple[Image, ...]:
    for number, (_, span) in enumerate(found):
        reading.note((*path, number), span)
    return tuple(one for one, _ in found)


def _is_many(written: str) -> bool:
    return bool(_WILD.search(written)) or not posixpath.splitext(written.rstrip("/"))[1]


def _folder(reading: Reading, node: Node, path: Path) -> list[tuple[Image, Span]]:
    values = schema.entries(reading, node, path, _KEYS, "An album of a folder")
    written = values.pop("files", "")
    alts = values.pop("alt", {})
    span = reading.spans().at(*path, "files")
    places = {name: reading.spans().at(*path, "alt", name) for name in alts}
    found = _found(reading, written, span, {name: (alt, places[name]) for name, alt in alts.items()})
    return [(replace(one, **values), where) for one, where in found]


Alts = Mapping[str, tuple[str, Span]]


def _found(reading: Reading, written: str, span: Span, alts: Alts) -> list[tuple[Image, Span]]:
    """Return the pictures that a name stands for, in natural order, with their texts."""
    base = media_path(reading, written, span)
    if base is None:
        return []
    last = posixpath.basename(base)
    pattern = base if _WILD.search(last) or posixpath.splitext(last)[1] else f"{base}/*"
    paths = [path for path in reading.files.paths if path.lower().endswith(_ENDINGS) and _fits(path, pattern)]
    if not paths:
        hint = "A folder stands for all its pictures: photos/; a star for any letters: photos/*.jpg."
        reading.error("FMT009", span, f"There is no picture {pattern}.", hint)
    known: dict[str, tuple[str, Span]] = {}
    for folder in dict.fromkeys(posixpath.dirname(path) for path in paths):
        known |= {f"{folder}/{name}": alt for name, alt in {**_sidecar(reading, folder), **alts}.items()}
    _report_strangers(reading, known, paths)
    return [
        (Image(photo=path, alt=known.get(path, ("", span))[0]), span) for path in sorted(paths, key=_natural)
    ]


def _fits(path: str, pattern: str) -> bool:
    parts, patterns = path.split("/"), pattern.split("/")
    return len(parts) == len(patterns) and all(map(fnmatchcase, parts, patterns))


def _natural(path: str) -> list[tuple[int, int | str]]:
    """Order 2 before 10."""
    return [(0, int(part)) if part.isdecimal() else (1, part) for part in re.split(r"(\d+)", path.lower())]


def _sidecar(reading: Reading, folder: str) -> Alts:
    """Read the texts beside the pictures; what is wrong in that file is a finding there."""
    place = f"{folder}/{SIDECAR}"
    if place not in reading.files.paths:
        return {}
    try:
        source, _ = decode(place, reading.files.read(place))
    except OSError:
        return {}
    node, findings = parse(source)
    reading.findings += findings
    beside = Reading(source)
    texts = schema.mapping_of(schema.text, f"{SIDECAR}")(beside, node, ()) if node else None
    reading.findings += beside.findings
    return {name: (text, beside.spans().at(name)) for name, text in (texts or {}).items()}


def _report_strangers(reading: Reading, known: Alts, paths: list[str]) -> None:
    names = [posixpath.basename(path) for path in paths]
    files = set(reading.files.paths)
    for path, (_, span) in known.items():
        if path not in files and path not in paths and posixpath.dirname(path):
            name = posixpath.basename(path)
            message = f"There is no picture “{name}” in this folder."
            reading.warn("FMT010", span, message, schema.near(name, names))
