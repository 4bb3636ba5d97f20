"""What only the command line knows: when it is called, by whom, and where."""

import getpass
import re
import secrets
from collections.abc import Mapping
from datetime import UTC, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

from smmgen.clock import parse_when, to_utc, with_offset
from smmgen.model.brand import Brand
from smmgen.model.fault import ConfigError, UsageError
from smmgen.model.project import Project
from smmgen.model.source import Span, Spans
from smmgen.pipeline import Built, Findings, load
from smmgen.read.brand import PATH, read_brand
from smmgen.read.repository import open_source
from smmgen.read.tree import Folder


def moment(text: str, zone: ZoneInfo) -> datetime:
    """Read --now: a time of the brand, or one with an offset; return it in UTC."""
    when = parse_when(text)
    if when is None:
        raise UsageError(f'“{text}” is no time. Write "2026-12-01 10:00", or 2026-12-01T10:00+01:00.')
    at = when.time or time()
    if when.offset is not None:
        return with_offset(when.date, at, when.offset)
    found = to_utc(when.date, at, zone)
    if not isinstance(found, datetime):
        raise UsageError(f"“{text}” is in {zone.key} no time or two, as the clocks change. Add an offset.")
    return found


def now_or(text: str | None, zone: ZoneInfo) -> datetime:
    """Return --now where it was given, else the time."""
    return moment(text, zone) if text else datetime.now(UTC)


def run_name(environment: Mapping[str, str]) -> str:
    """Name this run so that no other has its name: a job may be run again under its own number."""
    parts = [environment.get(name, "") for name in ("GITHUB_RUN_ID", "GITHUB_RUN_ATTEMPT")]
    job = ".".join(parts) if all(re.fullmatch(r"[0-9]{1,20}", part) for part in parts) else "local.1"
    return f"{job}.{secrets.token_hex(6)}"


def operator(environment: Mapping[str, str]) -> str:
    """Name the person who decides, for the ledger."""
    try:
        name = environment.get("GITHUB_ACTOR") or getpass.getuser()
    except (KeyError, OSError):
        name = "somebody"
    plain = re.sub(r"[^A-Za-z0-9_-]+", "-", name)[:40]
    return f"operator.{plain}.{secrets.token_hex(3)}"


def usable(project: Project | None, findings: Findings, root: Path) -> Project:
    """Return the project; raise `ConfigError` with the first reason where there is none."""
    if project is None:
        raise unusable(findings, root)
    return project


def brand_of(root: Path) -> Brand:
    """Return the brand, for who needs no post; raise `ConfigError` where `smmgen.yaml` cannot be used."""
    source = open_source(Folder(root), PATH)[0]
    brand = read_brand(source)[0] if source else None
    if brand is None:
        loaded = load(Folder(root))
        return usable(loaded.project, loaded.findings, root).brand
    return brand


def unusable(findings: Findings, root: Path) -> ConfigError:
    """Return the first reason why there is no project."""
    errors = [one for one in findings if one.severity == "error"] or findings
    why = next((f"{one.span.path}:{one.span.line}: {one.message}" for one in errors), str(root))
    return ConfigError(f"There is no usable smmgen.yaml here: {why} See: smmgen check")


def check_account(brand: Brand, account: str) -> None:
    """Refuse an account that is not there: a typing error must not look like "nothing is due"."""
    if account and account not in brand.accounts:
        names = ", ".join(brand.accounts) or "none"
        raise UsageError(f"There is no account “{account}” in smmgen.yaml; there are: {names}.")


def stated_ids(project: Project) -> dict[str, bool]:
    """Return every post's id, and whether its file states it."""
    return {post.id: ("id",) in post.spans.by_path for post in project.posts}


def stated_in(built: Built) -> Mapping[str, bool] | None:
    """Return the same of what was built; None where there is no project."""
    if built.stated is None and built.project:
        return stated_ids(built.project)
    return built.stated


def nobody() -> Brand:
    """Return a brand for what works without a content repository too."""
    return Brand(name="smmgen", timezone=ZoneInfo("UTC"), spans=Spans({}, Span("smmgen.yaml")))
