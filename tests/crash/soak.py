"""Play many schedules, or one again: `python -m tests.crash.soak --help`."""

import argparse
import os
import sys
import time
from collections import Counter
from functools import partial
from multiprocessing import Pool

from tests.crash.schedule import WRITE_FAULTS, Played, play

REPLAY = "python -m tests.crash.soak --ledger {} --seed {}"


def complaint(played: Played, place: str = "git") -> str:
    """Say what is wrong with a schedule and how it is seen again; empty where nothing is."""
    if not played.broken:
        return ""
    return "\n  ".join(
        (f"seed {played.seed}; see it with: {REPLAY.format(place, played.seed)}", *played.broken)
    )


def main() -> int:
    parser = argparse.ArgumentParser(
        description="Kill simulated publishers, and count what is doubled or lost."
    )
    parser.add_argument("count", type=int, nargs="?", default=10_000, help="so many schedules (10000)")
    parser.add_argument("--first", type=int, default=0, help="the seed of the first one (0)")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="so many at a time (one a core)")
    parser.add_argument("--seed", type=int, help="play this one alone, and tell each of its steps")
    parser.add_argument(
        "--ledger", choices=WRITE_FAULTS, default="git", help="where the ledger is kept (git)"
    )
    asked = parser.parse_args()
    if asked.seed is not None:
        print(complaint(play(asked.seed, print, asked.ledger), asked.ledger) or "nothing is wrong")
        return 0
    return _many(range(asked.first, asked.first + asked.count), asked.jobs, asked.ledger)


def _many(seeds: range, jobs: int, place: str) -> int:
    began, ends, crashes, wrong = time.monotonic(), Counter[str](), 0, 0
    with Pool(jobs) as pool:
        for played in pool.imap_unordered(partial(play, place=place), seeds, 50):
            ends, crashes = ends + played.ends, crashes + played.crashes
            if text := complaint(played, place):
                wrong += 1
                print(text, flush=True)
    seconds = time.monotonic() - began
    print(
        f"{len(seeds)} schedules in {seconds:.0f} s: {ends.total()} deliveries, {crashes} crashes, {dict(ends)}"
    )
    print(f"{wrong} schedules with something doubled, lost, told wrong or held without need")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
