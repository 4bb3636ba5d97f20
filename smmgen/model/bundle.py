"""Variants with their files finished: what `dist/manifest.json` says and what is published."""

from collections.abc import Callable, Mapping

from msgspec import Struct

from smmgen.model.variant import Message, Variant


class File(Struct, frozen=True, kw_only=True):
    """A finished picture or video: `path` from the output folder, size in pixels, bytes, hash (hex).

    `seconds` is how long a video plays. `focus` is the point to keep in sight, 0..1 from the left and the top
    of this very picture.
    """

    path: str
    alt: str
    width: int
    height: int
    bytes: int
    sha256: str
    media_type: str
    focus: tuple[float, float] = (0.5, 0.5)
    seconds: float = 0.0


class FinishedMessage(Struct, frozen=True):
    """A message with its files, in the order of its pictures, and the picture of its link card or video.

    `video` is its video's file.
    """

    message: Message
    files: tuple[File, ...] = ()
    thumbnail: File | None = None
    video: File | None = None


class FinishedVariant(Struct, frozen=True):
    """A variant ready to be published; `digest` is the SHA-256 (hex) of all that would be sent.

    Where it is not drawn, as nothing of it is to be sent any more, its messages have no files and it has no
    digest.
    """

    variant: Variant
    messages: tuple[FinishedMessage, ...]
    digest: str
    is_drawn: bool = True


class Bundle(Struct, frozen=True):
    """All finished variants, by post id and then account.

    `media` names a photo's or video's bytes by its path: with other bytes it has another name.
    """

    variants: Mapping[str, Mapping[str, FinishedVariant]]
    media: Callable[[str], str] = str
