r"""The ledger as one text: what was written, line by line, in the order in which it was written.

A line says whose it is, and holds a record in the very form that it has on a git branch:

    record tg/winter-sale.0 {"at":"2026-12-01T09:00:00Z","by":…,"s":"SENDING",…}
    amended tg/winter-sale.0 {"at":…,"do":"edit",…}
    control {"accounts":{},"paused":true}
"""

from collections.abc import Callable
from typing import TypeVar

from msgspec import DecodeError, Struct, field, json

from smmgen.ledger.path import named, path_of
from smmgen.ledger.record import Amendment, BadLine, Record, decode, decode_amendment, encode
from smmgen.ledger.state import Changes, Control, decode_control, encode_control
from smmgen.model.delivery import DeliveryId

_Line = TypeVar("_Line")


def encode_log(changes: Changes) -> bytes:
    """Write changes as lines; raise `BadLine` for one that is too long, `LedgerUnsafe` for a bad name."""
    lines = [_line("record", name, encode(record)) for name, record in changes.records]
    lines += [_line("amended", name, encode(one)) for name, one in changes.amendments]
    if changes.control is not None:
        lines.append(b"control " + encode_control(changes.control))
    return b"".join(lines)


def _line(kind: str, name: DeliveryId, line: bytes) -> bytes:
    path_of(name)  # what cannot be a file's name on a branch is none here
    return f"{kind} {name} ".encode() + line


def decode_log(data: bytes) -> Changes:
    """Read lines; raise `BadLine` where one is not as it was written."""
    records: list[tuple[DeliveryId, Record]] = []
    amendments: list[tuple[DeliveryId, Amendment]] = []
    control: Control | None = None
    if data and not data.endswith(b"\n"):
        raise BadLine("the last line is cut off")
    for line in data.split(b"\n")[:-1]:
        kind, _, rest = line.partition(b" ")
        if kind == b"record":
            records.append(_read(rest, decode))
        elif kind == b"amended":
            amendments.append(_read(rest, decode_amendment))
        elif kind == b"control":
            control = decode_control(rest)
        else:
            raise BadLine("a line of a kind that this version of smmgen does not know")
    return Changes(tuple(records), control, tuple(amendments))


def _read(rest: bytes, read: Callable[[bytes], _Line]) -> tuple[DeliveryId, _Line]:
    written, _, line = rest.partition(b" ")
    text = written.decode("utf-8", "replace")
    name = named(text)
    if name is None or str(name) != text:
        raise BadLine("a line of nobody's")
    try:
        return name, read(line)
    except BadLine as fault:
        raise BadLine(f"{name}: {fault}") from None


class Segment(Struct, frozen=True):
    """A part of the log that was put aside: the SHA-256 of its bytes, which is its name, and how many."""

    name: str
    size: int


class Head(Struct, frozen=True, forbid_unknown_fields=True):
    """The first line of the newest object: how often it was written, and the SHA-256 of the whole log.

    The log is what is in the `segments`, in their order, and then the lines that follow here.
    """

    version: int = field(name="v", default=1)
    writes: int = 0
    digest: str = field(name="sha", default="")
    segments: tuple[Segment, ...] = field(name="log", default=())

    @property
    def aside(self) -> int:
        """Return how many bytes of the log are in segments."""
        return sum(segment.size for segment in self.segments)


def encode_head(head: Head, tail: bytes) -> bytes:
    """Write the newest object."""
    return json.encode(head, order="sorted") + b"\n" + tail


def decode_head(data: bytes) -> tuple[Head, bytes]:
    """Read the newest object and the lines in it; raise `BadLine` where it is not as it was written."""
    first, end, tail = data.partition(b"\n")
    try:
        head = json.decode(first, type=Head)
    except (DecodeError, UnicodeDecodeError):
        raise BadLine("the first line is none of a ledger") from None
    if head.version != 1:
        raise BadLine(f"written by another version of smmgen: v is {head.version}, this one knows 1")
    if not end or encode_head(head, b"") != first + b"\n":
        raise BadLine("changed after it was written: not in canonical form")
    return head, tail


def merged(segments: tuple[Segment, ...], size: int, limit: int) -> tuple[Segment, ...]:
    """Return which of the last segments a new one of `size` bytes takes in, so that few are left to read.

    It takes in those that are no longer than itself: lengths double, as with the digits of a number.
    """
    kept = list(segments)
    while kept and kept[-1].size <= size and kept[-1].size + size <= limit:
        size += kept.pop().size
    return segments[len(kept) :]
