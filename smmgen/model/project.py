"""A content repository, read."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from smmgen.model.brand import Brand
from smmgen.model.plan import Plan
from smmgen.model.post import Post
from smmgen.model.source import Source
from smmgen.model.strategy import Strategy
from smmgen.model.theme import Theme


class Project(Struct, frozen=True, kw_only=True):
    """Everything that was read, in order of path. `sources` holds the text files, by path."""

    brand: Brand
    posts: Sequence[Post] = ()
    plans: Sequence[Plan] = ()
    strategy: Strategy | None = None
    theme: Theme
    sources: Mapping[str, Source]
