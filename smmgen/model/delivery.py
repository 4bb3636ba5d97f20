"""One message of one post to one account: the unit that the ledger counts."""

from datetime import datetime
from typing import NamedTuple

from msgspec import Struct

from smmgen.model.bundle import FinishedMessage


class DeliveryId(NamedTuple):
    """Name a delivery for good: no dates and no paths in it, so posts may be moved and rescheduled."""

    account: str
    post: str
    number: int = 0

    def __str__(self) -> str:
        """Write it as a person and the ledger do: account/post.number."""
        return f"{self.account}/{self.post}.{self.number}"


class Delivery(Struct, frozen=True, kw_only=True):
    """A message on its way. `due` is UTC; `total` is how many messages its variant has.

    `digest` is the SHA-256 (hex) of this message's payload; `fingerprint` that of its normalised text, and
    `asked` a hash of what the post asks for, before pictures are drawn: a new logo or another program that
    draws changes the first and not the last. What is not drawn has no digest and cannot be sent.
    `reply_to` is the id of the post that the first message answers, `repost` that of the post that it shows
    again; empty if none.
    """

    id: DeliveryId
    network: str
    due: datetime
    total: int
    content: FinishedMessage
    digest: str
    fingerprint: str
    asked: str = ""
    is_drawn: bool = True
    reply_to: str = ""
    repost: str = ""
