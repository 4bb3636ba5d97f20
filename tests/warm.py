"""`python -m smmgen` in a process of its own, without its start: that is half a second of reading modules.

One process for all tests, forked from pytest's before the first, has read them and waits; it forks a child for each
command, with its own arguments, environment, folder and streams. What is about a start itself (what it imports, the
seed of its hashes) takes a true one.
"""

import atexit
import gc
import os
import pkgutil
import runpy
import selectors
import shutil
import signal
import socket
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from functools import cache
from importlib import import_module
from pathlib import Path
from select import select
from tempfile import mkdtemp

import psutil

ROOT = Path(__file__).parents[1]
DOOR = Path(__file__).with_name("warm_door.py")


def command(*arguments: str) -> list[str]:
    """Return what does as `[sys.executable, "-m", "smmgen", …]` does: for what is talked to while it runs."""
    return [sys.executable, "-I", "-S", str(DOOR), place(), *arguments]


@cache
def place() -> str:
    """Return the address of the process that waits, which is forked from this one.

    pytest asks first, before any test: so it has read what the tests have, and all that share the tests have the same.
    """
    path = str(Path(mkdtemp(prefix="smmgen-"), "door"))
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(path)
        listening.listen(100)  # who comes while it still reads, waits
        far, near = os.pipe()
        child = os.fork()
        if not child:
            os.close(near)
            _be(listening, far)
    os.close(far)
    atexit.register(_end, child, near)
    return path


def _end(child: int, near: int) -> None:
    """Let it end: it does so when nobody is left who could ask, and it takes its address away."""
    os.close(near)
    process = psutil.Process(child)
    try:
        process.wait(10)
    except psutil.TimeoutExpired:
        process.kill()


def _be(listening: socket.socket, far: int) -> None:
    """Be the process that waits, to its end."""
    try:
        os.setsid()
        os.dup2(far, 0)
        os.close(far)
        sys.stdin = open(0, encoding="utf-8")  # noqa: SIM115
        os.chdir(ROOT)
        if listening in select([listening, sys.stdin], [], [])[0]:  # nothing is read before somebody asks
            _read_all()
            _Waiting(listening).wait()
        shutil.rmtree(Path(listening.getsockname()).parent, ignore_errors=True)
    finally:
        os._exit(0)


class _Waiting:
    """The process that waits, and the commands that it has at work."""

    def __init__(self, listening: socket.socket) -> None:
        self.listening = listening
        self.woken, self.waker = socket.socketpair()
        self.several = selectors.DefaultSelector()
        self.at_work: dict[int, socket.socket] = {}

    def wait(self) -> None:
        """Fork a child for each that comes, until nobody can come any more."""
        self.waker.setblocking(False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(self.waker.fileno())
        for one in (self.listening, self.woken, sys.stdin):
            self.several.register(one, selectors.EVENT_READ)
        while True:
            ready = [key for key, _ in self.several.select()]
            if any(key.fileobj is sys.stdin for key in ready):
                return
            for key in ready:
                if key.fileobj is self.listening:
                    self._begin()
                elif key.fileobj is self.woken:
                    self.woken.recv(1000)
                    self._finish()
                elif key.data in self.at_work:
                    self._pass_on(key.data)

    def _begin(self) -> None:
        line, _ = self.listening.accept()
        data, streams, *_ = socket.recv_fds(line, 1_000_000, 3)
        while data and len(data) < int.from_bytes(data[:8]) + 8:
            more = line.recv(1_000_000)
            data = data + more if more else b""
        if data:
            child = self._fork(line, data[8:].decode("utf-8", "surrogateescape").split("\0"), streams)
            self.at_work[child] = line
            self.several.register(line, selectors.EVENT_READ, child)
        else:  # whoever asked was ended while asking
            line.close()
        for number in streams:
            os.close(number)

    def _finish(self) -> None:
        for child, code in _ended():
            line = self.at_work.pop(child)
            with suppress(KeyError):
                self.several.unregister(line)
            with line, suppress(OSError):
                line.send(str(code).encode())

    def _pass_on(self, child: int) -> None:
        """Send a signal on; where whoever asked is gone, so is the command."""
        line = self.at_work[child]
        number = line.recv(1)
        os.kill(child, number[0] if number else signal.SIGKILL)
        if not number:
            self.several.unregister(line)

    def _fork(self, line: socket.socket, order: Sequence[str], streams: Sequence[int]) -> int:
        child = os.fork()
        if not child:
            self.several.close()
            for one in (line, self.listening, self.woken, self.waker, *self.at_work.values()):
                one.close()
            _become(order, streams)
        return child


def _ended() -> Iterator[tuple[int, int]]:
    with suppress(ChildProcessError):
        while (found := os.waitpid(-1, os.WNOHANG))[0]:
            yield found[0], os.waitstatus_to_exitcode(found[1])


def _become(order: Sequence[str], streams: Sequence[int]) -> None:
    """Be the command, to the end of this process."""
    code = 1
    try:
        folder, number, *words = order
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        # a job in the background would ignore Ctrl-C
        signal.signal(signal.SIGINT, signal.default_int_handler)
        for stream, file in enumerate(streams):
            os.dup2(file, stream)
            os.close(file)
        os.chdir(folder)
        os.environ.clear()
        os.environ.update(variable.split("=", 1) for variable in words[int(number) :])
        time.tzset()
        sys.stdin, sys.stdout = open(0, encoding="utf-8"), open(1, "w", encoding="utf-8")  # noqa: SIM115
        sys.stderr = open(2, "w", encoding="utf-8", buffering=1, errors="backslashreplace")  # noqa: SIM115
        sys.argv = ["smmgen", *words[: int(number)]]
        runpy.run_module("smmgen", run_name="__main__", alter_sys=True)
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else bool(end.code)
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        with suppress(OSError):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(code)  # to take apart all that was read would cost more than most commands


def _read_all() -> None:
    import smmgen as package

    for module in pkgutil.walk_packages(package.__path__, "smmgen."):
        if not module.name.endswith("__main__"):
            import_module(module.name)
    import_module("httpx")
    _check_once()
    gc.freeze()


def _check_once() -> None:
    """Check a post, so that rules, patterns and the example brand's theme are at hand for every command."""
    from smmgen.pipeline import check
    from smmgen.read.tree import Memory

    files = {str(path.relative_to(ROOT)): path for path in (ROOT / "themes").rglob("*") if path.is_file()}
    theme = {name: path.read_bytes() for name, path in files.items()}
    check(Memory({**BRAND, **theme}), datetime(2026, 12, 1, tzinfo=UTC))


BRAND = {
    "smmgen.yaml": b"""brand: {name: Northwind, timezone: Europe/Berlin}
theme: northwind
accounts:
  tg: {network: telegram, chat: "@northwind", token: env:TG_TOKEN}
  masto: {network: mastodon, token: env:MASTO_TOKEN, base_url: https://social.example}
""",
    "content/posts/2026-12-02-sale.md": b"""---
title: Sale
publish_at: 2026-12-02 10:00
status: ready
---
Our **beans** cost less tomorrow: [see here](https://northwind.example/sale). #Beans
""",
}
