"""What the others need to know of a post: enough to plan, to count and to lay out a calendar."""

from collections.abc import Mapping
from datetime import UTC, datetime

import msgspec

from smmgen.clock import When
from smmgen.model.ignore import Ignore
from smmgen.model.post import Status
from smmgen.model.source import Span


class Outline(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """A post without its text: small, quick to store, the same in every process.

    `path` is its file. `publish_at` and `accounts` are as the file states them, before any account's changes.
    `goes_to` names the accounts that it is composed for; `times` (seconds since 1970, UTC; None without one)
    and `says` (a hash of the words that a reader sees, 0 for none) are in their order. `ignores` are what its
    file asks to leave out. `places` are encoded: ask `place`.
    """

    id: str
    path: str
    title: str = ""
    status: Status = "draft"
    rubric: str = ""
    owner: str = ""
    campaign: str = ""
    language: str = ""
    reply_to: str = ""
    repost: str = ""
    is_stated: bool = False
    publish_at: When | None = None
    accounts: tuple[str, ...] | None = None
    goes_to: tuple[str, ...] = ()
    times: tuple[int | None, ...] = ()
    says: tuple[int, ...] = ()
    ignores: tuple[Ignore, ...] = ()
    places: msgspec.Raw

    @property
    def is_finished(self) -> bool:
        """Tell whether the post says that it is complete: in review, ready or paused."""
        return self.status in FINISHED

    @property
    def last(self) -> datetime | None:
        """Return the latest of its times, in UTC."""
        times = [time for time in self.times if time is not None]
        return datetime.fromtimestamp(max(times), UTC) if times else None

    def place(self, key: str, account: str = "") -> Span:
        """Return where a key of the front matter stands, on an account if it differs there; else the whole.

        The key "text" is where the first message for an account starts.
        """
        known = self.all_places()
        return known.get(f"{key}@{account}") or known.get(key) or known[""]

    def all_places(self) -> dict[str, Span]:
        """Return all places, by the key that `packed` takes."""
        return _DECODER.decode(self.places)


FINISHED: frozenset[Status] = frozenset({"review", "ready", "paused"})
"""A post with one of these statuses says it is complete; an idea or a draft may lack things."""

_DECODER = msgspec.msgpack.Decoder(dict[str, Span])


def packed(places: Mapping[str, Span]) -> msgspec.Raw:
    """Encode the places of an outline: "" for the whole, a key, or a key "@" an account."""
    return msgspec.Raw(msgspec.msgpack.encode(places))
