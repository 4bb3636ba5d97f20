"""`smmgen cms`: a page on which posts are written in a browser."""

import os
import re
from pathlib import Path
from typing import get_args

import click
import yaml

from smmgen.cli.settings import Settings
from smmgen.editor.cms import Backend, Program, Site, config, page
from smmgen.editor.known import known_in
from smmgen.ledger.git import Git
from smmgen.model.fault import ConfigError, UsageError
from smmgen.pipeline import load
from smmgen.read.tree import Folder

HEAD = "# Written by smmgen cms; run it again after a new account or rubric.\n"
_REMOTE = re.compile(r"[:/]([\w.-]+/[\w.-]+?)(?:\.git)?/?$")


@click.command(short_help="Set up a page on which posts are written in a browser.")
@click.option(
    "--program",
    type=click.Choice(get_args(Program)),
    default="decap",
    help="Decap CMS or Sveltia CMS; both read the same configuration.",
)
@click.option(
    "--backend", type=click.Choice(get_args(Backend)), default="github", help="Where the repository lies."
)
@click.option("--repository", default="", metavar="OWNER/NAME", help="The repository; default: git's origin.")
@click.option("--branch", default="", help="The branch that posts are saved to; default: the current one.")
@click.option(
    "--review",
    "is_reviewed",
    is_flag=True,
    help="Save posts to branches and pull requests, where smmgen check runs before they are merged.",
)
@click.option("--script", default="", metavar="URL", help="Take the program from here, not from unpkg.com.")
@click.option("--out", default="admin", help="The folder to write.")
@click.pass_obj
def command(
    settings: Settings,
    program: Program,
    backend: Backend,
    repository: str,
    branch: str,
    script: str,
    out: str,
    *,
    is_reviewed: bool,
) -> None:
    """Write admin/index.html and admin/config.yml: a page for those who write posts without git.

    Its form has the accounts, rubrics and cards of this repository. Publish the folder on any web server; who
    signs in there with the repository's host saves to git, and smmgen check and publish go on as ever.
    """
    tree = Folder(settings.root)
    project = load(tree).project
    if project is None:
        raise ConfigError("there is no usable smmgen.yaml here: see smmgen check")
    git = Git(settings.root, os.environ)
    site = Site(
        backend=backend,
        repository=repository or _origin(git),
        branch=branch or git.call("symbolic-ref", "--quiet", "--short", "HEAD").text or "main",
        is_reviewed=is_reviewed,
    )
    told = config(known_in(project, tree.paths()), site, program)
    written = HEAD + yaml.safe_dump(told, sort_keys=False, allow_unicode=True, width=1000)
    for name, text in (("config.yml", written), ("index.html", page(program, script))):
        click.echo(str(_write(settings.root / out / name, text)))


def _origin(git: Git) -> str:
    found = _REMOTE.search(git.call("remote", "get-url", "origin").text)
    if found is None:
        raise UsageError("git knows no origin here: say --repository OWNER/NAME")
    return found[1]


def _write(place: Path, text: str) -> Path:
    config = place.with_name("config.yml")
    if config.exists() and not config.read_text("utf-8").startswith(HEAD):
        raise UsageError(
            f"{config} is not of smmgen cms, and was left alone: choose another folder with --out"
        )
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(text, "utf-8", newline="\n")
    return place
