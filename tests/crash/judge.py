"""What is public and what the ledger says of it, compared when all is quiet."""

from collections.abc import Iterator

from smmgen.ledger.record import Record
from smmgen.ledger.state import State
from smmgen.model.bundle import Bundle
from smmgen.model.delivery import DeliveryId
from tests.crash.network import EXACT, Post
from tests.crash.world import World

OPEN = ("", "SENDING", "UNKNOWN", "RETRY")
ON_TIME = ("missed", "late", "unknown")
"""Why even an exact network's delivery may be held where a schedule outruns the grace."""


def stages(state: State, bundle: Bundle) -> dict[DeliveryId, str]:
    """Return where each delivery stands; what waits for a part that is stuck is BLOCKED."""
    found: dict[DeliveryId, str] = {}
    for name in names(bundle):
        last = state.last(name)
        before = found.get(name._replace(number=name.number - 1))
        is_blocked = last is None and before in ("HELD", "FAILED", "BLOCKED")
        found[name] = last.stage if last else "BLOCKED" if is_blocked else ""
    return found


def names(bundle: Bundle) -> Iterator[DeliveryId]:
    """Yield every delivery's name, the parts of a thread in order."""
    for post_id, of in bundle.variants.items():
        for account, variant in of.items():
            yield from (DeliveryId(account, post_id, number) for number in range(len(variant.messages)))


def is_open(world: World) -> bool:
    return any(stage in OPEN for stage in stages(world.state(), world.bundle).values())


def copies(world: World, name: DeliveryId) -> list[Post]:
    """Return what is public of a delivery by now."""
    server = world.servers[name.account]
    server.land()
    return [one for one in server.posts if one.delivery == str(name)]


def judge(world: World) -> list[str]:
    """Return, in words, what is doubled, lost, told wrong, or held though the network can tell."""
    state = world.state()
    return [
        f"{name}: {what}"
        for name, stage in stages(state, world.bundle).items()
        for what in _wrong(world, name, stage, state.last(name))
    ]


def _wrong(world: World, name: DeliveryId, stage: str, last: Record | None) -> Iterator[str]:
    public, kind = copies(world, name), last.kind if last else ""
    if len(public) > 1:
        yield f"double: it is public {len(public)} times"
    if stage in OPEN:
        yield f"lost: it stays {stage or 'unclaimed'}"
    if stage == "POSTED" and last and last.remote_id not in [one.remote_id for one in public]:
        yield f"false: posted as {last.remote_id}, and that is not there"
    if public and (stage in ("FAILED", "BLOCKED") or kind in ("late", "missed", "attempts")):
        yield f"false: {stage} {kind}, and it is public"
    if stage in ("HELD", "FAILED") and not kind:
        yield f"lost: {stage} without a reason"
    if stage == "HELD" and world.servers[name.account].kind in EXACT and not _may_hold(world, kind):
        yield f"held: {kind}, and its network can tell"
    if public and name.number and public[0].reply_to not in _answered(world, name):
        yield f"false: it answers {public[0].reply_to or 'nothing'}"


def _may_hold(world: World, kind: str) -> bool:
    return kind == "changed" or (world.is_hurried and kind in ON_TIME)


def _answered(world: World, name: DeliveryId) -> list[str]:
    return [one.remote_id for one in copies(world, name._replace(number=name.number - 1))]
