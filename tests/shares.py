"""`pytest --workers N`: the tests in several processes, forked from the one that has collected them.

What takes a second for each process (reading modules, making the items of thousands of tests) is done once, and the
process in front has little more to do than to print dots. A worker takes a group of tests at a time, in their order,
so that what they share is made once; it asks for the next group before the last test of the one it has, as that test
has to know what it may leave standing.
"""

import os
import random
import signal
import sys
import time
import traceback
import warnings
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, Pipe, wait
from typing import Any

import psutil
import pytest

PATIENCE_SECONDS = 3600.0 if os.environ.get("SMMGEN_WHOLE") else 900.0
"""A test that lasts longer hangs: its process shows where it is and is ended, so that all others are told of."""

Group = tuple[int, ...]
"""Tests that one process runs, by their numbers in the order of the collection."""


def add_option(parser: pytest.Parser) -> None:
    told = "processes that share the tests, or auto: one more than there are processors"
    parser.addoption("--workers", default="0", metavar="N", help=told)


def workers(config: pytest.Config) -> int:
    """Return how many processes are asked for: many tests wait for a server, a browser or a clock."""
    asked = str(config.getoption("--workers"))
    return (os.cpu_count() or 1) + 1 if asked == "auto" else int(asked)


@dataclass
class Worker:
    """A process at work, as the one in front sees it."""

    pid: int
    line: Connection
    waiting: list[int] = field(default_factory=list)
    heard: float = field(default_factory=time.monotonic)


class Front:
    """The process in front: it hands out groups and tells what became of each test."""

    def __init__(self, session: pytest.Session, groups: Sequence[Group]) -> None:
        self.session = session
        self.hook = session.config.hook
        self.groups = list(groups)
        self.patience = float(os.environ.get("SMMGEN_TEST_SECONDS", PATIENCE_SECONDS))
        self.workers: dict[Connection, Worker] = {}

    def run(self, number: int) -> None:
        """Keep so many processes at work until nothing is left, or somebody says that it is enough."""
        if self.session.config.option.basetemp:
            self.session.config._tmp_path_factory.getbasetemp()  # which each would empty when it needs it first
        try:
            for _ in range(min(number, len(self.groups))):
                self.fork()
            while self.workers:
                for line in wait(list(self.workers), 1):
                    assert isinstance(line, Connection)
                    self.hear(self.workers[line])
                self.see_to_silent()
                if self.session.shouldfail:
                    raise self.session.Failed(self.session.shouldfail)
                if self.session.shouldstop:
                    raise self.session.Interrupted(self.session.shouldstop)
        finally:
            for worker in self.workers.values():
                worker.line.close()  # it ends what it is at
            for worker in self.workers.values():
                os.waitpid(worker.pid, 0)

    def fork(self) -> None:
        line, far = Pipe()
        sys.stdout.flush()
        sys.stderr.flush()
        pid = os.fork()
        if not pid:
            for other in (line, *self.workers):
                other.close()  # or nobody would notice that the process in front is gone
            work(self.session, far)
        far.close()
        self.workers[line] = Worker(pid, line)

    def hear(self, worker: Worker) -> None:
        worker.heard = time.monotonic()
        try:
            match worker.line.recv():
                case "more":
                    group = self.groups.pop(0) if self.groups else ()
                    worker.waiting += group
                    worker.line.send(group)
                case told:
                    self.tell(worker.waiting.pop(0), *told)
        except (EOFError, ConnectionError):
            self.ended(worker)

    def tell(self, number: int, reports: Sequence[dict[str, Any]], warned: Sequence[dict[str, Any]]) -> None:
        item = self.session.items[number]
        for one in warned:
            text, category, path, line = one.pop("message")
            message = warnings.WarningMessage(text, category, path, line)
            self.hook.pytest_warning_recorded.call_historic(kwargs={"warning_message": message, **one})
        location = reports[0]["location"]  # which takes an item a millisecond to find, once more
        self.hook.pytest_runtest_logstart(nodeid=item.nodeid, location=location)
        for data in reports:
            report = self.hook.pytest_report_from_serializable(config=self.session.config, data=data)
            self.hook.pytest_runtest_logreport(report=report)
        self.hook.pytest_runtest_logfinish(nodeid=item.nodeid, location=location)

    def see_to_silent(self) -> None:
        """End what hangs; what is over without a word has left its end of the line to a process that it started."""
        now = time.monotonic()
        for worker in [*self.workers.values()]:
            if now - worker.heard > self.patience:
                self.end(worker)
            elif now - worker.heard > 1 and not worker.line.poll() and is_over(worker.pid):
                self.ended(worker)

    def end(self, worker: Worker) -> None:
        """End a process that hangs, and all that it has started; it shows its threads, as pytest has it do."""
        process = psutil.Process(worker.pid)
        started = process.children(recursive=True)
        name = self.session.items[worker.waiting[0]].nodeid if worker.waiting else "The end"
        told = [f"{name} hangs", *(f"  beside {_command(one)}" for one in started)]
        sys.stderr.write("\n".join(["", *told, ""]))
        process.send_signal(signal.SIGABRT)
        for one in started:
            with suppress(psutil.Error):
                one.kill()
        self.ended(worker)

    def ended(self, worker: Worker) -> None:
        """Let another take what a process has left undone, but for the test that it ended in."""
        del self.workers[worker.line]
        worker.line.close()
        code = os.waitstatus_to_exitcode(os.waitpid(worker.pid, 0)[1])
        if worker.waiting:
            number, *rest = worker.waiting
            item = self.session.items[number]
            why = f"The process of this test ended in it, with {code}."
            self.tell(
                number,
                [self.hook.pytest_report_to_serializable(config=item.config, report=lost(item, why))],
                [],
            )
            self.groups[:0] = [tuple(rest)] if rest else []
        if worker.waiting and self.groups:
            self.fork()


def is_over(pid: int) -> bool:
    return os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None


def _command(process: psutil.Process) -> str:
    try:
        return f"{process.pid} ({process.status()}): {' '.join(process.cmdline())}"
    except psutil.Error as gone:
        return str(gone)


def lost(item: pytest.Item, why: str) -> pytest.TestReport:
    return pytest.TestReport(item.nodeid, item.location, {}, "failed", why, "call")


class Heard:
    """What is said of the test that runs, on the side of the one that runs it."""

    def __init__(self, config: pytest.Config) -> None:
        self.config = config
        self.reports: list[dict[str, Any]] = []
        self.warned: list[dict[str, Any]] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        told = self.config.hook.pytest_report_to_serializable(config=self.config, report=report)
        self.reports.append(told)

    def pytest_warning_recorded(
        self, warning_message: warnings.WarningMessage, when: str, nodeid: str, location: Any
    ) -> None:
        one = warning_message
        message = (str(one.message), one.category, one.filename, one.lineno)
        self.warned.append({"message": message, "when": when, "nodeid": nodeid, "location": location})


def work(session: pytest.Session, line: Connection) -> None:
    """Be a worker, to the end of this process."""
    code = 1
    try:
        random.seed()
        heard = alone(session.config)
        with suppress(EOFError, ConnectionError):
            for item, following in followed(tests(session, line)):
                session.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
                line.send((heard.reports, heard.warned))
                heard.reports, heard.warned = [], []
        session._setupstate.teardown_exact(None)
        code = 0
    except KeyboardInterrupt:
        session._setupstate.teardown_exact(None)
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(code)


def alone(config: pytest.Config) -> Heard:
    """Say nothing any more, and catch what is printed in files of this process's own."""
    config.pluginmanager.unregister(name="terminalreporter")
    capture = config.pluginmanager.getplugin("capturemanager")
    capture.stop_global_capturing()
    capture.start_global_capturing()
    capture.suspend_global_capture()
    heard = Heard(config)
    config.pluginmanager.register(heard)
    return heard


def tests(session: pytest.Session, line: Connection) -> Iterator[pytest.Item]:
    while True:
        line.send("more")
        group: Group = line.recv()
        if not group:
            return
        for number in group:
            yield session.items[number]


def followed(items: Iterator[pytest.Item]) -> Iterator[tuple[pytest.Item, pytest.Item | None]]:
    item = next(items, None)
    while item:
        following = next(items, None)
        yield item, following
        item = following
