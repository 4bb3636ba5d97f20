"""What LinkedIn counts of a Page's posts; a person's posts have numbers for LinkedIn's partners alone.

Source: LinkedIn API on Microsoft Learn, Organization Share Statistics (lifetime, of shares or
of ugcPosts) and network sizes of an organization, Marketing 2026-09; read 2026-11.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from smmgen.adapter import Metrics, NotSent, Numbers, Refused, Session
from smmgen.apis import linkedin
from smmgen.apis.answers import number, objects, reads, text
from smmgen.model.brand import Account

_PAGE = "urn:li:organization:"
_KINDS = {"shares": "urn:li:share:", "ugcPosts": "urn:li:ugcPost:"}


@reads
def _posts(session: Session, ids: tuple[str, ...]) -> Mapping[str, Numbers]:
    """Ask for posts of each kind, which have lists of their own."""
    asked = ((kind, [one for one in ids if one.startswith(start)]) for kind, start in _KINDS.items())
    rows = [row for kind, names in asked if names for row in _statistics(session, kind, names)]
    return {text(row.get("share")) or text(row.get("ugcPost")): _numbers(row) for row in rows}


def _statistics(session: Session, kind: str, names: Iterable[str]) -> list[Mapping[str, Any]]:
    page = linkedin.quoted(session.account.text("author"))
    listed = ",".join(map(linkedin.quoted, names))
    query = f"q=organizationalEntity&organizationalEntity={page}&{kind}=List({listed})"
    found = linkedin.look(session, f"/rest/organizationalEntityShareStatistics?{query}").get("elements")
    return objects(found)


def _numbers(row: Mapping[str, Any]) -> Numbers:
    counts = row.get("totalShareStatistics")
    told = counts if isinstance(counts, dict) else {}
    return Numbers(
        reach=number(told.get("uniqueImpressionsCount")),
        views=number(told.get("impressionCount")),
        reactions=number(told.get("likeCount")),
        comments=number(told.get("commentCount")),
        shares=number(told.get("shareCount")),
        clicks=number(told.get("clickCount")),
    )


@reads
def _followers(session: Session) -> int | NotSent | Refused | None:
    page = linkedin.quoted(session.account.text("author"))
    found = linkedin.look(session, f"/rest/networkSizes/{page}?edgeType=COMPANY_FOLLOWED_BY_MEMBER")
    return number(found.get("firstDegreeSize"))


def _why_not(account: Account) -> str:
    if account.text("author").startswith(_PAGE):
        return ""
    return "LinkedIn tells the numbers of a person's posts to its partners only; those of a Page are read."


METRICS = Metrics(
    gives=("reach", "views", "reactions", "comments", "shares", "clicks"),
    posts=_posts,
    followers=_followers,
    at_once=20,
    why_not=_why_not,
    needs="`rw_organization_admin`, and an administrator's role; only a Page's posts have numbers",
    source="LinkedIn API, Organization Share Statistics, read 2026-11",
)
