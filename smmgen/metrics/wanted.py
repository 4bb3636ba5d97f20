"""Which posts numbers are asked for: those that the ledger knows to be public, for so many days."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime, timedelta

from msgspec import Struct

from smmgen.ledger.state import State

DAYS = 30
"""So many days a post is asked for unless somebody says otherwise: by then most of its numbers are in."""


class Posted(Struct, frozen=True, order=True):
    """A post that is public on an account: since when (UTC), its name at the network, and where to see it."""

    at: datetime
    post: str
    remote_id: str
    url: str


def wanted(
    state: State, now: datetime, days: int = DAYS, *, post: str = "", account: str = ""
) -> Mapping[str, tuple[Posted, ...]]:
    """Return by account what was published in the last `days` days and is not retracted, the latest first.

    Of a thread it is the first message, which stands for the post; a first comment is no post. Empty names
    stand for all posts and all accounts.
    """
    first = now - timedelta(days=days)
    found: dict[str, list[Posted]] = defaultdict(list)
    for name, stage, at in state.ends():
        is_asked = post in ("", name.post) and account in ("", name.account)
        if stage != "POSTED" or name.number or at < first or not is_asked:
            continue
        if not state.is_retracted(name):
            last = state.history(name)[-1]
            found[name.account].append(Posted(at, name.post, last.remote_id, last.url))
    return {name: tuple(sorted(posts, reverse=True)) for name, posts in sorted(found.items())}
