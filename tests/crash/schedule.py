"""A schedule of runs, crashes and faults that follows from its seed alone."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random

from msgspec.structs import replace

from smmgen.ledger.operate import Verdict
from smmgen.model.bundle import Bundle, FinishedMessage, FinishedVariant
from smmgen.model.delivery import DeliveryId
from smmgen.model.variant import Written
from tests.crash.githost import PUSH_FAULTS
from tests.crash.judge import copies, is_open, judge, stages
from tests.crash.network import FAULTS, KINDS, OF_DRAFTS
from tests.crash.process import Mishap, Process, kill, stall
from tests.crash.s3host import PUT_FAULTS
from tests.crash.world import GRACE, MINUTE, World
from tests.publish.stage import DUE, brand, post, together, with_picture

GAPS = (0, 1, 3, 7, 15, 16, 20, 21, 30, 44, 46, 61, 90)
STALLS = (20, 70, 130, 400, 1300, 2400, 4000)
NOT_SENT = (
    "not-reached",
    "429",
    "429:120",
    "429:1500",
    "draft-lost",
    "draft-unnamed",
    "draft-500",
    "draft-429",
    "pending",
)
OFTEN = ("timeout-late", "reset-late", "reset-after")
MOST_NOT_SENT = 3
"""Attempts that sent nothing end in a hold after the fifth; so few cannot hold anything."""


HURRIED = timedelta(hours=6)
WRITE_FAULTS = {"git": PUSH_FAULTS, "s3": PUT_FAULTS}
"""What can go wrong in a write of the ledger, by the place where it is kept."""


@dataclass(frozen=True)
class Played:
    """What was found wrong in a schedule, how its deliveries ended, and how often a publisher was killed."""

    seed: int
    broken: tuple[str, ...]
    ends: Counter[str] = field(default_factory=Counter)
    crashes: int = 0


def play(seed: int, tell: Callable[[str], None] | None = None, place: str = "git") -> Played:
    """Play the schedule of a seed and judge it; `tell` is told every step."""
    world = played(seed, tell, place)
    broken = judge(world)
    if not broken and world.chance.random() < 0.3:
        broken = _with_a_person(world)
    ends = Counter(stages(world.state(), world.bundle).values())
    crashes = sum(end.startswith("killed") for end in world.ends)
    return Played(seed, (*world.witness.broken, *broken), ends, crashes)


def played(seed: int, tell: Callable[[str], None] | None = None, place: str = "git") -> World:
    """Return the world as the schedule of a seed leaves it, when all is quiet again."""
    chance = Random(seed)
    world = _world(chance, tell, place)
    _storm(world, chance)
    calm(world)
    return world


def _world(chance: Random, tell: Callable[[str], None] | None, place: str) -> World:
    """Make a brand of one to three accounts with up to three posts, and the faults that wait for them."""
    kinds = chance.choices((*KINDS, "windowed"), k=chance.choice((1, 2, 2, 3)))
    accounts = tuple(f"{kind}-{number}" for number, kind in enumerate(kinds))
    grace = HURRIED if chance.random() < 0.1 else GRACE
    world = World(brand(*accounts, grace=grace), _content(accounts, chance), chance, tell=tell, place=place)
    for server in world.servers.values():
        server.faults = _faults(server.kind, chance)
    many = chance.choice((0, 60))
    faults = WRITE_FAULTS[place]
    world.host.faults = [chance.choice(faults) if chance.random() < 0.15 else "" for _ in range(many)]
    return world


def _content(accounts: tuple[str, ...], chance: Random) -> Bundle:
    made = []
    for number in range(chance.choice((1, 2, 3))):
        parts = chance.choice((1, 1, 3))
        texts = tuple(f"Text {number}.{part}." for part in range(parts))
        late = timedelta(minutes=chance.choice((0, 0, 5, 40)))
        one = post(f"post-{number}", *texts, accounts=accounts, at=DUE + late)
        made.append(with_picture(one, b"") if chance.random() < 0.3 else one)
    return together(*made)


def _faults(kind: str, chance: Random) -> list[str]:
    """Return the faults of one server's next calls; drafts are trouble only where there are any."""
    known = [fault for fault in (*FAULTS, *OFTEN) if kind == "handle" or fault not in OF_DRAFTS]
    found = [chance.choice(known) if chance.random() < 0.4 else "" for _ in range(12)]
    idle = [place for place, fault in enumerate(found) if fault in NOT_SENT][MOST_NOT_SENT:]
    return ["" if place in idle else fault for place, fault in enumerate(found)]


def _storm(world: World, chance: Random) -> None:
    """Run publishers, kill and stall them, and let them meet."""
    for _ in range(chance.choice((2, 4, 6))):
        world.clock.wait(chance.choice(GAPS) * MINUTE)
        if chance.random() < 0.06:
            world.bundle = _edited(world.bundle, chance)
        world.publish(_mishaps(world, chance), skew=_skew(chance), leaves_git=chance.random() < 0.4)


def _skew(chance: Random) -> float:
    return chance.choice((0.0, 0.0, 0.0, -55.0, 55.0, 100.0))


def _mishaps(world: World, chance: Random, *, is_rival: bool = False) -> dict[int | str, Mishap]:
    """Choose what befalls one run: a stall, a second publisher in the midst of it, and its end."""
    found: dict[int | str, Mishap] = {}
    if chance.random() < 0.3:
        found[chance.randint(1, 30)] = stall(chance.choice(STALLS))
    if not is_rival and chance.random() < 0.35:
        found[chance.randint(1, 30)] = _rival(world, chance)
    if not is_rival and chance.random() < 0.2:
        found[f"push {chance.randint(1, 4)}"] = overtaken(world, chance.choice((60, 4000)))
    if chance.random() < 0.6:
        found[chance.randint(1, 34)] = kill
    return found


def _rival(world: World, chance: Random) -> Mishap:
    """Let another publisher run; where a call has just begun, nothing can last long."""

    def mishap(process: Process, name: str) -> None:
        mishaps = {} if name == "call" else _mishaps(world, chance, is_rival=True)
        world.publish(mishaps, skew=_skew(chance))

    return mishap


def overtaken(world: World, seconds: float) -> Mishap:
    """Stop a process for longer than its lease, let another one run, and wake it after some seconds more."""

    def mishap(process: Process, name: str) -> None:
        if name != "call":
            world.clock.wait(22 * MINUTE)
            world.publish()
            world.clock.wait(seconds)

    return mishap


def _edited(bundle: Bundle, chance: Random) -> Bundle:
    """Change the text of one post on all its accounts."""
    name = chance.choice(sorted(bundle.variants))

    of = {account: _reworded(variant) for account, variant in bundle.variants[name].items()}
    return Bundle({**bundle.variants, name: of})


def _reworded(variant: FinishedVariant) -> FinishedVariant:
    return replace(variant, messages=tuple(map(_reworded_message, variant.messages)))


def _reworded_message(one: FinishedMessage) -> FinishedMessage:
    text = f"Edited: {one.message.written.text}"
    return replace(one, message=replace(one.message, written=Written(text, text)))


def calm(world: World) -> None:
    """Let clean runs finish."""
    world.clear()
    for wait in (21, 21, 80, 80, 80, 80, 80, 80):
        world.clock.wait(wait * MINUTE)
        world.publish()
        if not is_open(world):
            return


def _with_a_person(world: World) -> list[str]:
    """Let a person look at the networks and settle what is stuck; then everything is public, once."""
    world.clock.wait(60 * MINUTE)
    for _ in range(8):
        found = stages(world.state(), world.bundle)
        stuck = [name for name, stage in found.items() if stage in ("HELD", "FAILED")]
        for name in stuck:
            _settle(world, name)
        if not stuck and not is_open(world):
            break
        world.publish()
        world.clock.wait(80 * MINUTE)
    left = {name: stage for name, stage in stages(world.state(), world.bundle).items() if stage != "POSTED"}
    return judge(world) + [
        f"{name}: lost: a person cannot free it from {stage}" for name, stage in left.items()
    ]


def _settle(world: World, name: DeliveryId) -> None:
    public = copies(world, name)
    world.resolve(name, Verdict("posted", public[0].remote_id) if public else Verdict("resend"))
