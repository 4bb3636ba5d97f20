"""What came of a pull: for people, and for programs."""

from datetime import datetime
from typing import Any, Literal
from zoneinfo import ZoneInfo

from msgspec import Struct

from smmgen.metrics.snapshot import Damage
from smmgen.model.numbers import Numbers, engagement_rate

Outcome = Literal["new", "same", "none", "unread"]
"""New numbers; the same as the last time; the network has none (any more); it could not be asked."""


class PostLine(Struct, frozen=True, kw_only=True):
    """One post on one account; `followers` are the account's."""

    account: str
    network: str
    post: str
    posted: datetime
    url: str
    outcome: Outcome
    numbers: Numbers = Numbers()
    followers: int | None = None
    why: str = ""

    def data(self) -> dict[str, Any]:
        """Return it for `--format json`; numbers that the network does not tell are not there."""
        rate = engagement_rate(self.numbers, self.followers)
        return {
            "account": self.account,
            "network": self.network,
            "post": self.post,
            "posted": _moment(self.posted),
            "url": self.url,
            "outcome": self.outcome,
            "numbers": dict(self.numbers.told()),
            "engagement_rate": round(rate.value, 6) if rate else None,
            "engagement_of": rate.of if rate else "",
            "why": self.why,
        }


class AccountLine(Struct, frozen=True, kw_only=True):
    """One account: asked, not to be asked (`why` says why), or asked in vain until `retry_at` (UTC)."""

    account: str
    network: str
    outcome: Literal["asked", "silent", "failed"]
    followers: int | None = None
    why: str = ""
    retry_at: datetime | None = None

    def data(self) -> dict[str, Any]:
        """Return it for `--format json`."""
        return {
            "account": self.account,
            "network": self.network,
            "outcome": self.outcome,
            "followers": self.followers,
            "why": self.why,
            "retry_at": _moment(self.retry_at) if self.retry_at else "",
        }


class PullReport(Struct, frozen=True, kw_only=True):
    """A whole pull at `now` (UTC)."""

    now: datetime
    accounts: tuple[AccountLine, ...] = ()
    posts: tuple[PostLine, ...] = ()
    damage: tuple[Damage, ...] = ()

    @property
    def exit_code(self) -> int:
        """Return 3 where something could not be read, 1 where what was kept is damaged, else 0."""
        is_short = any(one.outcome == "failed" for one in self.accounts)
        is_short |= any(one.outcome == "unread" for one in self.posts)
        return 3 if is_short else 1 if self.damage else 0

    def data(self) -> dict[str, Any]:
        """Return the report for `--format json`."""
        outcomes = [one.outcome for one in self.posts]
        return {
            "version": 1,
            "now": _moment(self.now),
            "accounts": [one.data() for one in self.accounts],
            "posts": [one.data() for one in self.posts],
            "damage": [{"path": one.path, "line": one.line, "why": one.why} for one in self.damage],
            "summary": {name: outcomes.count(name) for name in sorted(set(outcomes))},
        }

    def text(self, zone: ZoneInfo) -> str:
        """Return the report for people, with times of the brand's zone."""
        lines = []
        for account in self.accounts:
            lines.append(_head(account, zone))
            lines += [_line(one) for one in self.posts if one.account == account.account]
        lines += [f"Damaged, and not counted: {one}" for one in self.damage]
        return "\n".join(lines or ["Nothing that is public is young enough to be asked for."]) + "\n"


def _head(account: AccountLine, zone: ZoneInfo) -> str:
    told = f": {account.followers} followers" if account.followers is not None else ""
    until = (
        f" It may be asked again at {account.retry_at.astimezone(zone):%a %d %b %H:%M}."
        if account.retry_at
        else ""
    )
    why = f": {account.why}" if account.why else ""
    return f"{account.account} ({account.network}){told}{why}{until}"


def _line(one: PostLine) -> str:
    numbers = ", ".join(f"{value} {name.replace('_', ' ')}" for name, value in one.numbers.told())
    rate = engagement_rate(one.numbers, one.followers)
    of = f", {rate.value:.1%} of {rate.of} engaged" if rate else ""
    told = (
        f"{numbers}{of}"
        if numbers
        else one.why or "the network has no numbers of it, or it is not there any more"
    )
    return f"  {one.post}: {told}{' (as before)' * (one.outcome == 'same')}"


def _moment(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")
