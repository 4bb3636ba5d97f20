"""Find the ledger of a content repository, or make the repository that a rehearsal's ledger lies in."""

from base64 import b64encode
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from msgspec.structs import replace

from smmgen.ledger.branch import NAME, BranchLedger, name_of
from smmgen.ledger.git import Git
from smmgen.model.fault import LedgerUnsafe

REMOTE_VARIABLE = "SMM_LEDGER_REMOTE"
"""Names the remote that keeps the ledger; "none" keeps it in this repository. Default: origin, if any."""

SIGN_IN_VARIABLE = "SMM_LEDGER_TOKEN"
"""Holds a token that may push to an https remote, for machines whose git has no sign-in of its own."""

KEPT = "smmgen/ledger"
"""Where what was read of a long ledger is kept, from git's own folder."""

GUARD = "smmgen/alive"
"""Held while git locks refs for us, from git's own folder."""

_USER = "x-access-token"
"""GitHub and GitLab take any user's name beside a token; this is the one that GitHub's checkout uses."""

_HERE = ("127.0.0.1", "localhost")


def find(root: Path, environment: Mapping[str, str], *, is_to_look: bool = False) -> BranchLedger:
    """Return the ledger of the repository that `root` lies in, whether it was made or not.

    Who only looks (`is_to_look`) is told quickly of a long ledger by what was read of it the last time.

    `environment` is the process's. A token in `SMM_LEDGER_TOKEN` goes to the remote's own host alone, in a
    header; it is in no address and in no argument, where other programs could read it.
    """
    git = Git(root, environment)
    own = git.call("rev-parse", "--git-dir", "--git-common-dir", "--show-prefix")
    if own.code:
        raise LedgerUnsafe(
            f"The ledger is a branch of the content's git repository, and {root} is in none. "
            "Run: git init, then smmgen ledger init"
        )
    folder, shared, *prefix = own.text.splitlines()
    here, common, name = root / folder, root / shared, name_of("".join(prefix))
    git = Git(root, environment, common / GUARD)
    remote = _remote(git, environment.get(REMOTE_VARIABLE, ""))
    if token := environment.get(SIGN_IN_VARIABLE, "").strip():
        git = replace(git, environment={**environment, **_sign_in(git, remote, token)})
    return BranchLedger(git, remote, kept=here / _kept(name) if is_to_look else None, name=name)


def _kept(name: str) -> str:
    return KEPT if name == NAME else f"smmgen/{name}"


def last_commit(root: Path, environment: Mapping[str, str]) -> datetime | None:
    """Return when the content was last committed (UTC); None where nobody can tell."""
    seconds = Git(root, environment).call("log", "-1", "--format=%ct", "HEAD").text
    return datetime.fromtimestamp(int(seconds), UTC) if seconds.isdigit() else None


def _sign_in(git: Git, remote: str, token: str) -> dict[str, str]:
    """Return the variables that make git sign in with a token: over https, and on this machine over http."""
    address = urlsplit(git.call("remote", "get-url", remote).text if remote else "")
    is_safe = address.scheme == "https" or (address.scheme == "http" and address.hostname in _HERE)
    if not is_safe or not address.hostname:
        return {}
    host = f"{address.hostname}:{address.port}" if address.port else address.hostname
    digits = b64encode(f"{_USER}:{token}".encode()).decode()
    return {
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": f"http.{address.scheme}://{host}/.extraheader",
        "GIT_CONFIG_VALUE_0": f"Authorization: Basic {digits}",
    }


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
