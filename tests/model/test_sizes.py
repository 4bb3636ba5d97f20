"""The table of sizes is whole, and says what of a picture is cut away or covered."""

import pytest

from smmgen.adapter import adapter, adapter_names
from smmgen.model.brand import Account
from smmgen.model.size import WHOLE, Cover, Crop, Part, Source, cropped, insets_of, zones_of
from smmgen.model.sizes import INTAKES, SIZES, STORY, TIKTOK, post_sizes, size_shown, sizes_of

PAGE = Source("a page")


def test_every_network_has_a_line_and_sizes() -> None:
    assert {size.network for size in SIZES} == set(INTAKES)


def test_a_networks_sizes_have_names_of_their_own() -> None:
    for network in INTAKES:
        names = [size.name for size in sizes_of(network)]
        assert len(names) == len(set(names)), network


def test_a_size_keeps_to_what_its_network_takes() -> None:
    for size in SIZES:
        least, most = INTAKES[size.network].ratios
        if size.place == "feed" and most:
            assert least <= round(size.ratio, 2) <= most, size
        for zone in size.zones:
            if isinstance(zone, Cover):
                assert 0 <= zone.part.left < zone.part.right <= 1, size
                assert 0 <= zone.part.top < zone.part.bottom <= 1, size


@pytest.mark.parametrize("name", adapter_names())
def test_an_adapter_draws_the_sizes_of_the_table(name: str) -> None:
    limits, most = adapter(name).limits(Account(name="a", network=name)), INTAKES[name].max_bytes
    assert dict(limits.sizes) == dict(post_sizes(name))
    assert not most or limits.image_bytes <= most  # 0: the network does not say


CROPS = [
    (3 / 4, (1080, 1350), (0.5, 0.5), Part(0.03125, 0, 0.96875, 1)),
    (16 / 9, (1000, 1000), (0.5, 0.5), Part(0, 0.21875, 1, 0.78125)),
    (16 / 9, (1000, 1000), (0.5, 0.9), Part(0, 0.4375, 1, 1)),
    (1, (2000, 1000), (0.0, 0.5), Part(0, 0, 0.5, 1)),
    (16 / 9, (1200, 675), (0.1, 0.1), WHOLE),
    (1.91, (1200, 630), (0.5, 0.5), WHOLE),
]


@pytest.mark.parametrize(("ratio", "box", "focus", "part"), CROPS)
def test_a_crop_keeps_as_much_as_it_can_around_the_focus(ratio, box, focus, part) -> None:
    assert cropped(Crop("a", ratio, PAGE, "focus"), *box, focus) == pytest.approx(part)


def test_a_crop_in_the_middle_minds_no_focus() -> None:
    assert cropped(Crop("a", 1, PAGE), 2000, 1000, (0, 0)) == Part(0.25, 0, 0.75, 1)


def test_a_crop_that_cuts_nothing_away_is_no_zone() -> None:
    assert zones_of(size_shown("mastodon", "", 1200, 675), 1200, 675) == ()
    (zone,) = zones_of(size_shown("mastodon", "", 1080, 1080), 1080, 1080)
    assert (zone.kind, zone.name) == ("crop", "timeline")


def test_insets_are_of_bands_along_an_edge() -> None:
    corner = Cover("time", Part(0.86, 0.86, 1, 1), PAGE)
    assert insets_of(STORY) == pytest.approx((0, 0.14, 0, 0.2))
    assert insets_of([*TIKTOK, corner]) == pytest.approx((0, 0.13, 0.16, 0.22))
    assert insets_of([corner]) == (0, 0, 0, 0)


SHOWN = [
    ("telegram", "", 1280, 1100, "square"),
    ("telegram", "", 1280, 800, "landscape"),
    ("telegram", "story", 1080, 1920, "story"),
    ("telegram", "unheard-of", 1080, 1400, "portrait"),
    ("youtube", "", 1920, 1080, "thumbnail"),
]


@pytest.mark.parametrize(("network", "name", "width", "height", "expected"), SHOWN)
def test_a_picture_is_shown_as_its_size_or_the_nearest(network, name, width, height, expected) -> None:
    shown = size_shown(network, name, width, height)
    assert shown
    assert shown.name == expected


def test_an_unknown_network_has_no_sizes() -> None:
    assert size_shown("nowhere", "square", 100, 100) is None
