import pstats
import re
from pathlib import Path

import pytest

from tests.cli.test_main import BRAND, started


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    (tmp_path / "smmgen.yaml").write_text(BRAND)
    return tmp_path


def test_timings_tell_what_took_how_long_and_add_up(repository: Path) -> None:
    done = started("--timings", "check", folder=repository)
    rows = re.findall(r"^(\w[\w ]*?) +([\d.]+) s +([\d.]+) s$", done.stderr, re.MULTILINE)
    passed = {name: float(seconds) for name, seconds, _ in rows}
    assert (done.returncode, next(iter(passed)), [*passed][-1]) == (0, "start", "all"), done.stderr
    assert passed["import"] > 0
    assert sum(passed.values()) - passed["all"] == pytest.approx(passed["all"], abs=0.01)


def test_timings_are_told_of_a_command_that_fails(tmp_path: Path) -> None:
    done = started("--timings", "check", folder=tmp_path)
    assert (done.returncode, "the rest" in done.stderr) == (2, True)


def test_nobody_is_told_of_times_who_did_not_ask(repository: Path) -> None:
    assert started("check", folder=repository).stderr == ""


def test_a_profile_is_read_by_pythons_own_viewer(repository: Path) -> None:
    assert started("--profile", "check.prof", "check", folder=repository).returncode == 0
    names = {name for _, _, name in pstats.Stats(str(repository / "check.prof")).stats}
    assert {"command", "survey"} <= names


def test_a_profile_that_cannot_be_written_is_told_before_anything_runs(repository: Path) -> None:
    done = started("--profile", "nowhere/check.prof", "check", folder=repository)
    assert (done.returncode, "nowhere/check.prof" in done.stderr, done.stdout) == (2, True, "")
