"""Which findings a call of `smmgen check` is about: in which files, and of which codes."""

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct

from smmgen.check.ignore import may_be_ignored
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.fault import UsageError


class Choice(Struct, frozen=True):
    """Files and folders from the root, all where there are none; codes and topics to take or to leave."""

    inside: tuple[str, ...] = ()
    taken: tuple[str, ...] = ()
    left: tuple[str, ...] = ()

    def is_in(self, path: str) -> bool:
        """Tell whether a file is asked for."""
        return not self.inside or any(
            not place or path == place or path.startswith(f"{place}/") for place in self.inside
        )

    def has(self, path: str, code: str) -> bool:
        """Tell whether findings of a code in a file are asked for."""
        names = {code, code[:3]}
        is_taken = not self.taken or bool(names & {*self.taken})
        return self.is_in(path) and is_taken and not names & {*self.left}

    def is_meant(self, finding: Diagnostic) -> bool:
        """Tell whether a finding is asked for by its file and its code."""
        return self.has(finding.span.path, finding.code)

    def is_told(self, finding: Diagnostic) -> bool:
        """Tell whether a finding is shown: one that is meant, or one that nobody may leave out."""
        is_kept = self.is_in(finding.span.path) and not may_be_ignored(finding)
        return is_kept or self.is_meant(finding)


class Held(NamedTuple):
    """The findings that are shown, and how many the baseline leaves out."""

    kept: tuple[Diagnostic, ...]
    left_out: int = 0


def choose(root: Path, paths: Iterable[Path], taken: Iterable[str], left: Iterable[str]) -> Choice:
    """Return the choice that somebody made; raise `UsageError` for a path or a code that is not there."""
    inside = tuple(_inside(root, path) for path in paths)
    return Choice(inside, _codes(taken), _codes(left))


def _inside(root: Path, path: Path) -> str:
    """Return a path of the command line as one from the root, with `/`; empty for the root itself."""
    if not path.exists():
        raise UsageError(f"There is no file or folder {path}.")
    try:
        inside = path.resolve().relative_to(root.resolve()).as_posix()
    except ValueError:
        raise UsageError(f"{path} is not in the content repository {root}.") from None
    return "" if inside == "." else inside


def _codes(written: Iterable[str]) -> tuple[str, ...]:
    codes = tuple(code.strip().upper() for text in written for code in text.split(",") if code.strip())
    if codes:
        from smmgen.check.context import suggest
        from smmgen.check.registry import load_registry

        known = {name for code in load_registry().pages for name in (code, code[:3])}
        for code in codes:
            if code not in known:
                raise UsageError(f"There is no code “{code}”. {suggest(code, known)}".rstrip())
    return codes
