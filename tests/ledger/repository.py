"""Git repositories for tests, free of the machine's own configuration."""

import os
import shutil
import subprocess
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from smmgen.ledger.git import Git

ENVIRONMENT = {
    "PATH": os.environ["PATH"],
    "HOME": "/nonexistent",
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": "/dev/null",
    "GIT_AUTHOR_NAME": "Anna",
    "GIT_AUTHOR_EMAIL": "anna@northwind.example",
    "GIT_COMMITTER_NAME": "Anna",
    "GIT_COMMITTER_EMAIL": "anna@northwind.example",
}


def git(folder: Path, *arguments: str, stdin: str = "") -> str:
    done = subprocess.run(
        ["git", "-C", str(folder), *arguments],
        env=ENVIRONMENT,
        input=stdin,
        text=True,
        capture_output=True,
        check=True,
    )
    return done.stdout.strip()


def here(folder: Path) -> Git:
    """Make a repository with a commit of its own."""
    _put(_begun(), folder)
    return Git(folder, ENVIRONMENT)


def remote(folder: Path) -> Path:
    """Make a bare repository that others push to."""
    _put(_bare(), folder)
    return folder


def clone(source: Path, folder: Path) -> Git:
    """Make a repository whose origin is `source`."""
    made = here(folder)
    with (folder / ".git/config").open("a", encoding="utf-8") as file:
        file.write(f'[remote "origin"]\n\turl = {source}\n\tfetch = +refs/heads/*:refs/remotes/origin/*\n')
    return made


def copied(source: Path, folder: Path) -> None:
    """Copy a folder of repositories that know each other, which know each other's copies then."""
    shutil.copytree(source, folder, dirs_exist_ok=True)
    for place in folder.glob("*/.git/config"):
        place.write_text(place.read_text("utf-8").replace(f"{source}/", f"{folder}/"), "utf-8")


@cache
def _begun() -> dict[str, bytes | None]:
    with TemporaryDirectory() as made:
        folder = Path(made)
        git(folder, "init", "-q", "-b", "main")
        (folder / "post.md").write_text("A post.\n")
        git(folder, "add", "post.md")
        git(folder, "commit", "-qm", "Write a post")
        return _taken(folder)


@cache
def _bare() -> dict[str, bytes | None]:
    with TemporaryDirectory() as made:
        git(Path(made), "init", "-q", "--bare", "-b", "main")
        return _taken(Path(made))


def _taken(folder: Path) -> dict[str, bytes | None]:
    """Return what git made, by path, a folder as None: to write it again is quicker than to ask git again."""
    found = sorted(one for one in folder.rglob("*") if one.suffix != ".sample")
    return {str(one.relative_to(folder)): None if one.is_dir() else one.read_bytes() for one in found}


def _put(files: dict[str, bytes | None], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for path, data in files.items():
        if data is None:
            (folder / path).mkdir(exist_ok=True)
        else:
            (folder / path).write_bytes(data)
