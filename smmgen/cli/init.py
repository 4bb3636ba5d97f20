"""`smmgen init`: begin a content repository, or write its workflows anew."""

import json
import os
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from shutil import which
from zoneinfo import ZoneInfo, available_timezones

import click

from smmgen import __version__
from smmgen.adapter import Adapter, adapter, adapter_names
from smmgen.cli.occasion import brand_of
from smmgen.cli.schema import known_names, schema_text
from smmgen.cli.settings import Settings
from smmgen.cli.several import CONFIGURATION
from smmgen.ledger.git import Git
from smmgen.model.brand import Brand
from smmgen.model.fault import UsageError
from smmgen.read.schema import near
from smmgen.scaffold.editors import SCHEMA_FOLDER, SCHEMAS, editor_files, write_missing
from smmgen.scaffold.install import Install, from_action, from_git, from_index
from smmgen.scaffold.starter import Starter, files, write_new
from smmgen.scaffold.workflows import ledger_secrets_of, secrets_of, workflows, workflows_of_brands

USUAL = {"ru": "telegram,vk"}
"""Networks that a brand of a language usually begins with."""


@click.command(short_help="Begin a content repository, with workflows and a month of examples.")
@click.argument("folder", required=False, type=click.Path(file_okay=False, path_type=Path))
@click.option("--name", default="", help="The brand's name; default: the folder's.")
@click.option("--url", default="https://example.com", help="The brand's address.")
@click.option(
    "--timezone", default="UTC", metavar="ZONE", help="The brand's time zone, such as Europe/Berlin."
)
@click.option("--language", default="en", help="The brand's language, such as en or ru.")
@click.option("--networks", default="", help="Networks to begin with, with commas between them.")
@click.option("--month", default="", metavar="YYYY-MM", help="The first month; default: the next one.")
@click.option(
    "--workflows", "is_workflows", is_flag=True, help="Only write the workflows of this repository anew."
)
@click.option(
    "--editors", "is_editors", is_flag=True, help="Only write what editors need in this repository."
)
@click.option("--branch", default="", help="The default branch; default: the current one, else main.")
@click.option(
    "--action",
    default="",
    metavar="OWNER/REPO@COMMIT",
    help="Let the jobs use smmgen from this commit, not from the package index.",
)
@click.pass_obj
def command(
    settings: Settings,
    folder: Path | None,
    name: str,
    url: str,
    timezone: str,
    language: str,
    networks: str,
    month: str,
    branch: str,
    action: str,
    *,
    is_workflows: bool,
    is_editors: bool,
) -> None:
    """Begin a content repository in FOLDER: configuration, theme, workflows, a month of drafts and its plan.

    Nothing that is there already is changed. With --workflows, the workflows of the repository that you are
    in are written anew, with the secrets of all its accounts; at the top of a repository that holds several
    brands in folders, workflows that run for each of them. With --editors, settings of editors are written
    where there are none, and the schemas that they go by anew.
    """
    if is_editors:
        _write_for_editors(settings.root, _brand(settings.root).language)
        return
    install = _install(action)
    if is_workflows:
        _write_workflows(settings.root, branch, install)
        return
    if folder is None:
        raise UsageError("give a folder for the new repository: smmgen init social")
    if not which("git"):
        raise UsageError("A content repository is kept with git, and there is no git on this machine.")
    starter = Starter(
        name=name or folder.resolve().name.replace("-", " ").replace("_", " ").title(),
        url=_address(url),
        timezone=_zone(timezone),
        language=language,
        networks=tuple(_network(one.strip()) for one in (networks or _usual(language)).split(",")),
        month=_month(month, datetime.now(ZoneInfo(timezone)).date()),
    )
    texts = files(starter)
    write_new(folder, texts)
    for path in texts:
        click.echo(str(folder / path))
    _write_for_editors(folder, language)
    _begin_git(folder, branch)
    _write_workflows(folder, branch, install)
    click.echo("Read README.md there; then: smmgen check, smmgen build.", err=True)


def _write_for_editors(root: Path, language: str) -> None:
    for path in write_missing(root, editor_files(language)):
        click.echo(str(path))
    known, folder = known_names(root), root / SCHEMA_FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for kind in SCHEMAS:
        (folder / f"{kind}.json").write_text(schema_text(kind, known), "utf-8", newline="\n")
        click.echo(str(folder / f"{kind}.json"))


def _write_workflows(root: Path, branch: str, install: Install | None) -> None:
    if install is None:
        click.echo(
            "note: no workflows were written: the package index, from which a job would install smmgen, was "
            f"not reached or does not have smmgen {__version__}. Run smmgen init --workflows later, or say "
            "--action OWNER/REPO@COMMIT.",
            err=True,
        )
        return
    branch = branch or _branch(root)
    if brands := _brands(root):
        secrets = dict.fromkeys(name for one in brands for name in secrets_of(_brand(one)))
        made = workflows_of_brands(secrets, install, branch)
    else:
        brand = _brand(root)
        made = workflows(secrets_of(brand), install, branch, ledger_secrets_of(brand))
    for path, text in made.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8", newline="\n")
        click.echo(str(root / path))


def _brands(root: Path) -> tuple[Path, ...]:
    """Return the brands' folders where the repository holds several, each with a name of its own."""
    if (root / CONFIGURATION).is_file():
        return ()
    files = (*root.glob(f"*/{CONFIGURATION}"), *root.glob(f"*/*/{CONFIGURATION}"))
    found = tuple(sorted(file.parent for file in files))
    names = [one.name for one in found]
    if double := next((name for name in names if names.count(name) > 1), ""):
        raise UsageError(f"Two brands' folders are called “{double}”; their environments would be one.")
    return found


def _install(action: str) -> Install | None:
    if action:
        return from_action(action, __version__)
    try:
        own = distribution("smmgen")
    except PackageNotFoundError:
        return None
    if found := from_git(own):
        return found
    hashes = _hashes(__version__)
    return from_index(__version__, hashes) if hashes else None


def _hashes(version: str) -> list[str]:
    """Ask the package index, through pip, for the hashes of smmgen's own wheel."""
    asked = ["install", "--dry-run", "--no-deps", "--ignore-installed", "--quiet", "--report", "-"]
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", *asked, "--only-binary=:all:"]
    try:
        done = subprocess.run(
            [*pip, f"smmgen=={version}"],
            capture_output=True,
            timeout=60,
            check=False,
            stdin=subprocess.DEVNULL,
        )
        report = json.loads(done.stdout or "{}")
    except (OSError, subprocess.TimeoutExpired, ValueError):
        return []
    archives = [one["download_info"].get("archive_info", {}) for one in report.get("install", [])]
    return [archive["hashes"]["sha256"] for archive in archives if "sha256" in archive.get("hashes", {})]


def _begin_git(folder: Path, branch: str) -> None:
    git = Git(folder, os.environ)
    if git.call("rev-parse", "--git-dir").code:
        git.run("init", "--quiet", f"--initial-branch={branch or 'main'}")


def _branch(root: Path) -> str:
    found = Git(root, os.environ).call("symbolic-ref", "--quiet", "--short", "HEAD")
    return found.text if found.code == 0 and found.text else "main"


def _brand(root: Path) -> Brand:
    return brand_of(root)


def _usual(language: str) -> str:
    return USUAL.get(language.partition("-")[0], "telegram,mastodon,bluesky")


def _network(name: str) -> Adapter:
    if name not in adapter_names():
        raise UsageError(f"There is no network “{name}”. {near(name, sorted(adapter_names()))}")
    return adapter(name)


def _address(written: str) -> str:
    if not written.startswith(("https://", "http://")):
        raise UsageError(f"“{written}” is no address. Write it with https://")
    return written


def _zone(written: str) -> str:
    if written not in available_timezones():
        raise UsageError(f"There is no time zone “{written}”. {near(written, sorted(available_timezones()))}")
    return written


def _month(written: str, today: date) -> date:
    if not written:
        return (today.replace(day=28) + timedelta(days=7)).replace(day=1)
    try:
        return datetime.strptime(written, "%Y-%m").replace(tzinfo=UTC).date()
    except ValueError:
        raise UsageError(f"“{written}” is no month. Write it as 2027-01.") from None
