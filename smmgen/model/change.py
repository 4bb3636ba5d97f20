"""What a change of the repository does to what readers see: the form of `diff --format json`."""

from datetime import datetime
from typing import Literal, Self

from msgspec import Struct

from smmgen.model.bundle import File
from smmgen.model.diagnostic import Diagnostic, Severity
from smmgen.model.post import Status
from smmgen.text.difference import Piece

State = Literal["new", "changed", "gone"]
PictureState = Literal["new", "changed", "gone", "alike"]


class Showing(Struct, frozen=True, kw_only=True):
    """A variant on one side: when (UTC, None without a time), and of how many messages.

    `goes_out`: it is ready, has a time and no error, so it will be published unless it already was.
    """

    publish_at: datetime | None
    status: Status
    goes_out: bool
    messages: int


class PictureChange(Struct, frozen=True, kw_only=True):
    """A picture on both sides; `place` is its number in the message, counted from 1, "link" or "cover".

    `share`, `most`, `mean` and `where` are those of `smmgen.cards.difference`: 0 and empty where there are no
    two pictures to compare. `alike` are other bytes that nobody could tell apart.
    """

    place: str
    state: PictureState
    before: File | None = None
    after: File | None = None
    share: float = 0.0
    most: float = 0.0
    mean: float = 0.0
    where: str = ""


class Detail(Struct, frozen=True):
    """Something of a message that is no text and no picture: its link, an option, a picture's alternative."""

    what: str
    before: str
    after: str


class MessageChange(Struct, frozen=True, kw_only=True):
    """One message, numbered from 0. `text` is what a reader sees, empty where it is the same on both sides.

    `is_marked_up` where only the markup differs: then `text` shows it. `length` and `limit` are those after
    the change, in the network's unit; 0 for a message that is gone.
    """

    number: int
    state: State
    text: tuple[Piece, ...] = ()
    is_marked_up: bool = False
    length: int = 0
    limit: int = 0
    details: tuple[Detail, ...] = ()
    pictures: tuple[PictureChange, ...] = ()


class VariantChange(Struct, frozen=True, kw_only=True):
    """A post on one account; `messages` are those that differ."""

    account: str
    network: str
    before: Showing | None
    after: Showing | None
    details: tuple[Detail, ...] = ()
    messages: tuple[MessageChange, ...] = ()


class PostChange(Struct, frozen=True, kw_only=True):
    """A post of which something differs. `was` is its id before, where it seems to be the same under another.

    `source_before` is empty where its file did not move.
    """

    id: str
    title: str
    state: State
    source: str
    was: str = ""
    source_before: str = ""
    variants: tuple[VariantChange, ...] = ()


class Finding(Struct, frozen=True, kw_only=True):
    """A finding of `check`, as its JSON has it."""

    code: str
    severity: Severity
    path: str
    line: int
    column: int
    message: str
    hint: str = ""
    post: str = ""
    account: str = ""

    @classmethod
    def of(cls, one: Diagnostic) -> Self:
        """Return a finding without its end and its fix."""
        return cls(
            code=one.code,
            severity=one.severity,
            path=one.span.path,
            line=one.span.line,
            column=one.span.column,
            message=one.message,
            hint=one.hint,
            post=one.post,
            account=one.account,
        )


class Revision(Struct, frozen=True):
    """A side: the name that was asked for, and its commit (hex), empty for files as they lie there."""

    name: str
    commit: str = ""


class Change(Struct, frozen=True, kw_only=True):
    """All that changes for readers between two revisions; `now` is the time of looking (UTC).

    `is_usable` is false where the second side has no usable `smmgen.yaml`, so that nothing can be published.
    """

    base: Revision
    head: Revision
    brand: str
    zone: str
    now: datetime
    posts: tuple[PostChange, ...] = ()
    found: tuple[Finding, ...] = ()
    mended: tuple[Finding, ...] = ()
    is_usable: bool = True
