"""The door itself: what is told where it cannot be opened."""

import json
import subprocess
import sys
from pathlib import Path

from tests import warm

NO_MCP = """
import sys
sys.modules["mcp"] = None
sys.argv = ["smmgen", "mcp"]
from smmgen.cli.main import main
main()
"""


def test_a_missing_extra_is_told_with_the_command_that_installs_it(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", NO_MCP], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert done.stderr == "smmgen: this needs the extra smmgen[mcp]: pip install 'smmgen[mcp]'\n"


def test_it_ends_when_the_program_leaves(tmp_path: Path) -> None:
    command = warm.command("-C", str(tmp_path), "mcp")
    done = subprocess.run(command, input="", capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


HELLO = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "old", "version": "1"}}
ASKED = [
    {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": HELLO},
    {"jsonrpc": "2.0", "method": "notifications/initialized"},
    "no message at all",
    {
        "jsonrpc": "2.0",
        "id": 2,
        "method": "tools/call",
        "params": {"name": "explain", "arguments": {"code": "ALT001"}},
    },
    {"jsonrpc": "2.0", "id": 3, "method": "tools/publish"},
]


def test_programs_of_last_year_are_answered_and_noise_is_not(tmp_path: Path) -> None:
    command = warm.command("-C", str(tmp_path), "mcp")
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdin
        assert server.stdout
        for line in ASKED:
            server.stdin.write((line if isinstance(line, str) else json.dumps(line)) + "\n")
        server.stdin.flush()
        answers = {one["id"]: one for one in (json.loads(server.stdout.readline()) for _ in range(3))}
        server.stdin.close()
    assert answers[1]["result"]["protocolVersion"] == "2025-06-18"
    assert answers[2]["result"]["structuredContent"]["code"] == "ALT001"
    assert answers[3]["error"]["message"] == "Method not found"
