"""`smmgen images`: compare the pictures of two revisions, folders or files."""

import json
import os
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from smmgen.cli.build import CACHE
from smmgen.cli.main import Family
from smmgen.cli.occasion import nobody
from smmgen.cli.settings import Settings
from smmgen.model.fault import ConfigError, UsageError
from smmgen.model.theme import Theme

if TYPE_CHECKING:
    from smmgen.build.comparison import Compared
    from smmgen.read.tree import Tree


@click.group(name="images", cls=Family)
def command() -> None:
    """Look after the pictures that are built."""


@command.command(name="diff")
@click.argument("base")
@click.argument("head", required=False)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write a page with before, after and what differs into this folder.",
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to report.")
@click.option(
    "--exit-code", "is_strict", is_flag=True, help="End with 1 where a picture changed, is new or gone."
)
@click.pass_obj
def diff(
    settings: Settings, base: str, head: str | None, out: Path | None, form: str, *, is_strict: bool
) -> None:
    """Tell which pictures a person would see change from BASE to HEAD.

    Each is a revision of git, which is built for it; a folder of a build or of pictures; or a file. Without
    HEAD it is the content as it lies here. Compared is what is seen at the size of a phone: how much of a
    picture differs visibly, how strongly (ΔE of CIE 1976), and where.
    """
    from smmgen.build.comparison import as_data, as_text, compare_all, pictures

    sides = (base, head or "here")
    with tempfile.TemporaryDirectory(prefix="smmgen-images-") as made:
        places = _places(settings.root, base, head, Path(made))
        found = compare_all(*(pictures(place) for place in places))
        if out:
            _write(settings.root, found, sides, out)
    if form == "json":
        click.echo(json.dumps(as_data(found), ensure_ascii=False, indent=2))
    elif not settings.is_quiet:
        click.echo(as_text(found), nl=False)
    if out and not settings.is_quiet:
        click.echo(str(out / "index.html"), err=True)
    if is_strict and any(one.state != "alike" for one in found):
        sys.exit(1)


def _places(root: Path, base: str, head: str | None, made: Path) -> tuple[Path, Path]:
    if head is not None and Path(base).is_file() != Path(head).is_file():
        raise UsageError("A file can only be compared with a file.")
    if head is None and Path(base).is_file():
        raise UsageError("Name the file to compare it with.")
    return _place(root, base, made / "base"), _place(root, head, made / "head")


def _place(root: Path, name: str | None, made: Path) -> Path:
    """Return where a side's pictures lie; a revision is built first."""
    if name is not None and Path(name).exists():
        return Path(name)
    return _built(root, name, made)


def _built(root: Path, name: str | None, made: Path) -> Path:
    from smmgen.pipeline import build
    from smmgen.read.revision import read_revision
    from smmgen.read.tree import Folder

    tree: Tree = Folder(root) if name is None else read_revision(root, name, os.environ)
    built = build(tree, made, datetime.now(UTC), cache=root / CACHE)
    if built.project is None:
        raise ConfigError(f"There is no usable smmgen.yaml {'here' if name is None else f'at {name}'}.")
    return made


def _write(root: Path, found: "tuple[Compared, ...]", sides: tuple[str, str], out: Path) -> None:
    from smmgen.build.comparison import write_comparison
    from smmgen.build.look import make_look
    from smmgen.build.output import Output
    from smmgen.build.pages import Pages
    from smmgen.build.words import words
    from smmgen.pipeline import load
    from smmgen.read.tree import Folder

    tree = Folder(root)
    project = load(tree).project
    brand = project.brand if project else nobody()
    theme = project.theme if project else Theme(name="", path="")
    output = Output(out)
    try:
        look = make_look(brand, theme, tree.read, output)
        write_comparison(found, sides, output, Pages(theme, tree.read), look, words(brand.language))
    except OSError as fault:
        raise UsageError(f"The page cannot be written to {out}: {fault.strerror or fault}.") from None
