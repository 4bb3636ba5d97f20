"""Whether an account can publish: who its secret speaks as, what it may do, and when it ends."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from types import MappingProxyType
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from smmgen.adapter import Adapter, Broken, Identity, NotReached, Session, adapter
from smmgen.clock import parse_when
from smmgen.model.brand import Account, Brand
from smmgen.model.fault import ConfigError
from smmgen.publish.desk import Adapters, OpenSession
from smmgen.publish.sessions import check_secrets

WARNED = timedelta(days=14)
"""So long before a secret ends people are told."""


class Health(Struct, frozen=True, kw_only=True):
    """What one account's network says; `fault` is why it cannot publish, empty where it can.

    `identity` is None where the network was not asked, or did not say.
    """

    account: str
    network: str
    identity: Identity | None = None
    fault: str = ""
    notes: tuple[str, ...] = ()

    @property
    def is_ill(self) -> bool:
        """Tell whether the account cannot publish."""
        return bool(self.fault or (self.identity and self.identity.missing))

    def data(self) -> dict[str, Any]:
        """Return the finding for `--format json`."""
        who = self.identity or Identity(name="")
        return {
            "account": self.account,
            "network": self.network,
            "name": who.name,
            "url": who.url,
            "rights": list(who.rights),
            "missing": list(who.missing),
            "expires": who.expires.isoformat().replace("+00:00", "Z") if who.expires else "",
            "notes": [*who.notes, *self.notes],
            "fault": self.fault,
        }

    def text(self, now: datetime) -> str:
        """Return the finding for people, a line for each thing to know."""
        who = self.identity
        state = self.fault or (f"is {who.name}{f' {who.url}' if who.url else ''}" if who else "was not asked")
        lines = [f"{self.account} ({self.network}): {state}"]
        if who:
            lines += [f"  may: {', '.join(who.rights)}"] if who.rights else []
            lines += [f"  lacks {lacked}" for lacked in who.missing]
            lines += [f"  {_end(who.expires, now)}"] if who.expires else []
            lines += [f"  {note}" for note in who.notes]
        return "\n".join([*lines, *(f"  {note}" for note in self.notes)]) + "\n"


def _end(expires: datetime, now: datetime) -> str:
    days = (expires - now).days
    if expires <= now:
        return f"The secret ended on {expires:%Y-%m-%d}."
    return f"The secret ends on {expires:%Y-%m-%d}, in {days} day{'' if days == 1 else 's'}."


def examine(
    brand: Brand,
    open_session: OpenSession,
    now: datetime,
    only: str = "",
    adapters: Adapters = adapter,
    resting: Mapping[str, str] = MappingProxyType({}),
) -> tuple[Health, ...]:
    """Ask the network of every account, or of one; what goes wrong with one stops no other.

    `resting` says why an account's network is not asked.
    """
    accounts = [*brand.accounts.values(), *([brand.notify] if brand.notify else [])]
    return tuple(
        _examined(account, adapters(account.network), open_session, now, resting.get(account.name, ""))
        for account in accounts
        if only in ("", account.name)
    )


def _examined(
    account: Account, network: Adapter, open_session: OpenSession, now: datetime, rests: str
) -> Health:
    blank = Health(account=account.name, network=account.network)
    try:
        session = open_session(account)
        check_secrets(session)
    except ConfigError as fault:
        return replace(blank, fault=str(fault))
    if rests:
        return replace(blank, notes=(rests,))
    if network.identify is None:
        return replace(blank, notes=(f"smmgen has no harmless call to ask {network.title} with.",))
    found = _asked(network, session)
    if isinstance(found, Identity):
        ends = [end for end in (found.expires, stated_end(account)) if end]
        return replace(blank, identity=replace(found, expires=min(ends, default=None)))
    return replace(blank, fault=found)


def _asked(network: Adapter, session: Session) -> Identity | str:
    """Return who we are, or why nobody says."""
    if network.identify is None:
        return "was not asked"
    try:
        found = network.identify(session)
    except (NotReached, Broken, ConfigError) as fault:
        return str(fault)
    except Exception as fault:  # foreign code
        return f"{type(fault).__name__}: {fault}"
    return found if isinstance(found, Identity) else found.why


def stated_end(account: Account) -> datetime | None:
    """Return the end of the account's secret as smmgen.yaml has it (`token_expires`, UTC), else None."""
    when = parse_when(account.text("token_expires"))
    day: date | None = when.date if when else None
    return datetime.combine(day, time(), UTC) if day else None


def endings(
    brand: Brand, now: datetime, learned: Mapping[str, datetime] = MappingProxyType({})
) -> tuple[str, ...]:
    """Tell which secrets end soon or have ended, as smmgen.yaml has it or a run has `learned` by account."""
    told = []
    for account in brand.accounts.values():
        stated = stated_end(account)
        ends = [end for end in (stated, learned.get(account.name)) if end]
        if ends and min(ends) - now <= WARNED:
            advice = "Renew it before then" + (", and change `token_expires`." if stated else ".")
            told.append(f"{account.name}: {_end(min(ends), now)} {advice}")
    return tuple(told)
