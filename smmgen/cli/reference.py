"""Write the page of all commands, and what `smmgen --help` says: `python -m smmgen.cli.reference`.

It writes docs/commands.md of the folder that it is called in, and smmgen/cli/help.py.
"""

from collections.abc import Iterator
from pathlib import Path

import click

from smmgen.cli.main import COMMANDS, smmgen
from smmgen.cli.start import COLUMNS

HELP = Path(__file__).with_name("help.py")

HEAD = """\
# Commands

Results go to standard output, everything else to standard error. Exit codes: 0 all is well (nothing due
included), 1 findings of severity error, 2 wrong usage or configuration, 3 a delivery failed or is held, after
everything else went out, 4 ledger or clock unsafe, nothing was sent, 130 interrupted.
"""


def page() -> str:
    """Return the page, in Markdown: each command with its help and options, in order of name."""
    context = click.Context(smmgen, info_name="smmgen")
    parts = [HEAD, *_command("smmgen", smmgen, context)]
    for name in sorted(COMMANDS):
        command = smmgen.get_command(context, name)
        if command:
            parts += _family(f"smmgen {name}", command, context)
    return "\n".join(parts)


def written_help() -> str:
    """Return the module that holds what `smmgen --help` prints."""
    context = click.Context(smmgen, None, "smmgen", terminal_width=COLUMNS - 2, **smmgen.context_settings)
    head = "What `smmgen --help` says, to be said without loading click: python -m smmgen.cli.reference"
    return f'"""{head}."""\n\nTEXT = """\\\n{context.get_help()}\n"""\n'


def _family(name: str, command: click.Command, parent: click.Context) -> Iterator[str]:
    context = click.Context(command, info_name=name.rpartition(" ")[2], parent=parent)
    yield from _command(name, command, context)
    if isinstance(command, click.Group):
        for inner in sorted(command.commands):
            yield from _family(f"{name} {inner}", command.commands[inner], context)


def _command(name: str, command: click.Command, context: click.Context) -> Iterator[str]:
    arguments = "".join(
        f" {parameter.make_metavar(context)}"
        for parameter in command.params
        if isinstance(parameter, click.Argument)
    )
    yield f"## {name}{arguments}\n"
    yield f"{_flowing(command.help or '')}\n"
    options = [parameter for parameter in command.params if isinstance(parameter, click.Option)]
    rows = [record for option in options if (record := option.get_help_record(context))]
    if rows:
        yield "| option | what it does |\n|---|---|"
        yield from (f"| `{option}` | {help_text} |" for option, help_text in rows)
        yield ""


def _flowing(text: str) -> str:
    paragraphs = text.split("\n\n")
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in paragraphs)


if __name__ == "__main__":
    Path("docs/commands.md").write_text(page(), "utf-8")
    HELP.write_text(written_help(), "utf-8")
