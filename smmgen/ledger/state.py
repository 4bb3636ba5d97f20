"""The whole ledger as a value: every delivery's history, and what is paused."""

from collections.abc import Iterator, Mapping

from msgspec import DecodeError, Struct, field, json
from msgspec.structs import replace

from smmgen.ledger.record import Amendment, Amendments, BadLine, History, Record
from smmgen.ledger.shelf import End, ends, joined
from smmgen.ledger.successor import check_amendment, check_next
from smmgen.model.delivery import DeliveryId


class Pause(Struct, frozen=True, omit_defaults=True):
    """Whether one account is paused, and why."""

    paused: bool
    why: str = ""


class Control(Struct, frozen=True, omit_defaults=True):
    """The kill switch: everything paused, or single accounts."""

    paused: bool = False
    why: str = ""
    accounts: dict[str, Pause] = {}

    def pause_of(self, account: str) -> str | None:
        """Return why an account is paused, "" where nobody said, or None where it is not."""
        if self.paused:
            return self.why
        pause = self.accounts.get(account)
        return pause.why if pause and pause.paused else None


def encode_control(control: Control) -> bytes:
    r"""Write the kill switch, ending in "\n"; `paused` always stands there to be seen."""
    data = {"paused": control.paused, "accounts": control.accounts}
    return json.encode(data | ({"why": control.why} if control.why else {}), order="sorted") + b"\n"


def decode_control(data: bytes) -> Control:
    """Read the kill switch; raise `BadLine` where it cannot be read. A person may edit it by hand."""
    try:
        return json.decode(data, type=Control)
    except (DecodeError, UnicodeDecodeError) as fault:
        raise BadLine(f"the kill switch cannot be read: {fault}") from None


class Changes(Struct, frozen=True):
    """What one commit adds: lines at the ends of histories, in order, and perhaps a new kill switch."""

    records: tuple[tuple[DeliveryId, Record], ...] = ()
    control: Control | None = None
    amendments: tuple[tuple[DeliveryId, Amendment], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.records or self.amendments) or self.control is not None


class State(Struct, frozen=True):
    """Every history by delivery, the kill switch, and what was done to posts after they were public."""

    histories: Mapping[DeliveryId, History] = {}
    control: Control = field(default_factory=Control)
    amendments: Mapping[DeliveryId, Amendments] = {}

    def history(self, delivery: DeliveryId) -> History:
        """Return a delivery's lines, oldest first."""
        return self.histories.get(delivery, ())

    def last(self, delivery: DeliveryId) -> Record | None:
        """Return where a delivery stands, or None where nothing is known of it."""
        history = self.histories.get(delivery)
        return history[-1] if history else None

    def ends(self) -> Iterator[End]:
        """Yield each delivery, where it stands and since when: quicker than to go through the histories."""
        return ends(self.histories)

    def is_retracted(self, delivery: DeliveryId) -> bool:
        """Tell whether what was public was deleted again by us."""
        return any(one.act == "retract" and one.stage == "DONE" for one in self.amendments.get(delivery, ()))

    def shown(self, delivery: DeliveryId) -> Record | Amendment | None:
        """Return the line that tells what is public of a delivery: its last edit, else where it stands."""
        edits = [one for one in self.amendments.get(delivery, ()) if (one.act, one.stage) == ("edit", "DONE")]
        return edits[-1] if edits else self.last(delivery)

    def after(self, changes: Changes) -> "State":
        """Return the ledger with `changes` made; raise `BadLine` where one is not legal."""
        changed: dict[DeliveryId, History] = {}
        for delivery, record in changes.records:
            before = changed.get(delivery) or self.history(delivery)
            check_next(before, record)
            changed[delivery] = (*before, record)
        histories = joined(self.histories, changed)
        amendments = dict(self.amendments)
        for delivery, amendment in changes.amendments:
            earlier = amendments.get(delivery, ())
            check_amendment(histories.get(delivery, ()), earlier, amendment)
            amendments[delivery] = (*earlier, amendment)
        control = self.control if changes.control is None else changes.control
        return replace(self, histories=histories, control=control, amendments=amendments)

    def holds(self, changes: Changes) -> bool:
        """Tell whether the ledger has these very lines and this kill switch."""
        has_lines = all(record in self.history(delivery) for delivery, record in changes.records)
        has_more = all(one in self.amendments.get(delivery, ()) for delivery, one in changes.amendments)
        return has_lines and has_more and changes.control in (None, self.control)
