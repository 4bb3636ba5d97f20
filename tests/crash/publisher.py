"""A process that publishes when it is told to, each time in a process of its own that may be killed.

It reads a line of JSON for each run, tells the run's process id, and then how that process ended.
"""

import json
import os
import sys
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from time import monotonic, sleep
from typing import Any

from msgspec.structs import replace

from smmgen.adapter import adapter
from smmgen.http import open_session
from smmgen.ledger.branch import BranchLedger
from smmgen.ledger.bucket import BucketLedger
from smmgen.ledger.git import Git
from smmgen.ledger.objects import Objects
from smmgen.model.brand import Account, Brand
from smmgen.model.bucket import Bucket
from smmgen.model.bundle import Bundle
from smmgen.publish.rehearsal import pointed, secret_of
from smmgen.publish.run import run
from smmgen.publish.sessions import Sessions
from tests.ledger.repository import ENVIRONMENT
from tests.publish.stage import DUE, brand, post, together

OPTIONS: dict[str, dict[str, Any]] = {
    "telegram": {"options": {"chat": "@northwind"}, "secrets": {"token": "X"}},
    "mastodon": {"secrets": {"token": "X"}},
    "bluesky": {"handle": "northwind.example", "secrets": {"password": "X"}},
    "wordpress": {"options": {"user": "northwind"}, "secrets": {"password": "X"}},
}
"""A network of each class: blind, windowed, keyed, and one with drafts."""
EACH = timedelta(minutes=21)
"""Posts are due so long after each other: longer than a claim is left alone."""


def content(posts: int) -> Bundle:
    """Return so many posts for all networks, one due after the other."""
    return together(
        *(
            post(f"post-{number}", f"Text {number}.", accounts=tuple(OPTIONS), at=DUE + number * EACH)
            for number in range(posts)
        )
    )


def brand_at(url: str) -> Brand:
    accounts = {name: Account(name=name, network=name, **options) for name, options in OPTIONS.items()}
    return pointed(replace(brand(grace=timedelta(days=30)), accounts=accounts), url)


def ledger_of(clone: str, bucket: str) -> BranchLedger | BucketLedger:
    """Return the ledger in a bucket, where an address of one is given, else that of a clone."""
    return in_bucket(bucket) if bucket else BranchLedger(Git(Path(clone), ENVIRONMENT), "origin")


def in_bucket(address: str) -> BucketLedger:
    """Return the ledger at an address: server, bucket, and a folder in it."""
    endpoint, name, prefix = address.rsplit("/", 2)
    bucket = Bucket(endpoint=endpoint, name=name, prefix=prefix)
    session = open_session(Account(name="ledger", network="ledger"), endpoint, lambda account, option: "s")
    return BucketLedger(Objects(session, bucket, sleep))


def publish(asked: Mapping[str, Any]) -> None:
    now, began = datetime.fromisoformat(asked["now"]), monotonic()

    def clock() -> datetime:
        return now + timedelta(seconds=monotonic() - began)

    ledger = ledger_of(asked["clone"], asked["bucket"])
    with Sessions(secret_of, clock, timeout_seconds=10) as sessions:
        run(
            content(asked["posts"]),
            brand_at(asked["url"]),
            ledger,
            sessions,
            lambda file: b"",
            now,
            by=asked["by"],
            chance=Random(asked["by"]),
        )


def _in_child(asked: Mapping[str, Any]) -> int:
    """Publish, and never return: the process ends here, whatever happens."""
    try:
        publish(asked)
    except BaseException as fault:
        print(f"{asked['by']}: {type(fault).__name__}: {fault}", file=sys.stderr, flush=True)
        os._exit(1)
    os._exit(0)


def main() -> None:
    for name in OPTIONS:
        adapter(name)
    for line in sys.stdin:
        child = os.fork()
        if not child:
            _in_child(json.loads(line))
        print(child, flush=True)
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


if __name__ == "__main__":
    main()
