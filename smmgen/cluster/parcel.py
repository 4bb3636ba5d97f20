"""What is sent to a cluster: work that needs no more than the bytes that come with it."""

from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from typing import Protocol

from msgspec import Struct

Do = Callable[[bytes, bytes, Sequence[tuple[str, bytes]]], bytes]
"""What a worker calls: with what all parcels share, the parcel's own bytes, and its files by name.

It is pure: the same bytes give the same bytes, on any machine, however often.
"""


Read = Callable[[str], bytes]
"""Returns a file by its name, and raises `OSError` where it cannot be read."""


class Parcel(Struct, frozen=True, kw_only=True):
    """One piece of work: its own bytes, and the files that it needs, which are read when it is sent."""

    body: bytes
    files: tuple[str, ...] = ()

    def key(self, common: bytes, digests: Sequence[str]) -> str:
        """Return a name (SHA-256, hex) that is the same only for the same work on the same bytes."""
        named = "\n".join(f"{path} {digest}" for path, digest in zip(self.files, digests, strict=True))
        return sha256(b"\0".join((sha256(common).digest(), self.body, named.encode()))).hexdigest()


class Hands(Protocol):
    """Machines that do parcels."""

    def run(
        self, do: Do, common: bytes, parcels: Sequence[Parcel], read: Read
    ) -> Iterator[tuple[int, bytes | None]]:
        """Yield each parcel's number with what came of it, in any order; None where nobody could do it."""


class OpenHands(Hands, Protocol):
    """Machines that are connected, until they are left."""

    def close(self) -> None:
        """Leave them."""
