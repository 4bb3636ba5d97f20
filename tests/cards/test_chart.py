"""Charts: every text in its place and readable, and what cannot be drawn is told."""

from itertools import combinations, product

import pytest
from PIL import Image

from smmgen.cards.block import Block
from smmgen.cards.box import Box
from smmgen.cards.chart import chart, chosen
from smmgen.cards.charts.axis import ticks
from smmgen.cards.charts.data import Table, read_data
from smmgen.cards.charts.moment import times
from smmgen.cards.extent import ink_box
from smmgen.cards.paint import paint
from smmgen.cards.scale import Scale
from smmgen.cards.sheet import Shape, Text
from smmgen.cards.style import Style, style_of
from smmgen.model.colour import READABLE, contrast
from tests.cards.world import northwind


def pairs(**values: str) -> Table:
    return (("", ""), *((name.replace("_", " "), value) for name, value in values.items()))


def series(*rows: str) -> Table:
    return tuple(tuple(cell.strip() for cell in row.split("|")) for row in rows)


MONTHS = ["2026-01", "2026-02", "2026-03", "2026-04", "2026-05", "2026-06", "2026-07", "2026-08"]
TABLES = {
    "bars": pairs(Filter="42", Espresso="31", Flat_white="58", Tea="12"),
    "long names": pairs(
        Espresso_with_fresh_orange_juice="1234.5 ₽", Oat_milk_flat_white="980 ₽", Filter_of_the_day="64 ₽"
    ),
    "parts": pairs(Filter="46 %", Espresso="31 %", Milk="15 %", Other="8 %"),
    "small parts": pairs(A="94 %", B="2 %", C="2 %", D="1 %", E="1 %"),
    "losses": pairs(January="-12.5 %", February="4 %", May="25 %"),
    "only losses": pairs(Capsules="-18", Pods="-31"),
    "time": (("Month", "Cups"), *((m, str(n * n * 13 % 97 + 20)) for n, m in enumerate(MONTHS))),
    "lines": series("Year|Beans|Drinks|Cakes", "2023|12|13|12", "2024|30|29|28", "2025|41|40|39"),
    "groups": series("|2025|2026", "Filter|120|180", "Espresso|210|190", "Cold brew|40|"),
    "one share": pairs(of_our_guests_bring_their_own_cup="37 %"),
    "one number": pairs(cups_this_winter="128 400"),
    "nothing": pairs(Filter="0", Espresso="0"),
    "twelve": (("", ""), *((f"Kind {n}", str(n * 7 % 31)) for n in range(12))),
}
BOXES = ((920, 560), (980, 400), (560, 760), (880, 880))


def style(card: str = "promo", *, is_over_photo: bool = False) -> Style:
    theme = northwind()
    look = theme.cards[card].look(1080, 1080, is_bare=False)
    return style_of(look, theme, Scale(1080, 1080), "left", is_over_photo=is_over_photo)


def drawn(table: Table, kind: str = "", box: tuple[int, int] = (920, 560), **asked: str) -> Block:
    return chart(
        table, style(asked.get("card", "promo")), *box, language=asked.get("language", "en"), kind=kind
    )


def texts(block: Block) -> list[Text]:
    return [item for item in block.place(0, 0) if isinstance(item, Text)]


def said(block: Block) -> list[str]:
    return [text.text.replace("\u00a0", " ") for text in texts(block)]


def codes(block: Block) -> list[str]:
    return [fault.code for fault in block.faults]


KINDS_ASKED_FOR = ("", "bar", "line", "area", "donut", "pie")
UNFIT = {"CHT004", "CHT007", "CHT008"}
"""What a kind that was asked for, and does not suit the table, is answered with."""


@pytest.mark.parametrize("name", TABLES)
def test_all_is_shown_inside_and_nothing_touches(name: str) -> None:
    for box, kind in product(BOXES, KINDS_ASKED_FOR):
        block = drawn(TABLES[name], kind, box)
        assert block.width <= box[0], (box, kind)
        assert block.height <= box[1], (box, kind)
        assert set(codes(block)) <= (UNFIT if kind else set()), (box, kind)
        for text in texts(block):
            one, over = ink_box(text), 1.5 + 0.015 * text.size  # round letters reach over their line
            assert min(one.left, one.top) >= -over, (box, kind, text)
            assert one.right <= box[0] + over, (box, kind, text)
            assert one.bottom <= block.height + over, (box, kind, text)
        pairs = combinations(texts(block), 2)
        assert [(a.text, b.text) for a, b in pairs if _meet(ink_box(a), ink_box(b))] == [], (box, kind)


@pytest.mark.parametrize("name", TABLES)
def test_every_text_can_be_read_on_what_is_behind_it(name: str) -> None:
    for card, kind in product(("promo", "quote"), ("", "area", "line", "bar")):
        block = drawn(TABLES[name], kind, card=card)
        canvas, items = Image.new("RGB", (1000, 640), style(card).ground), block.place(40, 40)
        paint(canvas, [item for item in items if isinstance(item, Shape)], lambda *_: None)
        worst = {item.text: _worst(canvas, item) for item in items if isinstance(item, Text)}
        assert min(worst.values()) >= READABLE, (card, kind, worst)


def _worst(canvas: Image.Image, text: Text) -> float:
    behind = canvas.crop(tuple(round(edge) for edge in ink_box(text)))
    colours = behind.getcolors(behind.width * behind.height) or []
    return min(contrast(text.fill, colour) for _, colour in colours)  # type: ignore[arg-type]


def _meet(one: Box, other: Box) -> bool:
    across = min(one.right, other.right) - max(one.left, other.left)
    down = min(one.bottom, other.bottom) - max(one.top, other.top)
    return across > 1 and down > 1


KINDS = {
    "bars": "bar",
    "parts": "donut",
    "losses": "line",
    "time": "line",
    "lines": "line",
    "groups": "bar",
    "nothing": "bar",
}


@pytest.mark.parametrize(("name", "kind"), KINDS.items())
def test_the_kind_suits_the_numbers(name: str, kind: str) -> None:
    data, _ = read_data(TABLES[name], "en")
    assert data
    assert chosen(data) == kind


def test_a_bar_is_as_long_as_its_number() -> None:
    shapes = [item for item in drawn(TABLES["bars"]).place(0, 0) if isinstance(item, Shape)]
    highs = [shape.box.height for shape in shapes if shape.box.height > 3]
    assert [round(high / max(highs), 2) for high in highs] == [0.72, 0.53, 1, 0.21]


def test_the_marked_row_is_set_off_else_the_largest() -> None:
    def accented(table: Table) -> list[str]:
        data, _ = read_data(table, "en")
        return [data.labels[number] for number in data.accented] if data else []

    assert accented(TABLES["bars"]) == ["Flat white"]
    assert accented(series("|", "Filter|42", "*Tea*|12")) == ["Tea"]
    assert accented(TABLES["only losses"]) == ["Pods"]


def test_numbers_are_written_as_the_language_does_with_their_unit() -> None:
    assert "1 234,5 ₽" in said(drawn(pairs(a="1234.5 ₽", b="7 ₽"), language="ru"))
    assert "$1,234.5" in said(drawn(pairs(a="$1 234,5", b="$7")))


def test_months_are_named_in_the_language() -> None:
    assert {"янв", "май", "авг"} <= set(said(drawn(TABLES["time"], language="ru")))


FAULTS = [
    ("CHT001", (("", ""),), ""),
    ("CHT002", pairs(Filter="many", Tea="3"), ""),
    ("CHT003", pairs(Filter="4 %", Tea="3 €"), ""),
    ("CHT004", pairs(Filter="-4", Tea="3"), "donut"),
    ("CHT004", TABLES["bars"], "radar"),
    ("CHT005", (("", ""), *((f"Kind {n}", "5") for n in range(12))), "bar"),
    ("CHT006", pairs(**{"A_name_without_any_end_" * 4: "4", "Tea": "3"}), "bar"),
    ("CHT007", TABLES["lines"], "bar"),
    ("CHT008", (("", ""), *((f"Kind {n}", "5") for n in range(13))), "bar"),
]


@pytest.mark.parametrize(("code", "table", "kind"), FAULTS)
def test_what_cannot_be_drawn_is_told(code: str, table: Table, kind: str) -> None:
    box = (920, 200) if code in ("CHT005", "CHT006") else (920, 560)
    assert code in codes(drawn(table, kind, box))


def test_over_a_photo_a_chart_brings_its_own_ground() -> None:
    block = chart(TABLES["bars"], style(is_over_photo=True), 800, 500, language="en")
    plate = block.place(30, 40)[0]
    assert isinstance(plate, Shape)
    assert (plate.box, plate.fill) == ((30, 40, 30 + block.width, 40 + block.height), style().ground)


AXES = [
    ((3, 58), (0, 20, 40, 60)),
    ((1200, 2380), (0, 1000, 2000, 3000)),
    ((94.2, 99.1), (94, 96, 98, 100)),
    ((-12.5, 25), (-20, 0, 20, 40)),
    ((0, 0), (0, 0.25, 0.5, 0.75, 1)),
    ((0.02, 0.31), (0, 0.1, 0.2, 0.3, 0.4)),
]


@pytest.mark.parametrize(("values", "marks"), AXES)
def test_an_axis_has_round_numbers(values: tuple[float, float], marks: tuple[float, ...]) -> None:
    assert ticks(*values, from_zero=False) == marks


TIMES = [
    (["2023", "2024", "2026"], (2023, 2024, 2026)),
    (["2026-01", "2026-04"], (24313, 24316)),
    (["Jan", "Feb"], (0, 1)),
    (["янв.", "мая 2026", "12 июня"], (0, 1, 2)),
    (["Q1", "Q2 2026"], (0, 1)),
    (["2025", "2024"], (0, 1)),
    (["May", "Decaf"], None),
    (["Filter", "Tea"], None),
    (["2026-13", "2026-01"], None),
]


@pytest.mark.parametrize(("labels", "places"), TIMES)
def test_points_in_time_are_known(labels: list[str], places: tuple[float, ...] | None) -> None:
    assert times(labels) == places
