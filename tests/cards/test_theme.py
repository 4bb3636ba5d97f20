from pathlib import Path

import pytest

from smmgen.cards.fit import faults_of
from smmgen.cards.layout import lay_out
from smmgen.cards.picture import Studio
from smmgen.model.card import Card
from smmgen.read.theme import read_theme
from smmgen.read.tree import Memory
from tests.cards.world import CARDS, ROOT, every_card, northwind, picture, reading
from tests.documents import cases, expect, given

FONT = (ROOT / "themes/northwind/fonts/GolosText-SemiBold.ttf").read_bytes()


@pytest.mark.parametrize("case", cases("cards"), ids=lambda case: case.stem)
def test_themes_are_read_and_their_faults_named(case: Path) -> None:
    theme, found = read_theme(_tree(given(case)), "mine")
    shown = [f"{f.span.path}:{f.span.line}:{f.span.column} {f.code} {f.message} | {f.hint}" for f in found]
    cards = [_shown(card) for name, card in theme.cards.items() if name in ("mine", "promo", "other")]
    expect(case, "\n".join([*shown, *(cards if "default" not in theme.path else ["the plain theme"])]))


def _shown(card: Card) -> str:
    look = card.look(1080, 1080, is_bare=False)
    layers = " ".join(layer.id for layer in look.layers)
    return f"{card.name}: {look.ground} {look.ink} {look.accent}: {layers}"


def _tree(text: str) -> Memory:
    """Read files out of a document: each starts with a line “--- PATH”."""
    files: dict[str, bytes | str] = {"themes/mine/fonts/golos.ttf": FONT, "themes/mine/fonts/odd.ttf": b"odd"}
    for part in ("\n" + text).split("\n--- ")[1:]:
        path, _, body = part.partition("\n")
        files[f"themes/mine/{path}"] = body
    return Memory(files)


def test_no_name_means_the_plain_theme() -> None:
    theme, found = read_theme(Memory({}), "")
    assert not found
    assert set(CARDS) < set(theme.cards)


def test_the_plain_theme_draws_every_card() -> None:
    theme, _ = read_theme(Memory({}), "")
    studio = Studio(theme, reading({}))
    assert not [f for card in CARDS for f in studio.draw(picture(card, box=(540, 540))).findings]


def test_an_unknown_theme_is_told_with_the_nearest() -> None:
    _, (finding,) = read_theme(Memory({"themes/northwind/theme.yaml": "title: x"}), "nortwind")
    assert (finding.code, finding.hint) == ("CRD009", "Did you mean “northwind”?")


def test_the_example_theme_is_without_fault() -> None:
    assert set(CARDS) < set(northwind().cards)


SPOKEN = ("en", "ru", "de", "fr", "es", "it", "pt", "pl", "uk", "tr", "ar", "ja", "zh", "zh-TW")


@pytest.mark.parametrize("language", SPOKEN)
def test_what_cards_say_themselves_is_said_in_the_posts_language(language: str) -> None:
    theme = northwind()
    for card in (theme.cards[name] for name in every_card()):
        assert all(language in field.default for field in card.fields.values() if field.default), card.name
        asked = picture(card.name, "link", language, headline="", fields={"date": "2026-12-12"})
        assert faults_of(lay_out(asked, card, theme)) == (), card.name
