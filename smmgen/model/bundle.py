"""Variants with their files finished: what `dist/manifest.json` says and what is published."""

from collections.abc import Mapping
from dataclasses import dataclass

from smmgen.model.variant import Message, Variant


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A finished picture: `path` from the output folder, size in pixels, length in bytes, hash in hex.

    `focus` is the point to keep in sight, 0..1 from the left and the top of this very picture.
    """

    path: str
    alt: str
    width: int
    height: int
    bytes: int
    sha256: str
    media_type: str
    focus: tuple[float, float] = (0.5, 0.5)


@dataclass(frozen=True, slots=True)
class FinishedMessage:
    """A message with its files, in the order of its pictures, and the picture of its link card or video."""

    message: Message
    files: tuple[File, ...] = ()
    thumbnail: File | None = None


@dataclass(frozen=True, slots=True)
class FinishedVariant:
    """A variant ready to be published; `digest` is the SHA-256 (hex) of all that would be sent."""

    variant: Variant
    messages: tuple[FinishedMessage, ...]
    digest: str


@dataclass(frozen=True, slots=True)
class Bundle:
    """All finished variants, by post id and then account."""

    variants: Mapping[str, Mapping[str, FinishedVariant]]
