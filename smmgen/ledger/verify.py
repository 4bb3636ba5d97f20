"""Read the whole history of a ledger and make sure that it only ever grew."""

from smmgen.ledger.branch import BranchLedger
from smmgen.ledger.bucket import BucketLedger
from smmgen.ledger.git import Git
from smmgen.ledger.path import CONTROL_PATH
from smmgen.model.fault import LedgerUnsafe


def verify(ledger: BranchLedger | BucketLedger) -> tuple[int, int]:
    """Return how many commits and lines there are; raise `LedgerUnsafe` at the first that is not legal.

    In a bucket, reading for the first time is all: the newest object has the hash of every line there is.
    """
    state, tip = ledger.read()
    commits = _check_growth(ledger.git, tip) if isinstance(ledger, BranchLedger) else ledger.writes
    return commits, sum(len(history) for history in state.histories.values())


def _check_growth(git: Git, tip: str) -> int:
    """Check every commit against the one before it, oldest first."""
    log = git.run(
        "log", "--reverse", "--format=commit %H %P", "--raw", "--no-abbrev", "--no-renames", "-m", tip
    )
    commit, parents, count = "", 0, 0
    steps: list[tuple[str, str, str, str]] = []
    for line in log.out.decode("utf-8", "replace").splitlines():
        if line.startswith("commit "):
            _, commit, *others = line.split()
            parents, count = len(others), count + 1
            if parents > 1:
                raise LedgerUnsafe(f"The ledger is damaged: {commit[:12]} is a merge.")
        elif line.startswith(":"):
            head, _, path = line.partition("\t")
            _, _, old, new, status = head.split()
            if path.startswith("v1/"):
                _check_status(status, path, commit)
                steps.append((commit, path, old, new))
    _check_steps(git, steps)
    return count


def _check_status(status: str, path: str, commit: str) -> None:
    if status not in ("A", "M"):
        raise LedgerUnsafe(f"The ledger is damaged: {path} was removed in {commit[:12]}.")


def _check_steps(git: Git, steps: list[tuple[str, str, str, str]]) -> None:
    grown = [step for step in steps if step[1] != CONTROL_PATH and step[2].strip("0")]
    before = git.blobs([old for _, _, old, _ in grown])
    after = git.blobs([new for _, _, _, new in grown])
    for (commit, path, _, _), old, new in zip(grown, before, after, strict=True):
        if not new.startswith(old):
            raise LedgerUnsafe(f"The ledger is damaged: {path} was rewritten in {commit[:12]}.")
