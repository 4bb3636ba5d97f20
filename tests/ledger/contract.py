"""One contract for every place that a ledger may be kept in; `make` opens the same ledger as another publisher would.

Take these tests into a module with `from tests.ledger.contract import *`, and give it a fixture `make`.
"""

from collections.abc import Callable
from random import Random
from threading import Barrier, Thread

import pytest

from smmgen.ledger.journal import Journal
from smmgen.ledger.ledger import ABSENT, Ledger
from smmgen.ledger.record import Amendment, BadLine
from smmgen.ledger.state import Changes, Control, State
from smmgen.model.delivery import DeliveryId
from smmgen.model.fault import LedgerUnsafe
from tests.ledger.written import NOW, ONE, TWO, changes, held, posted, sending

Make = Callable[[], Ledger]


def started(make: Make, first: Changes | None = None) -> Ledger:
    ledger = make()
    assert ledger.cas(ABSENT, first or Changes())
    return ledger


def add(ledger: Ledger, more: Changes) -> bool:
    return ledger.cas(ledger.read()[1], more)


def test_a_missing_ledger_names_the_command_that_makes_one(make: Make) -> None:
    assert not make().exists()
    with pytest.raises(LedgerUnsafe, match="smmgen ledger init"):
        make().read()


def test_what_was_written_is_read_by_others(make: Make) -> None:
    ledger = started(make)
    claim = sending()
    assert add(ledger, changes(claim))
    assert add(ledger, changes(posted(claim)))
    assert make().read()[0].history(ONE) == (claim, posted(claim))
    assert ledger.exists()


def test_several_lines_and_deliveries_share_a_commit(make: Make) -> None:
    claim = sending()
    both = Changes(((ONE, claim), (ONE, posted(claim)), (TWO, held())))
    started(make, both)
    state, _ = make().read()
    assert (state.last(ONE), state.last(TWO)) == (posted(claim), held())


def test_what_was_done_to_a_public_post_is_kept(make: Make) -> None:
    claim = sending()
    ledger = started(make, changes(claim, posted(claim)))
    edit = Amendment(version=1, seq=1, at=NOW, by="local.1.b", act="edit", stage="BEGUN", digest="a" * 64)
    assert add(ledger, Changes(amendments=((ONE, edit),)))
    assert make().read()[0].amendments == {ONE: (edit,)}


def test_what_is_known_is_the_last_that_was_seen(make: Make) -> None:
    ledger, other = started(make), make()
    assert other.known() is None
    state, version = ledger.read()
    assert ledger.known() in (None, (state, version))


def test_the_slower_of_two_writes_is_turned_down(make: Make) -> None:
    first, second = started(make), make()
    (_, version), (_, same) = first.read(), second.read()
    assert first.cas(version, changes(sending(by="a")))
    assert not second.cas(same, changes(sending(by="b")))
    last = second.read()[0].last(ONE)
    assert last
    assert last.by == "a"


def test_a_ledger_is_made_once(make: Make) -> None:
    first, second = make(), make()
    assert first.cas(ABSENT, changes(held()))
    assert not second.cas(ABSENT, changes(sending()))


def test_a_line_that_may_not_follow_is_not_written(make: Make) -> None:
    ledger = started(make, changes(held()))
    with pytest.raises(BadLine):
        add(ledger, changes(sending(2)))


def test_the_kill_switch_is_read_with_everything_else(make: Make) -> None:
    ledger = started(make)
    assert make().read()[0].control == Control()
    assert add(ledger, Changes(control=Control(paused=True, why="storm")))
    assert make().read()[0].control.pause_of("tg") == "storm"


def test_racing_publishers_claim_everything_once(make: Make) -> None:
    """Two publishers decide on every delivery at the same time; each delivery is one's alone."""
    started(make)
    deliveries = [DeliveryId("tg", f"post-{number}") for number in range(5)]
    won: dict[str, list[DeliveryId]] = {"a": [], "b": []}
    ready = Barrier(2, timeout=60)

    def publish(name: str) -> None:
        journal = Journal(make(), lambda _: None, Random(name))
        ready.wait()
        for delivery in deliveries:
            mine = sending(by=name)

            def claim(state: State, delivery: DeliveryId = delivery, mine: object = mine) -> Changes:
                return Changes() if state.last(delivery) else Changes(((delivery, mine),))  # type: ignore[arg-type]

            if journal.write(claim)[0]:
                won[name].append(delivery)

    threads = [Thread(target=publish, args=(name,)) for name in won]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(won["a"] + won["b"]) == deliveries
    state, _ = make().read()
    assert {name: state.history(name)[0].by for name in won["a"]} == dict.fromkeys(won["a"], "a")
    assert all(len(history) == 1 for history in state.histories.values())


def test_threads_share_one_journal(make: Make) -> None:
    journal = Journal(started(make), lambda _: None, Random(1))
    names = [DeliveryId("tg", f"post-{number}") for number in range(6)]
    threads = [
        Thread(target=journal.write, args=(lambda _, name=name: changes(sending(), delivery=name),))
        for name in names
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(make().read()[0].histories) == names


def test_a_decision_that_fails_is_its_owners_alone(make: Make) -> None:
    journal = Journal(started(make), lambda _: None, Random(1))
    with pytest.raises(ZeroDivisionError):
        journal.write(lambda _: Changes((1 // 0,)))  # type: ignore[arg-type]
    assert journal.write(lambda _: changes(sending()))[1].last(ONE) == sending()


def test_a_decision_is_taken_anew_on_a_newer_state(make: Make) -> None:
    ledger = started(make)
    rival = make()
    seen: list[bool] = []

    def decide(state: State) -> Changes:
        if not seen:
            assert add(rival, changes(sending(by="rival")))
        seen.append(state.last(ONE) is None)
        return Changes() if state.last(ONE) else changes(sending())

    written, state = Journal(ledger, lambda _: None, Random(1)).write(decide)
    assert not written
    assert seen == [True, False]
    assert state.last(ONE) == sending(by="rival")


FILE, OTHER = "metrics/tg/2026-12.jsonl", "metrics/vk/2026-12.jsonl"


def test_files_beside_the_record_are_read_by_others_and_change_nothing_of_it(make: Make) -> None:
    ledger = started(make, changes(sending()))
    files, version = ledger.beside([FILE, OTHER])
    assert (files, ledger.put_beside(version, {FILE: b"one\n"}, "Numbers")) == ({}, True)
    assert make().beside([OTHER, FILE])[0] == {FILE: b"one\n"}
    assert make().read()[0].last(ONE) == sending()
    assert add(ledger, changes(posted(sending())))
    files, version = ledger.beside([FILE])
    assert ledger.put_beside(version, {FILE: b"one\ntwo\n", OTHER: b"x\n"}, "Numbers")
    assert make().beside([FILE, OTHER])[0] == {FILE: b"one\ntwo\n", OTHER: b"x\n"}


def test_who_wrote_beside_the_record_first_wins(make: Make) -> None:
    ledger, rival = started(make), make()
    version = ledger.beside([FILE])[1]
    assert rival.put_beside(rival.beside([FILE])[1], {FILE: b"rival\n"}, "Numbers")
    assert not ledger.put_beside(version, {FILE: b"mine\n"}, "Numbers")
    assert make().beside([FILE])[0] == {FILE: b"rival\n"}


def test_there_is_nothing_beside_a_ledger_that_is_missing(make: Make) -> None:
    with pytest.raises(LedgerUnsafe, match="smmgen ledger init"):
        make().beside([FILE])
