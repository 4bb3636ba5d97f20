"""The feeds that are written of the brand's public posts."""

from collections.abc import Mapping
from datetime import datetime

from msgspec import Struct


class Feed(Struct, frozen=True, kw_only=True):
    """Where the folder of feeds is published, how many posts each has, and whose they are.

    Of the accounts of a feed's language, the first on which a post is public gives its words and pictures;
    none named are all.
    """

    url: str
    posts: int = 20
    accounts: tuple[str, ...] = ()


class Public(Struct, frozen=True):
    """A post that is public on an account: since when, last changed when (UTC), and where."""

    at: datetime
    updated: datetime
    url: str = ""


Publics = Mapping[tuple[str, str], Public]
"""What is public, by post and account."""
