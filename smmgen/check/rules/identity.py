"""Ids: the names under which the record of deliveries knows the posts."""

from collections import defaultdict
from collections.abc import Iterator

from smmgen.check.context import Context
from smmgen.check.registry import rule
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.outline import Outline
from smmgen.model.project import Project


@rule("IDS001", severity="error", on=Project)
def twice(project: Project, context: Context) -> Iterator[Diagnostic]:
    """Give every post an id of its own.

    Why: the record of what was published goes by the id. Of two posts with one id only the first would
    ever go out. Without `id:` it is the file's or folder's name without a leading date.

    Wrong:
        === content/posts/2026-11-30-sale.md
        ---
        title: Autumn sale
        ---
        All filters must go.
        === content/posts/2026-12-15-sale.md
        ---
        title: Winter sale
        ---
        All beans must go.

    Right:
        === content/posts/2026-11-30-sale.md
        ---
        id: autumn-sale
        ---
        All filters must go.
        === content/posts/2026-12-15-sale.md
        ---
        id: winter-sale
        ---
        All beans must go.
    """
    by_id: dict[str, list[Outline]] = defaultdict(list)
    for post in context.outlines:
        by_id[post.id].append(post)
    for identity, posts in by_id.items():
        for post in posts[1:]:
            message = f"The id “{identity}” is taken by {posts[0].path}."
            hint = f"Give this post another one, such as id: {identity}-2."
            yield twice.at(post.place("id"), message, hint, post=identity)
