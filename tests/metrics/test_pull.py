from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from random import Random
from threading import Event
from typing import Any

import pytest
from msgspec.structs import replace

from smmgen.adapter import Adapter, Metrics, NotSent, Numbers, Refused, Session, adapter
from smmgen.cli.occasion import nobody
from smmgen.ledger.ledger import ABSENT, Beside
from smmgen.ledger.memory import MemoryLedger
from smmgen.ledger.state import Changes, State
from smmgen.metrics.keep import keep
from smmgen.metrics.month import month_of
from smmgen.metrics.pull import Tools, pull
from smmgen.metrics.report import PullReport
from smmgen.metrics.snapshot import Snapshot, encode, read_file
from smmgen.metrics.wanted import Posted, wanted
from smmgen.model.brand import Account, Brand
from smmgen.model.delivery import DeliveryId
from smmgen.model.fault import ConfigError, LedgerUnsafe
from smmgen.model.numbers import Counted
from smmgen.testing import Script
from tests.ledger.written import posted, sending

NOW = datetime(2026, 12, 2, 4, 17, tzinfo=UTC)
YESTERDAY = NOW - timedelta(days=1)
FILE = "metrics/one/2026-12.jsonl"
Told = Mapping[str, Numbers] | NotSent | Refused
BOTH = (Posted(YESTERDAY, "sale", "id-sale", ""), Posted(YESTERDAY, "beans", "id-beans", ""))


def started() -> MemoryLedger:
    ledger = MemoryLedger()
    assert ledger.cas(ABSENT, Changes())
    return ledger


def brand(*names: str) -> Brand:
    accounts = {name: Account(name=name, network=name, secrets={"token": "TOKEN"}) for name in names}
    return replace(nobody(), accounts=accounts)


class Networks:
    """Networks that answer from a script, each call with the next line; what was waited for is kept."""

    def __init__(self, **told: Any) -> None:
        self.lines = {name: iter(lines) for name, lines in told.items()}
        self.asked: list[tuple[str, ...]] = []
        self.waited: list[float] = []

    def __call__(self, name: str) -> Adapter:
        if name == "mute":
            return replace(adapter("mastodon"), metrics=None, no_metrics="Nobody counts there.")
        reads = Metrics(gives=("views",), posts=self._posts, source="", at_once=2)
        return replace(adapter("mastodon"), metrics=reads)

    def _posts(self, session: Session, ids: tuple[str, ...]) -> Told:
        self.asked.append(ids)
        line = next(self.lines[session.account.name])
        return line() if callable(line) else line

    def tools(self) -> Tools:
        return Tools(
            adapters=self,
            open_session=lambda account: Script(account, []),
            sleep=self.waited.append,
            chance=Random(1),
            redact=lambda text: text.replace("the-token", "•••"),
        )


def pulled(
    networks: Networks, ledger: Beside | None = None, at: datetime = NOW, **posts: tuple[Posted, ...]
) -> PullReport:
    return pull(brand(*posts), ledger or started(), posts, at, networks.tools())


def test_only_what_has_changed_is_kept() -> None:
    ledger = started()
    line = {"id-sale": Numbers(views=5), "id-beans": Numbers(views=7)}
    networks = Networks(one=[line, line, {**line, "id-sale": Numbers(views=6)}])
    outcomes = [
        [one.outcome for one in pulled(networks, ledger, NOW + timedelta(hours=hour), one=BOTH).posts]
        for hour in range(3)
    ]
    assert outcomes == [["new", "new"], ["same", "same"], ["new", "same"]]
    lines, _ = read_file(FILE, ledger.beside([FILE])[0][FILE])
    assert [(one.post, one.numbers.views) for one in lines] == [("sale", 5), ("beans", 7), ("sale", 6)]


def test_one_dead_network_stops_no_other() -> None:
    ready = Event()

    def slow() -> Told:
        assert ready.wait(5)
        return NotSent("net.example cannot be reached: no connection, says the-token")

    def quick() -> Told:
        ready.set()
        return {"id-sale": Numbers(views=5)}

    report = pulled(Networks(dead=[slow], one=[quick]), dead=BOTH, one=BOTH)
    dead, one = report.accounts
    assert (dead.outcome, dead.why) == ("failed", "net.example cannot be reached: no connection, says •••")
    assert one.outcome == "asked"
    assert [line.outcome for line in report.posts] == ["unread", "unread", "new", "none"]
    assert report.exit_code == 3


def test_a_network_without_numbers_says_so_and_is_no_fault() -> None:
    report = pulled(Networks(), mute=BOTH)
    assert (report.exit_code, report.posts) == (0, ())
    assert report.text(nobody().timezone) == "mute (mute): Nobody counts there.\n"


def test_who_asks_for_a_little_time_gets_it() -> None:
    wait = NotSent("wait", Script(Account(name="one", network="one"), []).now() + timedelta(seconds=7), 429)
    networks = Networks(one=[wait, {"id-sale": Numbers(views=5)}])
    assert pulled(networks, one=BOTH[:1]).exit_code == 0
    assert networks.waited == [7.0, 0.2]


def test_who_asks_for_much_time_is_left_for_the_next_run() -> None:
    later = Script(Account(name="one", network="one"), []).now() + timedelta(hours=1)
    networks = Networks(one=[{"id-sale": Numbers(views=5)}, NotSent("wait", later, 429)])
    more = (*BOTH, Posted(YESTERDAY, "late", "id-late", ""))
    report = pulled(networks, one=more)
    assert (report.accounts[0].retry_at, report.exit_code) == (later, 3)
    assert [line.outcome for line in report.posts] == ["new", "unread", "unread"]
    assert networks.asked == [("id-sale", "id-beans"), ("id-late",)]


def test_a_network_that_refuses_everything_is_left_alone() -> None:
    many = tuple(Posted(YESTERDAY, f"p{n}", f"id-{n}", "") for n in range(20))
    networks = Networks(one=[Refused("no insights")] * 10)
    report = pulled(networks, one=many)
    assert (len(networks.asked), report.accounts[0].why) == (3, "no insights")
    assert {line.outcome for line in report.posts} == {"unread"}


def test_a_missing_secret_is_told_and_where_all_are_missing_it_is_no_pull() -> None:
    def locked(account: Account) -> Session:
        if account.name == "one":
            return Script(account, [])
        raise ConfigError("TOKEN is not set")

    networks = Networks(one=[{}])
    tools = replace(networks.tools(), open_session=locked)
    report = pull(brand("one", "two"), started(), {"one": BOTH, "two": BOTH}, NOW, tools)
    assert [one.why for one in report.accounts] == ["", "TOKEN is not set"]
    with pytest.raises(ConfigError, match="TOKEN is not set"):
        pull(brand("two"), started(), {"two": BOTH}, NOW, tools)


def test_a_damaged_line_is_told_and_kept_and_spoils_no_other() -> None:
    ledger = started()
    assert ledger.put_beside(ledger.beside([])[1], {FILE: b"{}\n<cut"}, "Numbers")
    report = pulled(Networks(one=[{"id-sale": Numbers(views=5)}]), ledger, one=BOTH[:1])
    assert (report.exit_code, [one.line for one in report.damage]) == (1, [1, 2])
    data = ledger.beside([FILE])[0][FILE]
    assert data.startswith(b"{}\n<cut\n{")
    assert [one.post for one in read_file(FILE, data)[0]] == ["sale"]


class Raced(MemoryLedger):
    """A ledger that a rival writes to just before each of our first writes."""

    def __init__(self, *rivals: Snapshot) -> None:
        super().__init__()
        self.rivals = list(rivals)
        assert self.cas(ABSENT, Changes())

    def put_beside(self, version: str, files: Mapping[str, bytes], why: str) -> bool:
        if self.rivals:
            files_now, newest = self.beside([FILE])
            line = encode(self.rivals.pop(0))
            assert super().put_beside(newest, {FILE: files_now.get(FILE, b"") + line}, "rival")
        return super().put_beside(version, files, why)


def snapshot(post: str, views: int, at: datetime = NOW) -> Snapshot:
    return Snapshot(version=1, at=at, post=post, posted=YESTERDAY, numbers=Numbers(views=views))


def test_two_runs_at_once_lose_nothing_and_repeat_nothing() -> None:
    ledger = Raced(snapshot("beans", 7), snapshot("sale", 5))
    mine = {"one": [snapshot("sale", 5), snapshot("late", 1)]}
    kept = keep(ledger, mine, lambda _: None, Random(1))
    assert kept.new == {("one", "late")}
    found, _ = read_file(FILE, ledger.beside([FILE])[0][FILE])
    assert [one.post for one in found] == ["beans", "sale", "late"]


def test_what_a_rival_read_later_stands() -> None:
    ledger = Raced(snapshot("sale", 9, NOW + timedelta(minutes=1)))
    assert keep(ledger, {"one": [snapshot("sale", 5)]}, lambda _: None, Random(1)).new == frozenset()


def test_a_ledger_that_cannot_be_written_stops_the_pull() -> None:
    rivals = (snapshot(f"p{number}", number) for number in range(20))
    with pytest.raises(LedgerUnsafe, match="could not be kept in 12 tries"):
        keep(Raced(*rivals), {"one": [snapshot("sale", 5)]}, lambda _: None, Random(1))


def test_the_latest_numbers_of_a_month_are_its_rows() -> None:
    ledger = started()
    keep(ledger, {"one": [snapshot("sale", 5)]}, lambda _: None, Random(1))
    keep(ledger, {"one": [snapshot("sale", 6)]}, lambda _: None, Random(1))
    assert month_of(ledger, ["one", "two"], "2026-12").rows == (Counted("sale", "one", "views", 6),)
    assert month_of(ledger, ["one"], "2026-11").rows == ()


def public(*names: DeliveryId) -> State:
    claim = sending()
    return State().after(Changes(tuple((name, line) for name in names for line in (claim, posted(claim)))))


def test_what_is_asked_for_is_what_the_ledger_knows_to_be_public() -> None:
    names = (DeliveryId("tg", "sale"), DeliveryId("tg", "sale", 1), DeliveryId("vk", "beans"))
    state = public(*names).after(Changes(((DeliveryId("tg", "open"), sending()),)))
    at = state.last(names[0]).at  # type: ignore[union-attr]
    found = wanted(state, at + timedelta(days=30))
    assert {name: [one.post for one in posts] for name, posts in found.items()} == {
        "tg": ["sale"],
        "vk": ["beans"],
    }
    assert wanted(state, at + timedelta(days=31)) == {}
    assert list(wanted(state, at, post="beans")) == list(wanted(state, at, account="vk")) == ["vk"]
