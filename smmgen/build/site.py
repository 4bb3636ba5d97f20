"""Build everything into the output folder: pictures, pages, calendar and manifest."""

from collections import defaultdict
from datetime import datetime, timedelta
from pathlib import Path

from smmgen.adapter import adapter
from smmgen.build.account import FindAdapter
from smmgen.build.beside import NOTHING, Beside
from smmgen.build.cache import PictureCache
from smmgen.build.drawing import Draw, Progress, Read
from smmgen.build.finish import finish
from smmgen.build.manifest import manifest
from smmgen.build.output import Output
from smmgen.build.pages import Pages
from smmgen.build.preview import write_preview
from smmgen.build.ready import stopped
from smmgen.model.bundle import Bundle, FinishedVariant
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.project import Project
from smmgen.model.variant import Variant

Names = frozenset[tuple[str, str]]
"""Posts, each with an account."""

Findings = tuple[Diagnostic, ...]

KEPT = timedelta(days=30)
"""How long a drawn picture is kept that builds no longer need: other branches may."""


def build_site(
    project: Project,
    variants: tuple[Variant, ...],
    findings: Findings,
    read: Read,
    out: Path,
    draw: Draw,
    progress: Progress,
    now: datetime,
    *,
    cache: Path | None = None,
    find_adapter: FindAdapter = adapter,
    workers: int = 1,
    beside: Beside = NOTHING,
) -> tuple[Bundle, Findings]:
    """Write the site of a project into `out`; return what may be published, and what building found.

    Every post has its page; those with an error are not in the bundle and not in the manifest. Only files
    that changed are written, and files of an earlier build that nothing needs any more are removed.
    `cache` is a folder for drawn pictures, shared by builds; `now` (aware) chooses the month to open with.
    So many `workers` are the processes that draw and write pages; more than one only where no threads run.
    `beside` is what pages tell beside the content.
    """
    output, pages, kept = Output(out), Pages(project.theme, read), PictureCache(cache)
    finished = finish(_each_once(variants), project.theme, read, output, draw, progress, kept, workers)
    found = _new(finished.findings, findings)
    bundle = _bundle(finished.variants, (*findings, *found))
    output.put("manifest.json", manifest(project, bundle))
    told = (*findings, *found)
    write_preview(project, finished.variants, told, read, output, pages, now, find_adapter, workers, beside)
    output.sweep()
    kept.forget(now - KEPT)
    return bundle, (*found, *pages.findings)


def build_due(
    project: Project,
    variants: tuple[Variant, ...],
    findings: Findings,
    read: Read,
    out: Path,
    draw: Draw,
    later: Names,
    *,
    cache: Path | None = None,
    workers: int = 1,
) -> tuple[Bundle, Findings]:
    """Write into `out` the pictures of all that is not due `later`, for a publisher that waits for them.

    Return what may be published, and what drawing found. Pages and manifest stay as the last whole build
    left them.
    """
    output = Output(out)
    due = tuple(one for one in _each_once(variants) if (one.post, one.account) not in later)
    finished = finish(due, project.theme, read, output, draw, lambda *_: None, PictureCache(cache), workers)
    found = _new(finished.findings, findings)
    output.spare()
    return _bundle(finished.variants, (*findings, *found)), found


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


_GRAVITY = {"info": 0, "warning": 1, "error": 2}


def _new(found: Findings, known: Findings) -> Findings:
    """Leave out what `check` has told of the same picture, at least as gravely, before it was drawn."""
    told = [finding for finding in known if finding.code.startswith(("MED", "REF"))]

    def is_told(one: Diagnostic) -> bool:
        graver = (other for other in told if _GRAVITY[other.severity] >= _GRAVITY[one.severity])
        return any(one.span.holds(other.span) for other in graver)

    return tuple(one for one in found if not is_told(one))


def _bundle(finished: tuple[FinishedVariant, ...], findings: Findings) -> Bundle:
    errors = stopped(findings)
    ready: dict[str, dict[str, FinishedVariant]] = defaultdict(dict)
    for one in finished:
        if one.variant not in errors and _is_whole(one):
            ready[one.variant.post][one.variant.account] = one
    return Bundle(dict(ready))


def _is_whole(finished: FinishedVariant) -> bool:
    files = [
        file for message in finished.messages for file in (*message.files, message.thumbnail, message.video)
    ]
    return all(file.path for file in files if file)
