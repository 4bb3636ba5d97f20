"""What YouTube counts of a video. Numbers are written as text; a channel may hide its subscribers.

Source: YouTube Data API v3, discovery document 20260427, `videos` (50 at once) and `channels`, part
`statistics`; a call costs one unit of the day's quota; read 2026-11.
"""

from collections.abc import Mapping
from typing import Any

from smmgen.adapter import Metrics, NotSent, Numbers, Refused, Session
from smmgen.apis import youtube
from smmgen.apis.answers import number, reads, text


@reads
def _posts(session: Session, ids: tuple[str, ...]) -> Mapping[str, Numbers]:
    found = youtube.ask(session, "/videos", {"part": "statistics", "id": ",".join(ids)})
    return {text(video.get("id")): _numbers(_statistics(video)) for video in found}


def _statistics(found: Mapping[str, Any]) -> Mapping[str, Any]:
    counts = found.get("statistics")
    return counts if isinstance(counts, dict) else {}


def _numbers(counts: Mapping[str, Any]) -> Numbers:
    return Numbers(
        video_views=number(counts.get("viewCount")),
        reactions=number(counts.get("likeCount")),
        comments=number(counts.get("commentCount")),
    )


@reads
def _followers(session: Session) -> int | NotSent | Refused | None:
    """Return the subscribers, which YouTube rounds to three digits."""
    found = youtube.ask(session, "/channels", {"part": "statistics", "mine": "true"})
    counts = _statistics(found[0]) if found else {}
    return None if counts.get("hiddenSubscriberCount") else number(counts.get("subscriberCount"))


METRICS = Metrics(
    gives=("reactions", "comments", "video_views"),
    posts=_posts,
    followers=_followers,
    at_once=50,
    source="YouTube Data API v3, videos and channels with the part statistics, read 2026-11",
)
