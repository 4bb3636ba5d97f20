"""Change what is public already: bring an edit to its network, or delete what was published.

Neither ever happens by itself. Both may be repeated without harm: an edit sets the same content again, and
what is deleted cannot be deleted twice. So an attempt whose end was not seen is simply made again.
"""

from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Literal

from msgspec import Struct

from smmgen.adapter import Adapter, Ambiguous, Outcome, Sending, Sent, Session
from smmgen.ledger.record import Amendment, Reason, Record
from smmgen.ledger.state import Changes, State
from smmgen.model.delivery import Delivery, DeliveryId
from smmgen.model.fault import ConfigError
from smmgen.publish.desk import Desk
from smmgen.publish.guard import Guard, attempt_call
from smmgen.publish.line import safe
from smmgen.publish.report import AmendedEnding, AmendedLine

ONE_CALL = timedelta(minutes=10)
"""An amendment may take so long: it cannot double anything, so it needs no tighter bound."""

Act = Literal["edit", "retract"]
Stage = Literal["BEGUN", "DONE", "FAILED", "UNKNOWN"]


class Target(Struct, frozen=True):
    """What is public, and its content as it stands now; None where no post asks for it any more."""

    id: DeliveryId
    record: Record
    delivery: Delivery | None


def targets(state: State, deliveries: Iterable[Delivery], post: str, account: str = "") -> tuple[Target, ...]:
    """Return what is public of a post, and was not deleted since; on one account, where one is named."""
    asked = {delivery.id: delivery for delivery in deliveries}
    return tuple(
        Target(name, history[-1], asked.get(name))
        for name, history in sorted(state.histories.items())
        if name.post == post
        and account in ("", name.account)
        and history[-1].stage == "POSTED"
        and not state.is_retracted(name)
    )


def edit(desk: Desk, found: Iterable[Target], state: State) -> tuple[AmendedLine, ...]:
    """Bring the content of each target to its network, where it differs from what is public."""
    return tuple(_edited(desk, target, state) for target in found)


def retract(desk: Desk, found: Iterable[Target], state: State) -> tuple[AmendedLine, ...]:
    """Delete each target from its network, the last part of a thread first."""
    backwards = sorted(found, key=lambda one: (one.id.account, -one.id.number))
    return tuple(_retracted(desk, target, state) for target in backwards)


def _edited(desk: Desk, target: Target, state: State) -> AmendedLine:
    delivery, record = target.delivery, target.record
    adapter = _adapter(desk, target)
    if delivery is None or adapter is None:
        return _line(target, "unable", "no post asks for it any more")
    shown = state.shown(target.id)
    if shown is None or shown.digest in ("", delivery.digest):
        return _line(target, "unchanged")
    change = adapter.edit
    if change is None:
        return _line(target, "unable", f"{adapter.title} has no way to change what is public")

    def act(session: Session) -> Outcome:
        sending = _sending(desk, delivery, record, state)
        return change(session, sending, record.remote_id)

    return _amended(desk, target, "edit", delivery, act)


def _retracted(desk: Desk, target: Target, state: State) -> AmendedLine:
    adapter = _adapter(desk, target)
    if adapter is None:
        return _line(target, "unable", "the account is no longer in smmgen.yaml")
    delete = adapter.retract
    if delete is None:
        where = f" Delete it there: {target.record.url}" if target.record.url else ""
        return _line(target, "unable", f"{adapter.title} has no way to delete what is public.{where}")
    return _amended(desk, target, "retract", None, lambda session: delete(session, target.record.remote_id))


def _adapter(desk: Desk, target: Target) -> Adapter | None:
    account = desk.brand.accounts.get(target.id.account)
    return desk.adapters(account.network) if account else None


def _sending(desk: Desk, delivery: Delivery, record: Record, state: State) -> Sending:
    account, post, number = delivery.id
    before = (state.last(DeliveryId(account, post, part)) for part in range(number))
    answered = state.last(DeliveryId(account, delivery.reply_to)) if delivery.reply_to else None
    return Sending(
        delivery=delivery,
        key=record.key,
        first_tried=record.first_tried or record.at,
        thread=tuple(one.remote_id if one else "" for one in before),
        reply_to=answered.remote_id if answered and not number else "",
        read=desk.read,
        public_url=desk.public_url,
    )


def _amended(
    desk: Desk, target: Target, act: Act, content: Delivery | None, call: Callable[[Session], Outcome]
) -> AmendedLine:
    account = desk.brand.accounts[target.id.account]
    try:
        session = desk.open_session(account)
        for option in account.secrets:
            session.secret(option)
    except ConfigError as fault:
        return _line(target, "failed", desk.redact(str(fault)))
    note = _Notes(desk, target.id, act, content)
    note("BEGUN")
    guard = Guard(
        session,
        may_repeat=True,
        monotonic=desk.monotonic,
        until=desk.monotonic() + ONE_CALL.total_seconds(),
    )
    outcome = attempt_call(guard, call)
    why = "" if isinstance(outcome, Sent) else desk.redact(outcome.why)
    shown = target.delivery.content.message.written.visible if target.delivery else ""
    note(
        "DONE" if isinstance(outcome, Sent) else "UNKNOWN" if isinstance(outcome, Ambiguous) else "FAILED",
        safe(why, shown),
    )
    if isinstance(outcome, Sent):
        return _line(target, "edited" if act == "edit" else "retracted", url=outcome.url)
    return _line(target, "unknown" if isinstance(outcome, Ambiguous) else "failed", why)


class _Notes:
    """Write the ledger's lines on one amendment."""

    def __init__(self, desk: Desk, name: DeliveryId, act: Act, content: Delivery | None) -> None:
        self._desk, self._name, self._act, self._content = desk, name, act, content

    def __call__(self, stage: Stage, why: str = "") -> None:
        self._desk.journal.write(lambda state: self._line(state, stage, why))

    def _line(self, state: State, stage: Stage, why: str) -> Changes:
        before = state.amendments.get(self._name, ())
        line = Amendment(
            version=1,
            seq=len(before) + 1,
            at=self._desk.now(),
            by=self._desk.pen.by,
            act=self._act,
            stage=stage,
            digest=self._content.digest if self._content else "",
            asked=self._content.asked if self._content else "",
            reason=Reason(stage.lower(), None, why) if why else None,
        )
        return Changes(amendments=((self._name, line),))


def _line(target: Target, ending: AmendedEnding, error: str = "", url: str = "") -> AmendedLine:
    return AmendedLine(id=target.id, outcome=ending, url=url or target.record.url, error=error)
