"""Tell somebody in a chat or by mail what has just come to need them."""

from collections.abc import Mapping
from datetime import datetime

from smmgen.adapter import Adapter, Broken, NotReached, Sending, Sent, Session
from smmgen.ledger.record import History
from smmgen.ledger.state import State
from smmgen.model.bundle import File, FinishedMessage
from smmgen.model.delivery import Delivery, DeliveryId
from smmgen.model.document import Blocks, Paragraph, Run
from smmgen.model.fault import ConfigError
from smmgen.model.source import Span
from smmgen.model.variant import Message
from smmgen.publish.report import Line, Report, command

SHOWN = 8
LONGEST = 160
"""A chat message of eight lines of so many characters fits every chat and is read at a glance."""

_REFUSED = (401, 403)
"""A secret that is refused stops its account until somebody renews it."""

_PLACE = Span("smmgen.yaml")


def fresh(report: Report, state: State, run: str) -> tuple[Line, ...]:
    """Return the deliveries that need somebody since this run's rounds, and did not before.

    `run` is what the names of all its rounds begin with. A run comes every quarter of an hour: what it finds
    as it was is not told again.
    """
    return tuple(line for line in report.lines if _needs_somebody(state.history(line.id), run))


def _needs_somebody(history: History, run: str) -> bool:
    if not history or not history[-1].by.startswith(run):
        return False
    last = history[-1]
    refused = last.stage == "RETRY" and last.reason is not None and last.reason.http in _REFUSED
    if last.stage not in ("HELD", "FAILED") and not refused:
        return False
    same = (last.stage, last.kind, last.reason.http if last.reason else None)
    return not any(
        (one.stage, one.kind, one.reason.http if one.reason else None) == same for one in history[:-1]
    )


def letter(brand: str, lines: tuple[Line, ...], page: str = "") -> Blocks:
    """Write what is told: how many, what and why, the command, and the job's page if there is one."""
    posts, need = ("post", "needs") if len(lines) == 1 else ("posts", "need")
    count = f"{len(lines)} {posts} of {brand} {need} you."
    told = "\n".join(f"{line.id}: {_short(line.error or line.outcome)}" for line in lines[:SHOWN])
    more = f"\n… and {len(lines) - SHOWN} more" if len(lines) > SHOWN else ""
    free = command(lines[0].id) if lines[0].is_stuck else "smmgen doctor"
    end = [Run(f"See smmgen status, then: {free}")]
    if page:
        end += [Run("\n"), Run(page, kind="link", href=page)]
    return tuple(Paragraph(runs, _PLACE) for runs in ((Run(count),), (Run(told + more),), tuple(end)))


def send(network: Adapter, session: Session, blocks: Blocks, by: str, now: datetime) -> str:
    """Send the letter once; return why it did not arrive for sure, empty where it did."""
    account = session.account
    written = network.write(blocks, account)
    name = DeliveryId(account.name, by.replace(".", "-").lower())
    length = network.count(written, account)
    message = Message(
        number=0,
        written=written,
        length=length,
        limit=network.limits(account).text,
        title="Posts that need you",
        options=network.message_options(account, account.language or "en"),
        span=_PLACE,
    )
    delivery = Delivery(
        id=name,
        network=network.name,
        due=now,
        total=1,
        content=FinishedMessage(message),
        digest="",
        fingerprint="",
    )
    sending = Sending(
        delivery=delivery,
        key=network.key(name, now),
        first_tried=now,
        thread=(),
        reply_to="",
        read=_no_file,
    )
    try:
        outcome = network.send(session, sending)
    except (NotReached, Broken, ConfigError) as fault:
        return str(fault)
    except Exception as fault:  # foreign code
        return f"{type(fault).__name__}: {fault}"
    return "" if isinstance(outcome, Sent) else outcome.why


def job_page(environment: Mapping[str, str]) -> str:
    """Return the address of this job's page on GitHub, empty elsewhere."""
    parts = [
        environment.get(name, "") for name in ("GITHUB_SERVER_URL", "GITHUB_REPOSITORY", "GITHUB_RUN_ID")
    ]
    return "{}/{}/actions/runs/{}".format(*parts) if all(parts) else ""


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= LONGEST else plain[: LONGEST - 1] + "…"


def _no_file(file: File) -> bytes:
    raise FileNotFoundError(file.path)
