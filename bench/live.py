"""Time live servers from a save to the words in an open page: python -m bench.live [--posts 1000] [--saves 50].

All servers run at once, on the same posts, and are asked in turns in one Chromium: the page of a post is opened, the
post is saved as editors save, and the page is asked until the new words stand in it. Told are the median and the
slowest, after a rehearsal. Servers are those of bench.serve. A slow one is asked less often, so that 50 saves take about
five minutes.
"""

import argparse
import json
import shutil
import statistics
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from bench.corpus import Shape
from bench.serve import PATIENCE_SECONDS, REST_SECONDS, SERVERS, WAYS, Running, running
from bench.table import is_memory, machine
from tests.build.browser import Browser, chromium

NAMES = ("smmgen", "hugo", "eleventy incremental")
REHEARSALS = 3
SLOW_SECONDS, SELDOM = 2.0, 5
"""A server that is slower than this in rehearsal is asked in every fifth turn only: it would take most of the time."""

_LOOK = """new Promise(done => {
  const ends = Date.now() + 1000;
  const look = () => document.body?.textContent.includes(%s) ? done(true) : Date.now() > ends ? done(false)
    : setTimeout(look, 4);
  look();
})"""


def seconds(browser: Browser, server: Running, turn: int) -> float:
    """Open the page of a post, save the post, and return how long it took until the page had its new words."""
    change, save = server.change(turn), list(WAYS.values())[turn % len(WAYS)]
    browser.visit(f"http://localhost:{server.port}/posts/{change.name}/")
    time.sleep(REST_SECONDS)  # the page's line to its server is open then
    if browser.run(f"document.body.textContent.includes({json.dumps(change.words)})"):
        sys.exit(f"{change.name} says {change.words} before it is saved")
    began = time.perf_counter()
    save(change.source, change.text)
    while time.perf_counter() - began < PATIENCE_SECONDS:
        try:
            if browser.run(_LOOK % json.dumps(change.words)):
                return time.perf_counter() - began
        except RuntimeError:
            continue  # the page is just loaded anew
    return float("inf")


def measure(names: list[str], shape: Shape, saves: int, folder: Path) -> dict[str, list[float]]:
    """Return the seconds by server; those of one that is not there are missing."""
    program = chromium()
    if program is None:
        sys.exit("there is no Chromium; python -m tests.servers.install brings one")
    with ExitStack() as stack:
        browser = Browser(program, folder / "profile", draws=True)
        stack.callback(browser.close)
        started = {
            name: one
            for name in names
            if (one := stack.enter_context(running(SERVERS[name], folder / name.replace(" ", "-"), shape)))
        }
        tried = _in_turns(browser, started, range(1, REHEARSALS + 1), frozenset())
        slow = frozenset(name for name, runs in tried.items() if min(runs) > SLOW_SECONDS)
        return _in_turns(browser, started, range(REHEARSALS + 1, REHEARSALS + saves + 1), slow)


def _in_turns(
    browser: Browser, started: dict[str, Running], turns: range, slow: frozenset[str]
) -> dict[str, list[float]]:
    took: dict[str, list[float]] = {name: [] for name in started}
    for turn in turns:
        for name, one in started.items():
            if name not in slow or turn % SELDOM == 0:
                took[name].append(seconds(browser, one, turn))
                time.sleep(REST_SECONDS)
    return took


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--posts", type=int, default=1000)
    parser.add_argument("--accounts", type=int, default=8)
    parser.add_argument("--saves", type=int, default=50)
    parser.add_argument("--only", default=",".join(NAMES), help="some of bench.serve's, with commas between")
    asked = parser.parse_args()
    parent = Path("/dev/shm") if is_memory(Path("/dev/shm")) else None
    folder = Path(tempfile.mkdtemp(prefix="smmgen-live-", dir=parent))
    shape = Shape(posts=asked.posts, accounts=asked.accounts)
    try:
        took = measure(asked.only.split(","), shape, asked.saves, folder)
        print(f"{machine(folder)}; {asked.posts:,} posts, {asked.saves} saves, from save to page in Chromium")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    for name, runs in sorted(took.items()):
        middle, most = 1000 * statistics.median(runs), 1000 * max(runs)
        print(f"{name:22} {len(runs):3} saves   median {middle:8.0f} ms   slowest {most:8.0f} ms")


if __name__ == "__main__":
    main()
