"""Do a command for many content repositories at once: each in a process of its own, none in the way."""

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import click
from msgspec import Struct

from smmgen.cli.settings import Settings
from smmgen.model.fault import UsageError
from smmgen.spread import JOBS, processors

CONFIGURATION = "smmgen.yaml"


class Ended(Struct, frozen=True):
    """How a command ended for one repository: its exit code, and what it wrote."""

    repository: Path
    code: int
    out: str
    complaints: str


class Several(click.Command):
    """A command that takes content repositories as arguments and then does itself in each of them.

    `own` are options whose folder is divided: each repository gets one of its name in it. `single` are
    options that make no sense for more than one repository.
    """

    own: tuple[str, ...] = ()
    single: tuple[str, ...] = ()

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command here; where repositories are named, in each of them."""
        named: tuple[Path, ...] = ctx.params.pop("repositories", ())
        if not named:
            return super().invoke(ctx)
        settings: Settings = ctx.obj
        self._refuse(ctx, named)
        words = _words(ctx, self.own)
        loud = [*(["--quiet"] if settings.is_quiet else []), *(["--verbose"] if settings.is_verbose else [])]

        def run(repository: Path) -> Ended:
            own = [word for one in self.own for word in _own(ctx, one, repository)]
            return _run(repository, [*loud, str(ctx.info_name), *words, *own])

        with ThreadPoolExecutor(ctx.params.get("jobs") or processors()) as pool:
            return _tell(pool.map(run, named), ctx.params.get("form", "text"))

    def _refuse(self, ctx: click.Context, repositories: Sequence[Path]) -> None:
        if ctx.parent and ctx.parent.params.get("directory"):
            raise UsageError("-C names one repository, and you name others: leave one of the two out.")
        for name in self.single:
            if _is_given(ctx, name):
                raise UsageError(f"{_option(ctx, name)} is for one repository: run it there, with -C.")
        folders = [one.resolve() for one in repositories]
        if double := next((one for one in folders if folders.count(one) > 1), None):
            raise UsageError(f"{double} is named twice.")
        names = [one.name for one in folders]
        if any(_is_given(ctx, one) for one in self.own) and len(set(names)) < len(names):
            raise UsageError("Two of the repositories have the same name, and so would what is written.")


def several(own: Iterable[str] = (), single: Iterable[str] = ()) -> type[Several]:
    """Return the class of a command that takes `repositories`; see `Several` for the names of options."""
    return type("Several", (Several,), {"own": tuple(own), "single": tuple(single)})


repositories = click.argument("repositories", nargs=-1, metavar="[REPO]…", type=click.Path(path_type=Path))
"""Hand the content repositories to a command of the class `Several`, which takes them for itself."""


def _is_given(ctx: click.Context, name: str) -> bool:
    return ctx.get_parameter_source(name) == click.core.ParameterSource.COMMANDLINE


def _option(ctx: click.Context, name: str) -> str:
    return next(param.opts[0] for param in ctx.command.params if param.name == name)


def _words(ctx: click.Context, own: Iterable[str]) -> list[str]:
    """Return the options that were given, as they are written on a command line."""
    words = []
    for param in ctx.command.params:
        name = param.name or ""
        if not isinstance(param, click.Option) or name in own or not _is_given(ctx, name):
            continue
        value = ctx.params[name]
        words.append(param.opts[0] if param.is_flag else f"{param.opts[0]}={value}")
    return words


def _own(ctx: click.Context, name: str, repository: Path) -> list[str]:
    """Return an option with the repository's part of the folder that was given for all."""
    if not _is_given(ctx, name):
        return []
    return [f"{_option(ctx, name)}={ctx.params[name] / repository.resolve().name}"]


def _run(repository: Path, words: Sequence[str]) -> Ended:
    if not (repository / CONFIGURATION).is_file():
        return Ended(repository, 2, "", f"smmgen: there is no {CONFIGURATION} here.\n")
    command = [sys.executable, "-m", "smmgen", "-C", str(repository), *words]
    done = subprocess.run(
        command,
        capture_output=True,
        check=False,
        stdin=subprocess.DEVNULL,
        env={**os.environ, JOBS: "1", "PYTHONIOENCODING": "utf-8"},
    )
    return Ended(repository, done.returncode, _text(done.stdout), _text(done.stderr))


def _text(written: bytes) -> str:
    return written.decode("utf-8", "replace")


def _tell(ended: Iterable[Ended], form: str) -> None:
    """Print what each repository's command says, as it ends, and go with the gravest exit code."""
    codes: dict[str, int] = {}
    reports = []
    for one in ended:
        codes[str(one.repository)] = one.code
        if form == "json":
            reports.append(
                {"repository": str(one.repository), "exit_code": one.code, "report": _data(one.out)}
            )
        else:
            click.echo(_marked(one.repository, one.out), nl=False)
        click.echo(_marked(one.repository, one.complaints), nl=False, err=True)
    if form == "json":
        click.echo(json.dumps({"version": 1, "repositories": reports}, ensure_ascii=False, indent=2))
    if failed := [name for name, code in codes.items() if code]:
        click.echo(f"{len(codes)} repositories, not all well: {', '.join(failed)}.", err=True)
    if code := max((abs(code) for code in codes.values()), default=0):
        sys.exit(code)


def _marked(repository: Path, text: str) -> str:
    return "".join(f"{repository}: {line}\n" for line in text.splitlines())


def _data(out: str) -> Any:
    try:
        return json.loads(out)
    except ValueError:  # it ended before it could tell; what it complained of is on stderr
        return None
