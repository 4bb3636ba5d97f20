"""Files that have a part of each post: what is the same is copied out of the file as it was."""

import mmap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import SpooledTemporaryFile

from msgspec import Struct

from smmgen.build.output import Output

_MOST = 16_000_000
"""So many bytes of new parts are held in memory; more wait in a file."""

Place = tuple[int, int]
"""Where a part begins, and its length, in bytes."""


class Shape(Struct, frozen=True):
    """A file out of parts: what stands before, between and behind them.

    They stand in order of the posts' ids where it is sorted, else in the order of their times.
    """

    path: str
    head: bytes
    between: bytes
    end: bytes
    is_sorted: bool = False

    def places(self, order: Sequence[str], sizes: Mapping[str, int]) -> dict[str, Place]:
        """Return where the parts of such a file are."""
        found, start = {}, len(self.head)
        for post in order:
            found[post] = (start, sizes[post])
            start += sizes[post] + len(self.between)
        return found

    def place(self, posts: Sequence[str], sizes: Sequence[int], post: str) -> Place:
        """Return where the part of one of the posts is, by the sizes of all their parts."""
        number = posts.index(post)
        before = sizes[:number]
        if self.is_sorted:
            before = [size for other, size in zip(posts, sizes, strict=True) if other < post]
        return len(self.head) + sum(before) + len(before) * len(self.between), sizes[number]

    def length(self, sizes: Sequence[int]) -> int:
        """Return the length of the whole file, in bytes."""
        gaps = len(self.between) * max(0, len(sizes) - 1)
        return len(self.head) + sum(sizes) + gaps + len(self.end)


class Spool:
    """New parts by post, until their files are written."""

    def __init__(self) -> None:
        self._file = SpooledTemporaryFile(_MOST)  # noqa: SIM115  (closed by `close`)
        self._places: dict[str, tuple[Place, ...]] = {}

    def __contains__(self, post: object) -> bool:
        return post in self._places

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def put(self, post: str, parts: Sequence[bytes]) -> None:
        """Add the parts of a post, one for each file."""
        places = []
        for part in parts:
            places.append((self._file.seek(0, 2), len(part)))
            self._file.write(part)
        self._places[post] = tuple(places)

    def get(self, post: str, number: int) -> bytes:
        """Return a post's part for a file."""
        start, size = self._places[post][number]
        self._file.seek(start)
        return self._file.read(size)

    def close(self) -> None:
        """Forget all parts."""
        self._file.close()


def write(
    output: Output,
    shape: Shape,
    number: int,
    order: Sequence[str],
    spool: Spool,
    old: Mapping[str, Place],
) -> None:
    """Write a file with the parts in this order; `old` are the places of those in the file as it is.

    A part is taken from the spool where that has it; `number` is the file's there.
    """
    if all(post in spool for post in order):
        _write_all(output, shape, number, order, spool)
        return
    with _mapped(output.root / shape.path) as data, memoryview(data) as view:
        if list(old) == list(order) and all(_is_same(one, number, spool, old, view) for one in spool):
            output.keep(shape.path)
        else:
            output.put_parts(shape.path, _joined(shape, number, order, spool, old, view))


def change(
    output: Output, shape: Shape, number: int, posts: Sequence[str], sizes: Sequence[int], spool: Spool
) -> bool:
    """Put the parts that the spool has in place of those in a file; `sizes` are those of the `posts`' parts.

    Tell whether it could be done: not where the file is of another length than its parts.
    """
    changes = sorted((*shape.place(posts, sizes, post), spool.get(post, number)) for post in spool)
    with _mapped(output.root / shape.path) as data, memoryview(data) as view:
        if len(view) != shape.length(sizes):
            return False
        if any(view[at : at + size] != new for at, size, new in changes):
            output.put_parts(shape.path, _changed(view, changes))
    return True


def _changed(view: memoryview, changes: Iterable[tuple[int, int, bytes]]) -> Iterator[bytes | memoryview]:
    end = 0
    for at, size, new in changes:
        yield view[end:at]
        yield new
        end = at + size
    yield view[end:]


def _write_all(output: Output, shape: Shape, number: int, order: Sequence[str], spool: Spool) -> None:
    def parts() -> Iterator[bytes | memoryview]:
        return _joined(shape, number, order, spool, {}, memoryview(b""))

    if output.holds(shape.path, parts()):
        output.keep(shape.path)
    else:
        output.put_parts(shape.path, parts())


def _is_same(post: str, number: int, spool: Spool, old: Mapping[str, Place], view: memoryview) -> bool:
    start, size = old[post]
    return view[start : start + size] == spool.get(post, number)


def _mapped(path: Path) -> mmap.mmap:
    with path.open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


def _joined(
    shape: Shape,
    number: int,
    order: Sequence[str],
    spool: Spool,
    old: Mapping[str, Place],
    view: memoryview,
) -> Iterator[bytes | memoryview]:
    """Yield a file part by part; parts that stood beside each other before are copied together."""
    yield shape.head
    gap, start, end = len(shape.between), 0, 0
    for place, post in enumerate(order):
        between = shape.between if place else b""
        if post in spool:
            if end:
                yield view[start:end]
            yield between + spool.get(post, number)
            start = end = 0
            continue
        first, size = old[post]
        if end and first == end + gap:
            end = first + size
            continue
        if end:
            yield view[start:end]
        yield between
        start, end = first, first + size
    if end:
        yield view[start:end]
    yield shape.end
