"""The command line: a table of commands, each imported when it is called."""

import sys
from contextlib import AbstractContextManager, nullcontext
from importlib import import_module
from pathlib import Path
from typing import BinaryIO

import click

from smmgen import __version__
from smmgen.cli.running import running
from smmgen.cli.settings import Settings, root_of

COMMANDS: dict[str, tuple[str, str]] = {
    "build": ("smmgen.cli.build", "Write the variants, pictures, preview site, calendar and manifest."),
    "cards": ("smmgen.cli.cards", "Look at a theme's cards, try them out, start a new one."),
    "check": ("smmgen.cli.check", "Find everything that can be known before publishing."),
    "cms": ("smmgen.cli.cms", "Set up a page on which posts are written in a browser."),
    "comment": ("smmgen.cli.comment", "Keep one comment below a pull request that tells what it changes."),
    "demo": ("smmgen.cli.demo", "Do the whole job once, with the sandbox in place of the networks."),
    "diff": ("smmgen.cli.diff", "Tell what a change does to each variant and picture."),
    "doctor": ("smmgen.cli.doctor", "Ask every network who we are there, and whether publishing will work."),
    "edit": ("smmgen.cli.edit", "Bring a changed post to the networks where it is public."),
    "image": ("smmgen.cli.image", "Draw the pictures of a post, or one for each row of a table."),
    "images": ("smmgen.cli.images", "Tell which built pictures a change alters visibly."),
    "import": ("smmgen.cli.bring", "Bring posts in from a table, a feed or another tool, as drafts."),
    "init": ("smmgen.cli.init", "Begin a content repository, with workflows and a month of examples."),
    "ledger": ("smmgen.cli.ledger", "Look after the record of what was published."),
    "lsp": ("smmgen.cli.lsp", "Help in an editor while you write: findings, counters, completion, previews."),
    "mcp": ("smmgen.cli.mcp", "Let a writer's assistant check, preview, plan and draft; never publish."),
    "metrics": ("smmgen.cli.metrics", "Read what the networks count of what was published."),
    "new": ("smmgen.cli.new", "Start a post, from nothing or from a blog post, or a plan."),
    "plan": ("smmgen.cli.plan", "Make the month's content plan, look at it, hand it round."),
    "publish": ("smmgen.cli.publish", "Deliver what is due."),
    "retract": ("smmgen.cli.retract", "Delete a post from the networks where it is public."),
    "sandbox": ("smmgen.cli.sandbox", "Run the networks on this machine and see what arrives."),
    "schema": ("smmgen.cli.schema", "Write what editors need to know to help while somebody writes."),
    "serve": ("smmgen.cli.serve", "Show the preview site in the browser while files change."),
    "todo": ("smmgen.cli.todo", "Tell who owes what by when."),
    "words": ("smmgen.cli.words", "Add words to the brand's own, which no dictionary has."),
    "status": ("smmgen.cli.status", "Tell what was, is and will be delivered."),
}
"""Name: (module that holds `command`, help in a line)."""


class Table(click.Group):
    """Load a command only when it is called, so that `--help` costs no more than click."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, or None where there is none of that name."""
        if cmd_name not in COMMANDS:
            return None
        with _phase(ctx, "import"):
            loaded = import_module(COMMANDS[cmd_name][0]).command
        return loaded if isinstance(loaded, click.Command) else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the table, without loading a command."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in sorted(COMMANDS.items())])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; name the nearest one where a name is unknown."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from smmgen.text.near import near

            close = near(args[0], COMMANDS)
            ctx.fail(f"No such command '{args[0]}'." + (f" Did you mean '{close}'?" if close else ""))
        return super().resolve_command(ctx, args)


def _phase(ctx: click.Context, name: str) -> AbstractContextManager[None]:
    """Count what happens inside for a phase; whoever did not ask for it does not even import how."""
    if "timings" not in ctx.meta:
        return nullcontext()
    from smmgen.phase import phase

    return phase(name)


class Family(click.Group):
    """Commands of one kind, each with the whole first line of its help: click cuts it to 45 letters."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the table."""
        with formatter.section("Commands"):
            rows = [
                (name, (one.help or "").partition("\n")[0]) for name, one in sorted(self.commands.items())
            ]
            formatter.write_dl(rows)


def _time(ctx: click.Context, _: click.Parameter, is_wanted: bool) -> None:
    if is_wanted:
        from smmgen.cli.measure import timings

        ctx.meta["timings"] = ctx.with_resource(timings())


def _profile(ctx: click.Context, _: click.Parameter, file: BinaryIO | None) -> None:
    if file:
        from smmgen.cli.measure import profile

        ctx.with_resource(profile(file))


@click.group(cls=Table, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "-C",
    "--directory",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Work in this content repository instead of the current folder.",
)
@click.option("-q", "--quiet", is_flag=True, help="Say only what went wrong.")
@click.option("-v", "--verbose", is_flag=True, help="Say more.")
@click.option(
    "--timings", is_flag=True, expose_value=False, callback=_time, help="Tell what took how long, on stderr."
)
@click.option(
    "--profile",
    type=click.File("wb", lazy=False),
    metavar="FILE",
    expose_value=False,
    callback=_profile,
    help="Write where the time goes into FILE, for viewers of Python profiles.",
)
@click.version_option(__version__, message="%(prog)s %(version)s")
@click.pass_context
def smmgen(ctx: click.Context, directory: Path | None, *, quiet: bool, verbose: bool) -> None:
    """Content as code for social media marketing.

    Posts and content plans live as Markdown in git; smmgen checks them, composes each network's variant,
    brands the pictures and publishes what is due, once.
    """
    ctx.obj = Settings(root=root_of(directory), is_quiet=quiet, is_verbose=verbose)


def main() -> None:
    """Run the command line; every known fault becomes a line on stderr and its exit code."""
    with running():
        try:
            code = smmgen.main(prog_name="smmgen", standalone_mode=False)
        except click.ClickException as fault:
            fault.show()
            sys.exit(fault.exit_code)
        except (click.Abort, KeyboardInterrupt):
            click.echo("smmgen: interrupted", err=True)
            sys.exit(130)
        sys.exit(code if isinstance(code, int) else 0)  # click returns what `Exit` was raised with
