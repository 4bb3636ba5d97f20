"""The brand: who speaks, where, in which sections and when (`smmgen.yaml`)."""

from collections.abc import Mapping
from datetime import time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from msgspec import Struct, field

from smmgen.clock import Slot
from smmgen.model.ads import Ads
from smmgen.model.bucket import Bucket
from smmgen.model.feed import Feed
from smmgen.model.hosting import Hosting
from smmgen.model.law import Law
from smmgen.model.option import OptionValue
from smmgen.model.source import Spans
from smmgen.model.spelling import Spelling
from smmgen.model.typography import Typography
from smmgen.model.voice import Voice


class Account(Struct, frozen=True, kw_only=True):
    """One channel, page or profile of the brand on a network.

    `options` are the network's own keys, typed as its adapter asks; a secret's value is never here:
    `secrets` maps the option to the NAME of its environment variable. `base_url` is empty for the
    network's own servers. `language` is an IETF tag such as "en" or "ru".
    Where it `takes_ads` no longer, the brand wants no advertisement there.
    """

    name: str
    network: str
    options: Mapping[str, OptionValue] = {}
    secrets: Mapping[str, str] = {}
    base_url: str = ""
    language: str = ""
    handle: str = ""
    is_paused: bool = False
    takes_ads: bool = True

    def text(self, option: str) -> str:
        """Return a text option, empty where it was not given."""
        value = self.options.get(option, "")
        return value if isinstance(value, str) else str(value)

    def number(self, option: str, default: int) -> int:
        """Return a whole-number option, else `default`."""
        value = self.options.get(option)
        return value if isinstance(value, int) and not isinstance(value, bool) else default

    def words(self, option: str) -> tuple[str, ...]:
        """Return an option's list of texts, none where it was not given."""
        value = self.options.get(option)
        return value if isinstance(value, tuple) else ()

    def flag(self, option: str, *, default: bool = False) -> bool:
        """Return a yes-or-no option, else `default`."""
        value = self.options.get(option)
        return value if isinstance(value, bool) else default


class Rubric(Struct, frozen=True, kw_only=True):
    """A recurring section of the content plan.

    `share` is its part of the posts, 0 to 1, where stated. `wants` is what its posts must have. With `is_ad`
    its posts are advertisements.
    """

    name: str
    title: str = ""
    card: str = ""
    accounts: tuple[str, ...] = ()
    share: float | None = None
    hashtags: tuple[str, ...] = ()
    wants: Literal["", "action"] = ""
    is_ad: bool = False


class Utm(Struct, frozen=True):
    """How the brand tags its links: parameter name without `utm_` to a template such as "{network}".

    Only links to `hosts` (and their subdomains) are tagged: tags on other people's sites are noise.
    """

    parameters: Mapping[str, str] = {}
    hosts: tuple[str, ...] = ()


class Rules(Struct, frozen=True):
    """Which findings the brand does not want: codes, everywhere or by path pattern (fnmatch)."""

    ignore: tuple[str, ...] = ()
    per_path: Mapping[str, tuple[str, ...]] = {}


class Brand(Struct, frozen=True, kw_only=True):
    """All of `smmgen.yaml`. `grace` is how late a post may still go out by itself.

    `keep_secret` is the command that takes a secret which its network has replaced, on its standard input, to
    where the user keeps it; {name} in it stands for the name of the environment variable.
    `ledger` is the bucket that keeps the ledger; without one it is a git branch.
    `notify` is the chat or mail account that is told what needs somebody; no post goes there.
    """

    name: str
    url: str = ""
    timezone: ZoneInfo
    language: str = "en"
    theme: str = ""
    accounts: Mapping[str, Account] = {}
    rubrics: Mapping[str, Rubric] = {}
    slots: Mapping[str, tuple[Slot, ...]] = {}
    quiet_hours: tuple[time, time] | None = None
    grace: timedelta = timedelta(hours=6)
    numbering: str = ""
    hosting: Hosting | None = None
    ledger: Bucket | None = None
    feed: Feed | None = None
    keep_secret: tuple[str, ...] = ()
    notify: Account | None = None
    utm: Utm = field(default_factory=Utm)
    voice: Voice = field(default_factory=Voice)
    ads: Ads = field(default_factory=Ads)
    law: Law = field(default_factory=Law)
    typography: Typography = field(default_factory=Typography)
    spelling: Spelling = field(default_factory=Spelling)
    rules: Rules = field(default_factory=Rules)
    spans: Spans
