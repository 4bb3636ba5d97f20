"""What a network counts of a post, in the words that the field uses everywhere."""

from collections.abc import Iterator
from typing import Annotated, Literal

from msgspec import Meta, Struct
from msgspec.structs import asdict, fields

Count = Annotated[int, Meta(ge=0)]


class Numbers(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """What one post has gathered since it was published, as far as its network tells; None where it does not.

    `reach`: how many people saw it. `views`: how often it was shown (impressions). `reactions`: likes and
    every other sign of its kind. `comments`: comments and replies. `shares`: shared, reposted, quoted.
    `saves`: kept for later, bookmarks. `clicks`: clicks on its links. `video_views`: how often its video was
    played.
    """

    reach: Count | None = None
    views: Count | None = None
    reactions: Count | None = None
    comments: Count | None = None
    shares: Count | None = None
    saves: Count | None = None
    clicks: Count | None = None
    video_views: Count | None = None

    def told(self) -> Iterator[tuple[str, int]]:
        """Yield the numbers that the network tells, by their names."""
        return ((name, value) for name, value in asdict(self).items() if value is not None)

    def __bool__(self) -> bool:
        return any(True for _ in self.told())


NAMES: tuple[str, ...] = tuple(field.name for field in fields(Numbers))
"""Every number that there is, in the order in which people read them."""

ACTS = ("reactions", "comments", "shares", "saves")
"""What counts as an engagement: what somebody does with a post itself."""


class Rate(Struct, frozen=True):
    """An engagement rate, 0.05 for 5 %, and what it was taken of."""

    value: float
    of: Literal["reach", "views", "video views", "followers"]


def engagements(numbers: Numbers) -> int | None:
    """Return reactions + comments + shares + saves, of those that are told; None where none is."""
    told = [value for name, value in numbers.told() if name in ACTS]
    return sum(told) if told else None


def engagement_rate(numbers: Numbers, followers: int | None = None) -> Rate | None:
    """Return engagements ÷ reach; ÷ views where no reach is told; else ÷ video views; else ÷ followers.

    None where none of these is told.

    Rates of the same base compare; those of two bases do not, so the base is told with the rate. Clicks and
    plays are left out, as few networks tell them.
    """
    acts = engagements(numbers)
    if acts is None:
        return None
    if numbers.reach:
        return Rate(acts / numbers.reach, "reach")
    if numbers.views:
        return Rate(acts / numbers.views, "views")
    if numbers.video_views:
        return Rate(acts / numbers.video_views, "video views")
    return Rate(acts / followers, "followers") if followers else None


class Counted(Struct, frozen=True):
    """One number of one post on one account, as a table has it: a row, in the end."""

    post: str
    account: str
    metric: str
    value: float
