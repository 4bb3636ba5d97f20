from pathlib import Path

import pytest

from tests.here import smmgen

POST = "---\ntitle: Beans\naccounts: [tg]\n---\nWe pour it over a frehsling, as a frehsling should be.\n"
BRAND = """\
brand: {name: Northwind, timezone: UTC}
accounts: {tg: {network: telegram, chat: "@northwind", token: env:TELEGRAM_TOKEN}}
"""


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    (tmp_path / "content/posts").mkdir(parents=True)
    (tmp_path / "smmgen.yaml").write_text(BRAND)
    (tmp_path / "content/posts/a.md").write_text(POST)
    return tmp_path


def test_a_word_that_is_added_is_known_at_once(repository: Path) -> None:
    assert smmgen("check", folder=repository).stdout.count("SPL001") == 2
    done = smmgen("words", "add", "frehsling", folder=repository)
    assert (done.returncode, done.stderr) == (0, "content/words.txt: added 1 of 1.\n")
    assert "SPL001" not in smmgen("check", folder=repository).stdout
    (repository / "content/words.txt").write_text("*frehsling\n")
    assert "forbids “frehsling”" in smmgen("check", folder=repository).stdout


def test_a_word_is_added_once_and_what_is_there_stays(repository: Path) -> None:
    (repository / "content/words.ru.txt").write_text("# наши\nпуровер")
    done = smmgen("words", "add", "--language", "ru", "пуровер", "раф", folder=repository)
    assert done.stderr == "content/words.ru.txt: added 1 of 2.\n"
    assert (repository / "content/words.ru.txt").read_text() == "# наши\nпуровер\nраф\n"


def test_what_is_no_word_is_refused(repository: Path) -> None:
    done = smmgen("words", "add", "flat white", folder=repository)
    assert (done.returncode, "is not one word" in done.stderr) == (2, True)
    assert not (repository / "content/words.txt").exists()
