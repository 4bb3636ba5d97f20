"""Where Pillow cannot shape letters, as on Windows and macOS, all is drawn that needs no shaping, and the rest is told."""

import sys
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from msgspec.structs import replace

from smmgen.build.fingerprint import Fingerprint
from smmgen.cards import shaping
from smmgen.cards.font import pieces, width
from smmgen.cards.picture import Drawing, draw
from tests.cards.world import encoded, northwind, photo, picture, reading

FACES = (northwind().fonts["display"], *northwind().fallback)
READ = reading({"beans.jpg": encoded(photo("calm", 1200, 1200))})


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine without FriBiDi."""
    monkeypatch.setattr(shaping, "_imagingft", SimpleNamespace(HAVE_RAQM=False))
    _forget()
    yield
    _forget()


def _forget() -> None:
    for name, module in list(sys.modules.items()):
        for kept in vars(module).values() if name.startswith("smmgen.cards") else ():
            if hasattr(kept, "cache_clear"):
                kept.cache_clear()


def drawn(headline: str, language: str) -> Drawing:
    return draw(picture(headline=headline, language=language), northwind(), READ)


@pytest.mark.usefixtures("bare")
@pytest.mark.parametrize(
    ("headline", "language"),
    [
        ("Winter sale: 30 % off until Sunday", "en"),
        ("Зимняя скидка — «всё зерно»", "ru"),
        ("30% חינם", "he"),
        ("冬の焙煎 ☕ 🎄", "ja"),
    ],
)
def test_letters_that_stand_apart_are_drawn(headline: str, language: str) -> None:
    made = drawn(headline, language)
    assert (made.width, made.findings) == (1080, ())


@pytest.mark.usefixtures("bare")
def test_letters_that_join_are_an_error_that_says_what_to_install() -> None:
    (found,) = drawn("قهوة طازجة كل صباح", "ar").findings
    assert (found.code, found.severity, found.span) == ("CRD022", "error", picture().span)
    assert found.message.startswith("Letters such as ")
    assert "ق ه و ة" in found.message
    assert "libfribidi0" in found.hint


@pytest.mark.usefixtures("bare")
def test_the_brands_own_name_on_a_picture_is_looked_at_too() -> None:
    asked = replace(picture(headline="Winter sale"), handle="@قهوة")
    assert [found.code for found in draw(asked, northwind(), READ).findings] == ["CRD022"]


def test_where_letters_are_shaped_nothing_is_told() -> None:
    assert drawn("قهوة طازجة كل صباح", "ar").findings == ()


def test_a_text_is_nearly_as_wide_as_it_is_when_shaped(bare: None, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = ("Winter sale", "Зимняя скидка", "חינם")
    without = [width(text, FACES, 100) for text in texts]
    monkeypatch.undo()
    _forget()
    assert without == pytest.approx([width(text, FACES, 100) for text in texts], rel=0.03)


@pytest.mark.usefixtures("bare")
def test_hebrew_is_turned() -> None:
    (piece,) = pieces("חינם", FACES)
    assert shaping.asked(piece.text, piece.side, "he") == ("םניח", None, None)


def test_a_picture_that_was_drawn_without_it_is_drawn_again_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    key = Fingerprint(northwind(), READ)(picture())
    monkeypatch.setattr(shaping, "_imagingft", SimpleNamespace(HAVE_RAQM=False))
    assert Fingerprint(northwind(), READ)(picture()) != key
