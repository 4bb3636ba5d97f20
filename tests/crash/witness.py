"""Who watches the simulated publishers: every visible call and every line of the ledger, as it happens."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from smmgen.ledger.operate import RESEND
from smmgen.ledger.path import named, path_of
from smmgen.ledger.record import Record, decode
from smmgen.publish.timing import SEND_MAX, WINDOW
from tests.crash.githost import Host, Tree
from tests.crash.process import Process
from tests.crash.s3host import Store

Shape = tuple[str, str]


@dataclass
class Witness:
    """Keeps what was broken, in words. It reads the host itself, and believes no publisher."""

    host: Host | Store
    tell: Callable[[str], None] | None = None
    broken: list[str] = field(default_factory=list)
    calls: dict[tuple[str, int], int] = field(default_factory=lambda: defaultdict(int))
    keys: dict[str, str] = field(default_factory=dict)
    bodies: dict[tuple[str, str], Any] = field(default_factory=dict)

    def says(self, condition: bool, what: str) -> None:
        if not condition:
            self.broken.append(what)

    def history(self, delivery: str) -> tuple[Record, ...]:
        """Return what the host's branch says of a delivery at this very moment."""
        name = self.host.tree_of(self.host.tip).get(path_of(named(delivery)), "")
        lines = self.host.objects[name].splitlines() if name else ()
        return tuple(map(decode, lines))

    def call(self, process: Process, body: Mapping[str, Any]) -> None:
        """Look at a visible call that is about to be made."""
        delivery, history = str(body["delivery"]), self.history(str(body["delivery"]))
        last = history[-1] if history else None
        if last is None or (last.stage, last.by) != ("SENDING", process.by):
            self.broken.append(f"1: {delivery} is sent without an own claim")
            return
        age = process.now() - last.at
        self.says(age <= SEND_MAX + timedelta(seconds=1), f"1: {delivery} is sent {age} after its claim")
        self.calls[delivery, last.seq] += 1
        self.says(
            self.calls[delivery, last.seq] == 1 or last.delivery_class == "keyed", f"4: {delivery} twice"
        )
        self._same(delivery, last, body)
        if last.delivery_class == "windowed" and _is_repeat(history):
            tried = process.now() - (last.first_tried or last.at)
            self.says(
                tried <= WINDOW + SEND_MAX, f"5: {delivery} is sent again {tried} after its first attempt"
            )

    def _same(self, delivery: str, last: Record, body: Mapping[str, Any]) -> None:
        """Make sure that all attempts at the same content are the same call."""
        key = str(body.get("key", last.key))
        self.says(self.keys.setdefault(delivery, key) == key, f"5: {delivery} has another key")
        sent = {name: value for name, value in body.items() if name != "key"}
        known = self.bodies.setdefault((delivery, last.digest), sent)
        self.says(known == sent, f"5: {delivery} is sent as {sent}, and was sent as {known}")

    def growth(self, before: Tree, after: Tree) -> None:
        """Look at a push that moves the branch: every file only grows."""
        for path in before.keys() - after.keys():
            self.broken.append(f"3: {path} was removed")
        if self.tell:
            self._told(before, after)
        for path, name in after.items():
            if path in before and path.endswith(".jsonl") and before[path] != name:
                grown = self.host.objects[name].startswith(self.host.objects[before[path]])
                self.says(grown, f"3: {path} was rewritten")

    def _told(self, before: Tree, after: Tree) -> None:
        for path in sorted(name for name in after if before.get(name) != after[name]):
            last = self.host.objects[after[path]].splitlines()[-1].decode()
            self.tell and self.tell(f"          {path}: {last}")


def _is_repeat(history: tuple[Record, ...]) -> bool:
    """Tell whether an attempt before the last claim may have been seen, and no person said to send again."""
    for record in reversed(history):
        if record.stage == "UNKNOWN":
            return True
        if record.kind == RESEND:
            return False
    return False
