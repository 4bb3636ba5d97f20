import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from smmgen.check.format import format_names
from smmgen.cli.check import command
from smmgen.cli.settings import Settings
from smmgen.model.fault import UsageError

BRAND = """\
brand: {name: Northwind Coffee, timezone: Europe/Berlin}
accounts: {tg: {network: telegram, chat: "@northwind", token: env:TELEGRAM_TOKEN}}
"""
SALE = "---\ntitle: Sale\n---\nAll beans: http://localhost/ \u200bnow.\n"
NEWS = "---\ntitle: News\n---\nWe open at nine.\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "content" / "posts").mkdir(parents=True)
    (tmp_path / "smmgen.yaml").write_text(BRAND)
    (tmp_path / "content" / "posts" / "sale.md").write_text(SALE)
    (tmp_path / "content" / "posts" / "news.md").write_text(NEWS)
    return tmp_path


def _run(root: Path, *arguments: str, is_quiet: bool = False) -> Result:
    settings = Settings(root=root, is_quiet=is_quiet, is_verbose=False)
    return CliRunner().invoke(command, arguments, obj=settings)


def test_errors_are_told_and_end_with_one(root):
    result = _run(root)
    assert result.exit_code == 1
    assert "content/posts/sale.md:4:12: error LNK003" in result.output


def test_only_findings_of_a_path_count(root):
    result = _run(root, str(root / "content" / "posts" / "news.md"))
    assert (result.exit_code, result.output) == (0, "1 post: nothing to mend.\n")


@pytest.mark.parametrize("form", format_names())
def test_every_format_can_be_asked_for(root, form):
    assert "LNK003" in _run(root, "--format", form).output


def test_json_is_json_whatever_is_asked_of_the_text(root):
    assert json.loads(_run(root, "--format", "json", is_quiet=True).output)["summary"]["posts"] == 2


def test_quiet_tells_errors_only(root):
    assert "CHR004" not in _run(root, is_quiet=True).output
    assert _run(root, str(root / "content/posts/news.md"), is_quiet=True).output == ""


def test_fix_mends_and_checks_again(root):
    result = _run(root, "--fix")
    assert "\u200b" not in (root / "content/posts/sale.md").read_text()
    assert "CHR004" not in result.stdout
    assert "content/posts/sale.md: mended 1." in result.stderr


def test_fix_mends_only_what_was_asked_for(root):
    _run(root, "--fix", str(root / "content/posts/news.md"))
    assert "\u200b" in (root / "content/posts/sale.md").read_text()


def test_a_code_is_explained():
    assert "Source: W3C" in _run(Path(), "--explain", "alt001").output


@pytest.mark.parametrize("code", ["ALT01", "alt0011"])
def test_an_unknown_code_names_the_nearest(code):
    assert "Did you mean “ALT0" in str(_run(Path(), "--explain", code).exception)


def test_a_path_must_be_there_and_inside(root, tmp_path_factory):
    assert isinstance(_run(root, str(root / "no.md")).exception, UsageError)
    assert isinstance(_run(root, str(tmp_path_factory.mktemp("other"))).exception, UsageError)


def test_a_folder_without_configuration_ends_with_two(tmp_path):
    result = _run(tmp_path)
    assert result.exit_code == 2
    assert "BRD001" in result.output


def test_links_are_followed_only_where_that_is_asked_for(root):
    (root / "content/posts/news.md").write_text(
        "---\ntitle: News\n---\nSee [our site](https://localhost:1/a).\n"
    )
    assert "LNK021" not in _run(root).output
    result = _run(root, "--online", str(root / "content/posts/news.md"))
    assert "LNK021" in result.output
    assert "Looked at 1 link." in result.stderr


@pytest.mark.parametrize(
    ("form", "written"), [("github", "file=brands/nord/content/"), ("sarif", '"brands/nord/content/')]
)
def test_services_count_paths_from_the_top_of_the_git_repository(root, form, written):
    (root / ".git").mkdir()
    top = root / "brands" / "nord"
    top.mkdir(parents=True)
    for name in ("smmgen.yaml", "content"):
        (root / name).rename(top / name)
    assert written in _run(top, "--format", form).output
    assert _run(top).output.startswith("content/posts/sale.md:4:12")


def test_a_summary_links_to_the_lines_where_github_runs_it(root, monkeypatch):
    (root / ".git").mkdir()
    monkeypatch.setenv("GITHUB_SERVER_URL", "https://github.example")
    monkeypatch.setenv("GITHUB_REPOSITORY", "northwind/social")
    monkeypatch.setenv("GITHUB_SHA", "c0ffee")
    at = "https://github.example/northwind/social/blob/c0ffee/content/posts/sale.md?plain=1#L4"
    assert (
        f'<a href="{at}">content/posts/sale.md:4</a> **LNK003**' in _run(root, "--format", "markdown").output
    )


def test_a_long_list_is_folded_and_a_longer_one_counted(root):
    text = "".join(f"See http://localhost/{number}{'x' * 60}.\n\n" for number in range(600))
    (root / "content/posts/sale.md").write_text(f"---\ntitle: Sale\n---\n{text}")
    told = _run(root, "--format", "markdown").output
    assert "<details><summary>60" in told
    assert " errors more.\n" in told
    assert len(told) < 65_536
