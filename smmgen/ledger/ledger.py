"""What every ledger can do, wherever it is kept."""

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
