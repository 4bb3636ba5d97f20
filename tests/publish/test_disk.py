"""A disk that is full, or where smmgen may not write: a sentence and an exit code, and nothing is sent."""

import subprocess
import sys
from collections.abc import Sequence

import pytest

from tests.publish.test_command import NOON, POST, Shop, shop, url

__all__ = ["shop", "url"]

FULL = """
import resource
resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))  # every file is full at once, as on a disk without room
from smmgen.cli.main import main
main()
"""
FULL_LEDGER = (
    "The ledger cannot be used: git fast-import said: it was ended by the system: File size limit exceeded"
)
COMMANDS = [
    (("publish", *NOON), 4, FULL_LEDGER),
    (("build",), 2, "The site cannot be written to "),
    (("ledger", "pause"), 4, FULL_LEDGER),
    (("ledger", "show"), 0, ""),
    (("status", *NOON), 0, "Due now"),
]


@pytest.fixture
def started(shop: Shop) -> Shop:
    shop.smmgen("ledger", "init", "--now", "2026-11-30")
    return shop


def test_a_full_disk_is_told(started: Shop) -> None:
    _fill(started, COMMANDS)


def _fill(started: Shop, commands: Sequence[tuple[tuple[str, ...], int, str]]) -> None:
    """Give commands while the disk is full, and look what is told and that nothing is noted."""
    for arguments, code, told in commands:
        done = subprocess.run(
            [sys.executable, "-c", FULL, "-C", str(started.root), *arguments],
            env=started.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        assert (done.returncode, "Traceback" in done.stdout) == (code, False), done.stdout
        assert told in done.stdout
    assert started.smmgen("ledger", "export").count("\n") == 1


def test_a_place_that_cannot_be_written_is_told(started: Shop) -> None:
    started.write("dist", "a file where the site is to be")
    told = started.smmgen("publish", *NOON, exit_code=2)
    assert f"smmgen: {started.root}/dist" in told
    assert "let smmgen write" in told


def test_what_is_full_today_goes_out_tomorrow(started: Shop) -> None:
    started.write("content/posts/2026-12-01-other.md", POST.replace("Sale", "Other"))
    _fill(started, COMMANDS[:2])
    assert "4 published" in started.smmgen("publish", *NOON)
