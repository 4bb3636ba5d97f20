"""What Mastodon counts of a status: as far as the account's own server knows, which is not all there is.

Source: Mastodon documentation, entities Status (quotes_count since 4.5) and Account; read 2026-11.
"""

from collections.abc import Mapping

from smmgen.adapter import Metrics, NotSent, Numbers, Refused, Session
from smmgen.apis import mastodon
from smmgen.apis.answers import fields, number, reads, summed


@reads
def _posts(session: Session, ids: tuple[str, ...]) -> Mapping[str, Numbers]:
    return {one: found for one in ids if (found := _status(session, one))}


def _status(session: Session, status_id: str) -> Numbers | None:
    """Return a status's numbers; None where it is gone, or shows another one, which has its own."""
    reply = mastodon.look(session, f"/api/v1/statuses/{status_id}")
    if reply is None or fields(reply).get("reblog"):
        return None
    status = fields(reply)
    return Numbers(
        reactions=number(status.get("favourites_count")),
        comments=number(status.get("replies_count")),
        shares=summed(status.get("reblogs_count"), status.get("quotes_count")),
    )


@reads
def _followers(session: Session) -> int | NotSent | Refused | None:
    reply = mastodon.look(session, "/api/v1/accounts/verify_credentials")
    return number(fields(reply).get("followers_count")) if reply else None


METRICS = Metrics(
    gives=("reactions", "comments", "shares"),
    posts=_posts,
    followers=_followers,
    source="Mastodon documentation, statuses and accounts, read 2026-11",
)
