"""What is sent to a cluster: work that needs no more than the bytes that come with it."""

from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from typing import Generic, Protocol, TypeVar, overload

from msgspec import Struct

Item = TypeVar("Item")

Do = Callable[[Sequence[bytes], bytes, Sequence[tuple[str, bytes]]], bytes]
"""What a worker calls: with what all parcels share, the parcel's own bytes, and its files by name.

It is pure: the same bytes give the same bytes, on any machine, however often.
"""


Read = Callable[[str], bytes]
"""Returns a file by its name, and raises `OSError` where it cannot be read."""


class Parcel(Struct, frozen=True, kw_only=True):
    """One piece of work: its own bytes, and the files that it needs, which are read when it is sent."""

    body: bytes
    files: tuple[str, ...] = ()

    def key(self, commons: Sequence[str], digests: Sequence[str]) -> str:
        """Return a name (SHA-256, hex) that is the same only for the same work on the same bytes.

        `commons` and `digests` name what all parcels share, and the files: SHA-256, hex.
        """
        named = (f"{path} {digest}" for path, digest in zip(self.files, digests, strict=True))
        lines = "\n".join((*commons, sha256(self.body).hexdigest(), *named))
        return sha256(lines.encode("utf-8", "surrogatepass")).hexdigest()


class Parcels(Sequence[Parcel], Generic[Item]):
    """A parcel for each group of items, made when it is to be sent: all of them would fill the memory."""

    def __init__(self, groups: Sequence[Sequence[Item]], make: Callable[[Sequence[Item]], Parcel]) -> None:
        self.groups = groups
        self._make = make

    @overload
    def __getitem__(self, index: int) -> Parcel: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Parcel]: ...
    def __getitem__(self, index: int | slice) -> Parcel | Sequence[Parcel]:
        """Make the parcel of a group, or of some."""
        if isinstance(index, slice):
            return [self._make(group) for group in self.groups[index]]
        return self._make(self.groups[index])

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.groups)


def grouped(items: Sequence[Item], size: int) -> list[Sequence[Item]]:
    """Part items into groups of a size."""
    return [items[start : start + size] for start in range(0, len(items), size)]


class Hands(Protocol):
    """Machines that do parcels."""

    def run(
        self, do: Do, commons: Sequence[bytes], parcels: Sequence[Parcel], read: Read
    ) -> Iterator[tuple[int, bytes | None]]:
        """Yield each parcel's number with what came of it, in any order; None where nobody could do it."""


class OpenHands(Hands, Protocol):
    """Machines that are connected, until they are left."""

    def close(self) -> None:
        """Leave them."""
