"""A baseline leaves out what was there when it was written, and nothing else."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from smmgen.cli.check import command
from smmgen.cli.settings import Settings
from smmgen.model.fault import UsageError

BRAND = """\
brand: {name: Northwind Coffee, timezone: Europe/Berlin}
accounts: {masto: {network: mastodon, base_url: https://coffee.example, token: env:MASTODON_TOKEN}}
"""
STRUCK = "A bag costs ~~much~~ little."
OLD = f"---\ntitle: Old\n---\n{STRUCK}\n\nSee http://localhost/menu now.\n"
FILE = "smmgen-baseline.json"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "content/posts").mkdir(parents=True)
    (tmp_path / "smmgen.yaml").write_text(BRAND)
    (tmp_path / "content/posts/old.md").write_text(OLD)
    return tmp_path


def _run(root: Path, *arguments: str) -> Result:
    settings = Settings(root=root, is_quiet=False, is_verbose=False)
    return CliRunner().invoke(command, arguments, obj=settings)


def _write(root: Path, text: str, name: str = "old") -> None:
    (root / f"content/posts/{name}.md").write_text(text)


def test_what_was_there_is_left_out_and_counted(root):
    assert _run(root).exit_code == 1
    assert f"{FILE}: 2 findings." in _run(root, "--baseline", "write").stderr
    result = _run(root)
    assert (result.exit_code, result.stdout) == (0, "1 post: nothing to mend. In the baseline: 2 more.\n")
    assert json.loads(_run(root, "--format", "json").stdout)["summary"]["baseline"] == 2
    assert _run(root, "--baseline", "off").exit_code == 1


def test_lines_may_move_and_new_faults_are_told(root):
    _run(root, "--baseline", "write")
    _write(root, OLD.replace("---\nA bag", f"---\nNew words.\n\n{STRUCK} And a cup.\n\nA bag"))
    (told,) = json.loads(_run(root, "--format", "json").stdout)["diagnostics"]
    assert (told["code"], told["line"]) == ("MSG002", 6)


def test_one_more_of_the_same_is_told(root):
    _run(root, "--baseline", "write")
    _write(root, OLD + f"\n{STRUCK}\n")
    (told,) = json.loads(_run(root, "--format", "json").stdout)["diagnostics"]
    assert (told["code"], told["line"]) == ("MSG002", 8)


def test_an_entry_in_vain_is_told_where_it_stands_and_pruned(root):
    _run(root, "--baseline", "write")
    _write(root, OLD.replace("~~much~~ ", ""))
    assert f"{FILE}:3:1: warning CHK005" in _run(root).stdout
    assert "CHK005" not in _run(root, "smmgen.yaml" and str(root / "smmgen.yaml")).stdout
    _write(root, OLD.replace("~~much~~ ", "~~more~~ "))
    result = _run(root, "--baseline", "prune")
    assert "MSG002" in result.stdout
    assert f"{FILE}: 1 finding." in result.stderr
    assert "CHK005" not in result.stdout


def test_nothing_left_to_wait_leaves_no_file(root):
    _run(root, "--baseline", "write")
    _write(root, "---\ntitle: Old\n---\nGood words.\n")
    _run(root, "--baseline", "prune")
    assert not (root / FILE).exists()


def test_some_files_or_codes_may_be_written_alone(root):
    _write(root, OLD, "other")
    _run(root, "--baseline", "write", str(root / "content/posts/other.md"))
    assert {one["path"] for one in _entries(root)} == {"content/posts/other.md"}
    _run(root, "--baseline", "write", "--select", "LNK")
    assert len(_entries(root)) == 3


def _entries(root: Path) -> list[dict[str, object]]:
    return json.loads((root / FILE).read_text())["findings"]


def test_what_may_not_be_ignored_is_never_in_it(root):
    _write(root, OLD + "\nA price of \u202e09.\n")
    assert _run(root, "--baseline", "write").exit_code == 1
    assert "CHR001" not in (root / FILE).read_text()


@pytest.mark.parametrize(("when", "is_left_out"), [("2020-01-01 10:00", True), ("2126-01-01 10:00", False)])
def test_an_error_of_a_post_that_is_still_to_go_out_is_told(root, when, is_left_out):
    _write(root, OLD.replace("title: Old", f"title: Old\nstatus: ready\npublish_at: {when}"))
    _run(root, "--baseline", "write")
    for _ in range(2):  # the second time out of what is kept from the first
        result = _run(root)
        assert ("LNK003" in result.stdout, result.exit_code) == (not is_left_out, int(not is_left_out))
    assert "MSG002" not in result.stdout


@pytest.mark.parametrize(
    "data", ["", "[]", '{"version": 2, "findings": []}', '{"version": 1, "findings": [1]}']
)
def test_a_file_that_is_no_baseline_is_told(root, data):
    (root / FILE).write_text(data)
    assert isinstance(_run(root).exception, UsageError) or not data
