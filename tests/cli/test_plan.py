import json
from pathlib import Path

import pytest

from tests.here import smmgen
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


def test_a_drafted_month_is_shown_and_filled(repository: Path) -> None:
    smmgen("plan", "new", "2027-01", folder=repository)
    done = smmgen("plan", "fill", "2027-01", folder=repository)
    assert done.stdout.splitlines()[0] == "content/posts/2027-01/2027-01-01-grind-fresh.md"
    assert "2 rows of plans/2027-01.md have a post now; 11 still need a topic" in done.stderr
    shown = smmgen("plan", "show", "2027-01", folder=repository).stdout
    assert shown.startswith("January 2027 · 13 rows: 11 no post, 2 draft\n")
    told = json.loads(smmgen("plan", "show", "--format", "json", folder=repository).stdout)
    assert told["rows"][0]["post"] == "grind-fresh"
    assert "+---" in smmgen("plan", "show", "--grid", folder=repository).stdout
    assert smmgen("check", folder=repository).returncode == 0


def test_a_plan_goes_out_as_a_sheet_and_comes_back(repository: Path) -> None:
    smmgen("plan", "new", "2027-01", folder=repository)
    assert (
        smmgen("plan", "export", "2027-01", "--format", "csv", folder=repository).stdout
        == "plan-2027-01.csv\n"
    )
    sheet = repository / "plan-2027-01.csv"
    sheet.write_text(sheet.read_text("utf-8-sig").replace("Grind fresh", "Grind it fresh"), "utf-8")
    told = "plans/2027-01.md:12 topic: “Grind fresh” → “Grind it fresh”\n"
    assert smmgen("plan", "import", "plan-2027-01.csv", "--dry-run", folder=repository).stdout == told
    assert smmgen("plan", "import", "plan-2027-01.csv", folder=repository).stdout == told
    again = smmgen("plan", "import", "plan-2027-01.csv", folder=repository)
    assert (again.returncode, again.stdout) == (0, "plans/2027-01.md: nothing was edited.\n")
    (repository / "plans/2027-01.md").write_text(
        "---\nmonth: 2027-01\n---\n| date | topic |\n|---|---|\n| 2027-01-04 | A |\n"
    )
    lost = smmgen("plan", "import", "--month", "2027-01", "plan-2027-01.csv", folder=repository)
    assert (lost.returncode, "was changed or deleted since the export" in lost.stderr) == (1, True)


def test_who_owes_what_is_told(repository: Path) -> None:
    people = "people: {anna: {role: owner, github: anna-k}}"
    (repository / "plans/strategy.md").write_text(STRATEGY.replace("cadence", f"{people}\ncadence", 1))
    smmgen("plan", "new", "2027-01", folder=repository)
    told = smmgen("todo", "--now", "2027-01-01", "--owner", "Anna", folder=repository).stdout
    assert told.startswith("anna: ")
    work = json.loads(smmgen("todo", "--now", "2027-01-01", "--format", "json", folder=repository).stdout)
    assert work["tasks"][0]["who"] == "anna"
    assert smmgen("plan", "owners", "--check", folder=repository).returncode == 1
    assert smmgen("plan", "owners", folder=repository).stdout == ".github/CODEOWNERS\n"
    assert smmgen("plan", "owners", "--check", folder=repository).returncode == 0
    assert "/content/ @anna-k\n" in (repository / ".github/CODEOWNERS").read_text()
