"""`smmgen serve` as it is typed."""

import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner

from smmgen.cli.main import smmgen
from tests.serve.place import FILES

COMMAND = [str(Path(sys.executable).with_name("smmgen"))]


@pytest.fixture
def root(tmp_path):
    for path, text in FILES.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, "utf-8")
    return tmp_path


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.0.1", "example.com", "8.8.8.8", ""])
def test_other_machines_are_never_served(root, host):
    done = CliRunner().invoke(smmgen, ["-C", str(root), "serve", "--host", host])
    assert "can be reached from other machines" in str(done.exception)


def test_a_port_that_is_taken_is_told_of_before_anything_is_built(root):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = CliRunner().invoke(smmgen, ["-C", str(root), "serve", "--port", str(taken.getsockname()[1])])
    assert "Choose another with --port" in str(done.exception)
    assert not (root / "dist").exists()


def test_it_serves_until_it_is_ended_and_leaves_a_site(root):
    with subprocess.Popen(
        [*COMMAND, "-C", str(root), "serve", "--port", "0"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as running:
        url = running.stdout.readline().strip()
        assert "Winter sale" in httpx.get(f"{url}posts/winter-sale/", trust_env=False).text
        running.send_signal(signal.SIGTERM)
        told = running.communicate(timeout=20)[1]
    assert running.returncode == 0
    assert told.startswith("everything: ")
    assert "smmgen-build" not in (root / "dist/index.html").read_text("utf-8")


def test_it_begins_without_a_usable_configuration(root):
    (root / "smmgen.yaml").write_text("brand: [", "utf-8")
    with subprocess.Popen(
        [*COMMAND, "-C", str(root), "serve", "--port", "0"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as running:
        answer = httpx.get(running.stdout.readline().strip(), trust_env=False)
        running.terminate()
    assert answer.status_code == 404
    assert "Nothing is built yet" in answer.text
