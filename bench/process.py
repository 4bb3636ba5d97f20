"""Run a command and tell what it took: time that passed, time of processors, memory of all its processes."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

SAMPLE_SECONDS = 0.02


class Took(Struct, frozen=True):
    """Seconds that passed, seconds that processors worked for it (its children included), peak memory in MB."""

    passed: float
    used: float
    peak: float = 0.0


def environment() -> dict[str, str]:
    """Return this process's environment, with compiled files kept as they are where a package is installed."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def run(command: Sequence[str], folder: Path, ends: tuple[int, ...] = (0,)) -> Took:
    """Run a command in `folder`; leave with what it said where it does not end with one of `ends`."""
    used, began = _used(), time.perf_counter()
    done = subprocess.run(command, cwd=folder, capture_output=True, check=False, env=environment())
    passed = time.perf_counter() - began
    if done.returncode not in ends:
        sys.exit(f"{' '.join(command)} ended with {done.returncode}: {done.stderr.decode()[-2000:]}")
    return Took(passed, _used() - used)


def _used() -> float:
    times = os.times()
    return times.children_user + times.children_system


def peak(command: Sequence[str], folder: Path) -> float:
    """Run a command and return the most memory (MB) that its processes held at once; shared pages once."""
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, cwd=folder, stdout=quiet, stderr=quiet, env=environment()) as process:
        most = [0.0]
        sampler = threading.Thread(target=_sample, args=(process, most))
        sampler.start()
        process.wait()
        sampler.join()
    return most[0]


def _sample(process: "subprocess.Popen[bytes]", most: list[float]) -> None:
    while process.poll() is None:
        most[0] = max(most[0], sum(map(_share, _tree(process.pid))))
        time.sleep(SAMPLE_SECONDS)


def _tree(pid: int) -> list[int]:
    """Return a process and all below it."""
    try:
        found = [
            int(child)
            for task in Path(f"/proc/{pid}/task").iterdir()
            for child in (task / "children").read_text().split()
        ]
    except OSError:
        return [pid]
    return [pid, *(one for child in found for one in _tree(child))]


def _share(pid: int) -> float:
    """Return a process's share of the memory in MB: a page that several processes share is divided by them."""
    try:
        rolled = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0.0
    return next(int(line.split()[1]) / 1024 for line in rolled.splitlines() if line.startswith("Pss:"))
