"""Read the numbers of what is public from all networks at once, and keep what has changed."""

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from random import Random

from msgspec import Struct

from smmgen.adapter import Adapter, Metrics, Session
from smmgen.ledger.ledger import Beside
from smmgen.metrics.ask import Asking, Got
from smmgen.metrics.keep import Kept, keep
from smmgen.metrics.report import AccountLine, Outcome, PostLine, PullReport
from smmgen.metrics.snapshot import Snapshot
from smmgen.metrics.wanted import Posted
from smmgen.model.brand import Account, Brand
from smmgen.model.fault import ConfigError
from smmgen.model.numbers import Numbers

LANES = 32
"""So many accounts are asked at a time: their threads do little but wait."""


class Tools(Struct, frozen=True, kw_only=True):
    """What a pull works with. `sleep` takes seconds; `redact` covers secrets in what is told."""

    adapters: Callable[[str], Adapter]
    open_session: Callable[[Account], Session]
    sleep: Callable[[float], None]
    chance: Random
    redact: Callable[[str], str] = str


Wanted = Mapping[str, tuple[Posted, ...]]


def pull(brand: Brand, store: Beside, wanted: Wanted, now: datetime, tools: Tools) -> PullReport:
    """Ask for the posts that are `wanted` by account, keep what has changed at `now` (UTC), and report.

    Accounts that the brand no longer has are left out. Raises `LedgerUnsafe` where numbers cannot be kept,
    and `ConfigError` where every account that was to be asked is set up wrong.
    """
    known = {name: posts for name, posts in wanted.items() if name in brand.accounts}
    silent = {name: _why_not(brand.accounts[name], tools) for name in known}
    metrics = {
        name: None if silent[name] else tools.adapters(brand.accounts[name].network).metrics for name in known
    }
    got = _asked(brand, known, metrics, tools)
    found = {name: _snapshots(known[name], one, now) for name, one in got.items()}
    kept = keep(store, found, tools.sleep, tools.chance)
    return PullReport(
        now=now,
        accounts=tuple(_account(brand.accounts[name], got.get(name), silent[name], tools) for name in known),
        posts=tuple(
            _post(brand.accounts[name], posted, got[name], kept, tools)
            for name, posts in known.items()
            if name in got and _tells_posts(metrics[name])
            for posted in posts
        ),
        damage=kept.damage,
    )


def _asked(
    brand: Brand, wanted: Wanted, metrics: Mapping[str, Metrics | None], tools: Tools
) -> dict[str, Got]:
    """Give every account whose network tells numbers its turn, all at once: none waits for another."""
    work: dict[str, Callable[[], Got]] = {}
    faults = {}
    for name, reads in metrics.items():
        if reads is not None:
            try:
                session = _opened(brand.accounts[name], tools)
            except ConfigError as fault:
                faults[name] = Got(fault=str(fault))
            else:
                work[name] = _turn(Asking(reads, session, tools.sleep), wanted[name])
    if faults and not work:
        raise ConfigError(" ".join(dict.fromkeys(tools.redact(one.fault) for one in faults.values())))
    if not work:
        return faults
    with ThreadPoolExecutor(min(LANES, len(work))) as pool:
        running = {name: pool.submit(turn) for name, turn in work.items()}
        return faults | {name: one.result() for name, one in running.items()}


def _turn(asking: Asking, posts: tuple[Posted, ...]) -> Callable[[], Got]:
    return lambda: asking.run(posts)


def _opened(account: Account, tools: Tools) -> Session:
    """Open a session and make sure that every secret is there."""
    session = tools.open_session(account)
    for option in account.secrets:
        session.secret(option)
    return session


def _snapshots(posts: tuple[Posted, ...], got: Got, now: datetime) -> list[Snapshot]:
    at = now.replace(microsecond=0)
    found = [
        Snapshot(version=1, at=at, post=one.post, posted=one.at, numbers=got.numbers[one.post])
        for one in posts
        if one.post in got.numbers
    ]
    own = [Snapshot(version=1, at=at, followers=got.followers)] if got.followers is not None else []
    return [*own, *found]


def _tells_posts(metrics: Metrics | None) -> bool:
    return metrics is not None and metrics.posts is not None


def _why_not(account: Account, tools: Tools) -> str:
    """Return why an account has no numbers; empty where it has some."""
    network = tools.adapters(account.network)
    if network.metrics is None:
        return network.no_metrics or "This network's numbers are not read."
    return network.metrics.why_not(account) if network.metrics.why_not else ""


def _account(account: Account, got: Got | None, why: str, tools: Tools) -> AccountLine:
    if got is None:
        return AccountLine(account=account.name, network=account.network, outcome="silent", why=why)
    return AccountLine(
        account=account.name,
        network=account.network,
        outcome="failed" if got.fault else "asked",
        followers=got.followers,
        why=tools.redact(got.fault) or tools.adapters(account.network).no_metrics,
        retry_at=got.until,
    )


def _post(account: Account, posted: Posted, got: Got, kept: Kept, tools: Tools) -> PostLine:
    return PostLine(
        account=account.name,
        network=account.network,
        post=posted.post,
        posted=posted.at,
        url=posted.url,
        outcome=_outcome(account.name, posted.post, got, kept),
        numbers=got.numbers.get(posted.post, Numbers()),
        followers=got.followers,
        why=tools.redact(got.refused.get(posted.post, "")) or ("not asked any more" if got.fault else ""),
    )


def _outcome(account: str, post: str, got: Got, kept: Kept) -> Outcome:
    if post in got.numbers:
        return "new" if (account, post) in kept.new else "same"
    return "unread" if post in got.refused or got.fault else "none"
