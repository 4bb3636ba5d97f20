"""A ledger in memory, for tests and rehearsals."""

from collections.abc import Iterable, Mapping
from threading import Lock

from smmgen.ledger.ledger import ABSENT, NO_LEDGER
from smmgen.ledger.state import Changes, State
from smmgen.model.fault import LedgerUnsafe


class MemoryLedger:
    """Keep the state in this process."""

    def __init__(self) -> None:
        self._state: State | None = None
        self._version = 0
        self._lock = Lock()
        self._beside: dict[str, bytes] = {}

    @property
    def where(self) -> str:
        """Tell a person where it is kept."""
        return "memory"

    def exists(self) -> bool:
        """Tell whether the ledger was made."""
        return self._state is not None

    def read(self) -> tuple[State, str]:
        """Return the state and its version."""
        with self._lock:
            if self._state is None:
                raise LedgerUnsafe(NO_LEDGER)
            return self._state, str(self._version)

    def known(self) -> tuple[State, str] | None:
        """Return nothing: reading costs nothing here."""
        return None

    def cas(self, version: str, changes: Changes) -> bool:
        """Make changes where the version is still `version`."""
        with self._lock:
            current = ABSENT if self._state is None else str(self._version)
            if version != current:
                return False
            self._state = (self._state or State()).after(changes)
            self._version += 1
            return True

    def beside(self, paths: Iterable[str]) -> tuple[Mapping[str, bytes], str]:
        """Return the files of these paths and the version."""
        with self._lock:
            if self._state is None:
                raise LedgerUnsafe(NO_LEDGER)
            return {path: self._beside[path] for path in paths if path in self._beside}, str(self._version)

    def put_beside(self, version: str, files: Mapping[str, bytes], why: str) -> bool:
        """Write files where the version is still `version`."""
        with self._lock:
            if version != str(self._version):
                return False
            self._beside |= files
            self._version += 1
            return True
