"""Every step of a run, one after the other: what if the publisher is killed there, or sleeps and is overtaken?

`python -m tests.crash.steps` tries all of it and counts.
"""

import itertools
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from multiprocessing import Pool
from random import Random

from tests.crash.judge import is_open, judge, stages
from tests.crash.network import FAULTS, KINDS, OF_DRAFTS
from tests.crash.process import Mishap, kill
from tests.crash.schedule import WRITE_FAULTS, calm, overtaken
from tests.crash.world import GRACE, MINUTE, World
from tests.publish.stage import brand, post, with_picture

SHAPES = {"post": ("One.",), "thread": ("One.", "Two.", "Three.")}
MISHAPS = ("killed", "overtaken")
TWICE = "killed twice"
OF_TWICE = ("", "reset-after", "timeout-late", "without-id", "429:120")
AFTER_LEASE = 21 * MINUTE
CLAIM, OUTCOME = "of the claim", "of the outcome"


@dataclass(frozen=True)
class Case:
    """A network's class, a shape, what goes wrong in a call or a write, and what befalls the publisher."""

    kind: str
    shape: str
    fault: str
    mishap: str = "killed"
    place: str = "git"

    def world(self) -> World:
        """Make the world; in a thread it is the second part's call that goes wrong."""
        account = f"{self.kind}-0"
        content = with_picture(post("sale", *SHAPES[self.shape], accounts=(account,)), b"")
        world = World(brand(account, grace=GRACE), content, Random(0), place=self.place)
        push, _, which = self.fault.partition(" ")
        if which:
            world.host.faults = ["", push] if which == OUTCOME else [push]
        elif self.fault:
            world.servers[account].faults = [*("",) * (self.shape == "thread"), self.fault]
        return world

    def befall(self, world: World) -> Mishap:
        return overtaken(world, 4000) if self.mishap == "overtaken" else kill


def faults_of(kind: str, place: str = "git") -> tuple[str, ...]:
    """Return what can go wrong on a network of a class and in the ledger's place, nothing included."""
    calls = [fault for fault in FAULTS if kind == "handle" or fault not in OF_DRAFTS]
    writes = [f"{fault} {which}" for fault in WRITE_FAULTS[place] for which in (CLAIM, OUTCOME)]
    return ("", *calls, *writes)


def cases(kind: str, shape: str, mishap: str, place: str = "git") -> tuple[Case, ...]:
    return tuple(Case(kind, shape, fault, mishap, place) for fault in faults_of(kind, place))


def paths(case: Case, share: int = 1, first: int = 0) -> tuple[tuple[int, ...], ...]:
    """Return at which steps it befalls the first run, or the first two: every `share`th of them."""
    steps = range(1, case.world().publish().steps + 1)
    return tuple(itertools.product(steps, repeat=2 if case.mishap == TWICE else 1))[first % share :: share]


def tried(case: Case, share: int = 1, first: int = 0) -> tuple[int, list[str]]:
    """Let the mishap befall every `share`th step; return how many cells there are, and what went wrong."""
    found = paths(case, share, first)
    return len(found), [f"{case} at step {path}: {what}" for path in found for what in ending(case, *path)]


def ending(case: Case, *steps: int) -> Iterator[str]:
    """Let the mishap befall one step of each of the first runs, and yield what is wrong in the end."""
    world = case.world()
    for step in steps:
        world.publish({step: case.befall(world)}, leaves_git=step % 2 == 0)
        world.clock.wait(AFTER_LEASE)
    yield from settled(world)


def settled(world: World) -> Iterator[str]:
    """Yield what two clean runs leave open that are a lease apart, and all else that is wrong."""
    world.clear()
    for _ in range(2):
        world.publish()
        world.clock.wait(AFTER_LEASE)
    for name, stage in stages(world.state(), world.bundle).items():
        if stage in ("SENDING", "UNKNOWN"):
            yield f"9: {name} is still {stage}"
    if is_open(world):
        calm(world)
    yield from (*world.witness.broken, *judge(world))


def everything() -> Sequence[Case]:
    """Return every case, and a second crash for those faults that leave an open end."""
    parts = itertools.product(KINDS, SHAPES, MISHAPS, WRITE_FAULTS)
    once = [case for part in parts for case in cases(*part)]
    twice = itertools.product(KINDS, OF_TWICE, WRITE_FAULTS)
    return once + [Case(kind, "post", fault, TWICE, place) for kind, fault, place in twice]


def main() -> int:
    began, cells, wrong = time.monotonic(), 0, 0
    with Pool() as pool:
        for count, found in pool.imap_unordered(tried, everything()):
            cells, wrong = cells + count, wrong + len(found)
            print("".join(f"{text}\n" for text in found), end="", flush=True)
    print(f"{cells} cells in {time.monotonic() - began:.0f} s; {wrong} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
