"""What is kept of each post from build to build: what its page was made of, and what others take from it."""

from collections.abc import Callable, Iterator, Mapping

from msgspec import Raw, Struct
from msgspec.structs import replace

from smmgen.build.view import MediaView
from smmgen.model.bundle import File, FinishedMessage, FinishedVariant
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.draft import Draft
from smmgen.model.post import Status
from smmgen.recall.mark import Mark


class Asked(Struct, frozen=True, kw_only=True, array_like=True):
    """All that a post's page is made of, beside what all pages share.

    `file`, `names`, `files` and `given` are those of the post's entry. `told` is the mark of what is found
    in it. `before` and `after` are its neighbours in time: their ids and titles. `beside` is what is known
    beside the content. `walls` are the accounts whose pages show it.
    """

    path: str
    file: Mark
    names: Mark
    files: Mapping[str, Mark]
    given: Mapping[str, int | None] | None
    told: Mark
    before: tuple[str, str]
    after: tuple[str, str]
    beside: bytes
    walls: tuple[str, ...]


class Piece(Struct, frozen=True, kw_only=True, array_like=True):
    """A post as the page of an account shows it; `tile` is its first picture."""

    html: str
    language: str
    status: Status
    tile: MediaView | None


class Media(Struct, frozen=True, array_like=True):
    """The files of one message."""

    files: tuple[File, ...]
    thumbnail: File | None
    video: File | None


class Record(Struct, frozen=True, kw_only=True, array_like=True):
    """A post that was shown: what that was made of, and what came of it.

    `media` are the photos and videos that were read, with their marks. `days` are those of the calendar that
    show it, `sketches` what they say, encoded, with its mark in `look`. `sizes` are the lengths in bytes
    of its parts of the shared files. `ready` are the accounts that may be published to, `pictures` the
    files of their pictures, `files` all of the post's files. `faults` are those of templates. `finished` are
    the files of all messages, in order; empty where there are none.
    """

    post: str
    title: str
    asked: Asked
    media: Mapping[str, Mark]
    days: tuple[int, ...]
    sketches: Raw
    look: Mark
    sizes: tuple[int, ...]
    ready: tuple[str, ...]
    pictures: tuple[str, ...]
    files: tuple[str, ...]
    findings: tuple[Diagnostic, ...]
    faults: tuple[Diagnostic, ...]
    pieces: Mapping[str, Piece]
    finished: tuple[Media, ...]

    def apart(self) -> "Record":
        """Return the record without the bytes that it was decoded from: what is encoded is a view of them."""
        return replace(self, sketches=self.sketches.copy())


class Shown(Struct, frozen=True, array_like=True):
    """A post shown just now: its record, its parts of the shared files, and what was written for it."""

    record: Record
    parts: tuple[bytes, ...]
    written: tuple[str, ...]


def media_of(finished: tuple[FinishedVariant, ...]) -> tuple[Media, ...]:
    """Return the files of all messages, to be kept; nothing where there are none at all."""
    found = tuple(
        Media(one.files, one.thumbnail, one.video) for variant in finished for one in variant.messages
    )
    return found if any(one.files or one.thumbnail or one.video for one in found) else ()


def finished_again(
    draft: Draft, media: tuple[Media, ...], digest: Callable[..., str]
) -> Iterator[FinishedVariant]:
    """Return the variants of a post with the files that were kept."""
    left = iter(media)
    for variant in draft.variants:
        messages = tuple(
            FinishedMessage(message, one.files, one.thumbnail, one.video) if one else FinishedMessage(message)
            for message in variant.messages
            for one in (next(left, None),)
        )
        yield FinishedVariant(variant, messages, digest(variant, messages))
