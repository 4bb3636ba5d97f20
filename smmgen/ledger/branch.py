"""A ledger on a git branch of its own: here, or on the remote that all publishers push to."""

import re
from collections.abc import Iterable, Mapping
from os import getpid
from pathlib import Path

from msgspec.structs import replace

from smmgen.ledger.git import Done, Git
from smmgen.ledger.kept import LEAST, load, save
from smmgen.ledger.ledger import ABSENT, NO_LEDGER
from smmgen.ledger.locks import STALE_SECONDS, is_removed
from smmgen.ledger.state import Changes, State
from smmgen.ledger.stream import commit_stream, file_stream
from smmgen.ledger.tree import REPAIR, changed_files, first_files, read_files, read_more
from smmgen.model.fault import LedgerUnsafe

NAME = "smm-ledger"
"""The branch of a content repository; in one that holds several, each folder has a branch of its own."""

BRANCH = f"refs/heads/{NAME}"
COPY = "refs/smm/ledger"
"""What this clone last saw of the remote's branch: it is how a rewritten branch is noticed."""

_UNSAFE = re.compile(r"[^A-Za-z0-9_-]")

_LOCKED = (
    "a git seems to be at work there, as {lock} exists. If none is, the machine was stopped while one was, "
    "and the first run that finds the file {minutes} minutes old removes it"
)
REFUSALS = 6
"""So often in a row a write may be turned down, though nobody else wrote, before that is told."""


def name_of(prefix: str) -> str:
    """Return the name of the branch for content that lies in a folder of its repository.

    `prefix` is the folder from the repository's top, empty there. One repository may hold the content of
    many brands, whose posts and accounts may have the same names: they must never share a ledger.
    """
    parts = [part for part in prefix.split("/") if part]
    return "/".join([f"{NAME}-of", *map(_safe, parts)]) if parts else NAME


def _safe(part: str) -> str:
    """Return a folder's name as git takes it in a branch's name; no two give the same."""
    return _UNSAFE.sub(lambda sign: "".join(f"%{byte:02X}" for byte in sign.group().encode()), part)


class BranchLedger:
    """Keep the ledger on an orphan branch, `smm-ledger` by default, through plumbing alone.

    With a `remote` the remote's branch is the truth, and every write is a push that names the tip which
    it builds on; without one it is this repository's branch. One object serves one thread at a time.
    `kept` is a file with what was read the last time, for those who only look.
    """

    def __init__(self, git: Git, remote: str = "", kept: Path | None = None, name: str = NAME) -> None:
        self.git = git
        self.remote = remote
        self.name = name
        self._branch = f"refs/heads/{name}"
        self._copy = COPY if name == NAME else f"{COPY}-of/{name.partition('/')[2]}"
        self.ref = self._copy if remote else self._branch
        self._tip = ABSENT
        self._state = State()
        self._refusals = 0
        self._kept = kept

    @property
    def where(self) -> str:
        """Tell a person where it is kept."""
        return f"the branch {self.name} of {f'“{self.remote}”' if self.remote else 'this repository'}"

    def exists(self) -> bool:
        """Tell whether the branch is there."""
        return bool(self._newest())

    def read(self) -> tuple[State, str]:
        """Fetch the tip and read what has changed since the last time."""
        tip = self._newest()
        if not tip:
            raise LedgerUnsafe(NO_LEDGER)
        self._advance(tip)
        return self._state, tip

    def known(self) -> tuple[State, str] | None:
        """Return what was last read or written here, without asking the remote."""
        return (self._state, self._tip) if self._tip else None

    def cas(self, version: str, changes: Changes) -> bool:
        """Commit onto `version`, push it, and believe nothing but the branch itself."""
        if version != self._tip:
            raise LedgerUnsafe("The ledger was not read before it was written.")
        files = changed_files(self._state, changes) if version else first_files(changes)
        commit = self._commit(version, files, changes)
        complaint = self._move(version, commit)
        tip = self._newest(commit)
        if tip == commit:  # its name is the hash of all that it holds: there is no more to read
            self._tip, self._state = tip, self._state.after(changes)
        elif tip:
            self._advance(tip)
        stands = tip == commit or (bool(tip and version) and self._state.holds(changes))
        self._count_refusals(version, tip, complaint, stands=stands)
        return stands

    def beside(self, paths: Iterable[str]) -> tuple[Mapping[str, bytes], str]:
        """Fetch the tip and read files of it that are none of the record's."""
        tip = self._newest()
        if not tip:
            raise LedgerUnsafe(NO_LEDGER)
        wanted = list(paths)
        listed = self.git.run("ls-tree", "-z", "--full-tree", tip, "--", *wanted).out if wanted else b""
        return self._contents(_listed(listed)), tip

    def put_beside(self, version: str, files: Mapping[str, bytes], why: str) -> bool:
        """Commit files onto `version`, push them, and believe nothing but the branch itself."""
        commit = self._write(file_stream(version, files, why))
        complaint = self._move(version, commit)
        tip = self._newest(commit)
        self._count_refusals(version, tip, complaint, stands=tip == commit)
        return tip == commit

    def _newest(self, mine: str = "") -> str:
        """Return the branch's tip, its objects at hand; `ABSENT` where there is no branch.

        `mine` is a commit that is at hand already.
        """
        if not self.remote:
            return self.git.call("rev-parse", "--verify", "--quiet", f"{self._branch}^{{commit}}").text
        listed = self.git.call("ls-remote", "--exit-code", self.remote, self._branch)
        if listed.code == 2:
            return ABSENT
        if listed.code:
            raise LedgerUnsafe(f"The ledger at “{self.remote}” cannot be reached: {listed.complaint}")
        tip = listed.text.split()[0]
        if tip == mine:  # what this clone remembers of it is no reason to doubt what the remote has
            self._unlocked("update-ref", "--no-deref", self._copy, tip)
        return tip if tip in (mine, self._tip) else self._fetch()

    def _fetch(self) -> str:
        """Bring the branch here; only forward, so that a rewritten branch is noticed."""
        depth = ["--depth=1"] if not self._seen() and self._is_shallow() else []
        options = ["--no-tags", "--no-recurse-submodules", "--no-write-fetch-head", "--refmap=", *depth]
        done = self._unlocked("fetch", *options, self.remote, f"{self._branch}:{self._copy}")
        if "non-fast-forward" in done.complaint:
            raise LedgerUnsafe(
                f"The ledger at “{self.remote}” was rewritten: it no longer holds what this clone has seen "
                f"of it ({self._copy}). {REPAIR}"
            )
        if done.code:
            raise LedgerUnsafe(f"The ledger at “{self.remote}” cannot be fetched: {done.complaint}")
        return self._seen()

    def _seen(self) -> str:
        return self.git.call("rev-parse", "--verify", "--quiet", f"{self._copy}^{{commit}}").text

    def _is_shallow(self) -> bool:
        return self.git.call("rev-parse", "--is-shallow-repository").text == "true"

    def _advance(self, tip: str) -> None:
        if not self._tip and self._kept:
            self._recall(self._kept, tip)
        if tip == self._tip:
            return
        if self._tip:
            out = self.git.run("diff-tree", "-r", "-z", "--no-renames", self._tip, tip, "--", "v1/").out
            files = _changed(out)
            self._state = read_more(self._state, self._contents(files))
        else:
            out = self.git.run("ls-tree", "-r", "-z", "--full-tree", tip, "v1/").out
            files = _listed(out)
            self._state = read_files(self._contents(files))
        self._tip = tip
        if self._kept and len(files) >= LEAST:
            save(self._kept, tip, self._state)

    def _recall(self, place: Path, tip: str) -> None:
        """Begin with what was read the last time, if the branch has only gone on since."""
        known = load(place)
        if known and not self.git.call("merge-base", "--is-ancestor", known[0], tip).code:
            self._tip, self._state = known

    def _contents(self, hashes: Mapping[str, str]) -> dict[str, bytes]:
        return dict(zip(hashes, self.git.blobs(list(hashes.values())), strict=True))

    def _commit(self, parent: str, files: Mapping[str, bytes], changes: Changes) -> str:
        """Write a commit with `files` changed, on `parent`; no branch is moved yet.

        One git does it, and reads no more of a long ledger than the folders that change.
        """
        return self._write(commit_stream(parent, files, changes))

    def _write(self, stream: bytes) -> str:
        try:
            return self.git.run("fast-import", "--quiet", "--done", "--date-format=now", stdin=stream).text
        except LedgerUnsafe:
            self._forget_crash()
            raise

    def _forget_crash(self) -> None:
        """Delete the reports that our failed fast-imports leave; they name their parent, and pile up.

        Source: git-fast-import(1) of Git 2.39, crash reports; read 2026-11-28.
        """
        folder = Path(self.git.run("rev-parse", "--absolute-git-dir").text)
        for report in folder.glob("fast_import_crash_*"):
            if re.search(rf"parent process *: {getpid()}\n", report.read_text("utf-8", "replace")):
                report.unlink(missing_ok=True)

    def _move(self, version: str, commit: str) -> str:
        """Move the branch from `version` to `commit`; return git's complaint, which proves nothing."""
        if not self.remote:
            return self._unlocked("update-ref", "--no-deref", self._branch, commit, version).complaint
        lease = f"--force-with-lease={self._branch}:{version}"
        options = ["--quiet", "--no-verify", "--no-follow-tags", "--recurse-submodules=no", lease]
        return self.git.call("push", *options, self.remote, f"{commit}:{self._branch}").complaint

    def _unlocked(self, *arguments: str) -> Done:
        """Run a command that locks our ref; again where a git had left it locked that ended long ago."""
        done = self.git.call(*arguments)
        if not done.code or "non-fast-forward" in done.complaint:
            return done
        names = (f"{self.ref}.lock", "shallow.lock")
        paths = [self.git.folder / self.git.run("rev-parse", "--git-path", name).text for name in names]
        locks = [path for path in paths if path.exists()]
        left = [lock for lock in locks if not is_removed(lock, self.git.guard)]
        if left:
            told = _LOCKED.format(lock=left[0], minutes=int(STALE_SECONDS // 60))
            return replace(done, complaint=told)
        return self.git.call(*arguments) if locks else done

    def _count_refusals(self, version: str, tip: str, complaint: str, *, stands: bool) -> None:
        """Tell a write that is turned down for good from a race that was lost."""
        self._refusals = self._refusals + 1 if not stands and tip == version else 0
        if self._refusals >= REFUSALS:
            place = f"at “{self.remote}”" if self.remote else "in this repository"
            raise LedgerUnsafe(f"The ledger {place} cannot be written: {complaint}")


def _listed(out: bytes) -> dict[str, str]:
    r"""Read `ls-tree -z`: "mode type hash\tpath" each."""
    found = {}
    for entry in out.decode("utf-8", "replace").split("\0")[:-1]:
        head, _, path = entry.partition("\t")
        mode, _, name = head.split()
        found[path] = _plain(mode, name, path)
    return found


def _changed(out: bytes) -> dict[str, str]:
    r"""Read `diff-tree -z`: ":mode mode hash hash status\0path\0" each; nothing may have been removed."""
    parts = out.decode("utf-8", "replace").split("\0")[:-1]
    found = {}
    for head, path in zip(parts[::2], parts[1::2], strict=True):
        _, mode, _, name, status = head.split()
        if status not in ("A", "M"):
            raise LedgerUnsafe(f"The ledger is damaged: {path} was removed. {REPAIR}")
        found[path] = _plain(mode, name, path)
    return found


def _plain(mode: str, name: str, path: str) -> str:
    if mode != "100644":
        raise LedgerUnsafe(f"The ledger is damaged: {path} is no plain file. {REPAIR}")
    return name
