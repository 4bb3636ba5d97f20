"""What only a ledger in a bucket can suffer."""

from collections.abc import Callable
from hashlib import sha256
from random import Random
from threading import Barrier

import pytest
from msgspec.structs import replace

from smmgen.adapter import Reply, Request
from smmgen.ledger.bucket import TAIL_BYTES, BucketLedger
from smmgen.ledger.journal import Journal
from smmgen.ledger.ledger import ABSENT
from smmgen.ledger.log import Segment, decode_head, encode_head, merged
from smmgen.ledger.objects import Objects
from smmgen.ledger.proof import RACERS, race
from smmgen.ledger.state import Changes, Control
from smmgen.ledger.verify import verify
from smmgen.model.delivery import DeliveryId
from smmgen.model.fault import LedgerUnsafe
from smmgen.secrets import Redactor
from tests.crash.process import Process
from tests.crash.s3host import BUCKET, Line, Store, tag_of
from tests.ledger.written import ONE, TWO, changes, held, posted, sending

CLAIM = sending()


def opened(store: Store) -> BucketLedger:
    return store.ledger(Process("test", store.clock))


def journal(store: Store) -> Journal:
    return Journal(opened(store), lambda _: None, Random(1), store.clock.monotonic)


@pytest.fixture
def store() -> Store:
    """Make a bucket with a ledger of one published delivery."""
    made = Store()
    ledger = opened(made)
    assert ledger.cas(ABSENT, changes(CLAIM))
    assert ledger.cas(ledger.read()[1], changes(posted(CLAIM)))
    made.asked.clear()
    return made


Damage = Callable[[bytes], bytes]
DAMAGES: list[tuple[Damage, str]] = [
    (lambda head: head[:-1], "changed or removed"),
    (lambda head: head[:-20], "changed or removed"),
    (lambda head: head[: head.index(b"\n")], "not in canonical form"),
    (lambda head: head[: head.index(b"\n") + 1], "changed or removed"),
    (lambda head: head.replace(b"t.me", b"t,me"), "changed or removed"),
    (lambda head: head + head.splitlines(keepends=True)[-1], "changed or removed"),
    (lambda head: head.replace(b'"v":1,"w', b'"v":2,"w', 1), "v is 2, this one knows 1"),
    (lambda head: head.replace(b'"v":1', b'"v": 1', 1), "not in canonical form"),
    (lambda head: head.replace(b'"sha":"', b'"sha":"0', 1), "changed or removed"),
    (lambda head: b"", "first line is none of a ledger"),
    (lambda head: b"<html>", "first line is none of a ledger"),
    (lambda head: b"[]\n", "first line is none of a ledger"),
]


@pytest.mark.parametrize(("damage", "why"), DAMAGES)
def test_damage_stops_everything_and_is_named(store: Store, damage: Damage, why: str) -> None:
    store.kept["HEAD"] = damage(store.kept["HEAD"])
    with pytest.raises(LedgerUnsafe, match=f"bucket “northwind” is damaged: HEAD: .*{why}"):
        verify(opened(store))


def forged(store: Store, line: str) -> None:
    """Write a line with all hashes right, as somebody might who knows how."""
    head, tail = decode_head(store.kept["HEAD"])
    grown = tail + line.encode()
    store.kept["HEAD"] = encode_head(replace(head, digest=sha256(grown).hexdigest()), grown)


RECORD = '{"at":"2026-12-01T09:00:00Z","by":"a","due":"2026-12-01T09:00:00Z","s":"HELD","seq":3,"v":1}'
FORGERIES = [
    (f"record {ONE} {RECORD}\n", "HELD may not follow POSTED"),
    (f"record {ONE} {RECORD}", "cut off"),
    (f"record {ONE} {RECORD[:-1]}\n", f"{ONE}: not a line of the ledger"),
    (f"record tg/x.00 {RECORD}\n", "nobody's"),
    (f"record ../x {RECORD}\n", "nobody's"),
    ("note hello\n", "a line of a kind"),
    ("control {\n", "kill switch cannot be read"),
    ("\n", "a line of a kind"),
]


@pytest.mark.parametrize(("line", "why"), FORGERIES)
def test_a_line_that_may_not_stand_there_is_damage(store: Store, line: str, why: str) -> None:
    forged(store, line)
    with pytest.raises(LedgerUnsafe, match=why):
        opened(store).read()


def test_a_sound_ledger_is_counted(store: Store) -> None:
    assert verify(opened(store)) == (2, 2)


def test_a_line_that_went_away_is_noticed_by_whoever_saw_it(store: Store) -> None:
    ledger = opened(store)
    ledger.read()
    other = Store()
    opened(other).cas(ABSENT, changes(held(), delivery=TWO))
    store.kept = other.kept
    with pytest.raises(LedgerUnsafe, match="changed or removed"):
        ledger.read()
    del store.kept["HEAD"]
    with pytest.raises(LedgerUnsafe, match="HEAD is gone"):
        ledger.read()


def test_a_claim_takes_two_calls_once_the_store_has_proved_itself(store: Store) -> None:
    log = journal(store)
    log.write(lambda _: changes(held(), delivery=TWO))
    assert store.asked == ["GET HEAD", "PUT FORMAT", "PUT FORMAT", "PUT HEAD", "GET HEAD"]
    store.asked.clear()
    store.clock.wait(5)  # so long a network took to answer
    log.write(lambda _: changes(sending(), delivery=TWO._replace(number=1)))
    assert store.asked == ["PUT HEAD", "GET HEAD"]


def test_who_comes_straight_back_looks_first_once_a_rival_was_seen_and_so_leaves_others_their_turn(
    store: Store,
) -> None:
    log = journal(store)
    log.write(lambda _: changes(held(), delivery=TWO))
    journal(store).write(lambda _: changes(held(), delivery=TWO._replace(number=1)))
    for number in (2, 3):
        store.asked.clear()
        log.write(lambda _, number=number: changes(sending(), delivery=TWO._replace(number=number)))  # type: ignore[misc]
    assert store.asked == ["GET HEAD", "PUT HEAD", "GET HEAD"]


def grown(store: Store, posts: int) -> None:
    log = journal(store)
    for number in range(posts):
        name = DeliveryId("tg", f"post-{number}")
        log.write(lambda _, name=name: changes(sending(), posted(sending()), delivery=name))  # type: ignore[misc]


def test_old_lines_are_put_aside_in_few_segments_and_read_again(store: Store) -> None:
    early = opened(store)
    early.read()
    grown(store, 300)  # put aside three times
    assert len(store.kept["HEAD"]) < TAIL_BYTES + 2000
    assert 1 <= len(decode_head(store.kept["HEAD"])[0].segments) <= 2
    state = opened(store).read()[0]
    assert len(state.histories) == 301
    assert early.read()[0] == state


TAKEN_IN = [
    ((), 10, ()),
    ((10,), 10, (10,)),
    ((40, 20), 10, ()),
    ((40, 20, 10), 10, (40, 20, 10)),
    ((80, 20, 10), 10, (20, 10)),
    ((400, 90), 95, ()),
]


@pytest.mark.parametrize(("sizes", "size", "taken"), TAKEN_IN)
def test_a_new_segment_takes_in_those_that_are_no_longer(
    sizes: tuple[int, ...], size: int, taken: tuple[int, ...]
) -> None:
    segments = tuple(Segment("name", one) for one in sizes)
    assert tuple(one.size for one in merged(segments, size, limit=180)) == taken


def test_a_segment_that_is_gone_or_changed_is_damage(store: Store) -> None:
    grown(store, 100)
    name = next(name for name in store.kept if name.startswith("log/"))
    store.kept[name] += b"\n"
    with pytest.raises(LedgerUnsafe, match=f"damaged: {name} is missing or was changed"):
        opened(store).read()
    del store.kept[name]
    with pytest.raises(LedgerUnsafe, match=f"damaged: {name} is missing or was changed"):
        opened(store).read()


@pytest.mark.parametrize("condition", ["If-Match", "If-None-Match"])
def test_a_server_that_ignores_a_condition_is_refused(condition: str) -> None:
    store = Store(ignores=(condition,))
    with pytest.raises(LedgerUnsafe, match=f"not safe there: the server ignores {condition}"):
        opened(store).cas(ABSENT, Changes())
    assert "HEAD" not in store.kept


def test_a_server_that_begins_to_ignore_conditions_is_refused_before_a_claim(store: Store) -> None:
    store.ignores = ("If-Match",)
    with pytest.raises(LedgerUnsafe, match="ignores If-Match"):
        journal(store).write(lambda _: changes(held(), delivery=TWO))


class Hasty(Line):
    """A line to a gateway that looks first and writes later, when all others have looked too."""

    gate: Barrier

    def call(self, request: Request) -> Reply:
        if request.method == "PUT":
            seen = request.headers.get("If-Match", "")
            is_free = seen == tag_of(self.host.kept.get("TRIAL"))
            self.gate.wait(10)
            if not is_free:
                return Reply(412, {}, b"")
            self.host.kept["TRIAL"] = request.content or b""
            return Reply(200, {"etag": tag_of(request.content)}, b"")
        return Line.call(self, request)


def test_a_gateway_that_looks_first_and_writes_later_is_refused() -> None:
    line = Hasty(store := Store(), Process("test", store.clock))
    line.gate = Barrier(RACERS)
    with pytest.raises(LedgerUnsafe, match=f"of {RACERS} writers at once, the server let {RACERS} through"):
        race(Objects(line, BUCKET, store.clock.wait))


def test_a_server_that_lets_one_of_many_through_is_taken(store: Store) -> None:
    opened(store).try_out()
    assert store.kept["TRIAL"]


class Odd(Line):
    """A line to a server that answers writes of the newest object, or all calls, in its own way."""

    reply = Reply(200, {}, b"")
    method = "PUT"
    place = "HEAD"

    def call(self, request: Request) -> Reply:
        is_mine = self.method in ("", request.method) and request.url.endswith(self.place)
        return self.reply if is_mine else Line.call(self, request)


def odd(store: Store, reply: Reply, method: str = "PUT", place: str = "HEAD") -> BucketLedger:
    line = Odd(store, Process("test", store.clock))
    line.reply, line.method, line.place = reply, method, place
    return BucketLedger(Objects(line, BUCKET, store.clock.wait))


def refusal(code: str) -> bytes:
    return f"<Error><Code>{code}</Code></Error>".encode()


SPOKEN = [
    (
        Reply(403, {}, refusal("AccessDenied")),
        "PUT",
        "HEAD",
        "cannot be written: it answered 403, AccessDenied: the",
    ),
    (Reply(400, {}, b""), "PUT", "HEAD", "cannot be written: it answered 400"),
    (
        Reply(501, {}, refusal("NotImplemented")),
        "PUT",
        "FORMAT",
        "501, NotImplemented: this server does not know",
    ),
    (
        Reply(403, {}, refusal("AccessDenied")),
        "GET",
        "HEAD",
        "cannot be read: .* needs the right to list the bucket",
    ),
    (
        Reply(404, {}, refusal("NoSuchBucket")),
        "GET",
        "HEAD",
        "cannot be read: it answered 404, NoSuchBucket: make it",
    ),
    (Reply(503, {}, b""), "GET", "HEAD", "cannot be read: it answered 503"),
    (Reply(302, {}, b""), "", "", "cannot be read: it answered 302"),
    (Reply(200, {}, b"<html>"), "GET", "HEAD", "gives its objects no ETag"),
]


@pytest.mark.parametrize(("reply", "method", "place", "why"), SPOKEN)
def test_what_a_server_refuses_is_told_with_what_to_do(
    store: Store, reply: Reply, method: str, place: str, why: str
) -> None:
    log = Journal(odd(store, reply, method, place), lambda _: None, Random(1))
    with pytest.raises(LedgerUnsafe, match=why):
        log.write(lambda _: changes(held(), delivery=TWO))
    assert opened(store).read()[0].last(TWO) is None


def test_a_server_that_is_never_ready_to_write_is_told(store: Store) -> None:
    log = Journal(odd(store, Reply(500, {}, b"")), lambda _: None, Random(1))
    with pytest.raises(LedgerUnsafe, match="cannot be written: it answered 500"):
        log.write(lambda _: changes(held(), delivery=TWO))


def test_the_kill_switch_stops_a_writer_that_has_not_looked_since(store: Store) -> None:
    log, rival = journal(store), opened(store)
    log.write(lambda _: changes(held(), delivery=TWO))
    rival.cas(rival.read()[1], Changes(control=Control(paused=True)))
    seen: list[str | None] = []
    log.write(lambda state: seen.append(state.control.pause_of("tg")) or Changes())  # type: ignore[func-returns-value]
    assert seen == [None, ""]


def test_no_secret_is_told_whatever_a_server_answers(store: Store) -> None:
    redact = Redactor()
    for secret in ("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI"):
        redact.add(secret)
    objects = Objects(Line(store, Process("test", store.clock)), BUCKET, store.clock.wait, redact)
    told = str(objects.unsafe("cannot be read: AKIAIOSFODNN7EXAMPLE, wJalrXUtnFEMI"))
    assert told == "The ledger in the bucket “northwind” cannot be read: •••, •••"
