"""Several processes tell of the same tests what one would tell, and what one cannot: that it has ended."""

import os
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

ROOT = Path(__file__).parents[1]

CONFTEST = """
import pytest
from tests import shares

def pytest_addoption(parser):
    shares.add_option(parser)

def pytest_runtestloop(session):
    names = [item.path.name for item in session.items]
    groups = [tuple(number for number, name in enumerate(names) if name == one) for one in sorted(set(names))]
    shares.Front(session, groups).run(shares.workers(session.config))
    return True

@pytest.fixture(scope="session")
def made(tmp_path_factory):
    yield tmp_path_factory.mktemp("made")
    with open("ends", "a") as ends:
        print("end", file=ends)
"""

FILES = {
    "test_a.py": """
import os, warnings, pytest

PIDS = set()

@pytest.fixture(scope="module")
def once():
    PIDS.add(os.getpid())
    yield len(PIDS)
    assert len(PIDS) == 1

@pytest.mark.parametrize("number", range(5))
def test_good(number, once, made):
    assert once == 1

def test_bad():
    os.system("echo said by another")
    assert 1 == 2

def test_left_out():
    pytest.skip("no time")

def test_warning():
    warnings.warn("mind the step")
""",
    "test_b.py": """
import os

def test_before():
    pass

def test_that_ends():
    os._exit(3)

def test_behind():
    pass

def test_behind_that(tmp_path):
    print("heard")
    assert not list(tmp_path.iterdir())
""",
    "test_c.py": "def test_other(made): print('not shown')",
}

HANGING = """
import subprocess, time, os

def test_that_hangs(tmp_path):
    if not os.fork():
        time.sleep(1000)  # it has all pipes of its parent
    subprocess.run(["sleep", os.environ["SECONDS"]])

def test_behind_it():
    pass
"""


LEAVING = """
import os, time

def test_that_leaves_a_process_behind():
    if not os.fork():
        time.sleep(90)  # longer than anybody waits here
        os._exit(0)
    os._exit(4)
"""


def run(folder: Path, *options: str, **environment: str) -> tuple[int, str]:
    for name, text in {"conftest.py": CONFTEST, "pytest.ini": "[pytest]", **FILES}.items():
        (folder / name).write_text(text, "utf-8")
    plugins = ("-p", "no:hypothesispytest", "-p", "no:cacheprovider")
    command = [sys.executable, "-m", "pytest", *plugins, "--workers", "2", "--basetemp", "temp", *options]
    with (folder / "told").open("w") as told:  # a pipe would stay open as long as whatever is left behind
        done = subprocess.run(
            command,
            cwd=folder,
            stdout=told,
            stderr=told,
            check=False,
            timeout=60,
            env={"PYTHONPATH": str(ROOT), **environment},
        )
    return done.returncode, (folder / "told").read_text("utf-8")


def test_everything_is_told_as_by_one_process(tmp_path: Path) -> None:
    code, told = run(tmp_path, "-rfs")
    assert code == pytest.ExitCode.TESTS_FAILED
    assert "2 failed, 10 passed, 1 skipped, 1 warning" in told, told
    assert "FAILED test_a.py::test_bad - assert 1 == 2" in told
    assert "\nsaid by another" in told
    assert "no time" in told
    assert "UserWarning: mind the step" in told
    assert "FAILED test_b.py::test_that_ends" in told
    assert "The process of this test ended in it, with 3." in told
    assert "not shown" not in told
    assert set((tmp_path / "ends").read_text().splitlines()) == {"end"}


def test_the_first_failure_may_be_the_last(tmp_path: Path) -> None:
    code, told = run(tmp_path, "-x", "-k", "bad or good")
    assert code == pytest.ExitCode.TESTS_FAILED
    assert "stopping after 1 failures" in told
    assert "1 failed" in told
    assert (tmp_path / "ends").read_text() == "end\n"


def test_what_hangs_is_ended_and_shown_and_the_others_go_on(tmp_path: Path) -> None:
    (tmp_path / "test_hanging.py").write_text(HANGING, "utf-8")
    seconds = str(10_000 + os.getpid())  # by which it is known among all processes
    environment = {"PATH": os.environ["PATH"], "SMMGEN_TEST_SECONDS": "5", "SECONDS": seconds}
    code, told = run(tmp_path, "-k", "test_hanging or test_c", **environment)
    assert code == pytest.ExitCode.TESTS_FAILED
    assert "1 failed, 2 passed" in told, told
    assert "test_hanging.py::test_that_hangs hangs" in told
    assert 'test_hanging.py", line 7 in test_that_hangs' in told
    assert f": sleep {seconds}\n" in told
    left = [one for one in psutil.process_iter(["cmdline"]) if one.info["cmdline"] == ["sleep", seconds]]
    assert psutil.wait_procs(left, timeout=10)[1] == []


def test_a_process_that_ended_is_noticed_also_where_another_has_its_line(tmp_path: Path) -> None:
    (tmp_path / "test_leaving.py").write_text(LEAVING, "utf-8")
    code, told = run(tmp_path, "-k", "leaving or test_c")
    assert code == pytest.ExitCode.TESTS_FAILED
    assert "The process of this test ended in it, with 4." in told
    assert "1 failed, 1 passed" in told, told
