"""Make sure that a store keeps to the conditions of a write, before anything depends on it.

A server that does not know a condition takes the write all the same (that of Incus 7.2 did: its issue 3651,
read 2026-11-27), and two publishers would both be sure of the same claim.
"""

from concurrent.futures import ThreadPoolExecutor

from smmgen.ledger.ledger import ABSENT
from smmgen.ledger.objects import WAITS, Answer, Objects
from smmgen.ledger.path import FORMAT

NAME = "FORMAT"
"""The object that is written here: whoever writes it writes the same, so that no trial can do harm."""

TRIAL = "TRIAL"
"""The object that writers race for when a ledger is made; it is of no use later."""

RACERS, ROUNDS = 6, 3

NEVER = '"00000000000000000000000000000000"'
"""A tag that no object has."""


def prove(objects: Objects) -> None:
    """Ask for writes that must be turned down; raise `LedgerUnsafe` where one of them is not."""
    _turned_down(objects, NEVER, "If-Match")
    first = _asked(objects, ABSENT)
    if first.is_stored:
        _turned_down(objects, ABSENT, "If-None-Match")
    elif not first.is_turned_down:
        raise objects.unsafe(f"cannot be written: {first.complaint}.")


def race(objects: Objects) -> None:
    """Let several writers at once replace one object; raise `LedgerUnsafe` where more than one succeeds.

    A gateway that looks first and writes later passes every trial of one call after the other.
    """
    for _ in range(ROUNDS):
        seen = objects.get(TRIAL).tag

        def write(number: int, seen: str = seen) -> Answer:
            return objects.put(TRIAL, f"{seen} {number}\n".encode(), seen)

        with ThreadPoolExecutor(RACERS) as pool:
            won = sum(answer.is_stored for answer in pool.map(write, range(RACERS)))
        if won > 1:
            raise objects.unsafe(
                f"is not safe there: of {RACERS} writers at once, the server let {won} through where one may "
                "pass, so that two publishers could send the same post. Keep it on a server that knows "
                "conditional writes, or on the git branch."
            )


def _turned_down(objects: Objects, seen: str, condition: str) -> None:
    answer = _asked(objects, seen)
    if answer.is_stored:
        raise objects.unsafe(
            f"is not safe there: the server ignores {condition} and takes writes that it must refuse, so "
            "that two publishers could send the same post. Keep it on a server that knows conditional "
            "writes, or on the git branch."
        )
    if not answer.is_turned_down:
        raise objects.unsafe(f"cannot be written: {answer.complaint}.")


def _asked(objects: Objects, seen: str) -> Answer:
    """Ask, and again where no answer came: the object is the same in any case."""
    answer = objects.put(NAME, FORMAT, seen)
    for seconds in WAITS:
        if answer.status and answer.status < 500:
            break
        objects.wait(seconds)
        answer = objects.put(NAME, FORMAT, seen)
    return answer
