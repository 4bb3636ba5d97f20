"""One side of a comparison: a repository as it was, or is, and what it says to each account."""

from collections.abc import Mapping
from functools import cached_property
from typing import NamedTuple

from msgspec import Struct

from smmgen.build.drawing import Draw, Read
from smmgen.build.ready import Stopped, stopped
from smmgen.model.change import Revision, Showing
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.post import Post
from smmgen.model.project import Project
from smmgen.model.variant import Variant


class Key(NamedTuple):
    """A variant's name on one side."""

    post: str
    account: str


class Side(Struct, frozen=True, kw_only=True, dict=True):
    """A checked repository; `project` is None where it has no usable `smmgen.yaml`.

    `posts` are all of them by id, read when somebody asks for one, and `paths` those of their files; of two
    with one id the first, as build has it. `variants` are those that may differ from the other side's. `read`
    reads its files, and `draw` draws with its theme.
    """

    revision: Revision
    project: Project | None
    posts: Mapping[str, Post]
    paths: Mapping[str, str]
    variants: tuple[Variant, ...]
    findings: tuple[Diagnostic, ...]
    read: Read
    draw: Draw

    @cached_property
    def by_key(self) -> Mapping[Key, Variant]:
        """Return the variants by name; of two with one name the first."""
        return {Key(variant.post, variant.account): variant for variant in reversed(self.variants)}

    @cached_property
    def stopped(self) -> Stopped:
        """Return which variants an error keeps from being published."""
        return stopped(self.findings)

    def showing(self, variant: Variant | None) -> Showing | None:
        """Tell when and whether a variant of this side will be published; None where there is none."""
        if variant is None:
            return None
        is_free = variant not in self.stopped
        return Showing(
            publish_at=variant.publish_at,
            status=variant.status,
            goes_out=is_free and variant.status == "ready" and variant.publish_at is not None,
            messages=len(variant.messages),
        )
