"""What every ledger can do, wherever it is kept."""

from collections.abc import Iterable, Mapping
from typing import Protocol

from smmgen.ledger.state import Changes, State

ABSENT = ""
"""The version of a ledger that is not there yet."""

NO_LEDGER = "There is no ledger yet, so nothing can be sent. Run: smmgen ledger init"


class Ledger(Protocol):
    """A record that only grows, changed by compare-and-swap."""

    @property
    def where(self) -> str:
        """Tell a person where it is kept."""

    def exists(self) -> bool:
        """Tell whether there is a ledger."""

    def read(self) -> tuple[State, str]:
        """Return the newest state and its version; raise `LedgerUnsafe` where it is missing or damaged."""

    def known(self) -> tuple[State, str] | None:
        """Return what was last read or written here, without asking anybody; None where that is nothing.

        It may be out of date, which a write onto its version finds out.
        """

    def cas(self, version: str, changes: Changes) -> bool:
        """Make changes where the version is still `version`; tell whether they stand there, for sure.

        `ABSENT` makes the ledger. False means that somebody else was faster: read, decide anew, and try
        again. Raises `LedgerUnsafe` where nobody can tell.
        """


class Beside(Protocol):
    """Keep files beside the record, in the same place: what nothing that is sent depends on.

    The record's own readers never look at them, so that damage to them stops no publishing. Paths begin with
    a folder that is not the record's.
    """

    def beside(self, paths: Iterable[str]) -> tuple[Mapping[str, bytes], str]:
        """Return the files of these paths, those that are there, and their version.

        Raises `LedgerUnsafe` where there is no ledger, or it cannot be read.
        """

    def put_beside(self, version: str, files: Mapping[str, bytes], why: str) -> bool:
        """Write files where they are still of `version`; tell whether they stand there, for sure.

        False means that somebody else was faster, or that it cannot be told: read, decide anew, try again.
        `why` says in a line what was done.
        """
