"""What LinkedIn tells administrators of a Page: the lifetime numbers of its posts, and how many follow it.

Source: LinkedIn API, Marketing 2026-09, "Organization Share Statistics", "Organization Lookup" (network
sizes), Rest.li 2.0 lists, whose values are percent-encoded; read 2026-11.
"""

import re
from typing import Any

from smmgen.sandbox.exchange import Call, World
from smmgen.sandbox.linkedin_answer import refused
from smmgen.sandbox.linkedin_post import account_of
from smmgen.sandbox.linkedin_token import signed_in
from smmgen.sandbox.store import Kept
from smmgen.sandbox.tally import followers, tally

KINDS = {"shares": "share", "ugcPosts": "ugcPost"}
PAGE = r"urn:li:organization:\d+"


def share_statistics(call: Call, world: World) -> Any:
    """Return the numbers of posts of a Page, those that are there."""
    signed_in(call, world)
    page = str(call.query.get("organizationalEntity", ""))
    if call.query.get("q") != "organizationalEntity" or not re.fullmatch(PAGE, page):
        raise refused(400, "ILLEGAL_ARGUMENT", "No method found for the query parameters")
    if "List(urn:" in call.target:
        raise refused(400, "ILLEGAL_ARGUMENT", "Invalid query parameters passed to request")
    elements = [_row(world, page, kind, name) for kind in KINDS for name in _listed(call, kind)]
    return {"paging": {"start": 0, "count": 10, "links": []}, "elements": [one for one in elements if one]}


def _listed(call: Call, kind: str) -> list[str]:
    given = re.fullmatch(r"List\((.+)\)", str(call.query.get(kind, "")))
    return given[1].split(",") if given else []


def _row(world: World, page: str, kind: str, name: str) -> dict[str, Any] | None:
    kept = _post(world, name)
    if kept is None or kept.post.account != account_of(page) or f":{KINDS[kind]}:" not in name:
        return None
    names = {
        "uniqueImpressionsCount": "reach",
        "impressionCount": "views",
        "likeCount": "reactions",
        "commentCount": "comments",
        "shareCount": "shares",
        "clickCount": "clicks",
    }
    counts = {theirs: tally(world, kept.post, own) for theirs, own in names.items()}
    told = {**counts, "engagement": 0.0}
    return {KINDS[kind]: name, "organizationalEntity": page, "totalShareStatistics": told}


def _post(world: World, name: str) -> Kept | None:
    if not re.fullmatch(r"urn:li:(?:share|ugcPost):\d+", name):
        raise refused(400, "ILLEGAL_ARGUMENT", f"Invalid URN {name}")
    return next((kept for kept in world.store.posts("linkedin") if kept.post.id == name), None)


def network_size(call: Call, world: World, name: str) -> Any:
    """Return how many follow a Page."""
    signed_in(call, world)
    if call.query.get("edgeType") != "COMPANY_FOLLOWED_BY_MEMBER":
        raise refused(400, "INVALID_VALUE_FOR_FIELD", "Invalid value for param; wrong type")
    if not re.fullmatch(PAGE, name):
        raise refused(403, "ACCESS_DENIED", "Not enough permissions to access: networkSizes.GET")
    return {"firstDegreeSize": followers(world, "linkedin", account_of(name))}
