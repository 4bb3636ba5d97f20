"""`python -m smmgen` in a process of its own, without its start: that is half a second of reading modules.

A process that has read them all waits, and forks a child for each command, with its own arguments, environment,
folder and streams. What is about a start itself (what it imports, the seed of its hashes) takes a true one.
"""

import atexit
import gc
import json
import os
import pkgutil
import runpy
import subprocess
import sys
import time
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from subprocess import PIPE, CompletedProcess, Popen
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[1]


def smmgen(
    *arguments: str, environment: Mapping[str, str] | None = None, folder: Path = ROOT, is_mixed: bool = False
) -> CompletedProcess[str]:
    """Run a command to its end; `is_mixed` puts what it prints to both streams into one, in its order."""
    with TemporaryDirectory() as kept:
        out, err = Path(kept, "out"), Path(kept, "out" if is_mixed else "err")
        order = {
            "arguments": arguments,
            "environment": dict(os.environ if environment is None else environment),
            "folder": str(folder),
            "streams": [str(out), str(err)],
        }
        waiting = _waiting()
        assert waiting.stdin
        assert waiting.stdout
        print(json.dumps(order), file=waiting.stdin, flush=True)
        code = int(waiting.stdout.readline())
        told = out.read_text("utf-8")
        return CompletedProcess(arguments, code, told, "" if is_mixed else err.read_text("utf-8"))


@cache
def _waiting() -> "Popen[str]":
    command = [sys.executable, "-m", "tests.warm"]
    started = subprocess.Popen(command, cwd=ROOT, stdin=PIPE, stdout=PIPE, text=True)
    atexit.register(started.__exit__, None, None, None)
    return started


def _wait() -> None:
    import smmgen as package

    for module in pkgutil.walk_packages(package.__path__, "smmgen."):
        if not module.name.endswith("__main__"):
            import_module(module.name)
    import_module("httpx")
    gc.freeze()
    for line in sys.stdin:
        child = os.fork()
        if not child:
            _become(**json.loads(line))
            return
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)


def _become(arguments: list[str], environment: dict[str, str], folder: str, streams: list[str]) -> None:
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    time.tzset()
    for number, path in enumerate([os.devnull, *streams]):
        os.dup2(os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600), number)
    sys.stdin, sys.stdout = open(0, encoding="utf-8"), open(1, "w", encoding="utf-8")  # noqa: SIM115
    sys.stderr = open(2, "w", encoding="utf-8", buffering=1, errors="backslashreplace")  # noqa: SIM115
    sys.argv = ["smmgen", *arguments]
    try:
        runpy.run_module("smmgen", run_name="__main__", alter_sys=True)
    except SystemExit as end:
        if not isinstance(end.code, int | None):
            raise
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(end.code or 0)  # to take apart all that was read would cost more than most commands


if __name__ == "__main__":
    _wait()
