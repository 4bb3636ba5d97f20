"""`smmgen schema`: what the files of a repository may say, in JSON Schema."""

import json
from pathlib import Path

import click

from smmgen.cli.settings import Settings
from smmgen.editor.known import Known, known_in
from smmgen.editor.schema import TITLES, schema
from smmgen.pipeline import load
from smmgen.read.tree import Folder


@click.command(short_help="Write what editors need to know to help while somebody writes.")
@click.argument("kind", required=False, type=click.Choice(tuple(TITLES)))
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write the schemas of all kinds into this folder, as KIND.json.",
)
@click.pass_obj
def command(settings: Settings, kind: str | None, out: Path | None) -> None:
    """Print the JSON Schema (draft 2020-12) of one KIND of file: what its keys are and what they take.

    Inside a content repository its accounts, rubrics, cards, themes and colours are the only names that are
    taken. Without a KIND, the kinds are listed.
    """
    if kind is None and out is None:
        for name, title in TITLES.items():
            click.echo(f"{name:<9} {title}")
        return
    known = known_names(settings.root)
    if kind:
        click.echo(schema_text(kind, known), nl=False)
    if out:
        out.mkdir(parents=True, exist_ok=True)
        for name in TITLES:
            (out / f"{name}.json").write_text(schema_text(name, known), "utf-8", newline="\n")
            click.echo(str(out / f"{name}.json"), err=bool(kind))


def schema_text(kind: str, known: Known) -> str:
    """Return a schema as a file."""
    return json.dumps(schema(kind, known), ensure_ascii=False, indent=2) + "\n"


def known_names(root: Path) -> Known:
    """Return the names of a repository; none outside of one."""
    if not (root / "smmgen.yaml").is_file():
        return Known()
    tree = Folder(root)
    project = load(tree).project
    if project is None:
        click.echo("note: smmgen.yaml cannot be used, so its names are not in the schema.", err=True)
        return Known()
    return known_in(project, tree.paths())
