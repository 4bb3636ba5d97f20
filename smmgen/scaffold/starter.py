"""Begin a content repository: the brand, its accounts, a theme, one month of examples and its plan."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Any

from msgspec import Struct

from smmgen.adapter import Adapter
from smmgen.model.brand import Account
from smmgen.model.fault import UsageError
from smmgen.model.option import Option
from smmgen.scaffold.fill import FILES, fill

LANGUAGES = ("en", "ru")
"""Languages that the examples are written in; a brand of another language gets the English ones."""

_POSTING_DAYS = (1, 3)
"""Tuesday and Thursday, two posts a week: what one person can keep up."""

_MONTHS = (
    ("January", "января", "январь"),
    ("February", "февраля", "февраль"),
    ("March", "марта", "март"),
    ("April", "апреля", "апрель"),
    ("May", "мая", "май"),
    ("June", "июня", "июнь"),
    ("July", "июля", "июль"),
    ("August", "августа", "август"),
    ("September", "сентября", "сентябрь"),
    ("October", "октября", "октябрь"),
    ("November", "ноября", "ноябрь"),
    ("December", "декабря", "декабрь"),
)
"""Each month in English, in Russian behind a day, in Russian alone."""

_EXAMPLES: Mapping[str, str] = MappingProxyType(
    {
        "telegram.chat": '"@your_channel"',
        "bluesky.handle": "your-name.bsky.social",
        "mastodon.base_url": "https://mastodon.social",
        "vk.group": "1",
        "linkedin.author": "urn:li:organization:1",
        "livejournal.timezone": "Europe/Moscow",
        "matrix.room": '"#your-room:your.server.example"',
        "newsletter.base_url": "smtp://smtp.your.server.example:587",
        "newsletter.sender": "news@your.server.example",
        "newsletter.to": "readers@your.server.example",
        "newsletter.user": "news@your.server.example",
        "pinterest.board": '"1"',
        "reddit.subreddit": "your_community",
        "slack.channel": "C0123456789",
    }
)
"""What stands in a new `smmgen.yaml` until its owner fills in their own, where the kind is no help."""


_MORE: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"ok": ("session_secret",), "newsletter": ("to", "user", "password")}
)
"""Options that a usual account has though not every one needs them."""


class Starter(Struct, frozen=True, kw_only=True):
    """What is known of a new brand. `month` is the first day of its first month; `networks` are adapters."""

    name: str
    url: str
    timezone: str
    language: str
    networks: tuple[Adapter, ...]
    month: date


def files(starter: Starter) -> dict[str, str]:
    """Return the texts of a new content repository by path, without its workflows."""
    values = _values(starter)
    language, month = _language(starter), f"{starter.month:%Y-%m}"
    names = [path.name for path in sorted((FILES / language / "posts").iterdir())]
    texts = [fill(f"{language}/posts/{name}", values) for name in names]
    made = {
        f"content/posts/{month}/{day}-{name[3:]}": text
        for day, name, text in zip(values["days"], names, texts, strict=True)
        if "accounts: []" not in text
    }
    values["rows"] = [_row(path, text) for path, text in made.items()]
    return {
        "smmgen.yaml": fill("smmgen.yaml", values),
        "themes/brand/theme.yaml": fill("theme.yaml", values),
        f"plans/{month}.md": fill(f"{language}/plan.md", values),
        "plans/strategy.md": fill(f"{language}/strategy.md", values),
        "README.md": fill("README.md", values),
        ".gitignore": fill("gitignore", values),
        ".github/CODEOWNERS": fill("CODEOWNERS", values),
        **made,
    }


def write_new(folder: Path, texts: Mapping[str, str]) -> None:
    """Write files below `folder`; raise `UsageError`, nothing written, where one is there already."""
    for path in texts:
        if (folder / path).exists():
            raise UsageError(
                f"{folder / path} is there already, and nothing was written. Choose another folder."
            )
    for path, text in texts.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8", newline="\n")


def _values(starter: Starter) -> dict[str, Any]:
    days = _days(starter.month)
    accounts = [_account(network) for network in starter.networks]
    renewed = [name for account in accounts for name in account["renewed"]]
    secrets = [name for account in accounts for name in account["secrets"] if name not in renewed]
    event = days[-1] + timedelta(days=2)
    is_russian = _language(starter) == "ru"
    return {
        "name": starter.name,
        "url": starter.url.rstrip("/"),
        "timezone": starter.timezone,
        "language": starter.language,
        "configured": accounts,
        "is_hosted": any(network.fetches_media for network in starter.networks),
        "accounts": _takers(starter.networks),
        "renewed": renewed,
        "secrets": [*secrets, "GH_TOKEN"] if renewed else secrets,
        "month": f"{starter.month:%Y-%m}",
        "month_words": month_words(starter.month, _language(starter)),
        "goal_day": f"{starter.month.year + 1}-{starter.month.month:02}-01",
        "days": [day.isoformat() for day in days],
        "event": event.isoformat(),
        "event_words": f"{event.day} {_MONTHS[event.month - 1][is_russian]}",
        "cadence": ", ".join(f"{account['name']}: {len(_POSTING_DAYS)}" for account in accounts),
    }


def month_words(first: date, language: str) -> str:
    """Return a month's name and year, in Russian or else in English, with a capital at its head."""
    name = _MONTHS[first.month - 1][2 if language.partition("-")[0] == "ru" else 0]
    return f"{name.capitalize()} {first.year}"


def _language(starter: Starter) -> str:
    language = starter.language.partition("-")[0]
    return language if language in LANGUAGES else LANGUAGES[0]


def _takers(networks: tuple[Adapter, ...]) -> dict[str, Any]:
    """Return the names of the accounts that take a picture, the last of them, and those that take a poll."""
    pictures = [one.name for one in networks if "image" in one.abilities]
    polls = [one.name for one in networks if "poll" in one.abilities]
    return {"pictures": pictures, "last": "".join(pictures[-1:]), "polls": polls}


def _days(month: date) -> list[date]:
    """Return eight posting days from the month's first on."""
    days = (month + timedelta(days=number) for number in range(35))
    return [day for day in days if day.weekday() in _POSTING_DAYS][:8]


def _account(network: Adapter) -> dict[str, Any]:
    """Return an account with every option that its network cannot do without."""
    more = _MORE.get(network.name, ())
    needed = {name: one for name, one in network.options.items() if one.required or name in more}
    if not any(option.kind == "secret" for option in needed.values()):
        needed |= {
            name: option
            for name, option in network.options.items()
            if option.kind == "secret" and name != "token"
        }
    secrets = {
        name: f"{network.name}_{name}".upper() for name, option in needed.items() if option.kind == "secret"
    }
    lines = [_line(network.name, name, option, secrets.get(name, "")) for name, option in needed.items()]
    server = _EXAMPLES.get(f"{network.name}.base_url", "https://your.server.example")
    address = [] if network.host else [f"base_url: {server} # the server that the account is on"]
    return {
        "name": network.name,
        "network": network.name,
        "secrets": list(secrets.values()),
        "renewed": [
            secrets[name] for name in network.renews(Account(name=network.name, network=network.name))
        ],
        "lines": [*address, *lines],
    }


def _line(network: str, name: str, option: Option, secret: str) -> str:
    example = {"number": "1", "flag": "true", "choice": "".join(option.choices[:1]), "list": "[]"}
    value = (
        f"env:{secret}" if secret else _EXAMPLES.get(f"{network}.{name}", example.get(option.kind, "fill-in"))
    )
    return f"{name}: {value} # {option.help}"


def _row(path: str, text: str) -> dict[str, str]:
    """Return the plan's row of a post."""

    def of(key: str) -> str:
        found = re.search(rf"^{key}: (.*?)(?: # .*)?$", text, re.MULTILINE)
        return found[1] if found else ""

    day, _, time = of("publish_at").partition(" ")
    post = Path(path).stem[len("2026-12-01-") :]
    row = {"date": day, "time": time, "rubric": of("rubric"), "topic": of("title"), "post": post}
    return row | {"accounts": of("accounts").strip("[]")}
