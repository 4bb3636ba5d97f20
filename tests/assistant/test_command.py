"""The door itself: what is told where it cannot be opened."""

import subprocess
import sys
from pathlib import Path

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
    command = [sys.executable, "-m", "smmgen", "-C", str(tmp_path), "mcp"]
    done = subprocess.run(command, input="", capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
