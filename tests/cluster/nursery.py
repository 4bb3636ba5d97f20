"""Starts the machines of a cluster by forking: to read Dask anew takes each a second of the processor.

It is run as a script, so that it has read nothing of smmgen: each worker reads the one of its own folder.
Each line it is sent is an order as JSON, and what it answers with is a line too.
"""

import gc
import json
import os
import signal
import sys

from distributed.cli import dask_scheduler, dask_worker

COMMANDS = {"scheduler": dask_scheduler.main, "worker": dask_worker.main}


def begun(what: str, words: list[str], folder: str, program: str) -> int:
    """Return the number of a new process, which writes what it says to `log` in its folder."""
    pid = os.fork()
    if pid:
        return pid
    os.chdir(folder)
    sys.path[0] = os.environ["PYTHONPATH"] = program
    for number, path in enumerate([os.devnull, "log", "log"]):
        os.dup2(os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600), number)
    sys.argv = [f"dask-{what}", *words]
    COMMANDS[what](words)
    os._exit(0)


def is_alive(pid: int) -> bool:
    return os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None


def killed(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)
    os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)  # its number stays its own until all is over


if __name__ == "__main__":
    gc.freeze()
    made: list[int] = []
    for line in sys.stdin:
        name, *given = json.loads(line)
        answer = globals()[name](*given)
        made += [answer] if name == "begun" else []
        print(json.dumps(answer), flush=True)
    for one in made:
        os.kill(one, signal.SIGKILL)
        os.waitpid(one, 0)
