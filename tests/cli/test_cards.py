from pathlib import Path

import pytest

from tests.cli.test_main import BRAND
from tests.here import smmgen


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    (tmp_path / "themes/a/cards").mkdir(parents=True)
    (tmp_path / "smmgen.yaml").write_text(BRAND + "theme: a\n")
    (tmp_path / "themes/a/theme.yaml").write_text("title: A\n")
    return tmp_path


def test_a_gallery_is_written_without_a_command_and_without_a_repository(tmp_path: Path) -> None:
    done = smmgen("cards", "--size", "link", "--out", "made", folder=tmp_path)
    assert (done.returncode, "cards of the theme default" in done.stdout) == (0, True), done
    assert (tmp_path / "made/index.html").is_file()
    assert (tmp_path / "made/images/promo-link-en.jpg").is_file()


def test_a_new_card_is_tried_out(repository: Path) -> None:
    assert smmgen("cards", "new", "sale", "--from", "tip", folder=repository).stdout == (
        "themes/a/cards/sale.yaml\n"
    )
    done = smmgen("cards", "check", "sale", folder=repository)
    assert (done.returncode, done.stdout) == (0, "Nothing to mend.\n"), done


def test_a_bad_card_costs_exit_code_1(repository: Path) -> None:
    card = "extends: _flat\nlayers:\n  more: {kind: text, text: One line more, area: safe, anchor: middle}\n"
    (repository / "themes/a/cards/sale.yaml").write_text(card)
    done = smmgen("cards", "check", "sale", "--format", "json", folder=repository)
    assert (done.returncode, "CRD017" in done.stdout, "themes/a/cards/sale.yaml" in done.stdout) == (
        1,
        True,
        True,
    )


CALLS = [
    (["cards", "nowhere"], "There is no theme “nowhere”"),
    (["cards", "check", "prmo"], "Did you mean “promo”?"),
    (["cards", "new", "sale", "--from", "prmo"], "Did you mean “promo”?"),
    (["cards", "new", "sale", "--theme", "default"], "There is no theme of the brand's own"),
    (["cards", "--size", "huge"], "'huge' is not one of"),
]


@pytest.mark.parametrize(("arguments", "told"), CALLS, ids=lambda value: str(value))
def test_what_is_not_there_is_named(arguments: list[str], told: str, repository: Path) -> None:
    done = smmgen(*arguments, folder=repository)
    assert (done.returncode, told in done.stderr, "Traceback" in done.stderr) == (2, True, False), done
