"""`smmgen plan owners`: who has to approve what, for GitHub."""

from datetime import datetime

import click

from smmgen.cli.occasion import usable
from smmgen.cli.settings import Settings
from smmgen.pipeline import load
from smmgen.read.tree import Folder
from smmgen.scaffold.code_owners import PATH, code_owners, with_block


@click.command(name="owners")
@click.option(
    "--check", "is_check", is_flag=True, help="Only tell whether it is up to date; exit code 1 if not."
)
@click.pass_obj
def command(settings: Settings, *, is_check: bool) -> None:
    """Write .github/CODEOWNERS from the people of plans/strategy.md.

    Owners and reviewers approve: each the rubrics and accounts that are theirs, everything where none is
    named. Lines of your own outside the block stay.
    """
    loaded = load(Folder(settings.root), is_whole=False)
    project = usable(loaded.project, loaded.findings, settings.root)
    made = code_owners(project, datetime.now(project.brand.timezone).date())
    path = settings.root / PATH
    before = path.read_text("utf-8") if path.is_file() else ""
    after = with_block(before, made.text)
    for note in made.notes:
        click.echo(f"note: {note}", err=True)
    if before == after:
        click.echo(f"{PATH} is up to date.")
    elif is_check:
        click.echo(f"{PATH} is not up to date: run smmgen plan owners")
        raise click.exceptions.Exit(1)
    else:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(after, "utf-8", newline="\n")
        click.echo(PATH)
