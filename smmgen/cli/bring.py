"""`smmgen import`: posts from elsewhere, as drafts."""

from collections.abc import Iterator
from pathlib import Path

import click

from smmgen.cli.occasion import brand_of
from smmgen.cli.settings import Settings
from smmgen.model.brand import Brand
from smmgen.model.fault import UsageError
from smmgen.scaffold.bring import Piece, Result, bring
from smmgen.scaffold.bring_feed import of_feed
from smmgen.scaffold.bring_galaxy import is_galaxy, of_galaxy
from smmgen.scaffold.bring_table import of_table
from smmgen.scaffold.bring_together import is_together, of_together

KINDS = ("table", "together", "galaxy", "feed")


@click.command(name="import", short_help="Bring posts in from a table, a feed or another tool, as drafts.")
@click.argument("source", type=click.Path(exists=True, path_type=Path))
@click.option("--kind", type=click.Choice(KINDS), help="What SOURCE is; default: what it looks like.")
@click.option(
    "--account", "accounts", multiple=True, help="The accounts of all posts; may be given several times."
)
@click.option(
    "--map",
    "mapped",
    multiple=True,
    metavar="NAME=ACCOUNT",
    help="Which account a name of the source stands for.",
)
@click.pass_obj
def command(
    settings: Settings, source: Path, kind: str | None, accounts: tuple[str, ...], mapped: tuple[str, ...]
) -> None:
    """Make drafts of posts from elsewhere; nothing that is there already is changed.

    SOURCE is a table (.csv, .xlsx) with a column `text` and others such as account, image, date and time; a
    repository of twitter-together, toot-together or galaxy-social; or the file of an RSS or Atom feed. What
    could not be carried over is listed below each draft.
    """
    brand = brand_of(settings.root)
    for name in accounts:
        if name not in brand.accounts:
            raise UsageError(f"There is no account “{name}” in smmgen.yaml.")
    pieces = _pieces(kind or _kind(source), source, brand, accounts, _renamed(brand, mapped))
    done = [_tell(one) for one in bring(settings.root, pieces)]
    if not settings.is_quiet:
        made = sum(bool(one.path) for one in done)
        lost = sum(len(one.lost) for one in done)
        told = f"{lost} things were not carried over, see above" if lost else "all of it was carried over"
        click.echo(f"{made} drafts; {told}. Edit them, then run smmgen check", err=True)


def _kind(source: Path) -> str:
    if source.is_dir():
        if is_galaxy(source):
            return "galaxy"
        if is_together(source):
            return "together"
        raise UsageError(f"{source} looks like no repository that smmgen knows; say --kind.")
    return "table" if source.suffix.lower() in (".csv", ".tsv", ".xlsx") else "feed"


def _renamed(brand: Brand, mapped: tuple[str, ...]) -> dict[str, str]:
    found = {}
    for one in mapped:
        name, bar, account = one.rpartition("=")
        if not bar or account not in brand.accounts:
            raise UsageError(f"“{one}” does not end in an account of smmgen.yaml. Write --map channel=tg")
        found[name] = account
    return found


def _pieces(
    kind: str, source: Path, brand: Brand, accounts: tuple[str, ...], renamed: dict[str, str]
) -> Iterator[Piece]:
    match kind:
        case "table":
            pieces = of_table(source, brand, renamed)
        case "together":
            return of_together(source, brand, accounts)
        case "galaxy":
            pieces = of_galaxy(source, brand, renamed)
        case _:
            pieces = of_feed(source, brand)
    return (piece.to(accounts) for piece in pieces) if accounts else pieces


def _tell(one: Result) -> Result:
    if one.path:
        click.echo(one.path)
    for line in one.lost:
        click.echo(
            f"  not carried over, of {one.piece.origin}: {line}"
            if one.path
            else f"{one.piece.origin}: {line}"
        )
    return one
