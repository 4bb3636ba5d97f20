"""The feeds that are written of the brand's public posts."""

from collections.abc import Mapping
from datetime import datetime

from msgspec import Struct


class Feed(Struct, frozen=True, kw_only=True):
    """Where the folder of feeds is published, how many posts each has, and whose they are.

    Of the accounts of a feed's language, the first on which a post is public gives its words and pictures.
    No account is in it that was not named: its posts may be for few.
    """

    url: str
    accounts: tuple[str, ...]
    posts: int = 20


class Public(Struct, frozen=True):
    """A post that is public on an account: since when, last changed when (UTC), and where."""

    at: datetime
    updated: datetime
    url: str = ""


Publics = Mapping[tuple[str, str], Public]
"""What is public, by post and account."""
