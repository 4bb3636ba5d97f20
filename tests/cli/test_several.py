"""One command for many content repositories, none of which stands in another's way."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from smmgen.cli.main import smmgen

BRAND = """\
brand: {name: Northwind, timezone: Europe/Berlin}
accounts: {tg: {network: telegram, chat: "@northwind", token: env:TELEGRAM_TOKEN}}
"""
GOOD = "---\npublish_at: 2099-11-23 10:00\nstatus: ready\n---\nGood morning!\n"
BAD = "---\naccounts: [tgg]\n---\nGood morning!\n"


@pytest.fixture
def agency(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, configuration, post in (
        ("nord", BRAND, GOOD),
        ("sued", BRAND, BAD),
        ("ost", "brand: [", GOOD),
    ):
        (tmp_path / name / "content" / "posts").mkdir(parents=True)
        (tmp_path / name / "smmgen.yaml").write_text(configuration, "utf-8")
        (tmp_path / name / "content" / "posts" / "hello.md").write_text(post, "utf-8")
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*words: str) -> Result:
    return CliRunner().invoke(smmgen, words)


def test_every_repository_is_built_whatever_is_wrong_with_others(agency: Path) -> None:
    done = run("build", "--no-history", "nord", "sued", "ost", "empty")
    assert done.exit_code == 2
    assert "nord: Built 1 post" in done.output
    assert "sued: content/posts/hello.md:2:12: error REF002" in done.output
    assert "sued: Built 0 posts" in done.output
    assert "ost: smmgen.yaml:1:" in done.output
    assert "empty: smmgen: there is no smmgen.yaml here." in done.output
    assert "4 repositories, not all well: sued, ost, empty." in done.output
    assert (agency / "nord/dist/index.html").is_file()


def test_a_folder_for_all_is_divided(agency: Path) -> None:
    assert run("-q", "build", "--no-history", "--out", "site", "nord", "./sued/").exit_code == 1
    assert sorted(path.parent.name for path in Path("site").glob("*/index.html")) == ["nord", "sued"]
    assert not (agency / "nord/dist").exists()


def test_a_dry_run_of_all_is_one_report(agency: Path) -> None:
    done = CliRunner().invoke(smmgen, ["publish", "--dry-run", "--format", "json", "nord", "ost"])
    report = json.loads(done.stdout)
    assert [(one["repository"], one["exit_code"]) for one in report["repositories"]] == [
        ("nord", 0),
        ("ost", 2),
    ]
    assert [one["report"] and one["report"]["deliveries"] for one in report["repositories"]] == [[], None]


def test_all_are_told_where_they_stand(agency: Path) -> None:
    done = run("status", "nord")
    assert "nord: " in done.output


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["build", "nord", "../{here}/nord"], "is named twice"),
        (["-C", "nord", "build", "sued"], "-C names one repository"),
        (["publish", "--post", "hello", "nord", "sued"], "--post is for one repository"),
        (["build", "--ledger", "nord/smmgen.yaml", "nord"], "--ledger is for one repository"),
        (["build", "--out", "site", "nord", "copy/nord"], "have the same name"),
    ],
)
def test_what_makes_no_sense_for_several(agency: Path, words: list[str], told: str) -> None:
    done = run(*(word.format(here=agency.name) for word in words))
    assert told in str(done.exception)
