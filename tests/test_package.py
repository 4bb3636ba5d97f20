"""What people install: a wheel that is whole, and small together with all that it needs."""

import re
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import Distribution, distribution
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MOST_BYTES = 60_000_000
NAME = re.compile(r"[A-Za-z0-9._-]+")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return zipfile.ZipFile(next(folder.glob("*.whl")))


def test_the_wheel_has_every_file_of_the_package(wheel: zipfile.ZipFile) -> None:
    tracked = subprocess.run(
        ["git", "ls-files", "smmgen"], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout.split()
    assert set(tracked) - set(wheel.namelist()) == set()


def test_the_wheel_carries_nothing_of_the_example_brand(wheel: zipfile.ZipFile) -> None:
    rooms = {name.partition("/")[0] for name in wheel.namelist()}
    assert {name for name in rooms if not name.startswith("smmgen")} == set()


def test_it_is_small_with_all_that_it_needs(wheel: zipfile.ZipFile) -> None:
    needed = sum(_installed_bytes(one) for one in _closure("smmgen", set()))
    own = sum(entry.file_size for entry in wheel.infolist())
    assert needed + own <= MOST_BYTES


def _closure(name: str, seen: set[str]) -> list[Distribution]:
    """Return the distributions that one needs, without those that only some platform or extra needs."""
    found = []
    for requirement in distribution(name).requires or ():
        needed = NAME.match(requirement)
        if needed and ";" not in requirement and needed[0].lower() not in seen:
            seen.add(needed[0].lower())
            found += [distribution(needed[0]), *_closure(needed[0], seen)]
    return found


def _installed_bytes(one: Distribution) -> int:
    places = [Path(str(one.locate_file(file))) for file in one.files or ()]
    return sum(place.stat().st_size for place in places if place.is_file() and place.suffix != ".pyc")


def test_every_entry_point_has_its_module() -> None:
    table = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["entry-points"]
    modules = {path.stem for path in (ROOT / "smmgen/networks").glob("[a-z]*.py")}
    assert set(table["smmgen.networks"]) == modules


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_pins_have_hashes_and_name_no_registry(name: str) -> None:
    text = (ROOT / name).read_text()
    pins = re.findall(r"^[a-z0-9][^\n]*(?:\n    --hash[^\n]*)+", text, re.MULTILINE)
    assert len(pins) == len(re.findall(r"^[a-z0-9]", text, re.MULTILINE))
    assert "://" not in text
    assert "--index" not in text
