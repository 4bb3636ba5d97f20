"""Time live servers from a save to the words in an open page: python -m bench.live [--posts 1000] [--saves 50].

All servers run at once, on the same posts, and are asked in turns in one Chromium: the page of a post is opened, the
post is saved as editors save, and the page is asked until the new words stand in it. Told are the median and the
slowest, after a rehearsal. Servers are those of bench.serve.
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


def seconds(browser: Browser, server: Running, turn: int) -> float:
    """Open the page of a post, save the post, and return how long it took until the page had its new words."""
    change, save = server.change(turn), list(WAYS.values())[turn % len(WAYS)]
    browser.visit(f"http://localhost:{server.port}/posts/{change.name}/")
    time.sleep(REST_SECONDS)  # the page's line to its server is open then
    look = f"document.body.textContent.includes({json.dumps(change.words)})"
    if browser.run(look):
        sys.exit(f"{change.name} says {change.words} before it is saved")
    began = time.perf_counter()
    save(change.source, change.text)
    while time.perf_counter() - began < PATIENCE_SECONDS:
        try:
            if browser.run(look):
                return time.perf_counter() - began
        except RuntimeError:
            continue  # the page is just loaded anew
    return float("inf")


def measure(names: list[str], shape: Shape, saves: int, folder: Path) -> dict[str, list[float]]:
    """Return the seconds by server."""
    program = chromium()
    if program is None:
        sys.exit("there is no Chromium; python tests/servers/install.py brings one")
    took: dict[str, list[float]] = {}
    with ExitStack() as stack:
        browser = Browser(program, folder / "profile")
        stack.callback(browser.close)
        started = {
            name: stack.enter_context(running(SERVERS[name], folder / name.replace(" ", "-"), shape))
            for name in names
        }
        for turn in range(1, saves + 4):
            for name, one in started.items():
                if one:
                    took.setdefault(name, []).append(seconds(browser, one, turn))
                    time.sleep(REST_SECONDS)
    return {name: runs[3:] for name, runs in took.items()}  # the first ones are a rehearsal


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
        print(f"{name:22} median {middle:8.0f} ms   slowest {most:8.0f} ms")


if __name__ == "__main__":
    main()
