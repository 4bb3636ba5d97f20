"""Draw pictures on other machines: bytes go out, and the drawn pictures come back as bytes."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from threading import get_ident

import msgspec

from smmgen.build.drawing import Draw, Drawing, Drawn
from smmgen.build.failed import Failed
from smmgen.build.jobs import Job, Team, drawn
from smmgen.cards.picture import Studio
from smmgen.cluster.ground import KEPT, encoded, opened
from smmgen.cluster.parcel import Hands, Parcel, Parcels
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.theme import Theme
from smmgen.model.variant import Picture
from smmgen.read.theme import read_theme
from smmgen.read.tree import Memory

Drawings = Mapping[int, Drawing]


class Asked(msgspec.Struct, frozen=True, array_like=True):
    """One picture, without a bound on its file's length, and the bounds in bytes that accounts set."""

    picture: Picture
    bounds: tuple[int, ...]


class Made(msgspec.Struct, frozen=True, array_like=True):
    """A drawing as it travels; `is_failed` where the picture could not be drawn."""

    data: bytes
    width: int
    height: int
    media_type: str
    focus: tuple[float, float]
    findings: tuple[Diagnostic, ...]
    is_failed: bool


def draw_parcel(commons: Sequence[bytes], body: bytes, photos: Sequence[tuple[str, bytes]]) -> bytes:
    """Draw the pictures of a parcel: what a worker does."""
    shared, theme = _theme(commons[0], get_ident())
    draw = Studio(theme, Memory({**shared, **dict(photos)}).read).draw
    asked = msgspec.msgpack.decode(body, type=tuple[Asked, ...])
    return encoded([_packed(drawn(_job(one), draw)) for one in asked])


def stream_drawings(
    hands: Hands, ground: bytes, draw: Draw, read: Callable[[str], bytes], groups: Sequence[Sequence[Job]]
) -> Iterator[tuple[Job, Drawings]]:
    """Yield each job with its drawings, in any order; what no machine could do is drawn here."""
    for number, made in hands.run(draw_parcel, (ground,), Parcels(groups, _parcel), read):
        group = groups[number]
        if made is None:
            yield from ((job, drawn(job, draw)) for job in group)
        else:
            answers = msgspec.msgpack.decode(made, type=list[dict[int, Made]])
            yield from zip(group, map(_unpacked, answers), strict=True)


def cluster_team(
    call: Callable[[], Hands], ground: Callable[[], bytes], read: Callable[[str], bytes]
) -> Team:
    """Return a team on other machines, which is called together only where there is something to draw."""

    def draw(here: Draw, groups: Sequence[Sequence[Job]]) -> Iterator[tuple[Job, Drawings]]:
        if groups:
            yield from stream_drawings(call(), ground(), here, read, groups)

    return draw


def _parcel(group: Sequence[Job]) -> Parcel:
    photos = dict.fromkeys(photo for job in group for photo in job.picture.image.photos)
    asked = tuple(Asked(job.picture, tuple(sorted(job.bounds))) for job in group)
    return Parcel(body=encoded(asked), files=tuple(photos))


def _job(asked: Asked) -> Job:
    return Job("", asked.picture, set(asked.bounds))


@lru_cache(maxsize=KEPT)
def _theme(ground: bytes, thread: int) -> tuple[Mapping[str, bytes], Theme]:
    """Open a theme, once for each thread: an open font is no thing to share."""
    shared = opened(ground)
    return shared.files, read_theme(Memory(shared.files), shared.theme)[0]


def _packed(drawings: Drawings) -> dict[int, Made]:
    return {
        bound: Made(
            one.data,
            one.width,
            one.height,
            one.media_type,
            one.focus,
            tuple(one.findings),
            isinstance(one, Failed),
        )
        for bound, one in drawings.items()
    }


def _unpacked(made: Mapping[int, Made]) -> Drawings:
    return {bound: _drawing(one) for bound, one in made.items()}


def _drawing(made: Made) -> Drawing:
    if made.is_failed:  # what could not be drawn is not kept for the next build
        return Failed(made.width, made.height, made.findings)
    return Drawn(
        data=made.data,
        width=made.width,
        height=made.height,
        media_type=made.media_type,
        focus=made.focus,
        findings=made.findings,
    )
