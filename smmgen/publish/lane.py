"""One account's deliveries, one after the other; what goes wrong here changes no other account's."""

from collections import deque
from collections.abc import Iterable

from msgspec.structs import replace

from smmgen.adapter import DeliveryClass, Found, NotSent, Outcome, Prepared, Sending, Sent, Session
from smmgen.ledger.operate import RESEND
from smmgen.ledger.record import Record
from smmgen.ledger.state import Changes, State
from smmgen.model.brand import Account
from smmgen.model.delivery import Delivery, DeliveryId
from smmgen.model.fault import ConfigError, LedgerUnsafe
from smmgen.publish.claim import Claim
from smmgen.publish.decision import QUIET, Decision, decide, lateness
from smmgen.publish.desk import Desk
from smmgen.publish.draft import drafted
from smmgen.publish.ending import fresh_line, quiet_line
from smmgen.publish.guard import Guard, attempt
from smmgen.publish.halt import Halt
from smmgen.publish.line import safe
from smmgen.publish.reconcile import look_for
from smmgen.publish.report import Ending, Line, line
from smmgen.publish.sessions import check_secrets
from smmgen.publish.timing import LEASE, SEND_MAX, WINDOW


class Lane:
    """Publish one account's deliveries in order, unless there is a `halt`.

    `fault` says why the account cannot be used.
    """

    def __init__(self, desk: Desk, account: Account, state: State, halt: Halt) -> None:
        self.desk = desk
        self.account = account
        self.adapter = desk.adapters(account.network)
        self.state = state
        self.halt = halt
        self.session: Session | None = None
        self.fault = ""
        self._blocked: list[Delivery] = []
        self._coming: deque[Delivery] = deque()
        self._next: Claim | None = None

    def open(self) -> None:
        """Open the session and make sure that every secret is there, before anything is noted or sent."""
        try:
            session = self.desk.open_session(self.account)
            check_secrets(session)
        except ConfigError as fault:
            self.fault = self.desk.redact(str(fault))
            self.halt = Halt(self.fault)
        else:
            self.session = session

    def run(self, deliveries: Iterable[Delivery], orphans: Iterable[DeliveryId] = ()) -> list[Line]:
        """Do what is to be done about each; what waited for another delivery is looked at once more.

        `orphans` are deliveries whose content is gone, though nobody knows yet what became of them.
        """
        for orphan in orphans:
            if not self._why_not():
                self._recover(orphan, None)
        lines = self._steps(deliveries)
        waiting, self._blocked = self._blocked, []
        lines |= self._steps(waiting)
        return [found for found in lines.values() if found]

    def _steps(self, deliveries: Iterable[Delivery]) -> dict[DeliveryId, Line | None]:
        """Take one delivery after the other; what is claimed already goes first."""
        lines, self._coming = {}, deque(deliveries)
        while self._coming:
            if self._next and self._next.standing(self.state):
                delivery = self._next.delivery
                self._coming.remove(delivery)
                lines[delivery.id] = self._send(delivery, None)
            else:
                delivery = self._coming.popleft()
                lines[delivery.id] = self._step(delivery)
        return lines

    def _why_not(self) -> str:
        """Return why this account is left alone now, empty where it is not."""
        if self.desk.stop.is_set():
            return "the run was stopped"
        if self.session is None and not self.halt.why:
            self.open()
        return self.halt.why

    def _step(self, delivery: Delivery) -> Line | None:
        now = self.desk.now()
        decision = decide(delivery, self.state, self.desk.policy, now)
        if decision.act in ("send", "recover") and (why := self._why_not()):
            ending: Ending = "failed" if decision.act == "send" else "unknown"
            return line(delivery, ending, error=f"not tried: {why}", retry_at=self.halt.until)
        if decision.act == "send":
            return self._send(delivery, None)
        if decision.act == "hold":
            return self._hold(delivery, decision)
        if decision.act == "recover":
            self._recover(delivery.id, delivery)
            return self._now_of(delivery)
        if decision.act == "block":
            self._blocked.append(delivery)
        return quiet_line(delivery, decision, self.state, now)

    def _now_of(self, delivery: Delivery, why: str = "") -> Line | None:
        """Return the line of what the ledger says now."""
        last = self.state.last(delivery.id)
        return fresh_line(delivery, last, why, self.desk.now()) if last else None

    def _hold(self, delivery: Delivery, why: Decision) -> Line | None:
        def hold(state: State) -> Changes:
            now = self.desk.now()
            if decide(delivery, state, self.desk.policy, now).act != "hold":
                return Changes()
            return self._one(
                self.desk.pen.hold(delivery, state.history(delivery.id), why.kind, now), delivery.id
            )

        _, self.state = self.desk.journal.write(hold)
        return self._now_of(delivery, why.why)

    def _one(self, record: Record, delivery: DeliveryId) -> Changes:
        return Changes(((delivery, record),))

    def _send(self, delivery: Delivery, looked: Record | None) -> Line | None:
        """Note the intent, send, note the outcome. `looked` is the unknown attempt that this one repeats."""
        claim, self._next = self._next, None
        if claim is None or claim.delivery is not delivery:
            claim = Claim(self.desk, self.adapter, delivery, looked, self._is_in_time)
        if not claim.standing(self.state):
            _, self.state = self.desk.journal.write(claim.changes)
        mine = claim.standing(self.state)
        if mine is None:
            decision = decide(delivery, self.state, self.desk.policy, self.desk.now())
            return quiet_line(delivery, decision, self.state, self.desk.now())
        mine, outcome = self._attempt(delivery, mine, claim.began)
        return self._settle(delivery, mine, outcome)

    def _claim_next(self, state: State) -> Changes:
        """Claim what is sent next along with the outcome before it: one write for both.

        There is one open claim at a time all the same: a run that is cut off leaves one delivery in doubt.
        """
        if self._next and self._next.standing(state):
            return Changes()  # an earlier try to write it got through after all
        self._next = None
        if self.halt.why or self.desk.stop.is_set():
            return Changes()
        now = self.desk.now()
        decided = ((one, decide(one, state, self.desk.policy, now).act) for one in self._coming)
        following, act = next((found for found in decided if found[1] not in QUIET), (None, ""))
        if following is None or act != "send":
            return Changes()
        self._next = Claim(self.desk, self.adapter, following)
        return self._next.changes(state)

    def _attempt(self, delivery: Delivery, mine: Record, began: float) -> tuple[Record, Outcome]:
        """Send, in two steps where the network has them; return the claim as it stands then, and the end."""
        sending = self._sending(delivery, mine)
        if self.adapter.prepare is None or mine.delivery_class != "handle":
            return mine, attempt(self.adapter, self._guard(mine, began), sending)
        ready = drafted(self.adapter, self._guard(mine, began, is_hidden=True), sending)
        if not isinstance(ready, Prepared):
            return mine, ready
        if ready.handle != mine.handle:
            began, named = self.desk.monotonic(), self._name_draft(delivery.id, mine, ready.handle)
            if named is None:
                return mine, NotSent("another run has taken this delivery over")
            mine = named
        return mine, attempt(self.adapter, self._guard(mine, began), replace(sending, handle=ready.handle))

    def _name_draft(self, name: DeliveryId, mine: Record, handle: str) -> Record | None:
        """Note the draft before it may be published; None where the claim is no longer ours."""
        named = self.desk.pen.drafted(mine, handle, self.desk.now())

        def note(state: State) -> Changes:
            return self._one(named, name) if state.last(name) == mine else Changes()

        _, self.state = self.desk.journal.write(note)
        return named if self.state.last(name) == named else None

    def _guard(self, mine: Record, began: float, *, is_hidden: bool = False) -> Guard:
        if self.session is None:
            raise RuntimeError("a lane sends only after it was opened")
        return Guard(
            self.session,
            may_repeat=mine.delivery_class == "keyed",
            monotonic=self.desk.monotonic,
            until=began + SEND_MAX.total_seconds(),
            is_hidden=is_hidden,
        )

    def _sending(self, delivery: Delivery, mine: Record) -> Sending:
        account, post, number = delivery.id
        thread = tuple(self._remote_id(DeliveryId(account, post, part)) for part in range(number))
        answered, shown = DeliveryId(account, delivery.reply_to), DeliveryId(account, delivery.repost)
        return Sending(
            delivery=delivery,
            key=mine.key,
            first_tried=mine.first_tried or mine.at,
            thread=thread,
            reply_to=self._remote_id(answered) if delivery.reply_to and not number else "",
            read=self.desk.read,
            handle=mine.handle,
            repost=self._remote_id(shown) if delivery.repost and not number else "",
            public_url=self.desk.public_url,
        )

    def _remote_id(self, delivery: DeliveryId) -> str:
        last = self.state.last(delivery)
        return last.remote_id if last else ""

    def _settle(self, delivery: Delivery, mine: Record, outcome: Outcome) -> Line | None:
        """Note what came of our own attempt, even where others have given it up in the meantime."""
        why = self.desk.redact(outcome.note if isinstance(outcome, Sent) else outcome.why)
        code = safe(why, delivery.content.message.written.visible)
        chance = self.desk.chance.random()
        self.halt = self.halt.after(outcome, why)

        def note(state: State) -> Changes:
            lines = self.desk.pen.late_outcome(
                state.history(delivery.id), mine, outcome, code, self.desk.now(), chance
            )
            noted = Changes(tuple((delivery.id, record) for record in lines))
            claimed = self._claim_next(state.after(noted))
            return Changes((*noted.records, *claimed.records))

        try:
            _, self.state = self.desk.journal.write_surely(note)
        except LedgerUnsafe as fault:
            public = f"is public as {outcome.url or outcome.remote_id}" if isinstance(outcome, Sent) else why
            raise LedgerUnsafe(f"{delivery.id} {public}, but that could not be noted. {fault}") from None
        return self._now_of(delivery, why)

    def _recover(self, name: DeliveryId, delivery: Delivery | None) -> None:
        """Find out what became of an attempt whose end nobody saw, as far as its network allows."""
        last = self._give_up(name)
        now = self.desk.now()
        if last is None or last.stage != "UNKNOWN" or (last.not_before and last.not_before > now):
            return
        may_resend = delivery is not None and self._may_resend(delivery, last)
        if delivery and may_resend and last.delivery_class in ("keyed", "handle"):
            self._send(delivery, last)
            return
        is_same = delivery is not None and delivery.digest == last.digest
        images = len(delivery.content.files) if delivery and is_same else None
        since = last.first_tried if self.desk.is_real_time else None
        if self.session is None:
            return
        answer = look_for(self.session, self.adapter, last, images, since, self.state)
        if isinstance(answer, Found):
            self._replace(name, last, self.desk.pen.found(last, answer.remote_id, answer.url, now))
        elif delivery and may_resend:
            self._send(delivery, last)
        elif answer != "unreachable" or now - (last.due or now) > self.desk.policy.grace:
            kind = "changed" if delivery and not is_same else "unknown"
            self._replace(name, last, self.desk.pen.hold(delivery, self.state.history(name), kind, now))

    def _may_resend(self, delivery: Delivery, last: Record) -> bool:
        """Tell whether the same key and body may be sent again without a fear of doubling it."""
        if delivery.digest != last.digest or not self._is_in_time(delivery, last):
            return False
        return last.delivery_class != "windowed" or self._promise() == "windowed"

    def _is_in_time(self, delivery: Delivery, last: Record) -> bool:
        """Tell whether the network still knows the key now, and nobody minds that it goes out so late."""
        now = self.desk.now()
        is_asked_for = any(record.kind == RESEND for record in self.state.history(delivery.id))
        is_late = lateness(delivery, self.state, now) > self.desk.policy.grace and not is_asked_for
        if delivery.due > now or is_late:
            return False
        if last.delivery_class == "windowed":
            return last.first_tried is not None and now - last.first_tried < WINDOW
        return last.delivery_class in ("keyed", "handle")

    def _promise(self) -> DeliveryClass:
        """Return what this very server allows to promise; nothing, where it does not say."""
        if self.adapter.class_now is None or self.session is None:
            return self.adapter.delivery_class
        try:
            return self.adapter.class_now(self.session)
        except Exception:  # foreign code; a server that does not say is trusted with nothing
            return "blind"

    def _give_up(self, name: DeliveryId) -> Record | None:
        """Turn a claim whose lease is over into an unknown; return where the delivery stands."""

        def lose(state: State) -> Changes:
            last, now = state.last(name), self.desk.now()
            if last is None or last.stage != "SENDING" or now - last.at < LEASE:
                return Changes()
            return self._one(self.desk.pen.lost(last, now), name)

        _, self.state = self.desk.journal.write(lose)
        return self.state.last(name)

    def _replace(self, name: DeliveryId, last: Record, record: Record) -> None:
        """Add a line, unless somebody else was faster."""

        def add(state: State) -> Changes:
            return self._one(record, name) if state.last(name) == last else Changes()

        _, self.state = self.desk.journal.write(add)
