"""Write the gallery of a theme: a page with all of its cards in all sizes, with example texts."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from smmgen.build.drawing import Draw
from smmgen.build.output import Output
from smmgen.build.pages import Pages, write_assets
from smmgen.build.view import Look, MediaView
from smmgen.build.wording import Words
from smmgen.cards.specimen import LINK, Trial, example_of, networks_of, specimen
from smmgen.model.card import Card, CornerLayer, StackLayer
from smmgen.model.size import Size
from smmgen.model.theme import Theme
from smmgen.spread import spread

_BARE = "bare"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """One picture to draw for the gallery: `form` is its size's name; `is_bare` is one without a photo."""

    card: str
    form: str
    size: Size
    language: str
    is_bare: bool = False

    @property
    def path(self) -> str:
        """Return its file, from the gallery's folder."""
        bare = f"-{_BARE}" if self.is_bare else ""
        return f"images/{self.card}-{self.form}-{self.language}{bare}.jpg"


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldView:
    """A text that a card takes."""

    name: str
    help: str
    default: str
    example: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShotView:
    """A picture with what stands below it."""

    media: MediaView
    form: str
    language: str
    is_bare: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class GalleryCard:
    """All that the gallery says of a card; `usage` is what a post writes for it."""

    name: str
    title: str
    fields: tuple[FieldView, ...]
    usage: str
    shots: tuple[ShotView, ...]
    findings: tuple[str, ...]


def shots_of(cards: Iterable[Card], sizes: Mapping[str, Size], languages: Sequence[str]) -> tuple[Shot, ...]:
    """Return the pictures of a gallery: every size, and the first one without a photo too."""
    return tuple(shot for card in cards for shot in _shots(card, sizes, languages))


def _shots(card: Card, sizes: Mapping[str, Size], languages: Sequence[str]) -> Iterator[Shot]:
    for language in languages:
        for form, size in sizes.items():
            yield Shot(card=card.name, form=form, size=size, language=language)
        form, size = next(iter(sizes.items()))
        yield Shot(card=card.name, form=form, size=size, language=language, is_bare=True)


def write_gallery(
    theme: Theme,
    shots: Sequence[Shot],
    draw: Draw,
    output: Output,
    pages: Pages,
    look: Look,
    words: Words,
    handle: str,
    workers: int = 1,
) -> tuple[str, ...]:
    """Write `index.html` with its pictures; return what drawing found, as sentences."""

    def drawn(shot: Shot) -> tuple[bytes, tuple[str, ...]]:
        trial = Trial(name="", language=shot.language, photo="" if shot.is_bare else "example")
        drawing = draw(specimen(theme.cards[shot.card], shot.size, trial, handle))
        grave = [one for one in drawing.findings if one.severity != "info"]
        return drawing.data, tuple(f"{shot.form}: {one.message}" for one in grave)

    made = list(spread(drawn, shots, workers, least=8, first=0))
    for shot, (data, _) in zip(shots, made, strict=True):
        output.put(shot.path, data)
    found = {shot.path: texts for shot, (_, texts) in zip(shots, made, strict=True)}
    cards = tuple(_view(theme.cards[name], shots, found) for name in dict.fromkeys(one.card for one in shots))
    write_assets(output)
    output.put("index.html", _page(pages, look, words, theme, cards, shots))
    output.sweep()
    return tuple(f"{path.split('/')[1]}: {text}" for path, texts in found.items() for text in texts)


def _page(
    pages: Pages,
    look: Look,
    words: Words,
    theme: Theme,
    cards: tuple[GalleryCard, ...],
    shots: Sequence[Shot],
) -> bytes:
    sizes = {shot.form: shot.size for shot in shots}
    return pages.render(
        "gallery.html",
        root="",
        look=look,
        w=words,
        theme=theme,
        cards=cards,
        sizes=sizes,
        networks={form: networks_of(size) for form, size in sizes.items()},
        has_languages=len({shot.language for shot in shots}) > 1,
    )


def _view(card: Card, shots: Iterable[Shot], found: Mapping[str, tuple[str, ...]]) -> GalleryCard:
    mine = [shot for shot in shots if shot.card == card.name]
    language = mine[0].language
    fields = tuple(
        FieldView(
            name=name,
            help=field.help,
            default=example_of(field.default, language),
            example=example_of(field.example, language),
        )
        for name, field in card.fields.items()
    )
    return GalleryCard(
        name=card.name,
        title=card.title,
        fields=fields,
        usage=_usage(card, fields, example_of(card.example, language)),
        shots=tuple(_shot_view(shot) for shot in mine),
        findings=tuple(dict.fromkeys(text for shot in mine for text in found[shot.path])),
    )


def _shot_view(shot: Shot) -> ShotView:
    media = MediaView(
        src=shot.path,
        alt=f"{shot.card}, {shot.form}",
        width=shot.size.width,
        height=shot.size.height,
        focus="50.0% 50.0%",
    )
    return ShotView(
        media=media,
        form=shot.form,
        language=shot.language,
        is_bare=shot.is_bare,
    )


def _usage(card: Card, fields: Iterable[FieldView], headline: str) -> str:
    """Return the lines of a post that ask for the card with its example."""
    lines = [f"link: {LINK}"] if _shows_link(card) else []
    lines += ["image:", f"  card: {card.name}", "  photo: beans.jpg"]
    lines += [f"  {name}: more-beans.jpg" for name, field in card.fields.items() if field.kind == "photo"]
    lines += [f"  headline: {_quoted(headline)}"] if headline else []
    lines += [f"  {field.name}: {_quoted(field.example)}" for field in fields if field.example]
    return "\n".join([*lines, "  alt: What the picture shows"])


def _shows_link(card: Card) -> bool:
    """Tell whether a card shows the post's link somewhere."""
    layers = [layer for look in card.looks.values() for layer in look.layers]
    texts = [part.text for layer in layers if isinstance(layer, StackLayer) for part in layer.parts]
    texts += [layer.text for layer in layers if isinstance(layer, CornerLayer)]
    return any("{link}" in line for text in texts for line in text.values())


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'
