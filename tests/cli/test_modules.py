"""Modules out of one file: the same as Python finds them, and never those that were."""

import os
import shutil
import subprocess
import sys
from importlib.util import MAGIC_NUMBER
from pathlib import Path

import pytest

from smmgen.cli import modules

MANY = modules.ENOUGH + 5
OURS = Path(modules.__file__).parents[1]
CODE = "modules.cpython-*.code"

RUN = """
import sys
sys.path.append(sys.argv[1])
from smmgen.cli.modules import load_from_one_file
modules = load_from_one_file()
import tiny, tiny.within
from importlib.resources import files
for number in range({many}):
    __import__(f"tiny.m{{number}}")
print(modules is not None, tiny.m3.VALUE, files("tiny").joinpath("words.txt").read_text())
print(tiny.m3.__file__, tiny.m3.__cached__, tiny.__path__, tiny.__package__, tiny.within.__package__)
print(sum(type(getattr(one, "__loader__", None)).__name__ == "_Loader" for one in tuple(sys.modules.values())), file=sys.stderr)
if modules:
    modules.keep()
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder in which smmgen's beginning and a package of many modules are installed."""
    home = tmp_path / "site-packages"
    for name in ("__init__.py", "whole.py", "cli/__init__.py", "cli/modules.py"):
        (home / "smmgen" / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(OURS / name, home / "smmgen" / name)
    (home / "tiny/within").mkdir(parents=True)
    for name in ("__init__.py", "within/__init__.py"):
        (home / "tiny" / name).write_text("")
    for number in range(MANY):
        (home / f"tiny/m{number}.py").write_text(f"VALUE = {number}\n")
    (home / "tiny/words.txt").write_text("words")
    return home


def run(home: Path, folder: Path | None = None, *options: str, **env: str) -> tuple[str, int]:
    """Import all of it as a command would; return what it sees, and how many modules came out of the file."""
    known = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(
        [sys.executable, "-S", *options, "-c", RUN.format(many=MANY), str(home)],
        cwd=folder or home.parent,
        env={**known, **env},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout, int(done.stderr)


def hides(home: Path, **env: str) -> bool:
    """Tell whether what the environment says keeps the file out."""
    code = f"import sys; sys.path.append({str(home)!r}); from smmgen.cli.modules import load_from_one_file"
    command = [sys.executable, "-S", "-c", f"{code}; print(load_from_one_file())"]
    return subprocess.check_output(command, cwd=home.parent, env={**os.environ, **env}, text=True) == "None\n"


def place(home: Path) -> list[Path]:
    return list((home / "smmgen/__pycache__").glob(CODE))


def test_the_second_time_all_are_loaded_out_of_one_file(home: Path) -> None:
    seen, number = run(home)
    assert (seen.split()[:3], number) == (["True", "3", "words"], 0)
    again, number = run(home)
    assert again == seen
    assert number > MANY


def test_a_changed_module_is_loaded_anew(home: Path) -> None:
    run(home)
    _, all_of_them = run(home)
    (home / "tiny/m3.py").write_text("VALUE = 'other'\n")
    seen, number = run(home)
    assert (seen.split()[1], number) == ("other", all_of_them - 1)
    assert run(home) == (seen, number)  # one module is not worth writing the file anew


def test_many_changed_modules_are_kept_anew(home: Path) -> None:
    run(home)
    _, all_of_them = run(home)
    for number in range(MANY):
        (home / f"tiny/m{number}.py").write_text(f"VALUE = 'changed {number}'\n")
    seen, number = run(home)
    assert (seen.split()[1:3], number < all_of_them) == (["changed", "3"], True)
    assert run(home) == (seen, all_of_them)


def test_a_module_that_is_gone_is_gone(home: Path) -> None:
    run(home)
    (home / "tiny/m3.py").unlink()
    with pytest.raises(AssertionError, match=r"No module named 'tiny\.m3'"):
        run(home)


@pytest.mark.parametrize("size", [0, 5, 8, 300, 0.5, 0.999])
def test_a_file_that_was_cut_off_costs_nothing_but_time(home: Path, size: float) -> None:
    seen, _ = run(home)
    [kept] = place(home)
    whole = kept.read_bytes()
    kept.write_bytes(whole[: size if isinstance(size, int) else int(len(whole) * size)])
    assert run(home)[0] == seen


def test_strange_bytes_cost_nothing_but_time(home: Path) -> None:
    seen, _ = run(home)
    [kept] = place(home)
    for data in (b"\0" * 99, b"\xff" * 99, MAGIC_NUMBER + b"\xff" * 99, MAGIC_NUMBER + bytes(99)):
        kept.write_bytes(data)
        assert run(home)[0] == seen


def test_a_module_beside_us_comes_first(home: Path, tmp_path: Path) -> None:
    seen, _ = run(home)
    here = tmp_path / "here"
    here.mkdir()
    (here / "tiny.yaml").write_text("no: module")
    (here / "tiny").write_text("a script")
    assert run(home, here) == (seen, run(home)[1])
    (here / "tiny.py").write_text("")
    with pytest.raises(AssertionError, match="'tiny' is not a package"):
        run(home, here)


def test_other_folders_before_ours_keep_it_out(home: Path, tmp_path: Path) -> None:
    seen, _ = run(home)
    shutil.copytree(home / "tiny", tmp_path / "mine/tiny")
    (tmp_path / "mine/tiny/m3.py").write_text("VALUE = 'mine'\n")
    shutil.make_archive(str(tmp_path / "mine"), "zip", tmp_path / "mine", "tiny")
    other, number = run(home, PYTHONPATH=str(tmp_path / "mine"))
    assert (other.split()[:2], number) == (["False", "mine"], 0)
    assert hides(home, PYTHONPATH=str(tmp_path / "mine.zip"))
    assert run(home)[0] == seen


def test_nothing_is_written_where_python_writes_nothing(home: Path) -> None:
    run(home, None, "-B")
    assert place(home) == []


def test_it_does_not_matter_what_python_keeps_of_a_module(home: Path) -> None:
    for kept in (["--invalidation-mode", "unchecked-hash"], ["--invalidation-mode", "checked-hash"]):
        subprocess.run([sys.executable, "-m", "compileall", "-qf", *kept, str(home / "tiny")], check=True)
        seen, _ = run(home)
        assert run(home)[1] > MANY
        place(home)[0].unlink()
    for one in (home / "tiny").glob("**/*.pyc"):
        one.unlink()
    assert run(home, None, "-X", f"pycache_prefix={home.parent}/elsewhere")[0] == seen.replace(
        f"{home}/tiny/__pycache__", f"{home.parent}/elsewhere{home}/tiny"
    )


def test_who_may_not_write_there_goes_without(home: Path) -> None:
    seen, _ = run(home)
    [kept] = place(home)
    kept.unlink()
    kept.mkdir()  # as root may write anywhere
    assert run(home) == (seen, 0)


def test_who_works_on_smmgen_goes_without() -> None:
    assert modules.load_from_one_file() is None
