"""Read `smmgen.yaml`: the brand, its accounts, rubrics, slots and rules."""

from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from smmgen.adapter import Option, adapter, adapter_names
from smmgen.model.ads import Ads
from smmgen.model.brand import Account, Brand, Rubric, Rules, Utm
from smmgen.model.law import Law
from smmgen.model.source import Path, Source
from smmgen.model.spelling import Spelling
from smmgen.model.typography import Typography
from smmgen.model.voice import Voice
from smmgen.pattern import pattern
from smmgen.read import schema
from smmgen.read.ads import ads
from smmgen.read.feed import feed, feed_keys
from smmgen.read.hosting import hosting
from smmgen.read.law import law
from smmgen.read.ledger import ledger
from smmgen.read.node import Entries, Node, Scalar
from smmgen.read.schema import Reading
from smmgen.read.shape import Shape, form, name_of, object_of, shaped
from smmgen.read.spelling import spelling
from smmgen.read.time_hint import zone_hint
from smmgen.read.typography import typography
from smmgen.read.voice import voice
from smmgen.read.yaml import parse
from smmgen.text.links import host

PATH = "smmgen.yaml"
_SECRET = pattern(r"env:([A-Z][A-Z0-9_]*)")
_COMMON: Mapping[str, schema.Kind[Any]] = {
    "network": schema.name("network"),
    "language": schema.name("language"),
    "handle": schema.text,
    "base_url": schema.text,
    "paused": schema.flag,
    "ads": schema.flag,
    "hashtags": schema.whole,
    "token_expires": schema.day,
}
"""Keys of every account.

`token_expires` is when its secret ends, `hashtags` how many of them the brand wants there at most.
`ads: false` keeps advertisements away.
"""


def read_brand(source: Source) -> tuple[Brand | None, Reading]:
    """Read the configuration; the brand is None where it has no usable `brand:` part."""
    reading = Reading(source)
    node, findings = parse(source)
    reading.findings += findings
    if node is None:
        if not findings:
            reading.error("BRD001", reading.spans().whole, "smmgen.yaml is empty.", _START)
        return None, reading
    values = schema.entries(reading, node, (), _KEYS, "smmgen.yaml")
    brand = values.get("brand", {})
    if not brand.get("name") or "timezone" not in brand:
        written = _value(node, "brand")
        if missing := [key for key in ("name", "timezone") if not _is_written(written, key)]:
            reading.error("FMT003", node.span, f"The brand needs {' and '.join(missing)}.", _START)
        return None, reading
    if _is_written(node, "ledger") and "ledger" not in values:
        return None, reading  # nobody may take another ledger for the one that was meant
    return _brand(reading, brand, values), reading


_START = "Start with: brand: {name: Northwind Coffee, timezone: Europe/Berlin}."


def _brand(reading: Reading, brand: Mapping[str, Any], values: Mapping[str, Any]) -> Brand:
    utm = dict(values.get("utm", {}))
    own = host(brand.get("url", ""))
    hosts = utm.pop("hosts", (own,) if own else ())
    return Brand(
        name=brand["name"],
        url=brand.get("url", ""),
        timezone=brand["timezone"],
        language=brand.get("language", "en"),
        theme=values.get("theme", ""),
        accounts={
            name: _with_language(account, brand.get("language", "en"))
            for name, account in values.get("accounts", {}).items()
        },
        rubrics={name: _rubric(name, of) for name, of in values.get("rubrics", {}).items()},
        slots=values.get("slots", {}),
        quiet_hours=values.get("quiet_hours"),
        numbering=values.get("numbering", ""),
        hosting=values.get("hosting"),
        ledger=values.get("ledger"),
        feed=feed(reading, values.get("feed"), values.get("hosting")),
        notify=values.get("notify"),
        keep_secret=values.get("secrets", {}).get("keep", ()),
        utm=Utm(utm, hosts),
        voice=values.get("voice", Voice()),
        ads=values.get("ads", Ads()),
        law=values.get("law", Law()),
        typography=values.get("typography", Typography()),
        spelling=values.get("spelling", Spelling()),
        rules=Rules(**values.get("rules", {})),
        spans=reading.spans(),
        **values.get("publish", {}),
    )


def _with_language(account: Account, language: str) -> Account:
    return account if account.language else replace(account, language=language)


def _rubric(name: str, values: Mapping[str, Any]) -> Rubric:
    return Rubric(
        name=name,
        is_ad=values.get("ad", False),
        **{key: value for key, value in values.items() if key != "ad"},
    )


def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (ValueError, OSError):  # an unknown zone is a KeyError's child, a folder's name an OSError
        return None
    except KeyError:
        return None


def account_shape(network: str) -> Shape:
    """Return the shape of an account of a network."""
    options = adapter(network).options
    kinds = {**_COMMON, **{name: _option(option) for name, option in options.items()}}
    required = ("network", *(name for name, option in options.items() if option.required))
    return object_of(kinds, required)


@shaped(name_of("account-keys"))
def _account(reading: Reading, node: Node, path: Path) -> Account | None:
    network = _network(reading, node)
    if network is None:
        return None
    options = adapter(network).options
    kinds = {name: _option(option) for name, option in options.items()}
    values = schema.entries(reading, node, path, {**_COMMON, **kinds}, "The account")
    for name, option in options.items():
        if option.required and name not in values and not _is_written(node, name):
            example = (
                f"{name}: env:{str(path[-1]).upper().replace('-', '_')}_TOKEN"
                if option.kind == "secret"
                else f"{name}: …"
            )
            message = f"The account “{path[-1]}” ({network}) needs `{name}`: {option.help}"
            reading.error("FMT003", node.span, message, f"Add {example}")
    secrets = {
        name: values[name] for name, option in options.items() if option.kind == "secret" and name in values
    }
    return Account(
        name=str(path[-1]),
        network=network,
        options={
            key: value
            for key, value in values.items()
            if (key in options and key not in secrets) or key == "hashtags"
        }
        | ({"token_expires": values["token_expires"].isoformat()} if "token_expires" in values else {}),
        secrets=secrets,
        base_url=values.get("base_url", "").rstrip("/"),
        language=values.get("language", ""),
        handle=values.get("handle", ""),
        is_paused=values.get("paused", False),
        takes_ads=values.get("ads", True),
    )


def _value(node: Node | None, name: str) -> Node | None:
    found = node.entries if isinstance(node, Entries) else ()
    return next((value for key, value in found if key.text == name), None)


def _is_written(node: Node | None, name: str) -> bool:
    value = _value(node, name)
    return value is not None and not (isinstance(value, Scalar) and value.is_nothing)


def _network(reading: Reading, node: Node) -> str | None:
    if isinstance(node, Entries):
        for key, value in node.entries:
            if key.text == "network" and isinstance(value, Scalar):
                if _is_network(value.text):
                    return value.text
                reading.error(
                    "BRD003",
                    value.span,
                    f"There is no network “{value.text}”.",
                    schema.near(value.text, adapter_names()),
                )
                return None
    names = adapter_names()
    reading.error(
        "FMT003", node.span, "An account needs its network.", f"Add network: {names[0] if names else '…'}."
    )
    return None


def _is_network(name: str) -> bool:
    try:
        adapter(name)
    except KeyError:
        return False
    return True


def _option(option: Option) -> schema.Kind[Any]:
    if option.kind == "choice":
        return schema.choice(*option.choices)
    kinds: dict[str, schema.Kind[Any]] = {
        "text": schema.text,
        "number": schema.whole,
        "flag": schema.flag,
        "secret": _secret,
        "list": schema.list_of(schema.text),
    }
    return kinds[option.kind]


@shaped(form(_SECRET.pattern))
def _secret(reading: Reading, node: Node, path: Path) -> str | None:
    written = schema.text(reading, node, path)
    if written is None:
        return None
    if found := _SECRET.fullmatch(written):
        return found[1]
    name = f"{path[-2]}_{path[-1]}".upper().replace("-", "_")
    if written.startswith("env:"):
        message = f"“{written[4:]}” is no name of an environment variable."
        reading.error("BRD005", node.span, message, f"Use capitals, digits and _: env:{name}.")
    else:
        message = f"A secret must never stand in a file: `{path[-1]}` has one."
        hint = (
            f"Write env:{name}, set that variable where you publish, and renew the secret: git remembers it."
        )
        reading.error("BRD004", node.span, message, hint)
    return None


_RUBRIC: Mapping[str, schema.Kind[Any]] = {
    "title": schema.text,
    "card": schema.name("card"),
    "accounts": schema.list_of(schema.name("account")),
    "share": schema.share,
    "hashtags": schema.list_of(schema.text),
    "wants": schema.choice("action"),
    "ad": schema.flag,
}


_KEYS: Mapping[str, schema.Kind[Any]] = {
    "brand": schema.group(
        {
            "name": schema.text,
            "url": schema.text,
            "timezone": schema.parsed(_zone, "time zone", "Europe/Berlin", zone_hint, name_of("timezone")),
            "language": schema.name("language"),
        },
        "The brand",
        ("name", "timezone"),
    ),
    "theme": schema.name("theme"),
    "accounts": schema.mapping_of(_account, "The accounts"),
    "rubrics": schema.mapping_of(schema.group(_RUBRIC, "A rubric"), "The rubrics"),
    "slots": schema.mapping_of(schema.list_of(schema.slot), "The slots"),
    "quiet_hours": schema.hours,
    "publish": schema.group({"grace": schema.duration}, "`publish`"),
    "hosting": hosting(_secret),
    "ledger": ledger(_secret),
    "feed": feed_keys,
    "notify": _account,
    "secrets": schema.group({"keep": schema.list_of(schema.text)}, "`secrets`"),
    "numbering": schema.text,
    "utm": schema.group(
        {
            **dict.fromkeys(("source", "medium", "campaign", "term", "content", "id"), schema.text),
            "hosts": schema.list_of(schema.text),
        },
        "`utm`",
    ),
    "ads": ads,
    "law": law,
    "voice": voice,
    "typography": typography,
    "spelling": spelling,
    "rules": schema.group(
        {
            "ignore": schema.list_of(schema.text),
            "per_path": schema.mapping_of(schema.list_of(schema.text), "`per_path`"),
        },
        "`rules`",
    ),
}

SHAPE: Shape = object_of(_KEYS, ("brand",))
