"""How a job on GitHub gets the very smmgen that a content repository was checked with."""

import json
import re
from collections.abc import Iterable
from importlib.metadata import Distribution
from pathlib import Path

from msgspec import Struct

from smmgen.model.fault import UsageError

LOCK = ".github/smmgen.txt"
"""The lock file of a content repository: smmgen and all that it needs, each with its hashes."""

_ACTION = re.compile(r"([A-Za-z0-9][\w.-]*/[A-Za-z0-9][\w.-]*)@([0-9a-f]{40})", re.ASCII)
_GITHUB = re.compile(r"https://github\.com/([\w.-]+/[\w.-]+?)(?:\.git)?/?", re.ASCII)


class Install(Struct, frozen=True):
    """What the jobs use: `action`, such as "owner/smmgen@COMMIT" or "./", else the lock file `lock`."""

    action: str = ""
    lock: str = ""


def from_action(written: str, version: str) -> Install:
    """Read OWNER/REPOSITORY@COMMIT; a branch or a tag is refused, as others can move it."""
    if written == "./":
        return Install(action=written)
    if not _ACTION.fullmatch(written):
        raise UsageError(
            f"“{written}” is no action at a commit. Write OWNER/REPOSITORY@ and the commit's 40 digits: "
            "a tag can be moved to other code."
        )
    return Install(action=f"{written} # {version}")


def from_git(distribution: Distribution) -> Install | None:
    """Return the commit that smmgen was installed from with pip's git+https, if it was.

    pip notes it in direct_url.json (https://packaging.python.org/specifications/direct-url).
    """
    try:
        noted = json.loads(distribution.read_text("direct_url.json") or "{}")
    except ValueError:
        return None
    commit = noted.get("vcs_info", {}).get("commit_id", "")
    found = _GITHUB.fullmatch(noted.get("url", ""))
    if not found or not re.fullmatch(r"[0-9a-f]{40}", commit):
        return None
    return from_action(f"{found[1]}@{commit}", distribution.version)


def from_index(version: str, hashes: Iterable[str]) -> Install:
    """Pin smmgen by its hashes on the package index, below all that it needs."""
    own = " \\\n".join([f"smmgen=={version}", *(f"    --hash=sha256:{one}" for one in sorted(hashes))])
    return Install(lock=f"{needed()}{own}\n")


def needed() -> str:
    """Return the pinned requirements that smmgen was released with."""
    here = Path(__file__).with_name("requirements.txt")
    found = here if here.is_file() else Path(__file__).parents[2] / "requirements.txt"
    return found.read_text("utf-8")
