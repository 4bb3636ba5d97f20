"""What there is to draw: each picture once, those of one photo together."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from msgspec.structs import replace

from smmgen.build.drawing import Draw, Drawing
from smmgen.build.failed import Failed
from smmgen.build.fingerprint import Fingerprint
from smmgen.model.variant import Picture, Variant
from smmgen.stream import stream

_SHARES = 4
"""Each process fetches work about so often at least: fewer, and one of them ends long after the others."""


@dataclass(frozen=True, slots=True)
class Job:
    """One picture to draw: `picture` is the first that asks for it, without a bound on its file's length.

    `bounds` are the lengths in bytes that accounts ask for, and `uses` the variants that show it, each as
    often as it does.
    """

    key: str
    picture: Picture
    bounds: set[int] = field(default_factory=set)
    uses: list[Variant] = field(default_factory=list)


Team = Callable[[Draw, Sequence[Sequence[Job]]], Iterator[tuple[Job, Mapping[int, Drawing]]]]
"""Draws groups of jobs, here or elsewhere, and hands over each when it is drawn, in any order."""


def team_here(workers: int) -> Team:
    """Return a team of so many processes of this machine."""
    return lambda draw, groups: stream(lambda job: drawn(job, draw), groups, workers)


def jobs_of(variants: Sequence[Variant], keys: Fingerprint) -> tuple[Job, ...]:
    """Return what there is to draw for some variants, in their order."""
    jobs: dict[str, Job] = {}
    for variant in variants:
        for picture in pictures_of(variant):
            key = keys(picture)
            job = jobs.setdefault(key, Job(key, replace(picture, max_bytes=0)))
            job.bounds.add(picture.max_bytes)
            job.uses.append(variant)
    return tuple(jobs.values())


def pictures_of(variant: Variant) -> Iterator[Picture]:
    """Yield all pictures of a variant, those of link cards and videos behind those of their message."""
    for message in variant.messages:
        yield from message.pictures
        if message.link_card and message.link_card.picture:
            yield message.link_card.picture
        if message.video_cover:
            yield message.video_cover


def by_photo(jobs: Sequence[Job], workers: int) -> list[list[Job]]:
    """Put jobs with the same photo together, so that one process decodes it; none gets too many of them."""
    most = max(1, -(-len(jobs) // (workers * _SHARES)))
    groups: dict[str, list[Job]] = {}
    for job in jobs:
        photo = job.picture.image.photo
        groups.setdefault(photo or f"no photo: {job.key}", []).append(job)
    return [group[start : start + most] for group in groups.values() for start in range(0, len(group), most)]


def drawn(job: Job, draw: Draw) -> dict[int, Drawing]:
    """Draw a job's picture, and once more for each bound that it exceeds; 0 is the one without a bound."""
    free = _drawn(job.picture, draw)
    tight = (bound for bound in sorted(job.bounds) if exceeds(free, bound))
    return {0: free, **{bound: _drawn(replace(job.picture, max_bytes=bound), draw) for bound in tight}}


def exceeds(drawing: Drawing, bound: int) -> bool:
    """Tell whether a drawing's file is longer than a bound in bytes; 0 is none."""
    return 0 < bound < len(drawing.data)


def _drawn(picture: Picture, draw: Draw) -> Drawing:
    try:
        return draw(picture)
    except Exception as fault:  # drawing runs on pictures and fonts from anywhere
        return Failed.of(picture, fault)
