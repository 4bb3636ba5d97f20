"""Pictures to draw: the example brand's theme, photos made here, and texts to set."""

from collections.abc import Callable, Mapping
from functools import cache
from io import BytesIO
from pathlib import Path
from random import Random

from PIL import Image

from smmgen.model.card import said
from smmgen.model.post import Image as Ask
from smmgen.model.source import Span
from smmgen.model.theme import Theme
from smmgen.model.variant import Picture
from smmgen.read.theme import read_theme
from smmgen.read.tree import Folder

ROOT = Path(__file__).parents[2]
SIZES = {
    "square": (1080, 1080),
    "portrait": (1080, 1350),
    "link": (1200, 630),
    "wide": (1200, 675),
    "story": (1080, 1920),
}
FIELDS: Mapping[str, Mapping[str, Mapping[str, str]]] = {
    "en": {
        "promo": {"badge": "−30 %", "detail": "Code WINTER at the till and online"},
        "education": {"detail": "Fresh grounds lose half their aroma in fifteen minutes"},
        "story": {"author": "Anna, head roaster"},
        "recipe": {"facts": "18 g coffee · 120 g water · 93 °C · 4 min"},
        "quote": {"author": "Jonas Weber", "role": "Roaster since 2009"},
        "event": {"date": "2026-12-12", "place": "18:00 · Kastanienallee 12, Berlin"},
        "contest": {"detail": "Tag a friend by 20 December"},
        "review": {"rating": "4.5", "author": "Marta K.", "role": "Google review"},
        "team": {"role": "Barista and latte art champion"},
        "news": {"detail": "From 8:00 to 14:00, then home to the family"},
    },
    "ru": {
        "promo": {"badge": "−30 %", "detail": "Промокод WINTER в кофейне и на сайте"},
        "education": {"detail": "Молотый кофе теряет половину аромата за 15 минут"},
        "story": {"author": "Анна, главный обжарщик"},
        "recipe": {"facts": "18 г кофе · 120 г воды · 93 °C · 4 минуты"},
        "quote": {"author": "Йонас Вебер", "role": "Обжаривает с 2009 года"},
        "event": {"date": "2026-12-12", "place": "18:00 · Кастаниеналлее, 12, Берлин"},
        "contest": {"detail": "Отметьте друга до 20 декабря"},
        "review": {"rating": "5", "author": "Марта К.", "role": "Отзыв в Google"},
        "team": {"role": "Бариста и чемпионка по латте-арту"},
        "news": {"detail": "С 8:00 до 14:00, а потом домой, к семье"},
    },
}
CARDS = tuple(FIELDS["en"])
"""The cards that the example brand uses most; `every_card` gives all."""

HEADLINES = {
    "en": ("Snow!", "Open cupping: six winter roasts, blind"),
    "ru": ("Снег!", "Скидка 30 % на все зёрна до воскресенья и ещё неделю после"),
}


NUMBERS = (("", ""), ("Filter", "42"), ("Espresso", "31"), ("Flat white", "58"), ("Tea", "12"))
"""What a chart's card draws."""


def every_card() -> tuple[str, ...]:
    """Return the names of all cards that pictures can use."""
    return tuple(name for name, card in northwind().cards.items() if not card.is_base)


@cache
def northwind() -> Theme:
    theme, findings = read_theme(Folder(ROOT), "northwind")
    assert not findings
    return theme


def examples(card: str, language: str) -> dict[str, str]:
    """Return a card's own example texts in a language, and a photo for each that it takes beside the first."""
    if card not in northwind().cards:
        return {}
    fields = northwind().cards[card].fields.items()
    texts = {name: said(field.example, language) for name, field in fields if field.example}
    return texts | {name: "beans.jpg" for name, field in fields if field.kind == "photo"}


def picture(card: str = "promo", size: str = "square", language: str = "en", **asked: object) -> Picture:
    """Ask for a picture; `headline`, `photo`, `focus`, `fields` and `box` (width, height) may be given."""
    width, height = asked.pop("box", SIZES[size])  # type: ignore[misc]
    fields = FIELDS.get(language, {}).get(card) or examples(card, language)
    table = NUMBERS if card == "chart" else ()
    wanted = {"headline": HEADLINES["en"][1], "fields": fields, "photo": "beans.jpg", "table": table, **asked}
    return Picture(
        image=Ask(card=card, size=size, **wanted),  # type: ignore[arg-type]
        card=card,
        width=width,
        height=height,
        alt="",
        handle="@northwind",
        language=language,
        max_bytes=1_000_000,
        span=Span("content/posts/sale.md", 4, 8, 4, 60),
    )


def encoded(image: Image.Image, kind: str = "JPEG", **options: object) -> bytes:
    file = BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


@cache
def photo(name: str, width: int = 1600, height: int = 1200) -> Image.Image:
    """Return a white, black, busy (coloured squares) or calm (brown, lighter above) picture."""
    match name:
        case "white" | "black":
            return Image.new("RGB", (width, height), name)
        case "busy":
            squares = Image.frombytes("RGB", (40, 30), Random(7).randbytes(3600))
            return squares.resize((width, height), Image.Resampling.NEAREST)
        case _:
            light = Image.linear_gradient("L").rotate(180).resize((width, height))
            return Image.merge(
                "RGB", [light.point(lambda v, top=top: v * top // 255) for top in (190, 140, 96)]
            )


def reading(files: Mapping[str, bytes]) -> Callable[[str], bytes]:
    """Return a reader of these files, of a calm photo as beans.jpg, and of the brand's own files."""
    folder = Folder(ROOT)
    known = {"beans.jpg": _calm(), **files}
    return lambda path: known[path] if path in known else folder.read(path)


@cache
def _calm() -> bytes:
    return encoded(photo("calm"))
