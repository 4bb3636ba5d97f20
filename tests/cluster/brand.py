"""Brands to build here and on a cluster, and how the one is compared with the other."""

import os
from functools import cache
from pathlib import Path

from msgspec.structs import replace

from bench.corpus import Shape, write_smmgen
from smmgen.build.crew import Crew
from smmgen.build.drawing import Draw, Read
from smmgen.build.jobs import team_here
from smmgen.build.record import Record
from smmgen.build.store import Told
from smmgen.build.upkeep import Upkeep, Wish
from smmgen.cards.picture import Studio
from smmgen.check.example import spelled_out
from smmgen.model.theme import Theme
from smmgen.read.repository import is_post
from smmgen.read.tree import Folder, Memory, Tree
from tests.build.world import NOW, draw
from tests.check.case import CASES, read
from tests.check.world import common
from tests.cluster.machines import ROOT

Site = tuple[Told, tuple[Record, ...], dict[str, bytes]]
"""What a build told, what it kept of each post, and its files."""

EXAMPLE = Folder(ROOT)
WHOLE = bool(os.environ.get("SMMGEN_WHOLE"))


@cache
def example() -> Tree:
    """Return the example brand; unless SMMGEN_WHOLE is set, with two of three of its posts."""
    posts = [path for path in EXAMPLE.paths() if is_post(path)]
    left_out = set() if WHOLE else {post for number, post in enumerate(posts) if number % 3 == 2}
    return Memory({path: EXAMPLE.read(path) for path in EXAMPLE.paths() if path not in left_out})


@cache
def generated(folder: Path) -> Tree:
    """Return posts with pictures and videos of which many are wrong, among ordinary ones.

    They need files beside their own: credits, lists of words, texts of an album.
    """
    write_smmgen(folder, Shape(posts=40, accounts=3))
    corpus = Folder(folder)
    case = read(CASES.parent / "faults" / "pictures.txt")
    planted = {path: spelled_out(text) for path, text in case.files.items()}
    return Memory(
        {
            **common(),
            **{path: corpus.read(path) for path in corpus.paths() if path.startswith("content/posts/")},
            **planted,
            "smmgen.yaml": planted["smmgen.yaml"] + "law: {licences: required}\n",
            "content/words.txt": "roaster\nkaffe\n",
            "content/media/credits.yaml": 'beans.jpg: {author: Anna, licence: CC BY-NC 4.0}\n"*": {author: Ben}\n',
            "content/posts/album/index.md": "---\naccounts: [tg]\nimages: photos/\n---\nOur weak in pictures, teh best.\n",
            "content/posts/album/photos/1.jpg": common()["content/media/beans.jpg"],
            "content/posts/album/photos/alt.yaml": "1.jpg: Dark beans\n2.jpg: Nothing\n",
        }
    )


def built(tree: Tree, out: Path, crew: Crew | None = None) -> Site:
    """Build a site; unless SMMGEN_WHOLE is set its pictures cost nothing to draw, and are drawn here."""
    mine = replace(crew, draw=lambda theme: team_here(1)) if crew and not WHOLE else crew
    brought = Upkeep(tree, out, _drawer).bring(Wish(now=NOW, crew=mine))
    return brought.told, brought.records, files(out)


def _drawer(theme: Theme, read: Read) -> Draw:
    return Studio(theme, read).draw if WHOLE else draw


def files(out: Path) -> dict[str, bytes]:
    """Return the files of a site."""
    paths = (path for path in sorted(out.rglob("*")) if path.is_file())
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in paths}
