"""A content repository, read."""

from collections.abc import Mapping
from dataclasses import dataclass

from smmgen.model.brand import Brand
from smmgen.model.plan import Plan
from smmgen.model.post import Post
from smmgen.model.source import Source
from smmgen.model.theme import Theme


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """Everything that was read, in order of path. `sources` holds the text files, by path."""

    brand: Brand
    posts: tuple[Post, ...] = ()
    plans: tuple[Plan, ...] = ()
    theme: Theme
    sources: Mapping[str, Source]
