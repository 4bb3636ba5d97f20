"""How long a claim takes while two publishers race for 1,000 posts on one git repository: `python -m bench.claims`."""

import argparse
import os
import statistics
import tempfile
import time
from pathlib import Path

from tests.crash.race import race


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("posts", type=int, nargs="?", default=1000)
    asked, began = parser.parse_args(), time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        raced = race(Path(folder), asked.posts)
    took = [1000 * seconds for one in raced for seconds in one.claims]
    load = f"load {os.getloadavg()[1]:.1f} on {os.cpu_count()} cores"
    print(f"{asked.posts} posts, each shown once, in {time.monotonic() - began:.0f} s; {load}")
    print(
        f"shown by each: {[len(one.shown) for one in raced]}; claims that came too late: {sum(one.lost for one in raced)}"
    )
    print(
        f"a claim: median {statistics.median(took):.0f} ms, mean {statistics.mean(took):.0f}, 95 % {statistics.quantiles(took, n=20)[-1]:.0f}"
    )


if __name__ == "__main__":
    main()
