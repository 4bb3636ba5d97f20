"""Read, compose and check posts on other machines: their files go out, and what was made comes back.

Which files a post needs beside its own shows only while it is worked on. Those that it names are sent with
it; a worker that lacks another says so, and the post is sent again with that: of pictures and videos only
what their heads tell.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from threading import get_ident

import msgspec
from msgspec.structs import replace

from smmgen.check.own import Around
from smmgen.cluster.ground import KEPT, encoded, files_of, frame_of_brand
from smmgen.cluster.guess import guess
from smmgen.cluster.parcel import Hands, Parcel, Parcels, grouped
from smmgen.cluster.sent import Known, Lacks, Names, Sent
from smmgen.read.tree import Memory
from smmgen.recall.around import around_of
from smmgen.recall.work import Job, Workshop
from smmgen.stream import in_order

_GROUP = 16
"""So many posts are a parcel: a second's work, or less."""

_TURNS = 4
"""So often a post is sent, each time with what it lacked before; then it is worked on here."""


class Posts(msgspec.Struct, frozen=True, array_like=True):
    """Posts to work on, and what was read for them."""

    jobs: tuple[Job, ...]
    is_drafting: bool
    known: Known


class Answer(msgspec.Struct, frozen=True, array_like=True):
    """A job done, encoded; it counts for nothing where something was lacking."""

    done: bytes
    lacks: Lacks = Lacks()


def read_parcel(commons: Sequence[bytes], body: bytes, files: Sequence[tuple[str, bytes]]) -> bytes:
    """Work on the posts of a parcel: what a worker does."""
    theme, brand, listed = commons
    asked, names = msgspec.msgpack.decode(body, type=Posts), _names(listed)
    sent = Sent({**files_of(theme, brand), **dict(files)}, names, asked.known)
    around = replace(_around(theme, brand, get_ident()), header=sent.header, film=sent.film)
    shop = Workshop(around, sent, _paths(listed), is_drafting=asked.is_drafting)
    return encoded([Answer(shop.do(job), sent.lacked()) for job in asked.jobs])


def stream_done(
    hands: Hands, commons: Sequence[bytes], shop: Workshop, jobs: Sequence[Job]
) -> Iterator[bytes]:
    """Yield the jobs of a workshop done, in their order; what no machine could do is done here."""
    return in_order(_done(hands, commons, shop, jobs))


def _done(
    hands: Hands, commons: Sequence[bytes], shop: Workshop, jobs: Sequence[Job]
) -> Iterator[tuple[int, bytes]]:
    lacking = dict.fromkeys(range(len(jobs)), Lacks())
    for _ in range(_TURNS):
        again = {}
        for number, answer in _answers(hands, commons, shop, jobs, lacking):
            if answer.lacks:
                again[number] = answer.lacks | lacking[number]
            else:
                yield number, answer.done
        lacking = again
        if not lacking:
            return
    yield from ((number, shop.do(jobs[number])) for number in lacking)


def _answers(
    hands: Hands,
    commons: Sequence[bytes],
    shop: Workshop,
    jobs: Sequence[Job],
    lacking: Mapping[int, Lacks],
) -> Iterator[tuple[int, Answer]]:
    """Send jobs with what they lack; yield what is answered to each, by number, in any order."""

    def parcel(group: Sequence[int]) -> Parcel:
        lacks = Lacks()
        for number in group:
            lacks |= _guessed(shop, jobs[number].path) | lacking[number]
        return _parcel(shop, [jobs[number] for number in group], lacks)

    groups = grouped(tuple(lacking), _GROUP)
    for place, made in hands.run(read_parcel, commons, Parcels(groups, parcel), shop.tree.read):
        group = groups[place]
        if made is None:
            yield from ((number, Answer(shop.do(jobs[number]))) for number in group)
        else:
            yield from zip(group, msgspec.msgpack.decode(made, type=list[Answer]), strict=True)


def _guessed(shop: Workshop, path: str) -> Lacks:
    try:
        return guess(path, shop.tree.read(path), shop.names)
    except OSError:  # whoever sends it finds that out too
        return Lacks()


def _parcel(shop: Workshop, jobs: Sequence[Job], lacks: Lacks) -> Parcel:
    absent = tuple(path for path in lacks.files if not shop.tree.exists(path))
    known = Known(
        {path: shop.around.header(path) for path in lacks.pictures},
        {path: shop.around.film(path) for path in lacks.films},
        absent,
    )
    files = dict.fromkeys((*(job.path for job in jobs), *lacks.files))
    return Parcel(
        body=encoded(Posts(tuple(jobs), shop.is_drafting, known)),
        files=tuple(path for path in files if path not in absent),
    )


@lru_cache(maxsize=KEPT)
def _around(theme: bytes, brand: bytes, thread: int) -> Around:
    frame = frame_of_brand(theme, brand, thread)
    if frame.brand is None or frame.theme is None:
        raise ValueError("what was sent has no brand")
    return around_of(frame.brand, frame.theme, frame.strategy, Memory(files_of(theme, brand)))


@lru_cache(maxsize=KEPT)
def _names(listed: bytes) -> Names:
    return msgspec.msgpack.decode(listed, type=Names)


@lru_cache(maxsize=KEPT)
def _paths(listed: bytes) -> frozenset[str]:
    return frozenset(_names(listed).files)
