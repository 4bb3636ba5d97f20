"""Find the ledger of a content repository, or make the repository that a rehearsal's ledger lies in."""

from collections.abc import Mapping
from pathlib import Path

from smmgen.ledger.branch import BranchLedger
from smmgen.ledger.git import Git
from smmgen.model.fault import LedgerUnsafe

REMOTE_VARIABLE = "SMM_LEDGER_REMOTE"
"""Names the remote that keeps the ledger; "none" keeps it in this repository. Default: origin, if any."""


def find(root: Path, environment: Mapping[str, str]) -> BranchLedger:
    """Return the ledger of the repository that `root` lies in, whether it was made or not.

    `environment` is the process's.
    """
    git = Git(root, environment)
    if git.call("rev-parse", "--git-dir").code:
        raise LedgerUnsafe(
            f"The ledger is a branch of the content's git repository, and {root} is in none. "
            "Run: git init, then smmgen ledger init"
        )
    return BranchLedger(git, _remote(git, environment.get(REMOTE_VARIABLE, "")))


def _remote(git: Git, wanted: str) -> str:
    remotes = git.run("remote").text.split()
    if wanted == "none":
        return ""
    if wanted:
        if wanted not in remotes:
            raise LedgerUnsafe(f"{REMOTE_VARIABLE} is “{wanted}”, and there is no such remote here.")
        return wanted
    return "origin" if "origin" in remotes else remotes[0] if len(remotes) == 1 else ""


def rehearsal(folder: Path, environment: Mapping[str, str]) -> BranchLedger:
    """Return the ledger of a bare repository of its own at `folder`, which is made where it is missing."""
    if not (folder / "HEAD").is_file():
        folder.parent.mkdir(parents=True, exist_ok=True)
        Git(folder.parent, environment).run("init", "--quiet", "--bare", "--template=", str(folder))
    return BranchLedger(Git(folder, {**environment, "GIT_CONFIG_NOSYSTEM": "1"}))
