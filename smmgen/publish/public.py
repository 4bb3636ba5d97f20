"""Tell which posts are public, by the ledger: what a feed may show."""

from smmgen.ledger.state import State
from smmgen.model.delivery import DeliveryId
from smmgen.model.feed import Public, Publics


def publics(state: State) -> Publics:
    """Return each post on each account whose first message is public and was not deleted again by us."""
    return {
        (name.post, name.account): _public(state, name)
        for name, history in state.histories.items()
        if name.number == 0 and history[-1].stage == "POSTED" and not state.is_retracted(name)
    }


def _public(state: State, name: DeliveryId) -> Public:
    last = state.history(name)[-1]
    edits = [one.at for one in state.amendments.get(name, ()) if (one.act, one.stage) == ("edit", "DONE")]
    return Public(at=last.at, updated=max([last.at, *edits]), url=last.url)
