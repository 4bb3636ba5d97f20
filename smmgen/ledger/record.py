"""One line of a delivery's history, and how it is written."""

from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Literal, Protocol, TypeVar

from msgspec import DecodeError, Meta, Struct, ValidationError, field, json

Stage = Literal["SENDING", "POSTED", "RETRY", "FAILED", "UNKNOWN", "HELD", "SKIPPED"]
"""Where a delivery stands. POSTED and SKIPPED are for good; HELD and FAILED wait for a person."""

Utc = Annotated[datetime, Meta(tz=True)]
MAX_BYTES = 2048
"""A line is no longer than this, its end included."""


class Reason(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """Why a delivery stands where it stands: a word of ours, the HTTP status, the network's own words.

    `code` never holds a post's text, a secret or a person's data, and is cut to fit.
    """

    kind: str
    http: int | None = None
    code: str = ""


class Record(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """One line. The last line of a delivery is its state; lines are only ever appended.

    `by` names the run that wrote it. `attempt`, `key`, `cls` and `first_tried` are carried from line to
    line: the key and the time of the first attempt are fixed once. `digest` is the SHA-256 (hex) of the
    payload, `fingerprint` that of its normalised text, for finding it again; `asked` is a hash of what
    the post asked for, before pictures were drawn. `not_before` is the time before which nothing is to be
    done. `handle` names a draft that nobody can see, where a network publishes
    in two steps; it stands here before the draft is published. All times are UTC.
    """

    version: int = field(name="v")
    seq: int
    at: Utc
    by: str
    stage: Stage = field(name="s")
    attempt: int = field(name="try", default=0)
    key: str = ""
    due: Utc | None = None
    digest: str = field(name="sha", default="")
    fingerprint: str = field(name="fp", default="")
    asked: str = field(name="ask", default="")
    delivery_class: str = field(name="cls", default="")
    remote_id: str = field(name="rid", default="")
    url: str = ""
    reason: Reason | None = field(name="err", default=None)
    not_before: Utc | None = field(name="nb", default=None)
    first_tried: Utc | None = field(name="t0", default=None)
    handle: str = field(name="h", default="")

    @property
    def kind(self) -> str:
        """Return the reason's word, empty where there is no reason."""
        return self.reason.kind if self.reason else ""


History = tuple[Record, ...]


class Amendment(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """One line on what was done to a post after it was published: it was edited, or deleted.

    Both may be repeated without harm, so each attempt is a line before the call and one after it. `digest`
    is the SHA-256 (hex) of the payload that an edit made public, `asked` the hash of what the post asked for.
    """

    version: int = field(name="v")
    seq: int
    at: Utc
    by: str
    act: Literal["edit", "retract"] = field(name="do")
    stage: Literal["BEGUN", "DONE", "FAILED", "UNKNOWN"] = field(name="s")
    digest: str = field(name="sha", default="")
    asked: str = field(name="ask", default="")
    reason: Reason | None = field(name="err", default=None)


Amendments = tuple[Amendment, ...]

_decoder = json.Decoder(Record)
_encoder = json.Encoder(order="sorted")
_amendment_decoder = json.Decoder(Amendment)


class BadLine(ValueError):  # noqa: N818
    """A line that this version of smmgen did not write, or that was changed since."""


def encode(record: Record | Amendment) -> bytes:
    r"""Write a record as its one canonical line, "\n" included; raise `BadLine` where it is too long."""
    line = json.encode(record, order="sorted") + b"\n"
    if len(line) > MAX_BYTES:
        raise BadLine(f"a line of {len(line)} bytes; the ledger takes {MAX_BYTES}")
    return line


def decode(line: bytes) -> Record:
    """Read a canonical line without its end; raise `BadLine` for anything else."""
    return canonical(line, _decoder, encode, "a line of the ledger")


def decode_all(lines: bytes) -> list[Record]:
    """Read many canonical lines at once, each with its end; raise `BadLine` where one is anything else.

    Which one that is tells `decode`, one by one: this is for ledgers of a hundred thousand deliveries.
    """
    try:
        records = _decoder.decode_lines(lines)
    except (DecodeError, UnicodeDecodeError):  # a ValidationError is a DecodeError
        raise BadLine("not a line of the ledger") from None
    is_canonical = all(record.version == 1 for record in records) and _encoder.encode_lines(records) == lines
    if not is_canonical or max(map(len, lines.split(b"\n"))) >= MAX_BYTES:
        raise BadLine("not as it was written")
    return records


def decode_amendment(line: bytes) -> Amendment:
    """Read a canonical line on what was done to a public post; raise `BadLine` for anything else."""
    return canonical(line, _amendment_decoder, encode, "a line of the ledger")


class _Versioned(Protocol):
    @property
    def version(self) -> int: ...


_Line = TypeVar("_Line", bound=_Versioned)


def canonical(
    line: bytes, decoder: "json.Decoder[_Line]", encode: Callable[[_Line], bytes], what: str
) -> _Line:
    """Read a line without its end that `encode` wrote, `what` it is; raise `BadLine` for anything else."""
    try:
        record = decoder.decode(line)
    except ValidationError as fault:
        raise BadLine(f"not {what}: {fault}") from None
    except (DecodeError, UnicodeDecodeError):
        raise BadLine(f"not {what}: no JSON") from None
    if record.version != 1:
        raise BadLine(f"written by another version of smmgen: v is {record.version}, this one knows 1")
    if encode(record) != line + b"\n":
        raise BadLine("changed after it was written: not in canonical form")
    return record
