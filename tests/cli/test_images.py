from pathlib import Path

import pytest

from tests.build.world import jpeg
from tests.cli.test_main import BRAND
from tests.here import smmgen
from tests.read.test_revision import git

POST = "---\ntitle: One\nstatus: draft\naccounts: [tg]\nimage: {card: news, headline: %s, alt: A card}\n---\nWords.\n"


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    (tmp_path / "content/posts").mkdir(parents=True)
    accounts = 'accounts: {tg: {network: telegram, chat: "@a", token: env:T}}\n'
    (tmp_path / "smmgen.yaml").write_text(BRAND + accounts)
    (tmp_path / "content/posts/one.md").write_text(POST % "Snow")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "one")
    return tmp_path


def test_what_a_change_does_to_a_picture_is_told(repository: Path) -> None:
    assert smmgen("images", "diff", "HEAD", folder=repository).stdout == "1 alike.\n"
    (repository / "content/posts/one.md").write_text(POST % "Rain at last")
    done = smmgen("images", "diff", "HEAD", "--exit-code", "--out", "page", folder=repository)
    assert (done.returncode, "changed  one/tg/1.1" in done.stdout) == (1, True), done
    assert (repository / "page/index.html").is_file()


def test_files_are_compared_without_a_repository(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(jpeg())
    (tmp_path / "b.jpg").write_bytes(jpeg(colour=(180, 20, 30)))
    done = smmgen("images", "diff", "a.jpg", "b.jpg", "--format", "json", folder=tmp_path)
    assert (done.returncode, '"changed": 1' in done.stdout) == (0, True), done


CALLS = [(["nowhere"], "is no revision"), (["smmgen.yaml"], "Name the file to compare it with")]


@pytest.mark.parametrize(("arguments", "told"), CALLS, ids=lambda value: str(value))
def test_what_cannot_be_compared_is_named(arguments: list[str], told: str, repository: Path) -> None:
    done = smmgen("images", "diff", *arguments, folder=repository)
    assert (done.returncode, told in done.stderr, "Traceback" in done.stderr) == (2, True, False), done
