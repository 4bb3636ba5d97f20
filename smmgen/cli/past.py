"""What the pages of a build tell beside the content: the ledger's state, and the past of the files."""

import os
from collections.abc import Mapping
from pathlib import Path
from shutil import which
from typing import TYPE_CHECKING

from smmgen.ledger.git import Git
from smmgen.model.fault import UsageError

if TYPE_CHECKING:
    from smmgen.build.beside import Beside, Change


class Known:
    """What is known beside the content of `root`.

    `ledger` is a file that `smmgen ledger export` or `smmgen status` wrote, None for none; without `has_past`
    git is not asked, nor where there is none. `mark` is the same as long as `read` tells the same.
    """

    def __init__(self, root: Path, ledger: Path | None, *, has_past: bool) -> None:
        self._git = Git(root, os.environ) if has_past and which("git") else None
        self._path = ledger
        self._ledger = _bytes(ledger) if ledger else b""
        head = self._git.call("rev-parse", "HEAD") if self._git else None
        self.mark = (head.out if head and head.code == 0 else b"") + b"\0" + self._ledger

    def read(self) -> "Beside":
        """Return all of it."""
        from smmgen.build.beside import Beside, read_ledger

        try:
            delivered = read_ledger(self._ledger) if self._path else {}
        except ValueError:
            how = "Write it with: smmgen ledger export --format json > ledger.json"
            raise UsageError(f"{self._path} is no ledger's export and no status. {how}") from None
        return Beside(delivered=delivered, changes=_changes(self._git) if self._git else {})


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as fault:
        raise UsageError(f"{path} cannot be read: {fault.strerror or fault}.") from None


def _changes(git: Git) -> "Mapping[str, tuple[Change, ...]]":
    from smmgen.build.beside import LOG, read_log

    done = git.call(*LOG, "--", "content")
    return read_log(done.out.decode("utf-8", "replace"), _shallow(git)) if done.code == 0 else {}


def _shallow(git: Git) -> frozenset[str]:
    """Return the commits at which a copy without its whole past begins."""
    found = git.call("rev-parse", "--git-path", "shallow")
    path = git.folder / found.text
    return frozenset(path.read_text("utf-8").split()) if found.code == 0 and path.is_file() else frozenset()
