"""What holds for every command, and where its content repository is."""

from pathlib import Path
from typing import NamedTuple

from smmgen.model.fault import UsageError


class Settings(NamedTuple):
    """What holds for every command; `ctx.obj` of each."""

    root: Path
    is_quiet: bool = False
    is_verbose: bool = False


def root_of(directory: Path | None) -> Path:
    """Return the root of the repository: a folder that was named, else the nearest with a `smmgen.yaml`.

    Looked at are the current folder and those above it; the current one is returned where none has it.
    Raises `UsageError` where the current folder is gone.
    """
    try:
        here = (directory or Path()).resolve()
    except FileNotFoundError:
        raise UsageError("The folder that you are in is gone; change to one that is there.") from None
    if directory is None:
        for folder in (here, *here.parents):
            if (folder / "smmgen.yaml").is_file():
                return folder
    return here
