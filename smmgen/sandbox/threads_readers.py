"""What Threads tells of readers, post by post. Source: Threads API, "Insights"; read 2026-11."""

from functools import partial
from typing import Any

from smmgen.sandbox.graph_asked import Asked
from smmgen.sandbox.graph_insights import insights
from smmgen.sandbox.tally import followers, tally
from smmgen.sandbox.threads_media import of

_UNKNOWN = "Param metric[{number}] must be one of {{{known}}}"


def post(asked: Asked, name: str) -> dict[str, Any]:
    """Tell how many saw a post and what they did with it; who shows it again has no numbers of it."""
    kept = of(asked, name)
    names = {"views": "views", "likes": "reactions", "replies": "comments", "reposts": "shares"}
    known = {metric: partial(tally, asked.world, kept.post, own) for metric, own in names.items()}
    nothing = dict.fromkeys(("quotes", "shares"), int)
    return insights(asked, name, {**known, **nothing}, _UNKNOWN)


def account(asked: Asked, given: str) -> dict[str, Any]:
    """Tell how many follow an account."""
    owner = asked.account(given)
    known = {"followers_count": partial(followers, asked.world, "threads", owner.name)}
    return insights(asked, owner.id, known, _UNKNOWN, "day")
