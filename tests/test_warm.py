"""A command in a process that was ready does as one in a process of its own, whoever asks beside it."""

import socket
import subprocess

import pytest

from tests import warm


@pytest.mark.parametrize("said", [b"", (1000).to_bytes(8) + b"not all"])
def test_who_is_ended_while_asking_stops_nobody(said: bytes) -> None:
    with socket.socket(socket.AF_UNIX) as line:
        line.connect(warm.place())
        line.send(said)
    done = subprocess.run(warm.command("--version"), capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.startswith("smmgen ")
