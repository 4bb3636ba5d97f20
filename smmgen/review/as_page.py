"""A change as a page: before and after side by side, and what differs in between."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from smmgen.build.output import Output
from smmgen.model.change import Change, PostChange
from smmgen.review import say
from smmgen.review.as_data import as_data
from smmgen.review.aspect import Aspects, aspects
from smmgen.review.shown import Beside, Inside, Shown
from smmgen.text.difference import Kind, Piece, difference
from smmgen.text.inert import seen


def whole_page(change: Change, folder: Path) -> str:
    """Return one page that needs no other file; `folder` is where the pictures were drawn."""
    return _page(change, Inside(folder))


def write_page(change: Change, folder: Path, out: Path) -> None:
    """Write `index.html`, its pictures and `change.json` into `out`; raise `OSError` where that fails.

    What an earlier call wrote there and this one did not is removed.
    """
    output = Output(out)
    output.put("index.html", _page(change, Beside(folder, output)).encode())
    output.put("change.json", as_data(change).encode())
    output.sweep()


def _page(change: Change, shown: Shown) -> str:
    environment = Environment(
        loader=PackageLoader("smmgen.review", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    filters: Any = environment.filters  # of functions of all kinds
    filters |= {"seen": seen, "side": _side}
    posts = [_view(post, aspects(post), change, shown) for post in change.posts]
    return environment.get_template("change.html").render(
        change=change,
        counts=say.counts(change),
        posts=posts,
        zone=say.zone_of(change),
        say=say,
        difference=difference,
    )


def _view(post: PostChange, told: Aspects, change: Change, shown: Shown) -> dict[str, Any]:
    late = dict.fromkeys(say.lateness(timing, change.now) for _, timing in told.timings)
    return {
        "post": post,
        "told": told,
        "what": say.touched(post, told),
        "late": [one for one in late if one],
        "pictures": list(_pictures(told, shown)),
    }


def _pictures(told: Aspects, shown: Shown) -> Iterator[dict[str, Any]]:
    for accounts, picture in told.pictures:
        yield {
            "accounts": accounts,
            "title": say.place(picture),
            "words": say.picture(picture),
            "before": shown.picture(picture.before),
            "after": shown.picture(picture.after),
            "spot": shown.spot(picture) if picture.state == "changed" else "",
        }


def _side(pieces: Sequence[Piece], kind: Kind) -> list[Piece]:
    """Return one side of a text: what stayed, and what is only there."""
    return [piece for piece in pieces if piece[0] in ("same", kind)]
