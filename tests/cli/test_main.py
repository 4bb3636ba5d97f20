import os
import subprocess
import sys
from pathlib import Path

import click
import pytest

from smmgen.cli.main import COMMANDS
from smmgen.cli.main import smmgen as table
from smmgen.cli.settings import root_of
from smmgen.model.fault import UsageError
from tests.here import smmgen

BRAND = "brand: {name: Northwind, timezone: Europe/Berlin}\n"


def started(*arguments: str, folder: Path) -> "subprocess.CompletedProcess[str]":
    """Run a command from its true start."""
    command = [sys.executable, "-m", "smmgen", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


CALLS = [
    (["--version"], 0, "smmgen 0.1.0", ""),
    (["--help"], 0, "Commands", ""),
    (["chek"], 2, "", "Did you mean 'check'?"),
    (["check", "--frmat", "json"], 2, "", "Did you mean '--format'?"),
    (["check"], 2, "There is no smmgen.yaml here", ""),
    (["new", "post"], 2, "", "no usable smmgen.yaml"),
    (["publish"], 2, "", "no usable smmgen.yaml"),
]
TRULY = (["--version"], ["--help"], ["check"])
"""What begins from a true start; that is the dear part, and the same for the others."""


@pytest.mark.parametrize(("arguments", "code", "out", "err"), CALLS, ids=lambda value: str(value))
def test_a_command_ends_with_the_code_of_the_contract(
    arguments: list[str], code: int, out: str, err: str, tmp_path: Path
) -> None:
    run = started if arguments in TRULY else smmgen
    done = run(*arguments, folder=tmp_path)
    assert (done.returncode, out in done.stdout, err in done.stderr) == (code, True, True), done
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-", "</dev/null >/dev/full"])
@pytest.mark.parametrize("arguments", ["--help", "--version", "check", "check --format json"])
def test_nobody_who_listens_is_no_reason_for_a_traceback(tmp_path: Path, arguments: str, closed: str) -> None:
    (tmp_path / "smmgen.yaml").write_text(BRAND, "utf-8")
    command = f"{sys.executable} -m smmgen {arguments} {closed}"
    done = subprocess.run(command, shell=True, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr
    assert done.returncode in ((2,) if "full" in closed else (0, 1))


@pytest.mark.parametrize("name", COMMANDS)
def test_no_help_is_cut_off(name: str) -> None:
    command = table.get_command(click.Context(table), name)
    assert command
    assert "..." not in command.get_help(click.Context(command)).replace("[ARGS]...", "")


def test_a_mistaken_article_costs_exit_code_2(tmp_path: Path) -> None:
    (tmp_path / "smmgen.yaml").write_text(BRAND)
    (tmp_path / "a.md").write_text("---\ntitle: Same\n---\nText\n")
    assert smmgen("new", "post", "--from", "a.md", folder=tmp_path).returncode == 0
    again = smmgen("new", "post", "--from", "a.md", folder=tmp_path)
    assert (again.returncode, "is there already" in again.stderr) == (2, True)


def test_a_shells_pattern_brings_several_articles_and_a_title_needs_no_marks(tmp_path: Path) -> None:
    (tmp_path / "smmgen.yaml").write_text(BRAND)
    for name in ("one", "two", "three"):
        (tmp_path / f"{name}.md").write_text(f"---\ntitle: {name} article\n---\nText\n")
    done = smmgen("new", "post", "--from", "one.md", "three.md", "two.md", folder=tmp_path)
    assert "3 of 3 adapted" in done.stderr
    assert smmgen("new", "post", "Winter", "sale", folder=tmp_path).returncode == 0
    assert '"Winter sale"' in (tmp_path / "content/posts/winter-sale.md").read_text()
    lost = smmgen("new", "post", "--from", "one.md", "four.md", folder=tmp_path)
    assert (lost.returncode, "there is no file four.md" in lost.stderr) == (2, True)


def test_a_command_finds_its_repository_from_a_folder_within(tmp_path: Path) -> None:
    (tmp_path / "smmgen.yaml").write_text(BRAND)
    (tmp_path / "content/posts").mkdir(parents=True)
    assert smmgen("check", folder=tmp_path / "content/posts").returncode == 0


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "smmgen.yaml").write_text(BRAND)
    (tmp_path / "taken").write_text("a file")
    done = smmgen("build", "--out", "taken/site", folder=tmp_path)
    assert (done.returncode, "cannot be written to" in done.stderr) == (2, True), done


def test_a_folder_that_is_gone_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    with pytest.raises(UsageError, match="is gone; change to one that is there"):
        root_of(None)


LINK = "---\ntitle: Скидка\n---\nВсе зёрна: http://localhost/ сегодня.\n"
REPOSITORIES: dict[str, tuple[int, dict[str, str]]] = {
    "no repository": (2, {}),
    "a brand that cannot be read": (2, {"smmgen.yaml": "brand: [\n"}),
    "nothing to mend": (0, {"smmgen.yaml": BRAND}),
    "an error": (1, {"smmgen.yaml": BRAND, "content/posts/sale.md": LINK}),
    "a baseline that cannot be read": (2, {"smmgen.yaml": BRAND, "smmgen-baseline.json": "{"}),
}
"""The exit code of a check, and the files."""


@pytest.mark.parametrize(("code", "files"), REPOSITORIES.values(), ids=REPOSITORIES)
def test_a_bare_check_tells_what_one_with_options_does(
    code: int, files: dict[str, str], tmp_path: Path
) -> None:
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, "utf-8")
    bare, other = started("check", folder=tmp_path), started("check", "--format", "text", folder=tmp_path)
    assert (bare.returncode, bare.stdout, bare.stderr) == (code, other.stdout, other.stderr)
    assert other.returncode == code


def test_letters_that_a_terminal_does_not_have_do_not_hide_what_is_found(tmp_path: Path) -> None:
    (tmp_path / "smmgen.yaml").write_text(BRAND)
    (tmp_path / "content/posts").mkdir(parents=True)
    (tmp_path / "content/posts/sale.md").write_text(LINK, "utf-8")
    command = [sys.executable, "-m", "smmgen", "check"]
    done = subprocess.run(
        command,
        cwd=tmp_path,
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        check=False,
    )
    assert (done.returncode, b"sale.md:4:12: error LNK003" in done.stdout, done.stderr) == (1, True, b"")
