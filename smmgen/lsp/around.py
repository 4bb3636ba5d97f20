"""What rules about one post may know of all the others, each made when a rule asks for it."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from typing import Any

from msgspec.structs import replace

from smmgen.check.clock import Clock
from smmgen.check.context import Context, make_context
from smmgen.compose.outline import outline
from smmgen.model.outline import Outline
from smmgen.model.post import Post
from smmgen.model.project import Project
from smmgen.model.variant import Variant
from smmgen.read.tree import Tree


def around(post: Post, project: Project, variants: Sequence[Variant], tree: Tree, now: datetime) -> Context:
    """Return the context of one post's rules; `variants` are those of all posts.

    Few rules ask for the outlines of others, and to make those of a thousand posts takes a while.
    """
    of: dict[str, tuple[Variant, ...]] = defaultdict(tuple)
    for variant in variants:
        of[variant.post] += (variant,)
    posts = {one.id: one for one in reversed(project.posts)}

    def told(name: str) -> Outline | None:
        return outline(posts[name], project.brand, of.get(name, ())) if name in posts else None

    own = make_context(replace(project, posts=(post,)), of.get(post.id, ()), tree, Clock(now))
    every = _Outlines(project.posts, lambda one: outline(one, project.brand, of.get(one.id, ())))
    known: Mapping[str, Any] = {"posts": posts, "variants_of": dict(of), "outline": told, "outlines": every}
    return replace(own, project=project, variants=tuple(variants), **known)


class _Outlines(Sequence[Outline]):
    """The outlines of posts, made when the first of them is asked for."""

    def __init__(self, posts: Sequence[Post], make: Callable[[Post], Outline]) -> None:
        self._posts = posts
        self._make = make

    @cached_property
    def _made(self) -> tuple[Outline, ...]:
        return tuple(map(self._make, self._posts))

    def __getitem__(self, index: Any) -> Any:
        return self._made[index]

    def __len__(self) -> int:
        return len(self._posts)
