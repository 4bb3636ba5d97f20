"""Start a post, from nothing or from a blog post, or a month's plan."""

from pathlib import Path

import click

from smmgen.cli import plan_new
from smmgen.cli.main import Family
from smmgen.cli.settings import Settings
from smmgen.model.brand import Brand
from smmgen.model.fault import ConfigError, UsageError
from smmgen.scaffold import post
from smmgen.scaffold.formula import FORMULAS, formula
from smmgen.scaffold.post import Made


@click.group(name="new", cls=Family)
def command() -> None:
    """Start something new in the content repository."""


@command.command(name="post")
@click.argument("words", nargs=-1, metavar="[TITLE]")
@click.option("--rubric", default="", help="The rubric of the new post.")
@click.option(
    "--formula",
    "formula_name",
    type=click.Choice(FORMULAS),
    default=None,
    help="Lay the text out after a copywriting formula, with prompts in the brand's language.",
)
@click.option(
    "--from",
    "sources",
    multiple=True,
    type=click.Path(exists=True, path_type=Path),
    help="Adapt a blog post (a Markdown or HTML file), several, or all of a folder.",
)
@click.option("--site", default="", metavar="URL", help="The blog's address, to complete the article's link.")
@click.option(
    "--link",
    "address",
    default="",
    metavar="URL",
    help="How the blog makes an address: https://blog.example/{year}/{month}/{day}/{name}/ (or {slug}).",
)
@click.pass_obj
def new_post(
    settings: Settings,
    words: tuple[str, ...],
    rubric: str,
    formula_name: str | None,
    sources: tuple[Path, ...],
    site: str,
    address: str,
) -> None:
    """Make a draft: empty with TITLE, or adapted from a blog post with --from."""
    brand = _brand(settings.root)
    title = " ".join(words)
    if title and not sources:
        text = formula(formula_name, brand.language) if formula_name else ""
        click.echo(_told(settings.root, post.new_post(settings.root, title, rubric, text)))
        return
    if formula_name or not sources:
        raise UsageError("give a title, or --from a blog post")
    failed = 0
    files = post.articles((*sources, *map(_file, words)))
    for source in files:
        try:
            made = post.adapt_article(settings.root, brand, source, site, address)
            click.echo(_told(settings.root, made))
        except UsageError as fault:
            failed += 1
            click.echo(f"smmgen: {fault}", err=True)
    if not settings.is_quiet:
        click.echo(
            f"{len(files) - failed} of {len(files)} adapted; edit them, then run smmgen check", err=True
        )
    if failed:
        raise click.exceptions.Exit(2)


def _file(path: str) -> Path:
    """Return one more file behind --from, as a shell makes several of a pattern."""
    if not Path(path).exists():
        raise UsageError(f"there is no file {path}; a draft takes a title, or --from a blog post")
    return Path(path)


command.add_command(plan_new.command, "plan")


def _told(root: Path, made: Made) -> str:
    return "\n".join([str(made.path.relative_to(root)), *(f"  {note}" for note in made.notes)])


def _brand(root: Path) -> Brand:
    from smmgen.pipeline import load
    from smmgen.read.tree import Folder

    loaded = load(Folder(root))
    if loaded.project is None:
        raise ConfigError("there is no usable smmgen.yaml here: see smmgen check")
    return loaded.project.brand
