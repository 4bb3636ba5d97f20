"""Make a long ledger: python -m bench.ledger REPOSITORY [--deliveries 100000].

REPOSITORY becomes a git repository, if it is none, with the branch smm-ledger as publishers leave it: two lines
for each delivery, what was intended and what came of it. Lines, paths and the first files are those of the
ledger's own writer; only git's fast-import writes the commits, each with many deliveries, or it would take an hour.
"""

import argparse
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

from bench.corpus import ACCOUNTS
from smmgen.ledger.branch import BRANCH
from smmgen.ledger.path import path_of
from smmgen.ledger.record import Record, encode
from smmgen.ledger.state import Changes
from smmgen.ledger.successor import check_history
from smmgen.ledger.tree import first_files
from smmgen.model.delivery import DeliveryId

A_COMMIT = 500
BEGAN = datetime(2020, 1, 6, 8, tzinfo=UTC)
BY = "20200106.1.0123456789ab"
WHO = "committer smmgen <smmgen@localhost> 1577865600 +0000\n"


def deliveries(count: int, accounts: int = 8) -> Iterator[DeliveryId]:
    """Yield the names of that many deliveries: posts that are no more, to each account."""
    names = list(ACCOUNTS)[:accounts]
    for number in range(count):
        yield DeliveryId(names[number % accounts], f"old-post-{number // accounts:06}", 0)


def history(name: DeliveryId, number: int) -> tuple[Record, Record]:
    """Return the two lines of a delivery that went well."""
    due = BEGAN + timedelta(minutes=number)
    text = sha256(name.post.encode()).hexdigest()
    whole = sha256(str(name).encode()).hexdigest()
    carried = {"attempt": 1, "key": text[:32], "due": due, "first_tried": due, "delivery_class": "blind"}
    carried |= {"digest": whole, "fingerprint": text}
    url = f"https://{name.account}.example/bench/{number}"
    claim = Record(version=1, seq=1, at=due, by=BY, stage="SENDING", **carried)
    end = due + timedelta(seconds=2)
    done = Record(version=1, seq=2, at=end, by=BY, stage="POSTED", remote_id=str(number), url=url, **carried)
    check_history((claim, done))
    return claim, done


def stream(count: int) -> Iterator[bytes]:
    """Yield what git fast-import reads: the first commit, then intents and outcomes in turns."""
    yield from _commit("Start the ledger", first_files(Changes()))
    named = list(enumerate(deliveries(count)))
    for start in range(0, count, A_COMMIT):
        part = [(path_of(name), history(name, number)) for number, name in named[start : start + A_COMMIT]]
        yield from _commit("Send", {path: encode(claim) for path, (claim, _) in part})
        yield from _commit("Note", {path: encode(claim) + encode(done) for path, (claim, done) in part})


def _commit(message: str, files: dict[str, bytes]) -> Iterator[bytes]:
    yield f"commit {BRANCH}\n{WHO}data {len(message)}\n{message}\n".encode()
    for path, data in files.items():
        yield f"M 100644 inline {path}\ndata {len(data)}\n".encode() + data + b"\n"


def write_ledger(root: Path, count: int) -> None:
    """Make the branch; the repository has a commit of its own, as a content repository has."""
    identity = ["-c", "user.name=Bench", "-c", "user.email=bench@bench.example"]
    git = ["git", "-C", str(root), *identity]
    if not (root / ".git").exists():
        subprocess.run([*git, "init", "-q", "-b", "main"], check=True)
        subprocess.run([*git, "commit", "-q", "--allow-empty", "-m", "Begin"], check=True)
    data = b"".join(stream(count))
    subprocess.run([*git, "fast-import", "--quiet", "--force"], input=data, check=True)
    subprocess.run([*git, "gc", "-q"], check=True)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("repository", type=Path)
    parser.add_argument("--deliveries", type=int, default=100_000)
    asked = parser.parse_args()
    write_ledger(asked.repository, asked.deliveries)


if __name__ == "__main__":
    main()
