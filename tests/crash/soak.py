"""Play many schedules, or one again: `python -m tests.crash.soak --help`."""

import argparse
import os
import sys
import time
from collections import Counter
from multiprocessing import Pool

from tests.crash.schedule import Played, play

REPLAY = "python -m tests.crash.soak --seed {}"


def complaint(played: Played) -> str:
    """Say what is wrong with a schedule and how it is seen again; empty where nothing is."""
    if not played.broken:
        return ""
    return "\n  ".join((f"seed {played.seed}; see it with: {REPLAY.format(played.seed)}", *played.broken))


def main() -> int:
    parser = argparse.ArgumentParser(
        description="Kill simulated publishers, and count what is doubled or lost."
    )
    parser.add_argument("count", type=int, nargs="?", default=10_000, help="so many schedules (10000)")
    parser.add_argument("--first", type=int, default=0, help="the seed of the first one (0)")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="so many at a time (one a core)")
    parser.add_argument("--seed", type=int, help="play this one alone, and tell each of its steps")
    asked = parser.parse_args()
    if asked.seed is not None:
        print(complaint(play(asked.seed, print)) or "nothing is wrong")
        return 0
    return _many(range(asked.first, asked.first + asked.count), asked.jobs)


def _many(seeds: range, jobs: int) -> int:
    began, ends, crashes, wrong = time.monotonic(), Counter[str](), 0, 0
    with Pool(jobs) as pool:
        for played in pool.imap_unordered(play, seeds, 50):
            ends, crashes = ends + played.ends, crashes + played.crashes
            if text := complaint(played):
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
