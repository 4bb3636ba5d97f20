"""`smmgen check`: find everything that can be known before publishing."""

import sys
from pathlib import Path

import click

from smmgen.check.format import format_names
from smmgen.cli.check_choice import choose
from smmgen.cli.check_run import Wish, answer
from smmgen.cli.settings import Settings
from smmgen.model.fault import UsageError


@click.command(short_help="Find everything that can be known before publishing.")
@click.argument("paths", nargs=-1, metavar="[PATH]…", type=click.Path(path_type=Path))
@click.option(
    "--format", "form", type=click.Choice(format_names()), default="text", help="How to print the findings."
)
@click.option("--explain", metavar="CODE", help="Print what a code means, with examples.")
@click.option("--select", multiple=True, metavar="CODES", help="Only these codes or topics: TYP,ALT003.")
@click.option("--ignore", multiple=True, metavar="CODES", help="All codes or topics but these.")
@click.option("--fix", "is_fixing", is_flag=True, help="Mend what can be mended for sure, then check again.")
@click.option("--online", "is_online", is_flag=True, help="Follow links too; good answers keep for a day.")
@click.option("--diff", "is_showing", is_flag=True, help="Print what --fix would change, and change nothing.")
@click.option(
    "--baseline",
    type=click.Choice(["write", "prune", "off"]),
    help="Leave out what is found now from now on, take out of that what is mended, or show all the same.",
)
@click.pass_obj
def command(
    settings: Settings,
    paths: tuple[Path, ...],
    form: str,
    explain: str,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    baseline: str | None,
    *,
    is_fixing: bool,
    is_showing: bool,
    is_online: bool,
) -> None:
    """Find everything that can be known before publishing.

    With PATHs only findings in these files and folders are shown; everything is looked at all the same.
    The exit code is 1 where there are errors, with --diff too, and 2 where there is no usable smmgen.yaml.
    Errors after which the content was not read as it was meant, or publishing would not be safe, are told
    whatever is selected.

    What smmgen-baseline.json names is left out and counted: it is for a repository that takes smmgen up
    late, written with --baseline write. Errors of posts that are still to go out are never in it.
    """
    if explain:
        click.echo(_explained(explain), nl=False)
        return
    wish = Wish(
        choose(settings.root, paths, select, ignore), form, baseline, is_fixing, is_showing, is_online
    )
    text, code = answer(settings, wish)
    click.echo(text, nl=False)
    sys.exit(code)


def _explained(code: str) -> str:
    from smmgen.check.context import suggest
    from smmgen.check.explain import explain
    from smmgen.check.registry import load_registry

    pages = load_registry().pages
    if code.upper() not in pages:
        hint = suggest(code, pages, "docs/rules/README.md lists all codes.")
        raise UsageError(f"There is no code “{code}”. {hint}")
    return explain(pages[code.upper()])
