"""Time `check` beside other proofreaders on the same posts: `python -m bench.proofread`.

codespell compares each word with a list of misspellings, proselint looks for patterns of bad style in English;
neither knows dictionaries, networks or dates. Whole processes are timed, in turns, so that what else the machine
does falls on all alike; told are medians. Both are fetched from PyPI once, of fixed releases.
"""

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from bench.corpus import Shape, write_smmgen
from bench.peers import CACHE
from bench.process import Took, run
from bench.table import in_memory

PEERS = {"codespell": "2.4.3", "proselint": "0.16.0"}
SMMGEN = [sys.executable, "-m", "smmgen"]


def peer(name: str) -> list[str]:
    """Return a peer's command, fetched from PyPI where it is not there yet."""
    folder = CACHE / f"{name}-{PEERS[name]}"
    if not (folder / "bin" / name).is_file():
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
        pip = [str(folder / "bin/python"), "-m", "pip", "install", "--quiet", f"{name}=={PEERS[name]}"]
        subprocess.run(pip, check=True)
    return [str(folder / "bin" / name)]


def steps(folder: Path) -> dict[str, Callable[[], Took]]:
    """Return what is timed, by its name."""
    posts = "content/posts"
    ends = tuple(range(66))

    def first() -> Took:
        shutil.rmtree(folder / ".smmgen", ignore_errors=True)
        return run([*SMMGEN, "check"], folder, ends=(0, 1))

    def changed() -> Took:
        place = folder / posts / "post-00001.md"
        place.write_text(place.read_text("utf-8") + "\nOne more line.\n", "utf-8")
        return run([*SMMGEN, "check"], folder, ends=(0, 1))

    return {
        "smmgen check, from nothing": first,
        "smmgen check, one post changed": changed,
        "codespell": lambda: run([*peer("codespell"), posts], folder, ends),
        "proselint": lambda: run([*peer("proselint"), "check", posts], folder, ends),
    }


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("posts", nargs="?", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--accounts", type=int, default=12)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="smmgen-bench-", dir=in_memory()) as name:
        folder = Path(name)
        write_smmgen(folder, Shape(posts=asked.posts, accounts=asked.accounts))
        for tool in PEERS:
            peer(tool)
        todo = steps(folder)
        took: dict[str, list[Took]] = {what: [] for what in todo}
        for _ in range(asked.runs):
            for what, step in todo.items():
                took[what].append(step())
    print(f"{asked.posts} posts for {asked.accounts} accounts, medians of {asked.runs} turns")
    for what, runs in took.items():
        passed = statistics.median(one.passed for one in runs)
        used = statistics.median(one.used for one in runs)
        print(f"{what:32} {passed:8.2f} s passed {used:8.2f} s of processors")


if __name__ == "__main__":
    main()
