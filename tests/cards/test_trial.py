"""What is wrong with a card is found when it is tried out."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

import pytest
from PIL import Image

from smmgen.cards import trial
from smmgen.cards.box import Box
from smmgen.cards.layout import lay_out
from smmgen.cards.legible import legibility, worst_contrast
from smmgen.cards.scene import PHOTOS, path_of, photo, reader
from smmgen.cards.sheet import Shape, Text
from smmgen.cards.specimen import FORMS, TRIALS, networks_of, shown, specimen
from smmgen.cards.trial import Case, cases, try_out
from smmgen.model.theme import Theme
from smmgen.read.theme import read_theme
from smmgen.read.tree import Memory
from smmgen.spread import spread

FEW = {name: FORMS[name] for name in ("square", "story")}


def themed(card: str) -> Theme:
    theme, _ = read_theme(
        Memory({"themes/a/theme.yaml": "title: A\n", "themes/a/cards/mine.yaml": card}), "a"
    )
    return theme


def found(card: str) -> list[tuple[str, str, int]]:
    theme = themed(card)
    findings = try_out(theme, Memory({}).read, cases(shown(theme, ["mine"]), FEW))
    return [(one.code, one.severity, one.span.line) for one in findings]


BAD = {
    "faint on a white photo": (
        "extends: _flat\nlayers:\n  photo: {under: mark}\n  mark: none\n",
        [("CRD015", "error", 1)],
    ),
    "covered in a story": (
        "extends: _flat\nlayers:\n  words: {area: [10%, 85%, 90%, 97%]}\n",
        [("CRD016", "error", 1)],
    ),
    "one over the other": (
        "extends: _flat\nlayers:\n  more: {kind: text, text: One line more, area: safe, anchor: middle}\n",
        [("CRD017", "error", 1)],
    ),
    "no room": (
        "extends: _flat\nlayers:\n  words:\n    parts:\n      headline: {smallest: 40%}\n",
        [("CRD003", "error", 5)],
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_card_is_told_where_it_is_written(name: str) -> None:
    card, expected = BAD[name]
    assert sorted(found(card)) == expected


def test_a_good_card_has_nothing_to_mend() -> None:
    assert found('extends: quote\nexample: {en: "Good coffee takes time"}\n') == []


def test_a_text_that_is_very_long_is_no_fault_of_the_card() -> None:
    assert found("extends: _flat\nlayers: {words: {parts: {headline: {lines: 2, smallest: 5%}}}}\n") == [
        ("CRD003", "info", 2)
    ]


def test_several_processes_find_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    theme = themed(BAD["one over the other"][0])
    asked = cases(shown(theme, ["mine", "news"]), {"link": FORMS["link"]})
    found = try_out(theme, Memory({}).read, asked)
    assert found
    shared: list[int] = []

    def shared_early(
        do: Callable[[Case], Any], items: Sequence[Case], workers: int, **_: int
    ) -> Iterator[Any]:
        shared.append(workers)
        return spread(do, items, workers, least=len(items) // workers)

    monkeypatch.setattr(trial, "spread", shared_early)
    assert try_out(theme, Memory({}).read, asked, 2) == found
    assert shared == [2]


def test_photos_are_made_and_others_read() -> None:
    read = reader(Memory({"logo.png": b"logo"}).read)
    assert read("logo.png") == b"logo"
    assert all(read(path_of(name)) == photo(name) for name in PHOTOS)
    with pytest.raises(FileNotFoundError):
        read(path_of("nothing"))


def test_a_specimen_says_what_its_card_gives_as_an_example() -> None:
    theme = themed('extends: event\nexample: {en: "Open day", ru: "День открытых дверей"}\n')
    (card,) = shown(theme, ["mine"])
    russian = next(trial for trial in TRIALS if trial.language == "ru")
    image = specimen(card, FORMS["story"], russian).image
    assert (image.headline, image.fields["date"]) == (russian.headline, "2026-12-12")
    assert specimen(card, FORMS["story"], TRIALS[0]).image.headline == "Open day"
    assert specimen(card, FORMS["story"], TRIALS[0]).safe == pytest.approx((0, 0.14, 0, 0.2))


def test_a_specimen_of_a_card_with_a_code_shows_one() -> None:
    theme = themed("extends: scan\n")
    (card,) = shown(theme, ["mine"])
    for form in FORMS.values():
        sheet = lay_out(specimen(card, form, TRIALS[0]), card, theme)
        assert any(isinstance(item, Shape) and item.kind == "rect" for item in sheet.items), form.name


def test_a_size_names_the_networks_that_use_it() -> None:
    assert networks_of(FORMS["pin"]) == ("Pinterest",)
    assert {"Instagram", "TikTok"} <= set(networks_of(FORMS["story"]))


def test_an_emphasised_word_is_measured_in_its_own_colour() -> None:
    canvas, faces = Image.new("RGB", (900, 200), (20, 35, 59)), (themed("").fonts["text"],)
    plain = Text(text="All beans", x=20, y=120, size=40, faces=faces, fill=(255, 255, 255))
    marked = replace(plain, emphasis=((0, 3),), accent=(42, 58, 85))
    assert legibility(canvas, plain, 900).is_readable
    assert not legibility(canvas, marked, 900).is_readable


def test_the_worst_pixel_counts() -> None:
    canvas = Image.new("RGB", (100, 100), "black")
    canvas.putpixel((50, 50), (240, 240, 240))
    assert worst_contrast(canvas, Box(0, 0, 40, 40), (255, 255, 255)) > 20
    assert worst_contrast(canvas, Box(0, 0, 100, 100), (255, 255, 255)) < 1.3
