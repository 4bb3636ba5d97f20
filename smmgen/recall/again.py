"""Look again at one post that was just saved, ahead of the run that looks at everything."""

from collections.abc import Callable

from msgspec import Struct

from smmgen.check.ignore import Ignores
from smmgen.check.run import settled
from smmgen.model.diagnostic import Diagnostic
from smmgen.recall.entries import Entries
from smmgen.recall.entry import Again, Made
from smmgen.recall.index import Index
from smmgen.recall.work import Job

Findings = tuple[Diagnostic, ...]


class Second(Struct, frozen=True):
    """A second look at a post: what was made of it, and what is found in it if all else is as it was."""

    again: Again
    findings: Findings


class Looker:
    """Looks again at posts, by what the last run left: its `entries`, its `findings` and `ignores`.

    `is_steady` tells of a file whether it is still as that run saw it.
    """

    def __init__(
        self,
        index: Index,
        entries: Entries,
        findings: Findings,
        ignores: Ignores,
        do: Callable[[Job], bytes],
        is_steady: Callable[[str], bool],
    ) -> None:
        self._index = index
        self._entries = entries
        self._findings = findings
        self._ignores = ignores
        self._do = do
        self._is_steady = is_steady

    def look(self, path: str) -> Second | None:
        """Look at a post's file again; None where what comes of it needs more than that file.

        What was made is kept for the next run, which takes it where it still holds.
        """
        before = self._entries.by_path().get(path)
        then = self._index.made(before) if before else None
        again = self._entries.again(path, self._do) if then and then.outline else None
        if again is None or not again.draft or not all(map(self._is_steady, again.entry.asked)):
            return None
        self._index.ahead[path] = again
        return Second(again, self._found(path, then, again.made)) if then else None

    def _found(self, path: str, then: Made, now: Made) -> Findings:
        """Put what is found in the file itself in place of what was."""
        old, mine = set(self._of_file(path, then)), self._mine(then)
        others = tuple(one for one in self._findings if one.post == mine and one not in old)
        return self._report(path, now, (*now.findings, *others))

    def _of_file(self, path: str, made: Made) -> Findings:
        return self._report(path, made, made.findings)

    def _report(self, path: str, made: Made, findings: Findings) -> Findings:
        own = made.outline.ignores if made.outline else ()
        ignores = Ignores(self._ignores.wide, {path: tuple(own)} if own else {})
        return settled({path: self._mine(made)}, ignores, findings)

    @staticmethod
    def _mine(made: Made) -> str:
        return made.outline.id if made.outline else ""
