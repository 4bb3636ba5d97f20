"""The ledger's lines: what is written before, after and instead of a call."""

from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from smmgen.adapter import Adapter, Ambiguous, DeliveryClass, NotSent, Outcome, Refused, Sent
from smmgen.ledger.operate import RESEND
from smmgen.ledger.record import History, Reason, Record
from smmgen.model.delivery import Delivery
from smmgen.publish.halt import BUSY
from smmgen.publish.timing import ATTEMPTS, SETTLE, backoff

LONGEST = 160
"""So many characters of a network's own words are kept."""


class Pen(Struct, frozen=True):
    """Who writes: the run's name."""

    by: str

    def drafted(self, claim: Record, handle: str, at: datetime) -> Record:
        """Write that the claim's draft exists; from here on the claim counts anew."""
        return self._next(claim, at, handle=handle)

    def claim(self, delivery: Delivery, history: History, adapter: Adapter, at: datetime) -> Record:
        """Write the intent to send. The key and the first attempt's time are fixed by the first claim."""
        last = history[-1] if history else None
        return Record(
            version=1,
            seq=len(history) + 1,
            at=at,
            by=self.by,
            stage="SENDING",
            attempt=last.attempt + 1 if last else 1,
            key=(last.key if last else "") or adapter.key(delivery.id, delivery.due),
            due=delivery.due,
            digest=delivery.digest,
            fingerprint=delivery.fingerprint,
            asked=delivery.asked,
            delivery_class=class_of(delivery, adapter),
            first_tried=(last.first_tried if last else None) or at,
            handle=last.handle if last and last.digest == delivery.digest else "",
        )

    def hold(self, delivery: Delivery | None, history: History, kind: str, at: datetime) -> Record:
        """Leave a delivery to a person."""
        if history:
            reason = Reason(kind, None, history[-1].reason.code if history[-1].reason else "")
            return self._next(history[-1], at, stage="HELD", reason=reason)
        due = delivery.due if delivery else None
        return Record(version=1, seq=1, at=at, by=self.by, stage="HELD", due=due, reason=Reason(kind))

    def lost(self, claim: Record, at: datetime) -> Record:
        """Note that a claim's run is no more; what it did may be looked for from its SETTLE on."""
        reason = Reason("lease")
        return self._next(claim, at, stage="UNKNOWN", reason=reason, not_before=claim.at + SETTLE)

    def found(self, last: Record, remote_id: str, url: str, at: datetime) -> Record:
        """Note that a delivery is public after all."""
        return self._next(last, at, stage="POSTED", remote_id=remote_id, url=url)

    def outcome(
        self, history: History, outcome: Outcome, code: str, at: datetime, chance: float
    ) -> tuple[Record, ...]:
        """Write what came of the claim that `history` ends with; `code` is the network's words, made safe.

        After an attempt whose end was not seen, a later one that sent nothing or was refused proves
        nothing about the first: the delivery stays unknown.
        """
        claim = history[-1]
        if isinstance(outcome, Sent):
            return (self.found(claim, outcome.remote_id, outcome.url, at),)
        if isinstance(outcome, Ambiguous) or is_in_doubt(history):
            not_before = max(at + SETTLE, _asked(outcome) or at)
            reason = Reason("ambiguous", outcome.status, code)
            return (self._next(claim, at, stage="UNKNOWN", reason=reason, not_before=not_before),)
        if isinstance(outcome, Refused):
            reason = Reason("refused", outcome.status, code)
            return (self._next(claim, at, stage="FAILED", reason=reason),)
        return self._retry(claim, outcome, code, at, chance)

    def late_outcome(
        self, history: History, mine: Record, outcome: Outcome, code: str, at: datetime, chance: float
    ) -> tuple[Record, ...]:
        """Write what came of our claim `mine`, as far as it says something that `history` does not know yet.

        Where others have given the claim up in the meantime, only that it is public after all counts.
        """
        last = history[-1]
        if last == mine:
            return self.outcome(history, outcome, code, at, chance)
        claims = [record for record in history if record.stage == "SENDING"]
        is_given_up = last.stage == "UNKNOWN" or last.kind in ("unknown", "changed")
        if isinstance(outcome, Sent) and claims[-1] == mine and is_given_up:
            return (self.found(last, outcome.remote_id, outcome.url, at),)
        return ()

    def _retry(
        self, claim: Record, outcome: NotSent, code: str, at: datetime, chance: float
    ) -> tuple[Record, ...]:
        """Try again later; a fault of the account costs no attempt, the last attempt ends in a hold."""
        attempt = claim.attempt - outcome.is_account_wide
        asked = _asked(outcome)
        wait = at if outcome.is_account_wide else at + backoff(attempt, chance)
        kind = "account" if outcome.is_account_wide else "limited" if outcome.status == BUSY else "not-sent"
        retry = self._next(
            claim,
            at,
            stage="RETRY",
            attempt=attempt,
            reason=Reason(kind, outcome.status, code),
            not_before=max(asked or wait, at),
        )
        if attempt < ATTEMPTS:
            return (retry,)
        return retry, self.hold(None, (retry,), "attempts", at)

    def _next(self, last: Record, at: datetime, **changes: object) -> Record:
        blank = {"reason": None, "not_before": None}
        return replace(last, seq=last.seq + 1, at=at, by=self.by, **{**blank, **changes})


def class_of(delivery: Delivery, adapter: Adapter) -> DeliveryClass:
    """Return what may be promised of a delivery: comments and videos are often published in another way."""
    if delivery.content.message.is_comment:
        return adapter.comment_class or adapter.delivery_class
    return (adapter.video_class if delivery.content.video else None) or adapter.delivery_class


def is_in_doubt(history: History) -> bool:
    """Tell whether an attempt's end was never seen, and no person has said since to send again."""
    for record in reversed(history):
        if record.stage == "UNKNOWN":
            return True
        if record.kind == RESEND:
            return False
    return False


def _asked(outcome: Outcome) -> datetime | None:
    return outcome.not_before if isinstance(outcome, NotSent) else None


def safe(why: str, text: str) -> str:
    """Cut a network's words to what the ledger may keep: short, in a line, and none of the post's text."""
    why = " ".join(why.split())[:LONGEST]
    shown = " ".join(text.split())
    return "" if any(why[at : at + 16] in shown for at in range(max(len(why) - 15, 0))) else why
