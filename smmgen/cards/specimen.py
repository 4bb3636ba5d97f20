"""What a card is shown and tried with: its own example, and texts and photos that are hard on it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from smmgen.cards.scene import path_of
from smmgen.model.card import Card, Words, said
from smmgen.model.post import Image
from smmgen.model.size import Size, insets_of
from smmgen.model.sizes import INTAKES, SIZES, sizes_of
from smmgen.model.source import Span
from smmgen.model.theme import Theme
from smmgen.model.variant import Picture


def _size(network: str, name: str) -> Size:
    return next(size for size in sizes_of(network) if size.name == name)


FORMS: Mapping[str, Size] = {
    "square": _size("instagram", "square"),
    "portrait": _size("instagram", "portrait"),
    "pin": _size("pinterest", "pin"),
    "story": _size("instagram", "story"),
    "landscape": _size("bluesky", "landscape"),
    "link": _size("bluesky", "link"),
}
"""The sizes that stand for all: one of each form that networks show."""

HANDLE = "@your-name"
LINK = "https://your-name.example/a-page"
_FOCUS = (0.62, 0.62)
"""Where the cup stands in the photos of `scene`."""

_HEAVIEST = 8_000_000

TABLE = (
    ("", "2025", "2026"),
    ("Espresso", "310", "295"),
    ("Filter", "180", "240"),
    ("Cold brew", "60", "130"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """One way to try a card: a headline (None: its own example), a language, and a photo's name or none.

    What a demanding one does not bear is worth knowing, and no fault of the card.
    """

    name: str
    headline: str | None = None
    language: str = "en"
    photo: str = "example"
    is_demanding: bool = False


TRIALS = (
    Trial(name="example"),
    Trial(name="no photo", photo=""),
    Trial(name="white photo", photo="white"),
    Trial(name="black photo", photo="black"),
    Trial(name="busy photo", photo="busy"),
    Trial(name="short text", headline="Snow!"),
    Trial(name="Russian", headline="Щедрая скидка на всё зерно ёлочной обжарки", language="ru"),
    Trial(
        name="long text",
        headline="Why your grinder matters more than your machine, and which to buy first",
        is_demanding=True,
    ),
)
"""What every card of a theme has to bear."""


def specimen(card: Card, size: Size, trial: Trial, handle: str = HANDLE) -> Picture:
    """Return the picture of a card that is tried so; it stands in the card's own file."""
    headline = example_of(card.example, trial.language) if trial.headline is None else trial.headline
    return Picture(
        image=Image(
            card=card.name,
            photo=path_of(trial.photo) if trial.photo else "",
            focus=_FOCUS,
            headline=headline,
            size=size.name,
            fields=_fields(card, trial),
            table=TABLE,
        ),
        card=card.name,
        width=size.width,
        height=size.height,
        alt="",
        handle=handle,
        language=trial.language,
        max_bytes=_HEAVIEST,
        span=card.spans.whole if card.spans else Span(""),
        safe=insets_of(size.zones),
        formats=("jpeg",),
        link=LINK,
    )


def _fields(card: Card, trial: Trial) -> Mapping[str, str]:
    texts = {name: example_of(field.example, trial.language) for name, field in card.fields.items()}
    if trial.photo:
        second = path_of("second" if trial.photo == "example" else trial.photo)
        texts |= {name: second for name, field in card.fields.items() if field.kind == "photo"}
    return {name: text for name, text in texts.items() if text}


def example_of(words: Words, language: str) -> str:
    """Return an example in a language, else in English, else in any; empty where there is none."""
    return said(words, language)


def shown(theme: Theme, names: Iterable[str] = ()) -> tuple[Card, ...]:
    """Return the cards of a theme that pictures may use, or those of these names, in order of name."""
    wanted = set(names)
    usable = (name for name in theme.cards if not name.startswith("_"))
    return tuple(theme.cards[name] for name in sorted(usable) if name in wanted or not wanted)


def networks_of(size: Size) -> tuple[str, ...]:
    """Return the titles of the networks that use a size in posts, link cards, stories or videos."""
    same = (one for one in SIZES if (one.width, one.height) == (size.width, size.height))
    used = [INTAKES[one.network].title for one in same if one.place in ("feed", "link", "story", "video")]
    return tuple(dict.fromkeys(used))
