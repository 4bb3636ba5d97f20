"""A repository before and after a proposal, out of one document, kept by git without any files beside it.

`=== before PATH` and `=== after PATH` begin a file, which lasts until the next such line; `=== gone PATH`
deletes one, `=== move PATH PATH` renames it. A picture's text is its colour.
"""

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from PIL import Image

from tests.read.test_revision import git

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


def proposal(document: str, folder: Path) -> Path:
    """Commit the document's files as `main` and `proposal`; return the bare repository."""
    work, bare = folder / "work", folder / "social.git"
    work.mkdir()
    git(work, "init", "-q", "--initial-branch=main")
    _commit(work, document, "before")
    git(work, "checkout", "-qb", "proposal")
    _commit(work, document, "after")
    git(folder, "clone", "-q", "--bare", str(work), str(bare))
    return bare


def _commit(work: Path, document: str, side: str) -> None:
    for part in document.split("\n=== ")[1:]:
        head, _, text = part.partition("\n")
        act, *paths = head.split(" ")
        if act == side:
            place = work / paths[0]
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(_picture(text) if place.suffix == ".png" else f"{text}\n".encode())
        elif side == "after" and act == "gone":
            (work / paths[0]).unlink()
        elif side == "after" and act == "move":
            (work / paths[1]).parent.mkdir(parents=True, exist_ok=True)
            (work / paths[0]).rename(work / paths[1])
    git(work, "add", "-A")
    git(work, "commit", "-qm", side)


def _picture(colour: str) -> bytes:
    file = BytesIO()
    Image.new("RGB", (300, 120), colour.strip()).save(file, "PNG")
    return file.getvalue()
