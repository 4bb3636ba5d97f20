"""What a publisher waits for: the pictures of what is to be sent, and nothing else."""

from collections import defaultdict
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from smmgen.build.cache import PictureCache
from smmgen.build.drawing import Draw, Read
from smmgen.build.fingerprint import media_of
from smmgen.build.finish import finish
from smmgen.build.output import Output
from smmgen.build.ready import not_told, ready_of
from smmgen.model.bundle import Bundle, FinishedMessage, FinishedVariant
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.project import Project
from smmgen.model.variant import Variant

Names = frozenset[tuple[str, str]]
"""Posts, each with an account."""

Findings = tuple[Diagnostic, ...]

IsOver = Callable[[Variant], bool]
"""Tell whether nothing of a variant is to be sent any more, by what a ledger says of it."""


def build_due(
    project: Project,
    variants: tuple[Variant, ...],
    findings: Findings,
    read: Read,
    out: Path,
    draw: Draw,
    later: Names,
    is_over: IsOver = lambda _: False,
    *,
    cache: Path | None = None,
    workers: int = 1,
) -> tuple[Bundle, Findings]:
    """Write into `out` the pictures of all that is not due `later`, for a publisher that waits for them.

    What is over is in the bundle, but not drawn: a brand of many years would draw for hours. Return what may
    be published, and what drawing found. Pages and manifest stay as the last whole build left them.
    """
    output = Output(out)
    due = tuple(one for one in _each_once(variants) if (one.post, one.account) not in later)
    asked = tuple(one for one in due if not is_over(one))
    finished = finish(asked, project.theme, read, output, draw, lambda *_: None, PictureCache(cache), workers)
    found = not_told(finished.findings, findings)
    output.spare()
    made = (*finished.variants, *(undrawn(one) for one in due if is_over(one)))
    return _bundle(made, (*findings, *found), media_of(read)), found


def undrawn(variant: Variant) -> FinishedVariant:
    """Return a variant as it is when its pictures are not drawn."""
    messages = tuple(FinishedMessage(message) for message in variant.messages)
    return FinishedVariant(variant, messages, "", is_drawn=False)


def later_than(until: datetime, variants: tuple[Variant, ...]) -> Names:
    """Return the posts and accounts whose time is after `until` (aware), or that have none."""
    return frozenset(
        (one.post, one.account) for one in variants if not one.publish_at or one.publish_at > until
    )


def _each_once(variants: tuple[Variant, ...]) -> tuple[Variant, ...]:
    """Leave out the variants of a second post with the same id; `check` reports it."""
    first: dict[tuple[str, str], Variant] = {}
    for variant in variants:
        first.setdefault((variant.post, variant.account), variant)
    return tuple(first.values())


def _bundle(finished: tuple[FinishedVariant, ...], findings: Findings, media: Callable[[str], str]) -> Bundle:
    ready: dict[str, dict[str, FinishedVariant]] = defaultdict(dict)
    for one in ready_of(finished, findings):
        ready[one.variant.post][one.variant.account] = one
    return Bundle(dict(ready), media)
