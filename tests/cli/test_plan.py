from pathlib import Path

import pytest

from tests.cli.test_main import smmgen
from tests.scaffold.planning import BRAND, STRATEGY


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    (tmp_path / "plans").mkdir()
    (tmp_path / "smmgen.yaml").write_text(BRAND)
    (tmp_path / "plans/strategy.md").write_text(STRATEGY)
    return tmp_path


def test_a_month_is_drafted_once_and_passes_the_check(repository: Path) -> None:
    done = smmgen("plan", "new", "2027-01", folder=repository)
    assert (done.returncode, done.stdout) == (0, "plans/2027-01.md\n")
    assert "topics are still to be found" in done.stderr
    again = smmgen("new", "plan", "2027-01", folder=repository)
    assert (again.returncode, "stays as it is" in again.stderr) == (2, True)
    assert smmgen("check", folder=repository).returncode == 0
