"""Publish what is due, once: read the ledger, plan, and run a lane for each account."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import cache
from itertools import chain
from random import Random
from time import sleep as real_sleep

from smmgen.adapter import adapter, not_hosted
from smmgen.ledger.journal import Journal
from smmgen.ledger.ledger import Ledger
from smmgen.ledger.state import State
from smmgen.model.brand import Brand
from smmgen.model.bundle import Bundle, File
from smmgen.model.delivery import Delivery, DeliveryId
from smmgen.model.fault import ConfigError
from smmgen.publish.decision import Policy, before, decide
from smmgen.publish.deliveries import deliveries as all_deliveries
from smmgen.publish.deliveries import idle, in_order
from smmgen.publish.desk import Adapters, Desk, OpenSession
from smmgen.publish.ending import quiet_line
from smmgen.publish.fingerprint import EMPTY
from smmgen.publish.halt import Halt, halted_before
from smmgen.publish.health import endings
from smmgen.publish.lane import Lane
from smmgen.publish.line import Pen
from smmgen.publish.report import Line, Report
from smmgen.publish.skew import check_clock
from smmgen.publish.timing import LEASE, elapsed

LANES = 64
"""So many accounts are published to at a time: their threads do little but wait."""


def run(
    bundle: Bundle,
    brand: Brand,
    ledger: Ledger,
    open_session: OpenSession,
    read_file: Callable[[File], bytes],
    now: datetime,
    *,
    by: str,
    only_post: str = "",
    only_account: str = "",
    posts: Mapping[str, bool] | None = None,
    kept: Sequence[Delivery] = (),
    adapters: Adapters = adapter,
    redact: Callable[[str], str] = str,
    monotonic: Callable[[], float] = elapsed,
    sleep: Callable[[float], None] = real_sleep,
    chance: Random | None = None,
    is_real_time: bool = True,
    public_url: Callable[[File], str] = not_hosted,
    lanes: int = LANES,
) -> Report:
    """Publish what is due at `now` (UTC) and not in the ledger, and return what came of it.

    `by` names this run and no other. `posts` maps every post's id to whether its file states it, `kept` are
    deliveries beside those of the bundle of which nothing is to be sent. Unless
    `is_real_time`, `now` was given by a person: the clock stands still and is not compared with others'.
    `monotonic` tells the seconds that pass all the same, those that the machine sleeps through included.
    `public_url` gives a file an address that networks can fetch it from. With `lanes` of 1 the accounts go
    one after the other, in this thread.

    Raises `LedgerUnsafe` where the ledger or the clock cannot be trusted, and `ConfigError` where every
    account with something due is set up wrong.
    """
    chance = chance or Random()  # noqa: S311  (it spreads retries)
    began = monotonic()  # `now` is that of this moment, and reading the ledger takes a while
    journal = Journal(ledger, sleep, chance, monotonic)
    state = journal.read()
    desk = Desk(
        journal=journal,
        pen=Pen(by),
        brand=brand,
        policy=policy_of(brand, state, posts),
        adapters=adapters,
        open_session=open_session,
        read_file=read_file,
        started=now,
        began=began,
        monotonic=monotonic,
        chance=chance,
        redact=redact,
        is_real_time=is_real_time,
        public_url=public_url,
    )
    made = all_deliveries(bundle, post=only_post, account=only_account)
    wanted = in_order((*made, *select(kept, only_post, only_account)))
    lost = _orphans(wanted, desk, state, only_post, only_account)
    work = {name: (lane, lost.get(name, [])) for name, lane in _by_account(wanted).items()}
    work |= {name: ([], ids) for name, ids in lost.items() if name not in work}
    found, faults, ends = _publish(desk, state, work, lanes)
    by_id = {one.id: one for one in found}
    lines = tuple(by_id[one.id] for one in wanted if one.id in by_id)
    notes = (*_pauses(desk.policy, wanted, state, now), *endings(brand, now, ends))
    return Report(now, lines, notes, faults)


def plan(
    bundle: Bundle,
    brand: Brand,
    state: State,
    now: datetime,
    *,
    only_post: str = "",
    only_account: str = "",
    posts: Mapping[str, bool] | None = None,
    kept: Sequence[Delivery] = (),
) -> Report:
    """Tell what a run would do at `now`, without a network and without a change to the ledger."""
    policy = policy_of(brand, state, posts)
    is_idle = idle(state, now)
    made = all_deliveries(bundle, is_idle, post=only_post, account=only_account)
    planned = in_order((*made, *select(kept, only_post, only_account)))
    wanted = tuple(one for one in planned if not is_idle(one.id, one.due))
    lines: dict[DeliveryId, Line | None] = {}
    for delivery in (*wanted, *wanted):  # twice: a delivery may wait for one that comes later in the list
        decision = decide(delivery, state, policy, now)
        first = before(delivery)
        ahead = lines.get(first) if first else None
        if decision.act == "block" and ahead and ahead.outcome == "would-publish":
            lines[delivery.id] = Line(id=delivery.id, network=delivery.network, outcome="would-publish")
        else:
            lines[delivery.id] = quiet_line(delivery, decision, state, now)
    shown = tuple(found for one in wanted if (found := lines[one.id]))
    return Report(now, shown, (*_pauses(policy, wanted, state, now), *endings(brand, now)))


def _pauses(policy: Policy, wanted: tuple[Delivery, ...], state: State, now: datetime) -> tuple[str, ...]:
    """Tell which accounts are paused though something is due there."""
    waiting: dict[tuple[str, str], int] = defaultdict(int)
    for delivery in wanted:
        decision = decide(delivery, state, policy, now)
        if decision.act == "paused" and delivery.due <= now:
            waiting[delivery.id.account, decision.why] += 1
    return tuple(f"{account}: {count} due, but {why}" for (account, why), count in sorted(waiting.items()))


def policy_of(brand: Brand, state: State, posts: Mapping[str, bool] | None) -> Policy:
    """Return what the brand wants, and what is public under which text."""
    return Policy(
        grace=brand.grace,
        paused=frozenset(name for name, account in brand.accounts.items() if account.is_paused),
        posts=posts,
        public=cache(lambda: _public(state)),
    )


def _public(state: State) -> Mapping[tuple[str, str], frozenset[str]]:
    public: dict[tuple[str, str], set[str]] = defaultdict(set)
    for name, history in state.histories.items():
        last = history[-1]
        if last.stage == "POSTED" and last.fingerprint not in ("", EMPTY) and not state.is_retracted(name):
            public[name.account, last.fingerprint].add(name.post)
    return {key: frozenset(found) for key, found in public.items()}


def select(found: Sequence[Delivery], post: str, account: str) -> tuple[Delivery, ...]:
    """Return those of one post and one account; empty names stand for all."""
    return tuple(one for one in found if post in ("", one.id.post) and account in ("", one.id.account))


def _by_account(wanted: tuple[Delivery, ...]) -> dict[str, list[Delivery]]:
    lanes: dict[str, list[Delivery]] = defaultdict(list)
    for delivery in wanted:
        lanes[delivery.id.account].append(delivery)
    return lanes


def _orphans(
    wanted: tuple[Delivery, ...], desk: Desk, state: State, post: str, account: str
) -> dict[str, list[DeliveryId]]:
    """Return, by account, what nobody knows the end of and the content no longer asks for."""
    known = {one.id for one in wanted}
    lost: dict[str, list[DeliveryId]] = defaultdict(list)
    for name, history in state.histories.items():
        last = history[-1]
        is_over = (last.stage == "SENDING" and desk.now() - last.at >= LEASE) or last.stage == "UNKNOWN"
        is_asked = post in ("", name.post) and account in ("", name.account) and name not in known
        if is_over and is_asked and _is_usable(desk, state, name.account):
            lost[name.account].append(name)
    return {account: sorted(names) for account, names in lost.items()}


def _is_usable(desk: Desk, state: State, account: str) -> bool:
    is_paused = account in desk.policy.paused or state.control.pause_of(account) is not None
    return account in desk.brand.accounts and not is_paused


Work = Mapping[str, tuple[list[Delivery], list[DeliveryId]]]
Published = tuple[list[Line], dict[str, str], dict[str, datetime]]


def _publish(desk: Desk, state: State, work: Work, width: int) -> Published:
    """Run all lanes; those with something to send are opened and the clock is checked before any begins.

    Return how deliveries ended, which accounts cannot be used, and when secrets end, where that was learned.
    """
    halted = halted_before(state, desk.now())
    lanes = {
        name: Lane(desk, desk.brand.accounts[name], state, halted.get(name, Halt())) for name in sorted(work)
    }
    awake = {name: lane for name, lane in lanes.items() if not lane.halt.why}
    busy = [lane for name, lane in awake.items() if _has_work(desk, state, *work[name])]
    for lane in busy:
        lane.open()
    faults = {lane.account.name: lane.fault for lane in busy if lane.fault}
    if faults and len(faults) == len(busy):
        raise ConfigError(" ".join(dict.fromkeys(faults.values())))
    if desk.is_real_time:
        check_clock((lane.session for lane in busy if lane.session), desk.now)
    if width == 1 or len(busy) < 2:
        found = [one for name, lane in lanes.items() for one in lane.run(*work[name])]
        return found, faults, _ends(lanes)
    desk.journal.expect(min(width, sum(not lane.halt.why for lane in busy)))
    with ThreadPoolExecutor(min(width, len(lanes))) as pool:
        running = [pool.submit(_run, lane, *work[name]) for name, lane in lanes.items()]
        try:
            return list(chain.from_iterable(one.result() for one in running)), faults, _ends(lanes)
        finally:
            desk.stop.set()


def _ends(lanes: Mapping[str, Lane]) -> dict[str, datetime]:
    told = {name: lane.session.memo.get("secret_ends") for name, lane in lanes.items() if lane.session}
    return {name: end for name, end in told.items() if isinstance(end, datetime)}


def _run(lane: Lane, deliveries: list[Delivery], orphans: list[DeliveryId]) -> list[Line]:
    """Run a lane; where it must end, the others end after what they are at."""
    try:
        return lane.run(deliveries, orphans)
    except BaseException:
        lane.desk.stop.set()
        raise


def _has_work(desk: Desk, state: State, wanted: list[Delivery], orphans: list[DeliveryId]) -> bool:
    now = desk.now()
    acts = (decide(one, state, desk.policy, now).act for one in wanted)
    return bool(orphans) or any(act in ("send", "recover") for act in acts)
