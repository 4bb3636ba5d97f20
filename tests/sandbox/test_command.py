"""`smmgen sandbox`, as a person runs it."""

import os
import signal
import subprocess
from pathlib import Path

import httpx
import pytest

from smmgen.cli.sandbox import KEPT
from tests import warm
from tests.sandbox.speak import Telegram, shown


def run(folder: Path, *options: str) -> subprocess.Popen[str]:
    command = warm.command("-C", str(folder), "sandbox", "--port", "0", *options)
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM])
def test_it_says_where_it_is_and_ends_cleanly(tmp_path: Path, end: signal.Signals) -> None:
    process = run(tmp_path)
    assert process.stdout
    url = process.stdout.readline().strip()
    with httpx.Client(base_url=url, trust_env=False, verify=False) as client:
        Telegram(client).good("sendMessage", text="a")
    os.kill(process.pid, end)
    rest, told = process.communicate(timeout=60)
    assert (process.returncode, rest) == (0, "")
    assert f"telegram    {url}/telegram" in told
    assert "Traceback" not in told


def test_fresh_forgets_what_arrived_and_leaves_other_files(tmp_path: Path) -> None:
    place = tmp_path / ".smmgen" / "sandbox"
    for options, expected in (([], 1), ([], 2), (["--fresh"], 1)):
        process = run(tmp_path, *options)
        assert process.stdout
        with httpx.Client(
            base_url=process.stdout.readline().strip(), trust_env=False, verify=False
        ) as client:
            Telegram(client).good("sendMessage", text="a")
            assert len(shown(client)) == expected
        process.terminate()
        process.communicate(timeout=60)
        (place / "note.txt").write_text("mine")
        assert (place / "ledger.git").exists() == (expected == 2)
        (place / "ledger.git").mkdir(exist_ok=True)
    assert {path.name for path in place.iterdir()} <= {*KEPT, "note.txt"}
    assert (place / "note.txt").exists()


def test_a_taken_port_is_an_error_of_one_line(tmp_path: Path) -> None:
    first = run(tmp_path)
    assert first.stdout
    port = first.stdout.readline().strip().rpartition(":")[2]
    (tmp_path / "other" / "media").mkdir(parents=True)
    second = run(tmp_path / "..", "--folder", str(tmp_path / "other"), "--port", port, "--fresh")
    _, told = second.communicate(timeout=60)
    first.terminate()
    first.communicate(timeout=60)
    assert second.returncode == 2
    assert told.startswith(f"smmgen: the sandbox cannot listen on port {port}: ")
    assert told.count("\n") == 1
    assert (tmp_path / "other" / "media").exists(), "what arrived before was forgotten for nothing"
