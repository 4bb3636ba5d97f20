"""What always holds, one test each; where a test can be blind, a publisher without the safeguard opens its eyes.

1   nothing is sent without an own claim, confirmed and fresh    test_the_witness_sees_what_is_not_allowed
2   one live claim, and only legal successors                    test_a_history_has_one_live_claim
3   what is public has an id and stays; lines only grow          test_the_witness_sees_a_line_that_is_gone,
                                                                 test_what_is_settled_stays
4   blind: one call a claim, no second claim without a reason    test_the_witness_sees_what_is_not_allowed,
                                                                 test_a_blind_network_is_not_claimed_again
5   the same key and body; none after the window                 test_the_witness_sees_what_is_not_allowed
6   nothing is sent that is not to be sent                       test_what_is_not_to_be_sent_is_not_sent
7   a failure is its own account's and its own thread's          test_a_failure_changes_nothing_for_others
8   the same plan, byte for byte                                 test_a_plan_follows_from_what_it_is_made_of
9   two clean runs leave nothing open                            steps.settled, in test_steps.py
10  no secret in the ledger or in what is printed                test_no_form_of_a_secret_is_kept_or_told
11  check and build read no secret and open no network           test_check_and_build_keep_to_themselves
"""

import json
import subprocess
import sys
from base64 import b64encode
from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from random import Random
from urllib.parse import quote

import pytest
from msgspec.structs import replace

from smmgen.adapter import Ambiguous, Outcome, Sending, Session
from smmgen.ledger.journal import Journal
from smmgen.ledger.memory import MemoryLedger
from smmgen.ledger.operate import pause
from smmgen.ledger.record import Record, encode
from smmgen.ledger.successor import check_history
from smmgen.model.bundle import Bundle
from smmgen.model.fault import LedgerUnsafe
from smmgen.publish.run import plan
from smmgen.publish.timing import LEASE, SEND_MAX, SETTLE
from smmgen.secrets import Redactor
from tests.crash import weak
from tests.crash.githost import Host
from tests.crash.judge import names
from tests.crash.network import FAULTS, KINDS, OF_DRAFTS
from tests.crash.schedule import play, played
from tests.crash.witness import Witness
from tests.crash.world import GRACE, World
from tests.publish.stage import DUE, MINUTE, Stage, brand, only, post, stage, together

ROOT = Path(__file__).parents[2]
SEEN = [
    ("1: ", weak.without_a_claim),
    ("1: ", weak.without_a_deadline),
    ("4: ", weak.with_a_retry_on_5xx),
    ("5: ", weak.with_a_key_of_its_own),
    ("5: ", weak.without_a_window),
]
"""What the witness calls a breach, and a publisher that commits it."""


@pytest.mark.parametrize(("breach", "weaken"), SEEN)
def test_the_witness_sees_what_is_not_allowed(
    breach: str, weaken: Callable[[pytest.MonkeyPatch], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The schedules themselves, in test_schedules.py, show that the publisher as it is commits none of these."""
    weaken(monkeypatch)
    assert any(what.startswith(breach) for seed in range(2000) for what in play(seed).broken)


@pytest.mark.parametrize("after", [{}, {"v1/a.jsonl": "cut"}, {"v1/a.jsonl": "changed"}])
def test_the_witness_sees_a_line_that_is_gone(after: dict[str, str]) -> None:
    host = Host(objects={"whole": b"1\n2\n", "cut": b"1\n", "changed": b"1\n3\n4\n"})
    witness = Witness(host)
    witness.growth({"v1/a.jsonl": "whole"}, {"v1/a.jsonl": "whole", "v1/b.jsonl": "cut"})
    assert witness.broken == []
    witness.growth({"v1/a.jsonl": "whole"}, after)
    assert [what[:2] for what in witness.broken] == ["3:"]


@pytest.fixture(scope="module")
def histories() -> list[tuple[Record, ...]]:
    """Return every delivery's history of many schedules."""
    return [one for seed in range(50) for one in played(seed).state().histories.values()]


def test_a_history_has_one_live_claim(histories: list[tuple[Record, ...]]) -> None:
    for history in histories:
        check_history(history)
        for first, second in pairwise(history):
            if first.stage == second.stage == "SENDING":
                assert (first.by, first.attempt, first.handle) == (second.by, second.attempt, "")
                assert second.handle


def test_what_is_settled_stays(histories: list[tuple[Record, ...]]) -> None:
    for history in histories:
        assert not any(record.stage in ("POSTED", "SKIPPED") for record in history[:-1])
        assert all(record.remote_id for record in history if record.stage == "POSTED")


def test_a_blind_network_is_not_claimed_again(histories: list[tuple[Record, ...]]) -> None:
    """Only after an attempt that sent nothing, or a person's word: both are a RETRY."""
    blind = [one for one in histories if one[0].delivery_class == "blind"]
    claimed = [
        first.stage for history in blind for first, second in pairwise(history) if second.stage == "SENDING"
    ]
    assert claimed
    assert set(claimed) == {"RETRY"}


def test_the_times_fit_together() -> None:
    """A claim is left alone for longer than a job may take (15 minutes, in its workflow) and clocks may differ."""
    job, request, skew = timedelta(minutes=15), timedelta(seconds=30), timedelta(minutes=4)
    assert job + skew <= LEASE
    assert LEASE >= SETTLE
    assert job >= SEND_MAX + request


def _paused(made: Stage) -> None:
    account = made.brand.accounts["blind"]
    made.brand = replace(made.brand, accounts={"blind": replace(account, is_paused=True)})


def _stopped(made: Stage) -> None:
    pause(Journal(made.ledger, lambda seconds: None, Random(1)), "", "storm", is_paused=True)


NOT_SENT: dict[str, Callable[[Stage], object]] = {
    "not in the content": lambda made: setattr(made, "bundle", Bundle({})),
    "not due": lambda made: setattr(made, "bundle", post("sale", accounts=("blind",), at=DUE + MINUTE)),
    "not ready": lambda made: setattr(made, "bundle", post("sale", accounts=("blind",), status="review")),
    "paused in smmgen.yaml": _paused,
    "stopped in the ledger": _stopped,
    "past its grace": lambda made: setattr(made.network, "now", DUE + timedelta(days=1)),
    "without a ledger": lambda made: setattr(made, "ledger", MemoryLedger()),
}


@pytest.mark.parametrize("why", NOT_SENT)
def test_what_is_not_to_be_sent_is_not_sent(why: str) -> None:
    made = stage("blind")
    NOT_SENT[why](made)
    try:
        made.run()
    except LedgerUnsafe:
        assert why == "without a ledger"
    assert made.network.calls == []


def _endings(fault: str, kind: str) -> dict[str, list[str]]:
    """Return every delivery's stages after the first call of one account went wrong."""
    accounts = (f"{kind}-0", "keyed-1")
    bundle = together(post("first", "One.", "Two.", accounts=accounts), post("second", accounts=accounts))
    world = World(brand(*accounts, grace=GRACE), bundle, Random(1))
    world.servers[accounts[0]].faults = [fault]
    world.publish()
    state = world.state()
    return {str(name): [one.stage for one in state.history(name)] for name in names(bundle)}


HALTING = ("401", "429", "draft-429")
"""What stops a whole account for the run."""


@pytest.mark.parametrize("kind", KINDS)
def test_a_failure_changes_nothing_for_others(kind: str) -> None:
    clean = _endings("", kind)
    for fault in (one for one in FAULTS if kind == "handle" or one not in OF_DRAFTS):
        changed = {name for name, stages in _endings(fault, kind).items() if stages != clean[name]}
        mine = {f"{kind}-0/first.0", f"{kind}-0/first.1"}
        assert changed <= mine | ({f"{kind}-0/second.0"} if fault.startswith(HALTING) else set()), fault


@pytest.mark.parametrize("seed", range(20))
def test_a_plan_follows_from_what_it_is_made_of(seed: int) -> None:
    world = played(seed)
    plans = [
        json.dumps(plan(world.bundle, world.brand, world.read_anew(), DUE + timedelta(hours=1)).data())
        for _ in range(2)
    ]
    assert plans[0] == plans[1]


SECRET = 'p"ss/wörd+12345'
FORMS = [
    SECRET,
    quote(SECRET),
    quote(SECRET, safe=""),
    json.dumps(SECRET)[1:-1],
    b64encode(SECRET.encode()).decode(),
    b64encode(b"anna:" + SECRET.encode()).decode(),
]


@pytest.mark.parametrize("form", FORMS)
def test_no_form_of_a_secret_is_kept_or_told(form: str) -> None:
    made, redact = stage("blind"), Redactor()
    redact.add(SECRET)

    def send(session: Session, sending: Sending) -> Outcome:
        return Ambiguous(f"the answer was: {form}")

    made.adapters["blind"] = replace(made.adapters["blind"], send=send)
    report = made.run(redact=redact)
    told = json.dumps(report.data(), ensure_ascii=False) + report.text()
    kept = b"".join(map(encode, made.history("blind", "sale"))).decode()
    assert only(report).outcome == "unknown"
    assert "the answer was" in told
    assert "the answer was" in kept
    assert [form for form in FORMS if form in told + kept] == []


KEEPING_TO_ITSELF = """
import os, sys
def watch(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.sendto"):
        raise SystemExit(f"it opened the network: {event} {arguments}")
sys.addaudithook(watch)
plain = os._Environ.__getitem__
def look(self, name):
    if name.endswith("_TOKEN"):
        raise SystemExit(f"it read {name}")
    return plain(self, name)
os._Environ.__getitem__ = look
from smmgen.cli.main import main
main()
"""


@pytest.mark.parametrize("command", ["check", "build"])
def test_check_and_build_keep_to_themselves(command: str, tmp_path: Path) -> None:
    (tmp_path / "content/posts").mkdir(parents=True)
    (tmp_path / "smmgen.yaml").write_text(
        "brand: {name: Northwind, timezone: Europe/Berlin}\n"
        'accounts: {tg: {network: telegram, chat: "@northwind", token: env:TG_TOKEN}}\n'
    )
    (tmp_path / "content/posts/sale.md").write_text(
        "---\ntitle: Sale\npublish_at: 2026-12-01 10:00\nstatus: ready\n---\n[Beans](https://example.com).\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", KEEPING_TO_ITSELF, "-C", str(tmp_path), command],
        cwd=ROOT,
        env={
            "PATH": "/usr/bin:/bin",
            "HOME": "/nonexistent",
            "TG_TOKEN": "1:secret",
            "PYTHONPATH": str(ROOT),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
