"""`smmgen cards`: look at the cards of a theme, try them out, start a new one."""

import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from smmgen.check.format import format_named, format_names
from smmgen.cli.main import Family
from smmgen.cli.occasion import nobody
from smmgen.cli.settings import Settings
from smmgen.model.brand import Brand
from smmgen.model.diagnostic import Diagnostic, has_errors
from smmgen.model.fault import UsageError
from smmgen.model.source import Source
from smmgen.spread import processors
from smmgen.text.near import near

if TYPE_CHECKING:
    from smmgen.model.theme import Theme
    from smmgen.read.tree import Tree

FORM_NAMES = ("square", "portrait", "pin", "story", "landscape", "link")


class _Gallery(Family):
    """Take what is no command for the arguments of `gallery`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put `gallery` first where no command is named."""
        if not args or (args[0] not in self.commands and args[0] not in ("-h", "--help")):
            args = ["gallery", *args]
        return super().parse_args(ctx, args)


@click.group(name="cards", cls=_Gallery)
def command() -> None:
    """Look at the cards of a theme, try them out, start a new one.

    Without a command it writes the gallery: smmgen cards is smmgen cards gallery.
    """


@dataclass(frozen=True, slots=True)
class _Shop:
    """The repository's brand and the theme that is looked at."""

    tree: "Tree"
    brand: Brand
    theme: "Theme"
    findings: tuple[Diagnostic, ...]

    @property
    def handle(self) -> str:
        """Return the handle of the brand's first account that has one."""
        handles = (account.handle for account in self.brand.accounts.values() if account.handle)
        return next(handles, "@your-name")


def _shop(root: Path, name: str | None) -> _Shop:
    from smmgen.pipeline import load
    from smmgen.read.theme import DEFAULT, read_theme
    from smmgen.read.tree import Folder

    tree = Folder(root)
    project = load(tree).project
    brand = project.brand if project else nobody()
    wanted = brand.theme if name is None else name
    theme, findings = read_theme(tree, "" if wanted == DEFAULT else wanted)
    if unknown := next(
        (one for one in findings if one.code == "CRD009" and one.span.path == "smmgen.yaml"), None
    ):
        raise UsageError(f"{unknown.message} {unknown.hint}")
    return _Shop(tree, brand, theme, findings)


@command.command(name="gallery")
@click.argument("theme", required=False)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder to write into; dist/cards of the content repository without this option.",
)
@click.option(
    "--size",
    "sizes",
    multiple=True,
    type=click.Choice(FORM_NAMES),
    help="Only this size; may be given several times.",
)
@click.option(
    "--language",
    "languages",
    multiple=True,
    metavar="LANGUAGE",
    help="Example texts in this language; may be given several times. Default: the brand's.",
)
@click.pass_obj
def gallery(
    settings: Settings,
    theme: str | None,
    out: Path | None,
    sizes: tuple[str, ...],
    languages: tuple[str, ...],
) -> None:
    """Write a page with all cards of THEME, in all sizes, with example texts.

    THEME is a folder of themes/, or “default” for the packaged theme; without it, the brand's. Open
    index.html of the output folder in a browser.
    """
    shop = _shop(settings.root, theme)
    folder = out or settings.root / "dist" / "cards"
    try:
        count = _write(shop, folder, sizes or FORM_NAMES, languages or (shop.brand.language,))
    except OSError as fault:
        raise UsageError(f"The gallery cannot be written to {folder}: {fault.strerror or fault}.") from None
    _tell(settings, shop.findings)
    if not settings.is_quiet:
        click.echo(f"Drew {count} cards of the theme {shop.theme.name}: {folder / 'index.html'}")
    if has_errors(shop.findings):
        sys.exit(1)


def _write(shop: _Shop, folder: Path, sizes: Iterable[str], languages: Iterable[str]) -> int:
    from smmgen.build.gallery import shots_of, write_gallery
    from smmgen.build.look import make_look
    from smmgen.build.output import Output
    from smmgen.build.pages import Pages
    from smmgen.build.words import words
    from smmgen.cards.picture import Studio
    from smmgen.cards.scene import reader
    from smmgen.cards.specimen import FORMS, shown

    output, read = Output(folder), reader(shop.tree.read)
    cards = shown(shop.theme)
    shots = shots_of(cards, {name: FORMS[name] for name in FORM_NAMES if name in sizes}, tuple(languages))
    look = make_look(shop.brand, shop.theme, shop.tree.read, output)
    write_gallery(
        shop.theme,
        shots,
        Studio(shop.theme, read).draw,
        output,
        Pages(shop.theme, shop.tree.read),
        look,
        words(shop.brand.language),
        shop.handle,
        processors(),
    )
    return len(cards)


def _tell(settings: Settings, findings: Iterable[Diagnostic]) -> None:
    for finding in findings:
        if finding.severity == "error" or settings.is_verbose:
            place = f"{finding.span.path}:{finding.span.line}:{finding.span.column}"
            click.echo(
                f"{place}: {finding.severity} {finding.code}: {finding.message} {finding.hint}", err=True
            )


@command.command(name="check")
@click.argument("names", nargs=-1, metavar="[NAME]…")
@click.option("--theme", metavar="THEME", help="The theme; the brand's without this option.")
@click.option(
    "--format", "form", type=click.Choice(format_names()), default="text", help="How to print the findings."
)
@click.pass_obj
def check(settings: Settings, names: tuple[str, ...], theme: str | None, form: str) -> None:
    """Draw the cards NAME, or all, in every size with texts and photos that are hard on them.

    Short, long and Russian texts, no photo, a white, a black and a busy one. It finds what does not fit,
    what cannot be read (below 4.5:1, 3:1 for large text, measured on the pixels), what no font can draw, and
    what stands where networks cover the picture. The exit code is 1 where there are errors.
    """
    from smmgen.cards.specimen import shown
    from smmgen.cards.trial import cases, try_out

    shop = _shop(settings.root, theme)
    _known(names, shop.theme)
    own = tuple(one for one in shop.findings if not names or Path(one.span.path).stem in names)
    tried = try_out(shop.theme, shop.tree.read, cases(shown(shop.theme, names)), processors())
    findings = (*own, *tried)
    if settings.is_quiet and form == "text":
        findings = tuple(finding for finding in findings if finding.severity == "error")
    click.echo(_report(shop, findings, form), nl=False)
    if has_errors(findings):
        sys.exit(1)


def _known(names: Iterable[str], theme: "Theme") -> None:
    usable = [name for name in theme.cards if not name.startswith("_")]
    for name in names:
        if name not in usable:
            close = near(name, usable)
            hint = f"Did you mean “{close}”?" if close else f"There are: {', '.join(usable)}."
            raise UsageError(f"The theme {theme.name} has no card “{name}”. {hint}")


def _report(shop: _Shop, findings: tuple[Diagnostic, ...], form: str) -> str:
    from smmgen.check.about import About
    from smmgen.check.registry import load_registry

    is_coloured = sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    about = About(is_coloured=is_coloured, pages=lambda: load_registry().pages)
    paths = {finding.span.path for finding in findings if shop.tree.exists(finding.span.path)}
    sources = {path: Source(path, shop.tree.read(path).decode("utf-8", "replace")) for path in paths}
    return format_named(form)(findings, sources, about)


@command.command(name="new")
@click.argument("name")
@click.option(
    "--from", "base", metavar="CARD", default="_over", help="The card to start from; _over without it."
)
@click.option("--theme", metavar="THEME", help="The theme; the brand's without this option.")
@click.pass_obj
def new(settings: Settings, name: str, base: str, theme: str | None) -> None:
    """Start the card NAME: a file that extends another card, with what it may change in comments."""
    from smmgen.scaffold.card import new_card

    shop = _shop(settings.root, theme)
    if not shop.tree.exists(f"{shop.theme.path}/theme.yaml"):
        raise UsageError(
            "There is no theme of the brand's own to put a card into. Write themes/NAME/theme.yaml, and "
            "`theme: NAME` in smmgen.yaml."
        )
    if base not in shop.theme.cards:
        close = near(base, shop.theme.cards)
        hint = f"Did you mean “{close}”?" if close else f"There are: {', '.join(shop.theme.cards)}."
        raise UsageError(f"There is no card “{base}” to start from. {hint}")
    path = new_card(settings.root, shop.theme, name, shop.theme.cards[base])
    click.echo(str(path.relative_to(settings.root)))
