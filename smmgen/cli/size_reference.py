"""Write the page of all pictures' sizes: `python -m smmgen.cli.size_reference > docs/sizes.md`."""

from collections.abc import Iterator
from math import gcd

import click

from smmgen.model.size import Cover, Crop, Intake, Part, Source
from smmgen.model.sizes import INTAKES, sizes_of

HEAD = """\
# Sizes of pictures

What each network takes, the sizes that cards are drawn in, which part of a picture it shows elsewhere
(cropped), and which parts it covers with signs of its own. The page is written from `smmgen/model/sizes.py`.

A post asks for a size by its name: `image: {card: promo, size: portrait}`; the first of a network is its
usual one. Sizes for posts and link cards are those that an adapter draws; the others are for designers, and
for what is published by hand. In the preview, the switch “Crops and safe zones” on a post's page shows them
over each picture.

How sure a number is: *documented* was read in the network's own pages, *reported* is told by others who cite
them, and **UNVERIFIED** is common practice that nobody has confirmed: try it before you rely on it.
"""

PLACES = {
    "feed": "post",
    "link": "link card",
    "story": "story",
    "video": "video",
    "cover": "profile",
    "avatar": "icon",
    "page": "article",
    "ad": "ad",
}


def page() -> str:
    """Return the page, in Markdown: the networks in order of their titles."""
    intakes = sorted(INTAKES.values(), key=lambda intake: intake.title.lower())
    return "\n".join([HEAD, *(line for intake in intakes for line in _network(intake))])


def _network(intake: Intake) -> Iterator[str]:
    yield f"## {intake.title}\n"
    yield f"`{intake.network}`: {'; '.join(_takes(intake))}. Source: {_said(intake.source)}.\n"
    yield "| size | pixels | form | for | crops and covers | source |\n|---|---|---|---|---|---|"
    for size in sizes_of(intake.network):
        zones = "; ".join(_zone(zone) for zone in size.zones) or "–"
        cells = [f"`{size.name}`", f"{size.width} × {size.height}", form(size.width, size.height)]
        yield f"| {' | '.join([*cells, PLACES[size.place], zones, _said(size.source)])} |"
    yield ""


def _takes(intake: Intake) -> Iterator[str]:
    yield ", ".join(intake.formats)
    if intake.max_bytes:
        yield f"at most {_megabytes(intake.max_bytes)}"
    least, most = intake.ratios
    if most:
        yield f"width by height from {least:.3g} to {most:.3g}"


def _megabytes(size: int) -> str:
    return f"{size // 2**20} MiB" if size % 2**20 == 0 else f"{size / 1e6:g} MB"


def _zone(zone: Crop | Cover) -> str:
    mark = ", UNVERIFIED" if zone.source.trust == "UNVERIFIED" else ""
    if isinstance(zone, Crop):
        where = " around the focus" if zone.at == "focus" else ""
        return f"cropped to {_ratio(zone.ratio)}{where} ({zone.name}{mark})"
    return f"covered: {_where(zone.part)} ({zone.name}{mark})"


def _where(part: Part) -> str:
    left, top, right, bottom = (round(100 * edge) for edge in part)
    sides = {
        (0, 0, 100, bottom): f"upper {bottom} %",
        (0, top, 100, 100): f"lower {100 - top} %",
        (0, 0, right, 100): f"left {right} %",
        (left, 0, 100, 100): f"right {100 - left} %",
    }
    across = f"{left}–{right} % from the left, {top}–{bottom} % from the top"
    return sides.get((left, top, right, bottom), across)


def form(width: int, height: int) -> str:
    """Return a picture's form in small whole numbers, “4:5”, or as “1.91:1”."""
    part = gcd(width, height)
    across, down = width // part, height // part
    return f"{across}:{down}" if max(across, down) <= 20 else f"{width / height:.3g}:1"


def _ratio(ratio: float) -> str:
    for down in range(1, 11):
        if abs(ratio * down - round(ratio * down)) < 1e-6 and ratio * down >= 1:
            return f"{round(ratio * down)}:{down}"
    return f"{ratio:.3g}:1" if ratio > 1 else f"1:{1 / ratio:.3g}"


def _said(source: Source) -> str:
    trust = f"**{source.trust}**" if source.trust == "UNVERIFIED" else source.trust
    return f"{source.page} ({trust}, {source.read})"


if __name__ == "__main__":
    click.echo(page(), nl=False)
