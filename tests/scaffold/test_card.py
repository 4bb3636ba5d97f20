"""A new card can be used as it is, and so can every line that it proposes."""

import re
from pathlib import Path

import pytest

from smmgen.model.fault import UsageError
from smmgen.read.theme import read_theme
from smmgen.read.tree import Folder, Memory
from smmgen.scaffold.card import card_text, new_card

PLAIN, _ = read_theme(Memory({}), "")
PROPOSED = re.compile(r"^# ( *[a-z]+:.*)$", re.MULTILINE)


@pytest.mark.parametrize("base", [*PLAIN.cards])
def test_a_new_card_and_all_that_it_proposes_can_be_read(base: str) -> None:
    text = card_text("mine", PLAIN.cards[base], PLAIN)
    for written in (text, PROPOSED.sub(r"\1", text)):
        files = {"themes/a/theme.yaml": "title: A\n", "themes/a/cards/mine.yaml": written}
        theme, findings = read_theme(Memory(files), "a")
        assert findings == ()
        assert "mine" in theme.cards
    assert len(PROPOSED.findall(text)) > 10


def test_a_card_is_never_written_over(tmp_path: Path) -> None:
    (tmp_path / "themes/a").mkdir(parents=True)
    (tmp_path / "themes/a/theme.yaml").write_text("title: A\n")
    theme, _ = read_theme(Folder(tmp_path), "a")
    path = new_card(tmp_path, theme, "sale", PLAIN.cards["promo"])
    assert path == tmp_path / "themes/a/cards/sale.yaml"
    with pytest.raises(UsageError, match="is there already"):
        new_card(tmp_path, theme, "sale", PLAIN.cards["promo"])


@pytest.mark.parametrize("name", ["Sale", "../sale", "sale.yaml", "", "-sale"])
def test_a_card_needs_a_name_that_is_one(name: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no name for a card"):
        new_card(tmp_path, PLAIN, name, PLAIN.cards["promo"])
