"""Every card in every size with texts and photos that are hard on it, to be judged by tests and by eye.

`python -m tests.cards.sheets OUT [CARD…]` writes a contact sheet for each kind of text and photo.
"""

import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from smmgen.cards.legible import Bench
from smmgen.cards.scene import reader
from smmgen.cards.specimen import FORMS, TRIALS, Trial, shown, specimen
from smmgen.cards.trial import Case, cases
from smmgen.spread import processors, spread
from tests.cards.world import ROOT, northwind

MORE = (
    Trial(name="Arabic", headline="قهوة طازجة كل صباح في برلين", language="ar", is_demanding=True),
    Trial(name="Japanese", headline="冬の焙煎と静かな朝の一杯", language="ja", is_demanding=True),
    Trial(name="emoji", headline="Snow ☃️ beans ☕ and 🎄 until 24.12. 🎁", is_demanding=True),
    Trial(
        name="very long text",
        headline="We have been roasting in this yard since 1998 with the same old machine, and this winter we "
        "want to tell you how it came here, who mended it, and why nobody may sell it",
        is_demanding=True,
    ),
    Trial(name="very short text", headline="O"),
    Trial(name="German", headline="Röstereibesichtigungstermine im Dezember", language="de"),
)
EVERYTHING = (*TRIALS, *MORE)

HARD = tuple(
    trial
    for trial in EVERYTHING
    if trial.name in ("white photo", "busy photo", "no photo", "Russian", "Arabic")
)
"""What breaks first; the ordinary test run makes do with it, in three sizes."""

FEW = {name: FORMS[name] for name in ("square", "story", "link")}


def whole(card: str) -> tuple[Case, ...]:
    """Return all cases of a card."""
    return cases(shown(northwind(), [card]), FORMS, EVERYTHING)


def hard(card: str) -> tuple[Case, ...]:
    """Return the cases of a card that are most likely to fail."""
    return cases(shown(northwind(), [card]), FEW, HARD)


def bench() -> Bench:
    from smmgen.read.tree import Folder

    return Bench(northwind(), reader(Folder(ROOT).read))


HIGH, GAP, HEAD = 210, 10, 26


def contact_sheet(pictures: dict[tuple[str, str], Image.Image], title: str) -> Image.Image:
    """Set pictures by card and size side by side: a row for each two cards."""
    names = list(dict.fromkeys(card for card, _ in pictures))
    across = sum(round(HIGH * FORMS[form].ratio) + GAP for form in FORMS) + GAP
    rows = -(-len(names) // 2)
    sheet = Image.new("RGB", (2 * across, HEAD + rows * (HIGH + HEAD + GAP)), "#e9e6e0")
    draw, font = ImageDraw.Draw(sheet), ImageFont.load_default(16)
    draw.text((GAP, 4), title, fill="black", font=font)
    for number, name in enumerate(names):
        x, y = (number % 2) * across + GAP, HEAD + (number // 2) * (HIGH + HEAD + GAP)
        draw.text((x, y + 4), name, fill="black", font=font)
        for form in FORMS:
            small = pictures[name, form]
            sheet.paste(small, (x, y + HEAD))
            x += small.width + GAP
    return sheet


def _small(made: Bench, case: Case) -> Image.Image:
    size = FORMS[case.form]
    drawing = made.draw(specimen(made.theme.cards[case.card], size, case.trial, "@northwind"))
    return Image.open(BytesIO(drawing.data)).resize(
        (round(HIGH * size.ratio), HIGH), Image.Resampling.LANCZOS
    )


def sheets(names: list[str]) -> Iterator[tuple[str, Image.Image]]:
    made = bench()
    for trial in EVERYTHING:
        asked = cases(shown(northwind(), names), FORMS, (trial,))
        drawn = spread(lambda case: _small(made, case), asked, processors(), least=8)
        pictures = {(case.card, case.form): one for case, one in zip(asked, drawn, strict=True)}
        yield trial.name, contact_sheet(pictures, trial.name)


if __name__ == "__main__":
    out = Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    for name, sheet in sheets(sys.argv[2:]):
        sheet.save(out / f"{name.replace(' ', '-')}.png")
        print(out / f"{name.replace(' ', '-')}.png")
