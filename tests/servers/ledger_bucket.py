"""A bucket on a real S3 server, and publishers that keep their ledger there."""

import itertools
import time
import weakref
from collections import Counter
from multiprocessing import get_context
from random import Random
from typing import Any

from smmgen.http import open_session
from smmgen.ledger.bucket import BucketLedger
from smmgen.ledger.ledger import ABSENT
from smmgen.ledger.objects import Objects
from smmgen.ledger.state import Changes
from smmgen.ledger.verify import verify
from smmgen.model.brand import Account
from smmgen.model.bucket import Bucket
from smmgen.publish.run import run
from tests.crash.race import meet
from tests.publish.stage import ADAPTERS, DUE, Network, Wire, brand, post, together

NAME = "northwind-ledger"
KEYS = {"key": "AKIASANDBOX", "secret": "a-secret-of-the-bucket"}
_FRESH = itertools.count(1)


def fresh_prefix() -> str:
    """Return a folder that no test has used: each is a ledger of its own."""
    return f"smm/{next(_FRESH)}"


def objects(url: str, prefix: str, keys: dict[str, str] = KEYS) -> Objects:
    account = Account(name="ledger", network="ledger")
    session = open_session(account, url, lambda account, option: keys[option])
    found = Objects(session, Bucket(endpoint=url, name=NAME, prefix=prefix), time.sleep)
    weakref.finalize(found, session.close)
    return found


def opened(url: str, prefix: str, keys: dict[str, str] = KEYS) -> BucketLedger:
    return BucketLedger(objects(url, prefix, keys))


def publish(url: str, prefix: str, posts: int, name: str) -> list[str]:
    """Publish so many posts, as fast as it goes; return what was shown."""
    network = Network()
    options: dict[str, Any] = {"adapters": ADAPTERS.__getitem__, "chance": Random(name), "lanes": 1}
    run(
        together(*(post(f"post-{number}", accounts=("blind",)) for number in range(posts))),
        brand("blind"),
        opened(url, prefix),
        lambda account: Wire(account, network, {"BLIND_TOKEN": "s"}),
        lambda file: b"",
        DUE,
        by=f"race.1.{name}",
        **options,
    )
    return network.texts("blind")


def race(url: str, posts: int) -> list[int]:
    """Let two processes publish the same posts; return how many each showed, once it is sure that all were once."""
    prefix = fresh_prefix()
    ledger = opened(url, prefix)
    ledger.cas(ABSENT, Changes())
    context = get_context("fork")
    with context.Pool(2, initializer=meet, initargs=(context.Barrier(2),)) as pool:
        shown = pool.starmap(publish, [(url, prefix, posts, name) for name in ("one", "two")])
    times = Counter(text for texts in shown for text in texts)
    assert set(times.values()) == {1}, times.most_common(3)
    verify(ledger)
    ends = Counter(history[-1].stage for history in ledger.read()[0].histories.values())
    assert ends == {"POSTED": posts}, ends
    return [len(texts) for texts in shown]
