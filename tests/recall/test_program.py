"""What was kept counts wherever the very same program is installed, and nowhere else."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from smmgen.recall.program import Program

FILES = {
    "smmgen/post.py": "x = 1\n",
    "smmgen/build/templates/post.html": "<p>\n",
    "smmgen/cards/default/fonts/face.ttf": "face",
    "smmgen/cards/default/cards/promo.yaml": "a: 1\n",
    "jinja2-3.1.dist-info/RECORD": "jinja2/a.py,sha256=aa,1\n",
    "acme-1.dist-info/RECORD": "acme/a.py,sha256=aa,1\n",
    "acme-1.dist-info/direct_url.json": "{}",
    "words/en_US.dic": "1\nword\n",
}
RECORD = """\
../../../bin/smmgen,sha256={here},229
smmgen/__pycache__/post.cpython-311.pyc,,
smmgen-0.1.0.dist-info/direct_url.json,sha256={here},63
smmgen/build/templates/post.html,sha256=bb,4
smmgen/post.py,sha256=aa,6
"""
Write = Callable[[Path], object]


def install(root: Path, *, is_wheel: bool) -> Path:
    files = {
        **FILES,
        **({"smmgen-0.1.0.dist-info/RECORD": RECORD.format(here=root.name)} if is_wheel else {}),
    }
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)
        os.utime(root / path, (1, 1))
    return root


def mark(root: Path) -> bytes:
    return Program(root / "smmgen", [str(root)], [str(root / "words")]).mark()


@pytest.fixture(params=[True, False], ids=["a wheel", "a clone"])
def kind(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


def test_the_same_program_has_one_mark_on_all_machines(tmp_path: Path, *, kind: bool) -> None:
    one, other = (install(tmp_path / name, is_wheel=kind) for name in ("one", "other"))
    for path in FILES:
        if path.startswith("smmgen"):
            os.utime(other / path, (9, 9))
    assert mark(one) == mark(other) == mark(one)


def test_what_was_compiled_since_changes_nothing(tmp_path: Path, *, kind: bool) -> None:
    root = install(tmp_path, is_wheel=kind)
    before = mark(root)
    (root / "smmgen/build/__pycache__").mkdir()
    (root / "smmgen/build/__pycache__/post.pyc").write_text("compiled")
    assert mark(root) == before


def _again(path: str, text: str) -> Write:
    """Write other bytes of the same length and with the same time."""

    def write(root: Path) -> None:
        (root / path).write_text(text)
        os.utime(root / path, (1, 1))

    return write


IN_CLONE: dict[str, Write] = {
    "code": _again("smmgen/post.py", "x = 2\n"),
    "a template": _again("smmgen/build/templates/post.html", "<b>\n"),
    "a font": _again("smmgen/cards/default/fonts/face.ttf", "FACE"),
    "a card": _again("smmgen/cards/default/cards/promo.yaml", "a: 2\n"),
    "a new file": lambda root: (root / "smmgen/new.py").write_text(""),
    "a file less": lambda root: (root / "smmgen/post.py").unlink(),
}


@pytest.mark.parametrize("what", IN_CLONE)
def test_another_file_of_a_clone_is_another_program(tmp_path: Path, what: str) -> None:
    root = install(tmp_path, is_wheel=False)
    before = mark(root)
    IN_CLONE[what](root)
    assert mark(root) != before


def _reinstalled(folder: str, text: str) -> Write:
    """Install a package anew, as installers do: its folder goes, and another comes."""

    def write(root: Path) -> None:
        for old in root.glob(f"{folder.partition('-')[0]}-*.dist-info"):
            shutil.rmtree(old)
        (root / folder).mkdir()
        (root / folder / "RECORD").write_text(text)
        (root / folder / "direct_url.json").write_text("{}")

    return write


INSTALLED: dict[str, Write] = {
    "of ours": _reinstalled("smmgen-0.1.0.dist-info", RECORD.replace("=bb", "=cc")),
    "of another version": _reinstalled("jinja2-3.2.dist-info", FILES["jinja2-3.1.dist-info/RECORD"]),
    "of another text and the same version": _reinstalled("acme-1.dist-info", "acme/a.py,sha256=bb,1\n"),
    "of rules": _reinstalled("acme_rules-1.dist-info", ""),
    "a dictionary": lambda root: (root / "words/de_DE.dic").write_text("0\n"),
}


@pytest.mark.parametrize("what", INSTALLED)
def test_another_package_is_another_program(tmp_path: Path, what: str) -> None:
    root = install(tmp_path, is_wheel=True)
    before = mark(root)
    INSTALLED[what](root)
    assert mark(root) != before


def test_who_installs_packages_is_no_part_of_it(tmp_path: Path, *, kind: bool) -> None:
    root = install(tmp_path, is_wheel=kind)
    before = mark(root)
    (root / "pip-25.0.dist-info").mkdir()
    assert mark(root) == before


def test_a_place_that_cannot_be_written_costs_nothing_but_time(tmp_path: Path, *, kind: bool) -> None:
    root = install(tmp_path, is_wheel=kind)
    (root / "smmgen/__pycache__").write_text("in the way")
    assert mark(root) == mark(root)
