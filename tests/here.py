"""`smmgen` in this very process: for commands of which only what they say and write is looked at.

That spares each command a fork, and a process the reading again of what it has read: schemas, dictionaries, themes.
What is talked to while it runs, or is about a process, takes `tests.warm`.
"""

import gc
import os
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import chdir, contextmanager
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any
from unittest.mock import patch

from click.testing import CliRunner

from smmgen.cli.main import main

ROOT = Path(__file__).parents[1]


class _Door:
    """The command line as click's runner calls one."""

    name = "smmgen"

    def main(self, args: Sequence[str], **_: Any) -> None:
        with patch.object(sys, "argv", ["smmgen", *args]):
            main()


def smmgen(
    *arguments: str, environment: Mapping[str, str] | None = None, folder: Path = ROOT, is_mixed: bool = False
) -> CompletedProcess[str]:
    """Run a command to its end; `is_mixed` puts what it prints to both streams into one, in its order."""
    with (
        chdir(folder),
        _environment(environment),
        patch.multiple(gc, freeze=_nothing, set_threshold=_nothing),
    ):
        done = CliRunner().invoke(_Door(), arguments)  # type: ignore[arg-type]
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    told = (done.output, "") if is_mixed else (done.stdout, done.stderr)
    return CompletedProcess(arguments, done.exit_code, *told)


def _nothing(*_: int) -> None: ...


@contextmanager
def _environment(values: Mapping[str, str] | None) -> Iterator[None]:
    before = dict(os.environ)
    try:
        if values is not None:
            os.environ.clear()
            os.environ.update(values)
            time.tzset()
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
        time.tzset()
