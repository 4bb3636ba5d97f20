"""Draw the pictures of docs/themes.md: every card once, with its name, in the example brand's theme.

Run: python tools/cards.py
"""

from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from smmgen.cards.picture import Studio
from smmgen.model.post import Image as Ask
from smmgen.model.source import Span
from smmgen.model.variant import Picture
from smmgen.pipeline import load
from smmgen.read.tree import Folder

ROOT = Path(__file__).parents[1]
SIDE, GAP, ACROSS, NAME = 340, 14, 5, 34
NUMBERS = (
    ("Drink", "Cups"),
    ("Flat white", "3120"),
    ("Filter", "2480"),
    ("*Cortado*", "1210"),
    ("Oat cappuccino", "980"),
    ("Decaf", "212"),
)
SHOWN: dict[str, tuple[str, str, dict[str, str]]] = {
    "promo": (
        "beans-bag",
        "Winter Solstice *is back*",
        {"price": "€13.90", "old": "€16.50", "badge": "−15 %"},
    ),
    "event": (
        "tasting",
        "Six bowls, one spoon, and Lev",
        {"date": "2026-12-16", "place": "18:00 · Forster Straße"},
    ),
    "quote": ("cup-steam", "Smell first, *argue later*.", {"author": "Lev", "role": "Head roaster"}),
    "recipe": ("pour-over", "Pour-over for one mug", {"facts": "15 g coffee · 250 g water · 3 minutes"}),
    "review": (
        "",
        "I have not put sugar in my coffee since.",
        {"rating": "5", "author": "Katja", "role": "Neukölln"},
    ),
    "contest": ("mug-snow", "Show us your *winter cup*", {"detail": "Until 19 December"}),
    "winner": (
        "gift-box",
        "Jonas from Wedding",
        {"prize": "A year of beans", "detail": "Drawn from 412 cups"},
    ),
    "education": (
        "grinder",
        "What Berlin water does to your coffee",
        {"detail": "It is harder than your grinder"},
    ),
    "tip": (
        "",
        "Rinse the filter with *hot water*",
        {"number": "3", "detail": "The taste of paper goes down the drain"},
    ),
    "list": (
        "moka",
        "What a moka pot asks for",
        {"items": "Water just off the boil\nNo pressing down\nA low flame"},
    ),
    "story": ("roaster", "Grete, 600 kilos, born in 1998", {"author": "Anna, roaster"}),
    "team": ("latte", "Mira, who does not draw hearts", {"role": "Head barista since 2019"}),
    "news": ("winter-window", "Our hours over the holidays", {"detail": "24 December to 1 January"}),
    "link": ("cold-brew", "Seven myths about *decaf*", {"button": "northwind.example/decaf"}),
    "chart": ("", "What the counter pours before nine", {"detail": "Our till, October"}),
    "before-after": (
        "fir-candle",
        "The window, before and after",
        {"after": "content/media/winter-window.jpg"},
    ),
    "video-cover": ("roaster", "How a roast is made", {"length": "4:32"}),
    "scan": ("tasting", "Book a place at *the next cupping*", {"detail": "Point your camera here"}),
    "carousel-cover": ("beans-macro", "Five ways to ruin *good beans*", {"number": "1", "total": "6"}),
    "carousel-page": (
        "",
        "Keep them in the fridge",
        {"number": "2", "total": "6", "detail": "Beans take on every smell there is."},
    ),
    "carousel-end": ("beans-macro", "Save it for the next bag", {"button": "northwind.example"}),
    "photo": ("cup-steam", "", {}),
}


def main() -> None:
    """Write docs/images/cards.jpg; stop where a card has changed so that its texts no longer fit."""
    tree = Folder(ROOT)
    project = load(tree).project
    assert project
    studio = Studio(project.theme, tree.read)
    assert set(SHOWN) == {name for name, card in project.theme.cards.items() if not card.is_base}
    rows = -(-len(SHOWN) // ACROSS)
    sheet = Image.new("RGB", (ACROSS * (SIDE + GAP) + GAP, rows * (SIDE + NAME + GAP) + GAP), "#ffffff")
    font = ImageFont.truetype(BytesIO(project.theme.fonts["text"].data), 19)
    for number, name in enumerate(SHOWN):
        drawn = studio.draw(asked(name))
        assert not drawn.findings, drawn.findings
        small = Image.open(BytesIO(drawn.data)).resize((SIDE, SIDE), Image.Resampling.LANCZOS)
        x = GAP + number % ACROSS * (SIDE + GAP)
        y = GAP + number // ACROSS * (SIDE + NAME + GAP)
        sheet.paste(small, (x, y))
        ImageDraw.Draw(sheet).text((x, y + SIDE + 8), name, fill="#14233b", font=font)
    sheet.save(ROOT / "docs/images/cards.jpg", quality=82, optimize=True, progressive=True)


def asked(name: str) -> Picture:
    """Ask for a card's picture."""
    photo, headline, fields = SHOWN[name]
    image = Ask(
        card=name,
        photo=f"content/media/{photo}.jpg" if photo else "",
        headline=headline,
        fields=fields,
        table=NUMBERS if name == "chart" else (),
    )
    return Picture(
        image=image,
        card=name,
        width=1080,
        height=1080,
        alt="",
        handle="@northwind",
        language="en",
        max_bytes=10**7,
        span=Span("docs/themes.md"),
        link="https://northwind.example/cupping",
    )


if __name__ == "__main__":
    main()
