"""What an open page is told: which files are new, and what stands in the way."""

from collections.abc import Callable, Collection, Iterable, Iterator

import msgspec
from msgspec import Struct

from smmgen.build.entry import page_of
from smmgen.build.variant_view import finding_views
from smmgen.build.view import FindingView
from smmgen.check.show.text import SECRETS
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.source import Source
from smmgen.read.front_matter import decode
from smmgen.serve.burst import CONFIG
from smmgen.serve.site import Refreshed

MOST = 30
"""So many errors are shown; whoever has more needs `smmgen check`."""
MOST_WRITTEN = 2000
"""A list of more new files than these is not sent: everything may be new then."""

Read = Callable[[str], bytes]


class Fault(Struct, frozen=True):
    """An error to show: the finding, and the page of its post, empty where there is none."""

    finding: FindingView
    page: str


class State(Struct, frozen=True, kw_only=True):
    """How the site stands after the build of a number.

    `written` are the files that are new since the build before, None for any. `is_stopped`: nothing could be
    built, so that all pages are those of an earlier build. `count` is the number of errors, `faults` are the
    first of them.
    """

    build: str
    is_working: bool = False
    is_stopped: bool = False
    written: tuple[str, ...] | None = None
    count: int = 0
    faults: tuple[Fault, ...] = ()

    def text(self) -> str:
        """Return it as JSON."""
        return msgspec.json.encode(self).decode()


def state_of(build: str, done: Refreshed, pages: Collection[str], read: Read) -> State:
    """Return what to tell of a build; `pages` are the files of the site, `read` reads the content."""
    errors = [finding for finding in done.told.findings if finding.severity == "error"]
    errors.sort(key=lambda error: error.span.path != CONFIG)  # without it there is nothing
    fresh = sorted(done.written | done.removed)
    return State(
        build=build,
        is_stopped=not done.told.is_usable,
        written=tuple(fresh) if len(fresh) <= MOST_WRITTEN else None,
        count=len(errors),
        faults=tuple(_faults(errors[:MOST], pages, read)),
    )


def broken(build: str, why: str) -> State:
    """Return what to tell where building itself failed."""
    view = FindingView(
        code="",
        severity="error",
        message=f"Building failed: {why}.",
        hint="The terminal says more. Save a file to try again.",
        path="",
        line=0,
        column=0,
        account="",
    )
    return State(build=build, is_stopped=True, written=(), count=1, faults=(Fault(view, ""),))


def _faults(errors: Iterable[Diagnostic], pages: Collection[str], read: Read) -> Iterator[Fault]:
    sources: dict[str, Source | None] = {}
    for error in errors:
        path = error.span.path
        if path not in sources:
            sources[path] = _source(path, read)
        source = None if error.code in SECRETS else sources[path]  # a token stays where it is
        (view,) = finding_views((error,), source)
        yield Fault(view, page_of(error.post) if page_of(error.post) in pages else "")


def _source(path: str, read: Read) -> Source | None:
    try:
        return decode(path, read(path))[0]
    except OSError:
        return None
