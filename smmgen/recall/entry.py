"""What is kept of a repository from one run to the next: of all of it, and of each post."""

from collections.abc import Iterable, Mapping

import msgspec

from smmgen.compose.schedule import Asked
from smmgen.model.diagnostic import Diagnostic, in_order
from smmgen.model.outline import Outline
from smmgen.read.tree import Stamp
from smmgen.recall.kept import Piece
from smmgen.recall.mark import Mark
from smmgen.recall.marks import Known


class Head(msgspec.Struct, frozen=True, array_like=True):
    """What a run needs to see that nothing changed, and all that it has to say then.

    `world` is the mark of the program, `foreign` holds the stamps of the files of other packages that had a
    part in it. `scan` is the mark of all files' stamps. `posts` and `plans` are the paths of their files,
    `ahead` those of posts with errors that are still to go out. All holds from `since` until before `until`
    (seconds since 1970).
    """

    world: Mark
    foreign: Mapping[str, Stamp | None]
    scan: Mark
    since: float
    until: float
    posts: tuple[str, ...]
    plans: tuple[str, ...]
    findings: tuple[Diagnostic, ...]
    ahead: tuple[str, ...]


class Entry(msgspec.Struct, frozen=True, array_like=True):
    """What was made of one post's file, and what that depends on.

    `mark` is that of the file, `common` that of what all posts depend on, `asked` those of other files, and
    `names` that of the list of all files, empty where it does not matter. `given` are the slots (seconds
    since 1970, by account) that it was composed with. `made` is encoded.
    """

    path: str
    mark: Mark
    common: Mark
    asked: Mapping[str, Mark]
    names: Mark
    given: Mapping[str, int | None] | None
    made: msgspec.Raw


class Body(msgspec.Struct, frozen=True, array_like=True):
    """What was made of every post's file, and the marks of all files."""

    known: Known = {}
    entries: tuple[Entry, ...] = ()


class Made(msgspec.Struct, frozen=True, array_like=True):
    """What was made of a post's file; the outline is None where it cannot be used.

    `later` are the codes of rules that have to know others too, `waiting` the slots that it asks for. `more`
    is what somebody wanted to be kept of its variants.
    """

    outline: Outline | None
    findings: tuple[Diagnostic, ...]
    later: tuple[str, ...]
    waiting: tuple[Asked, ...]
    more: bytes = b""


class Rest(msgspec.Struct, frozen=True, array_like=True):
    """What only few posts' having changed is told by, without a look at all of them.

    `stamps` are those of the files that have no mark, `links` the symbolic links. `bound` are the posts that
    others look into. `says` are the hashes of what posts say, each once a post, sorted, as bytes. Without
    `is_ours` rules of others were asked, which may look at anything.
    """

    stamps: Mapping[str, Stamp] = {}
    links: tuple[str, ...] = ()
    bound: frozenset[str] = frozenset()
    says: bytes = b""
    is_ours: bool = False


class Table(msgspec.Struct, array_like=True):
    """The marks of all files, where the entries are, and the rest."""

    known: Known = {}
    pieces: Mapping[str, Piece] = {}
    rest: Rest = Rest()


class Step(msgspec.Struct, frozen=True, array_like=True, kw_only=True):
    """A few posts that changed since, at files of `paths`: all that is another then.

    `findings` are all in these files. `gone` and `come` are hashes of what posts said, and say.
    """

    scan: Mark
    since: float
    until: float
    paths: tuple[str, ...]
    findings: tuple[Diagnostic, ...]
    ahead: tuple[str, ...]
    known: Known
    entries: tuple[Entry, ...]
    gone: tuple[int, ...]
    come: tuple[int, ...]

    def after(self, head: Head) -> Head:
        """Return the head of the run that changed this."""
        return msgspec.structs.replace(
            head,
            scan=self.scan,
            since=self.since,
            until=self.until,
            findings=with_findings(head.findings, self.paths, self.findings),
            ahead=self.ahead,
        )


def with_findings(
    before: tuple[Diagnostic, ...], paths: Iterable[str], now: Iterable[Diagnostic]
) -> tuple[Diagnostic, ...]:
    """Return a report with other findings in some files."""
    others = set(paths)
    return in_order((*(one for one in before if one.span.path not in others), *now))


class Again(msgspec.Struct, frozen=True):
    """A post's file worked on anew, ahead of the next run: the entry, what was made, the packed draft."""

    entry: Entry
    made: Made
    draft: bytes
