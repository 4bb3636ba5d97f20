"""Draw a post's pictures for somebody to take away: named by post and account, at any size."""

from collections.abc import Iterable

from msgspec.structs import replace

from smmgen.build.drawing import Draw
from smmgen.build.failed import Failed
from smmgen.build.jobs import pictures_of
from smmgen.build.output import safe_name
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.size import insets_of
from smmgen.model.sizes import size_shown
from smmgen.model.variant import Picture, Variant
from smmgen.text.slug import slug

Sized = tuple[str, int, int]
"""A size's name, its width and height in pixels."""


def named(variants: Iterable[Variant], size: Sized | None) -> tuple[tuple[str, Picture], ...]:
    """Return the pictures with their files' names, without ending; at the size given, else at their own."""
    found = []
    for variant in variants:
        pictures = list(pictures_of(variant))
        stem = f"{safe_name(variant.post)}-{slug(variant.account) or 'account'}"
        for number, picture in enumerate(pictures, 1):
            name = stem if len(pictures) == 1 else f"{stem}-{number}"
            found.append((name, resized(picture, variant.network, size) if size else picture))
    return tuple(found)


def resized(picture: Picture, network: str, size: Sized) -> Picture:
    """Return a picture at another size, kept clear of what the network covers there."""
    name, width, height = size
    shown = size_shown(network, name, width, height)
    image = replace(picture.image, size=name)
    safe = insets_of(shown.zones) if shown else None
    return replace(picture, image=image, width=width, height=height, safe=safe)


def drawn(picture: Picture, draw: Draw) -> tuple[bytes, tuple[Diagnostic, ...]]:
    """Return a picture's bytes, empty where it could not be drawn, and what was found."""
    try:
        made = draw(picture)
    except Exception as fault:  # drawing runs on pictures and fonts from anywhere
        return b"", Failed.of(picture, fault).findings
    return made.data, made.findings


def ending(data: bytes) -> str:
    """Return how the name of a picture's file ends."""
    return "png" if data.startswith(b"\x89PNG") else "webp" if data.startswith(b"RIFF") else "jpg"
