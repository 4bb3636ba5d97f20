"""Time live servers from a save to the bytes on disk: python -m bench.serve [--posts 1000] [--runs 10].

All servers run at once, on the same posts, and are asked in turns: a post is saved as editors save, and its
page is looked at every millisecond until the new words stand in it. Told are the median and the slowest. A server is a
row in SERVERS; those whose tool is not there are left out.
"""

import argparse
import os
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from msgspec import Struct

from bench.corpus import KINDS, Shape
from bench.peers import eleventy, hugo
from bench.process import environment
from bench.site import SMMGEN
from bench.table import is_memory, machine

LOOK_SECONDS = 0.001
REST_SECONDS = 0.4
"""So long nothing is saved after a page came out: servers wait a moment for more changes."""
PATIENCE_SECONDS = 120
START_SECONDS = 600


def in_place(place: Path, text: str) -> None:
    """Save as nano does: the file is emptied and written."""
    place.write_text(text, "utf-8")


def renamed(place: Path, text: str) -> None:
    """Save as VS Code and many others do where they want to be safe: a new file takes the old one's name."""
    fresh = place.with_name(f".{place.name}.tmp")
    fresh.write_text(text, "utf-8")
    fresh.replace(place)


def backed_up(place: Path, text: str) -> None:
    """Save as Vim does: the old file is moved away, a new one written, the old one removed."""
    old = place.with_name(f"{place.name}~")
    place.replace(old)
    place.write_text(text, "utf-8")
    old.unlink()


WAYS: dict[str, Callable[[Path, str], None]] = {"in place": in_place, "rename": renamed, "backup": backed_up}


class Server(Struct, frozen=True):
    """A tool that serves while files change: its corpus, its command on a port, the folder it writes into."""

    kind: str
    command: Callable[[int], list[str] | None]
    out: str


def _eleventy(port: int, *more: str) -> list[str] | None:
    command = eleventy()
    return [*command, "--serve", "--quiet", f"--port={port}", *more] if command else None


def _hugo(port: int) -> list[str]:
    return [str(hugo()), "server", "--quiet", "--bind=127.0.0.1", f"--port={port}"]


def _smmgen(port: int) -> list[str]:
    return [*SMMGEN, "--quiet", "serve", "--port", str(port)]


SERVERS = {
    "smmgen": Server("smmgen", _smmgen, "dist"),
    "hugo": Server("hugo", _hugo, "public"),
    "eleventy": Server("eleventy", _eleventy, "public"),
    "eleventy incremental": Server("eleventy", lambda port: _eleventy(port, "--incremental"), "public"),
}


class Running(Struct, frozen=True):
    """A server at work on its own copy of the posts."""

    folder: Path
    out: str
    shape: Shape
    port: int

    def change(self, turn: int) -> "Saving":
        """Return a post to be saved with new words."""
        name, words = f"post-{turn * 37 % self.shape.posts:05}", f"Saved{turn}"
        source = self.folder / "content/posts" / f"{name}.md"
        return Saving(name, words, source, f"{source.read_text('utf-8')}\n{words}\n")

    def seconds(self, turn: int, save: Callable[[Path, str], None]) -> float:
        """Save a post with new words and return how long it took until its page had them."""
        change = self.change(turn)
        page = self.folder / self.out / "posts" / change.name / "index.html"
        began = time.perf_counter()
        save(change.source, change.text)
        while time.perf_counter() - began < PATIENCE_SECONDS:
            if _has(page, change.words):
                return time.perf_counter() - began
            time.sleep(LOOK_SECONDS)
        return float("inf")


class Saving(Struct, frozen=True):
    """A post, the words that are new in it, its file, and what will stand there."""

    name: str
    words: str
    source: Path
    text: str


def _has(page: Path, words: str) -> bool:
    try:
        return words.encode() in page.read_bytes()
    except FileNotFoundError:
        return False


@contextmanager
def running(server: Server, folder: Path, shape: Shape) -> Iterator[Running | None]:
    """Start a server on posts of its own and wait until it has built them all; None where it is not there."""
    port = _free_port()
    command = server.command(port)
    if command is None:
        yield None
        return
    KINDS[server.kind](folder, shape)
    quiet = subprocess.DEVNULL
    with subprocess.Popen(
        command, cwd=folder, stdout=quiet, stderr=quiet, env=environment(), start_new_session=True
    ) as process:
        try:
            _wait(process, folder / server.out / "posts" / f"post-{shape.posts - 1:05}/index.html")
            yield Running(folder, server.out, shape, port)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGTERM)


def _wait(process: "subprocess.Popen[bytes]", page: Path) -> None:
    began = time.monotonic()
    while not page.exists():
        if process.poll() is not None or time.monotonic() - began > START_SECONDS:
            sys.exit(f"{process.args} wrote no {page}")
        time.sleep(0.1)
    time.sleep(3)  # the last page is out; watching begins after all of them


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


def measure(names: list[str], shape: Shape, runs: int, folder: Path) -> dict[tuple[str, str], list[float]]:
    """Return the seconds by server and way of saving."""
    took: dict[tuple[str, str], list[float]] = {}
    with ExitStack() as stack:
        started = {
            name: stack.enter_context(running(SERVERS[name], folder / name.replace(" ", "-"), shape))
            for name in names
        }
        turn = 0
        for _ in range(runs + 1):
            for way, save in WAYS.items():
                turn += 1
                for name, one in started.items():
                    if one:
                        took.setdefault((name, way), []).append(one.seconds(turn, save))
                        time.sleep(REST_SECONDS)
    return {key: runs[1:] for key, runs in took.items()}  # the first of each is a rehearsal


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--posts", type=int, default=1000)
    parser.add_argument("--accounts", type=int, default=8)
    parser.add_argument("--runs", type=int, default=10)
    parser.add_argument("--only", default=",".join(SERVERS), help="some of them, with commas between")
    asked = parser.parse_args()
    parent = Path("/dev/shm") if is_memory(Path("/dev/shm")) else None
    shape = Shape(posts=asked.posts, accounts=asked.accounts)
    folder = Path(tempfile.mkdtemp(prefix="smmgen-serve-", dir=parent))
    try:
        took = measure(asked.only.split(","), shape, asked.runs, folder)
        print(f"{machine(folder)}; {asked.posts:,} posts, {asked.runs} saves each, from save to page on disk")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    for (name, way), runs in sorted(took.items()):
        middle, most = 1000 * statistics.median(runs), 1000 * max(runs)
        print(f"{name:22} {way:10} median {middle:8.0f} ms   slowest {most:8.0f} ms")


if __name__ == "__main__":
    main()
