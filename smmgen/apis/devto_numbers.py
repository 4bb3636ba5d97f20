"""What DEV counts of an article: its owner is told the views too.

Source: Forem API description v1, /articles/me (`page_views_count`, `public_reactions_count`,
`comments_count`); read 2026-11. How many follow is told page by page only, so it is not asked.
"""

from collections.abc import Mapping
from typing import Any

from smmgen.adapter import Metrics, Numbers, Session
from smmgen.apis import devto
from smmgen.apis.answers import number, reads


@reads
def _posts(session: Session, ids: tuple[str, ...]) -> Mapping[str, Numbers]:
    """List the own articles, all at once: there is no other way to their views."""
    articles = {devto.number(one): one for one in devto.own(session, "published")}
    return {name: _numbers(articles[name]) for name in ids if name in articles}


def _numbers(article: Mapping[str, Any]) -> Numbers:
    return Numbers(
        views=number(article.get("page_views_count")),
        reactions=number(article.get("public_reactions_count")),
        comments=number(article.get("comments_count")),
    )


METRICS = Metrics(
    gives=("views", "reactions", "comments"),
    posts=_posts,
    at_once=devto.MOST,
    source="Forem API v1, /articles/me, read 2026-11",
)
