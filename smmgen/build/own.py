"""What is told of one post beside the content: a part of `Beside` that can be kept with the post."""

from collections.abc import Callable, Mapping
from functools import cached_property

from msgspec import Struct, msgpack

from smmgen.build.beside import NOTHING, Beside, Change, Delivered

Ask = Callable[[], Beside | None]
"""Tells all that is known beside the content."""


class Own(Struct, frozen=True, array_like=True):
    """What became of a post, by account, and who changed its file."""

    delivered: Mapping[str, tuple[Delivered, ...]] = {}
    changes: tuple[Change, ...] = ()

    def beside(self, post: str, path: str) -> Beside:
        """Return it as part of the whole."""
        delivered = {(post, account): several for account, several in self.delivered.items()}
        return Beside(delivered=delivered, changes={path: self.changes} if self.changes else {})


EMPTY = msgpack.encode(Own())


class Besides:
    """Tells of each post what is known beside the content; asks for all of it only where that is needed.

    `known` is what was told last of posts, by id and path, where it still holds.
    """

    def __init__(self, ask: Ask, known: Callable[[str, str], bytes | None]) -> None:
        self._ask = ask
        self._known = known

    def of(self, post: str, path: str) -> bytes:
        """Return what is known of a post, encoded."""
        known = self._known(post, path)
        return self._told(post, path) if known is None else known

    def _told(self, post: str, path: str) -> bytes:
        delivered, changes = self._delivered.get(post, {}), self._all.changes.get(path, ())
        return msgpack.encode(Own(delivered, changes)) if delivered or changes else EMPTY

    @cached_property
    def _all(self) -> Beside:
        return self._ask() or NOTHING

    @cached_property
    def _delivered(self) -> Mapping[str, dict[str, tuple[Delivered, ...]]]:
        found: dict[str, dict[str, tuple[Delivered, ...]]] = {}
        for (post, account), several in self._all.delivered.items():
            found.setdefault(post, {})[account] = several
        return found
