import pytest
from msgspec.structs import replace

from smmgen.cards.chroma import has_sharp_colours
from smmgen.cards.layout import lay_out
from smmgen.model.colour import Colour
from tests.cards.world import northwind, picture

INKS: list[tuple[Colour, Colour, bool]] = [
    ((248, 238, 222), (20, 35, 59), False),
    ((255, 255, 255), (200, 20, 20), False),
    ((255, 255, 255), (0, 0, 0), False),
    ((220, 30, 30), (20, 40, 160), True),
    ((0, 160, 60), (200, 60, 60), True),
]


@pytest.mark.parametrize(("ink", "ground", "is_sharp"), INKS)
def test_only_letters_that_differ_in_colour_need_it(ink: Colour, ground: Colour, is_sharp: bool) -> None:
    colours = {**northwind().colours, "light": ink, "dark": ground, "accent": ink}
    theme = replace(northwind(), colours=colours)
    asked = picture("news", photo="")
    assert has_sharp_colours(lay_out(asked, theme.cards["news"], theme)) is is_sharp
