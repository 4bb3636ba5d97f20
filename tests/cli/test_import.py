from pathlib import Path

import pytest

from tests.here import smmgen
from tests.scaffold.test_bring import BRAND, FEED, GALAXY, TABLE, TWEETS, laid

SOURCES = [
    ("month.csv", {"month.csv": TABLE}, "3 drafts"),
    ("", TWEETS, "4 drafts"),
    ("", GALAXY, "1 drafts"),
    ("feed.xml", {"feed.xml": FEED}, "1 drafts"),
]


@pytest.mark.parametrize(("name", "files", "told"), SOURCES)
def test_what_a_source_is_is_found_out(
    name: str, files: dict[str, str | bytes], told: str, tmp_path: Path
) -> None:
    laid(tmp_path, files)
    done = smmgen("import", f"old/{name}", folder=tmp_path)
    assert (done.returncode, told in done.stderr) == (0, True), done
    assert "not carried over, of " in done.stdout


def test_accounts_must_be_known(tmp_path: Path) -> None:
    (tmp_path / "smmgen.yaml").write_text(BRAND)
    (tmp_path / "a.csv").write_text("text\nHello\n")
    for option in (["--account", "vk"], ["--map", "old=vk"]):
        assert smmgen("import", "a.csv", *option, folder=tmp_path).returncode == 2
    assert (
        smmgen("import", "a.csv", "--account", "tg", folder=tmp_path).stdout
        == "content/posts/imported/hello.md\n"
    )
