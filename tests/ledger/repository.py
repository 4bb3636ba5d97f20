"""Git repositories for tests, free of the machine's own configuration."""

import os
import subprocess
from pathlib import Path

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
    folder.mkdir(parents=True, exist_ok=True)
    git(folder, "init", "-q", "-b", "main")
    (folder / "post.md").write_text("A post.\n")
    git(folder, "add", "post.md")
    git(folder, "commit", "-qm", "Write a post")
    return Git(folder, ENVIRONMENT)


def remote(folder: Path) -> Path:
    """Make a bare repository that others push to."""
    folder.mkdir()
    git(folder, "init", "-q", "--bare", "-b", "main")
    return folder


def clone(source: Path, folder: Path) -> Git:
    """Make a repository whose origin is `source`."""
    made = here(folder)
    git(folder, "remote", "add", "origin", str(source))
    return made
