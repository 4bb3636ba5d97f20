"""The files of a content repository as git kept them at a revision."""

import subprocess
from collections.abc import Mapping
from pathlib import Path

from smmgen.model.fault import UsageError
from smmgen.read.tree import ROOMS, Memory

_FILES = ("100644", "100755")
_TIMEOUT_SECONDS = 90


def read_revision(root: Path, name: str, environment: Mapping[str, str]) -> Memory:
    """Return the tree at a branch, tag or commit; `root` may be a folder within the repository.

    `environment` is the process's. Raises `UsageError` where there is no such revision, or no git.
    """
    listed = _git(root, environment, "ls-tree", "-r", "-z", commit_of(root, name, environment)) or b""
    hashes: dict[str, str] = {}
    for line in listed.decode("utf-8", "surrogateescape").split("\0"):
        head, _, path = line.partition("\t")
        mode, _, rest = head.partition(" ")
        if mode in _FILES and _is_content(path):
            hashes[path] = rest.split()[1]
    blobs = _blobs(root, environment, list(hashes.values()))
    return Memory({path: blobs[one] for path, one in hashes.items()})


def commit_of(root: Path, name: str, environment: Mapping[str, str]) -> str:
    """Return the commit (hex) of a branch, tag or commit; raise `UsageError` where there is none."""
    found = _git(
        root, environment, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}"
    )
    if found is None:
        raise UsageError(f"“{name}” is no revision of the repository at {root}.")
    return found.decode().strip()


def fork_of(root: Path, base: str, head: str, environment: Mapping[str, str]) -> str:
    """Return the commit (hex) at which `head` left `base`; raise `UsageError` where they share none."""
    sides = [commit_of(root, name, environment) for name in (base, head)]
    found = _git(root, environment, "merge-base", *sides)
    if found is None:
        raise UsageError(f"“{base}” and “{head}” have no commit in common; fetch more of their history.")
    return found.decode().strip()


def has_files(root: Path, environment: Mapping[str, str]) -> bool:
    """Tell whether `root` lies among a repository's files, not in a bare one or in no repository."""
    return _git(root, environment, "rev-parse", "--is-inside-work-tree") == b"true\n"


def _is_content(path: str) -> bool:
    parts = path.split("/")
    is_hidden = any(part.startswith(".") for part in parts)
    return path == "smmgen.yaml" or (parts[0] in ROOMS and not is_hidden)


def _blobs(root: Path, environment: Mapping[str, str], hashes: list[str]) -> dict[str, bytes]:
    asked = "".join(f"{one}\n" for one in hashes).encode()
    out = _git(root, environment, "cat-file", "--batch", stdin=asked) or b""
    found: dict[str, bytes] = {}
    start = 0
    for one in hashes:
        end = out.index(b"\n", start)
        length = int(out[start:end].rsplit(b" ", 1)[1])
        found[one] = out[end + 1 : end + 1 + length]
        start = end + length + 2
    return found


def _git(root: Path, environment: Mapping[str, str], *arguments: str, stdin: bytes = b"") -> bytes | None:
    """Return what git wrote; None where it failed."""
    own = {name: value for name, value in environment.items() if not name.startswith("GIT_")}
    try:
        done = subprocess.run(
            ["git", "-c", "core.quotePath=false", *arguments],
            cwd=root,
            env={**own, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0"},
            input=stdin,
            capture_output=True,
            timeout=_TIMEOUT_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise UsageError(f"git did not answer within {_TIMEOUT_SECONDS} s.") from None
    except FileNotFoundError:
        raise UsageError("There is no git on this machine, and a revision is kept by it.") from None
    return done.stdout if done.returncode == 0 else None
