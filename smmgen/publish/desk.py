"""What all lanes of a run share."""

from collections.abc import Callable
from datetime import datetime, timedelta
from hashlib import sha256
from random import Random
from threading import Event

from msgspec import Struct, field

from smmgen.adapter import Adapter, Session, not_hosted
from smmgen.ledger.journal import Journal
from smmgen.model.brand import Account, Brand
from smmgen.model.bundle import File
from smmgen.publish.decision import Policy
from smmgen.publish.line import Pen

OpenSession = Callable[[Account], Session]
Adapters = Callable[[str], Adapter]


class Desk(Struct, frozen=True, kw_only=True):
    """The run's ledger, rules and tools. `started` is the run's time, `began` the monotonic time of it.

    `is_real_time` is false where the run's time was given to it, so that the networks' clocks tell another;
    then it stands still.
    """

    journal: Journal
    pen: Pen
    brand: Brand
    policy: Policy
    adapters: Adapters
    open_session: OpenSession
    read_file: Callable[[File], bytes]
    started: datetime
    began: float
    monotonic: Callable[[], float]
    chance: Random
    redact: Callable[[str], str]
    is_real_time: bool
    public_url: Callable[[File], str] = not_hosted
    stop: Event = field(default_factory=Event)

    def now(self) -> datetime:
        """Return the time, UTC: the run's, and what has passed since by a clock that is never set."""
        passed = self.monotonic() - self.began if self.is_real_time else 0.0
        return self.started + timedelta(seconds=passed)

    def read(self, file: File) -> bytes:
        """Return a finished picture's bytes; raise `OSError` where they are not those that were built."""
        data = self.read_file(file)
        if file.sha256 and sha256(data).hexdigest() != file.sha256:
            raise OSError(f"{file.path} was changed after it was built")
        return data
