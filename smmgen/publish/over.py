"""Tell what need not be made ready: nothing of it is to be sent any more."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from smmgen.ledger.state import State
from smmgen.model.delivery import DeliveryId
from smmgen.model.variant import Variant
from smmgen.publish.decision import SETTLED


def over(
    state: State, grace: timedelta, now: datetime, *, post: str = "", account: str = ""
) -> Callable[[Variant], bool]:
    """Return what tells whether a run at `now` (UTC) can send nothing of a variant.

    That is so where the ledger has settled all of it, where its time was past by more than the grace before
    anybody tried, and where it is neither of the `post` nor of the `account` that are asked for.
    """

    def is_over(variant: Variant) -> bool:
        if (
            variant.status != "ready"
            or post not in ("", variant.post)
            or account not in ("", variant.account)
        ):
            return True
        names = [DeliveryId(variant.account, variant.post, one.number) for one in variant.messages]
        is_late = variant.publish_at is not None and now - variant.publish_at > grace
        return is_settled(state, names, is_late=is_late)

    return is_over


def is_settled(state: State, names: Iterable[DeliveryId], *, is_late: bool) -> bool:
    """Tell whether nothing can be sent of messages that belong together; late is what nobody has tried."""
    known = [state.last(name) for name in names]
    if any(known):
        return all(last is not None and last.stage in SETTLED for last in known)
    return is_late
