"""Decide what is to be done about a delivery: a pure function of the content, the ledger and the time."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Literal

from msgspec import Struct

from smmgen.ledger.operate import RESEND
from smmgen.ledger.record import Record, Stage
from smmgen.ledger.state import State
from smmgen.model.delivery import Delivery, DeliveryId
from smmgen.publish.timing import ATTEMPTS, LEASE, clock_time, told

Act = Literal[
    "send", "hold", "recover", "wait", "block", "done", "skipped", "stuck", "early", "paused", "renamed"
]
"""What to do about a delivery.

`send` it; `hold` it for a person; `recover`: find out what became of an attempt; `wait`: nothing before
`until`; `block`: another delivery comes first; `done`: it is public; `skipped`; `stuck`: a person must
say; `early`: its time has not come; `paused`; `renamed`: it looks like one that is public under another id.
"""

SETTLED: frozenset[Stage] = frozenset({"POSTED", "SKIPPED", "HELD", "FAILED"})
"""Stages after which no run does anything, unless a person says so."""

QUIET: frozenset[Act] = frozenset({"wait", "block", "done", "skipped", "stuck", "early", "paused", "renamed"})
"""Acts that nothing is written for."""


class Decision(Struct, frozen=True):
    """What to do, why in words for people, and the ledger's word or time for it where there is one."""

    act: Act
    why: str = ""
    kind: str = ""
    until: datetime | None = None


class Policy(Struct, frozen=True, kw_only=True):
    """What the brand wants: how late a post may go, which accounts rest, which posts there are.

    `posts` maps the id of every post of the repository to whether its file states it; None where that is
    not known. `public` maps an account and a text's fingerprint to the posts that are public with it; it is
    asked for only where it matters, as a ledger may be long.
    """

    grace: timedelta
    paused: frozenset[str] = frozenset()
    posts: Mapping[str, bool] | None = None
    public: Callable[[], Mapping[tuple[str, str], frozenset[str]]] = dict


def decide(delivery: Delivery, state: State, policy: Policy, now: datetime) -> Decision:
    """Return what is to be done about one delivery now."""
    found = _decide(delivery, state, policy, now)
    if found.act in ("send", "recover") and not delivery.is_drawn:
        # The ledger called it settled when pictures were drawn, and has been told otherwise since.
        return Decision("wait", "its pictures are not drawn yet; the next run does that", "not-drawn")
    return found


def _decide(delivery: Delivery, state: State, policy: Policy, now: datetime) -> Decision:
    last = state.last(delivery.id)
    if last is not None and last.stage in SETTLED:
        return _settled(last)
    if delivery.id.account in policy.paused:
        return Decision("paused", "the account is paused in smmgen.yaml")
    if (why := state.control.pause_of(delivery.id.account)) is not None:
        return Decision("paused", f"paused in the ledger{f': {why}' if why else ''}", "ledger")
    match last:
        case None:
            return _first(delivery, state, policy, now)
        case Record(stage="SENDING"):
            return _claimed(last, now)
        case Record(stage="UNKNOWN"):
            return _unknown(last, now)
        case _:
            return _again(delivery, last, state, policy, now)


def _settled(last: Record) -> Decision:
    if last.stage == "POSTED":
        return Decision("done")
    if last.stage == "SKIPPED":
        return Decision("skipped")
    return Decision("stuck", explain(last), last.kind)


def _first(delivery: Delivery, state: State, policy: Policy, now: datetime) -> Decision:
    if delivery.due > now:
        return Decision("early", until=delivery.due)
    if blocked := _blocked(delivery, state):
        return blocked
    if renamed := _renamed(delivery, policy):
        return renamed
    late = lateness(delivery, state, now)
    if late > policy.grace:
        why = f"{told(late)} late, and nothing goes out more than {told(policy.grace)} late"
        return Decision("hold", why, "missed")
    return Decision("send")


def _again(delivery: Delivery, last: Record, state: State, policy: Policy, now: datetime) -> Decision:
    """Decide after an attempt that sent nothing, or after a person's "send it again"."""
    if delivery.due > now:
        return Decision("early", until=delivery.due)
    if last.kind != RESEND:
        late = lateness(delivery, state, now)
        if last.attempt >= ATTEMPTS:
            return Decision("hold", f"{last.attempt} attempts failed; {explain(last)}", "attempts")
        if late > policy.grace:
            return Decision("hold", f"{told(late)} late after {last.attempt} attempts", "late")
    if last.not_before and last.not_before > now:
        return Decision("wait", explain(last), last.kind, last.not_before)
    return _blocked(delivery, state) or Decision("send", kind=last.kind)


def _claimed(last: Record, now: datetime) -> Decision:
    """Leave a claim to its run until the lease ends; then that run is no more."""
    if now - last.at < LEASE:
        why = f"a run began to send it at {clock_time(last.at)} and has not said how that ended"
        return Decision("wait", why, "sending", last.at + LEASE)
    return Decision("recover", "the run that sent it was cut off", "lease")


def _unknown(last: Record, now: datetime) -> Decision:
    if last.not_before and last.not_before > now:
        return Decision("wait", explain(last), "unknown", last.not_before)
    return Decision("recover", explain(last), "unknown")


def _blocked(delivery: Delivery, state: State) -> Decision | None:
    """Return what comes first: the message before this one, or the post that this one answers."""
    first = before(delivery)
    last = state.last(first) if first else None
    if first is None or (last is not None and last.stage == "POSTED"):
        return None
    if not delivery.id.number:
        which = "which it answers" if delivery.reply_to else "which it shows again"
        return Decision("block", f"waits for “{delivery.reply_to or delivery.repost}”, {which}")
    if last is not None and last.stage == "SKIPPED":
        return Decision("skipped")
    return Decision("block", f"waits for part {delivery.id.number} of {delivery.total}")


def before(delivery: Delivery) -> DeliveryId | None:
    """Return the delivery that must be public before this one, if there is one."""
    account, post, number = delivery.id
    if number:
        return DeliveryId(account, post, number - 1)
    other = delivery.reply_to or delivery.repost
    return DeliveryId(account, other, 0) if other else None


def lateness(delivery: Delivery, state: State, now: datetime) -> timedelta:
    """Return how late it is: by its time, or by when the message before it went."""
    if not delivery.id.number:
        return now - delivery.due
    last = state.last(delivery.id._replace(number=delivery.id.number - 1))
    return now - (max(delivery.due, last.at) if last else delivery.due)


def _renamed(delivery: Delivery, policy: Policy) -> Decision | None:
    """Notice a post that lost its id: the same text is public under an id that no post has any more."""
    if policy.posts is None or policy.posts.get(delivery.id.post):
        return None
    others = policy.public().get((delivery.id.account, delivery.fingerprint), frozenset())
    gone = sorted(name for name in others if name not in policy.posts)  # not all posts for each delivery
    if not gone:
        return None
    why = (
        f"the same text is public as “{gone[0]}”, and no post has that id any more. If this is that post, "
        f"add to its front matter id: {gone[0]}; if it is another, add id: {delivery.id.post}"
    )
    return Decision("renamed", why)


def explain(record: Record) -> str:
    """Say in words why a delivery stands where it stands."""
    words = _WORDS.get(record.kind, record.kind)
    detail = record.reason.code if record.reason else ""
    http = f" (HTTP {record.reason.http})" if record.reason and record.reason.http else ""
    return f"{words}{http}{f': {detail}' if words and detail else detail}" or record.stage.lower()


_WORDS = {
    "missed": "its time had passed for too long",
    "late": "it did not go out in time",
    "attempts": f"{ATTEMPTS} attempts failed",
    "unknown": "nobody can tell whether it is public",
    "changed": "nobody can tell whether it is public, and it was changed since",
    "lease": "the run that sent it was cut off",
    "limited": "the network asked to wait",
    "not-sent": "nothing was sent",
    "account": "the account cannot publish",
    "refused": "the network refused it",
    "ambiguous": "the answer did not say whether it is public",
    RESEND: "to be sent again",
}
