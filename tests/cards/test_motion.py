from functools import cache
from itertools import pairwise

import pytest
from PIL import Image, ImageChops

from smmgen.cards.motion import frames, is_still
from smmgen.cards.paint import paint
from smmgen.cards.picture import Scene, Studio
from tests.cards.world import encoded, northwind, photo, picture, reading

SMALL = {"box": (320, 400)}
FPS = 10


@cache
def beans() -> bytes:
    return encoded(photo("busy", 700, 800))


def scene(card: str = "promo", **asked: object) -> Scene:
    found = Studio(northwind(), reading({"beans.jpg": beans()})).scene(picture(card, **{**SMALL, **asked}))  # type: ignore[arg-type]
    assert found
    return found


def still(one: Scene) -> Image.Image:
    canvas = one.ground.copy()
    paint(canvas, (*one.sheet.items, *one.signature), one.logos)
    return canvas


def differs(one: Image.Image, other: Image.Image, box: tuple[int, int, int, int] | None = None) -> bool:
    return ImageChops.difference(one.crop(box), other.crop(box)).getbbox() is not None


@pytest.mark.parametrize("card", ["promo", "quote", "event", "winner", "carousel-page"])
@pytest.mark.parametrize("path", ["beans.jpg", ""])
def test_the_last_frame_is_the_still_card(card: str, path: str) -> None:
    one = scene(card, photo=path)
    *_, last = frames(one, 2)
    assert not differs(last, still(one))


def test_a_film_has_its_length_and_size() -> None:
    found = list(frames(scene(), FPS))
    assert (len(found), {frame.size for frame in found}) == (60, {(320, 400)})


def test_the_first_frame_has_the_headline_but_not_what_comes_later() -> None:
    one = scene(photo="")
    first = next(frames(one, FPS))
    label, headline, *later = [_around(group) for group in one.sheet.groups]
    assert not differs(first, still(one), headline)
    assert not differs(first, still(one), label)
    assert all(differs(first, still(one), box) for box in later)


def _around(items: object) -> tuple[int, int, int, int]:
    tops = [item.y - item.size * 0.7 if hasattr(item, "y") else item.box.top for item in items]  # type: ignore[attr-defined]
    feet = [item.y if hasattr(item, "y") else item.box.bottom for item in items]  # type: ignore[attr-defined]
    return 0, round(min(tops)), 230 if max(feet) > 200 else 320, round(max(feet))


def test_a_photo_moves_slowly_all_the_time_until_it_rests() -> None:
    one = scene()
    corner = (0, 60, 200, 130)
    found = [frame.crop(corner) for frame in frames(one, FPS)]
    assert all(differs(a, b) for a, b in pairwise(found[:50:5]))
    assert not any(differs(a, b) for a, b in pairwise(found[53:]))


def test_a_card_of_one_text_and_no_photo_would_stand_still() -> None:
    one = scene("carousel-end", photo="", fields={})
    assert is_still(one) == (len(one.sheet.groups) < 2)
    assert not is_still(scene())


def test_a_plain_photo_has_no_scene() -> None:
    assert Studio(northwind(), reading({})).scene(picture("none")) is None
