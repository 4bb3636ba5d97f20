"""Git, called with fixed argument lists: no hooks, no prompts, no work tree."""

import re
import signal
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import force_setattr

from smmgen.ledger.locks import alive
from smmgen.model.fault import LedgerUnsafe

TIMEOUT_SECONDS = 90
_KEPT = ("PATH", "HOME", "TMPDIR", "SYSTEMROOT", "XDG_", "SSH_", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY")
_KEPT_OF_GIT = ("GIT_ASKPASS", "GIT_SSH", "GIT_CONFIG", "GIT_SSL", "GIT_PROXY", "GIT_EXEC_PATH")
_FIXED = {
    "LC_ALL": "C",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_AUTHOR_NAME": "smmgen",
    "GIT_AUTHOR_EMAIL": "smmgen@localhost",
    "GIT_COMMITTER_NAME": "smmgen",
    "GIT_COMMITTER_EMAIL": "smmgen@localhost",
}
_LOCKING = ("fetch", "push", "update-ref")
_OPTIONS = (
    "core.hooksPath=/dev/null",
    "core.fsyncMethod=batch",  # as safe, and one wait for the disk where there were dozens
    "core.quotePath=false",
    "gc.auto=0",
    "maintenance.auto=false",
    "pack.threads=1",  # a write has a hundred objects: to start threads takes longer than to pack them
)


class Done(Struct, frozen=True):
    """How a call of git ended: its exit code (-1: it took too long), what it wrote, what it complained of."""

    code: int
    out: bytes
    complaint: str

    @property
    def text(self) -> str:
        """Return what it wrote, as text without the last line's end."""
        return self.out.decode().rstrip("\n")


class Git(Struct, frozen=True):
    """A repository's plumbing. `environment` is the process's; secrets in it are not kept.

    `guard` is a file that is held while a git is at work that locks refs.
    """

    folder: Path
    environment: Mapping[str, str] = {}
    guard: Path | None = None

    def __post_init__(self) -> None:
        force_setattr(self, "environment", _passed_on(self.environment))

    def call(self, *arguments: str, stdin: bytes = b"") -> Done:
        """Run a command of git and tell how it ended."""
        options = [part for option in _OPTIONS for part in ("-c", option)]
        try:
            with alive(self.guard if arguments[0] in _LOCKING else None) as kept:
                done = subprocess.run(
                    ["git", *options, *arguments],
                    cwd=self.folder,
                    env={**self.environment, **_FIXED},
                    input=stdin,
                    capture_output=True,
                    timeout=TIMEOUT_SECONDS,
                    check=False,
                    pass_fds=kept,
                )
        except subprocess.TimeoutExpired:
            return Done(-1, b"", f"no answer within {TIMEOUT_SECONDS} s")
        except FileNotFoundError:
            raise LedgerUnsafe("The ledger is kept with git, and there is no git on this machine.") from None
        complaint = _short(done.stderr) if done.stderr or done.returncode >= 0 else _ended(-done.returncode)
        return Done(done.returncode, done.stdout, complaint)

    def run(self, *arguments: str, stdin: bytes = b"") -> Done:
        """Run a command of git; raise `LedgerUnsafe` where it fails."""
        done = self.call(*arguments, stdin=stdin)
        if done.code:
            raise LedgerUnsafe(f"The ledger cannot be used: git {arguments[0]} said: {done.complaint}")
        return done

    def blobs(self, hashes: Sequence[str]) -> list[bytes]:
        """Return the contents of objects, in order."""
        if not hashes:
            return []
        out = self.run("cat-file", "--batch", "--buffer", stdin="\n".join(hashes).encode() + b"\n").out
        found, start = [], 0
        for name in hashes:
            head_end = out.find(b"\n", start)
            head = out[start:head_end].split()
            if len(head) != 3 or head[1] != b"blob":
                raise LedgerUnsafe(f"The ledger is damaged: the object {name} cannot be read.")
            start = head_end + 1 + int(head[2])
            found.append(out[head_end + 1 : start])
            start += 1
        return found


def _passed_on(environment: Mapping[str, str]) -> dict[str, str]:
    """Keep what git needs; not the accounts' secrets, which are not even looked at, nor our caller's git."""
    names = [one for one in environment if one.upper().startswith(_KEPT) or one.startswith(_KEPT_OF_GIT)]
    return {name: environment[name] for name in names}


_SIGN_IN = re.compile(r"(?<=://)[^/@\s]+@")
"""A name and a password in an address, as some people keep them there."""


def _ended(number: int) -> str:
    return f"it was ended by the system: {signal.strsignal(number) or f'signal {number}'}"


def _short(complaint: bytes) -> str:
    covered = _SIGN_IN.sub("•••@", complaint.decode("utf-8", "replace"))
    lines = [line.strip() for line in covered.splitlines()]
    told = [line for line in lines if line and not line.startswith("hint:")]
    return "; ".join(told)[:300] or "nothing"
