"""One corpus and the command that builds it: what it is to start anew, and to change one post."""

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from msgspec import Struct

from bench.corpus import KINDS, Shape
from bench.peers import hugo
from bench.process import Took, peak, run

SMMGEN = [str(Path(sys.executable).with_name("smmgen"))]
"""The command as it was installed beside this Python."""


class Site(Struct, frozen=True, kw_only=True):
    """A corpus as one tool reads it. `made` are the folders that it writes, `page` is where a post comes out."""

    folder: Path
    command: list[str]
    made: tuple[str, ...]
    page: Callable[[str], str]
    shape: Shape

    def forget(self) -> None:
        """Remove all that was made, so that the next build begins anew."""
        for name in self.made:
            shutil.rmtree(self.folder / name, ignore_errors=True)

    def build(self) -> Took:
        """Build, and tell what it took."""
        return run(self.command, self.folder)

    def peak(self) -> float:
        """Build anew, and tell how much memory it took (MB)."""
        self.forget()
        return peak(self.command, self.folder)

    def change(self, turn: int) -> tuple[Path, str]:
        """Change one post; return where it comes out, and the words that must stand there then."""
        name, words = f"post-{turn * 37 % self.shape.posts:05}", f"Changed{turn}"
        source = self.folder / "content/posts" / f"{name}.md"
        source.write_text(f"{source.read_text('utf-8')}\n{words}\n", "utf-8")
        return self.folder / self.page(name), words

    def rebuild(self, turn: int) -> Took:
        """Change one post and build; leave where the change did not come out."""
        page, words = self.change(turn)
        took = self.build()
        if words not in page.read_text("utf-8"):
            sys.exit(f"{self.command[0]} did not bring “{words}” to {page}")
        return took


def smmgen_site(folder: Path, shape: Shape) -> Site:
    """Write the corpus as a content repository."""
    return _site("smmgen", folder, shape, [*SMMGEN, "--quiet", "build"], ("dist", ".smmgen"), "dist")


def hugo_site(folder: Path, shape: Shape) -> Site:
    """Write the corpus as a Hugo site."""
    return _site("hugo", folder, shape, [str(hugo()), "--quiet"], ("public", "resources"), "public")


def _site(kind: str, folder: Path, shape: Shape, command: list[str], made: tuple[str, ...], out: str) -> Site:
    KINDS[kind](folder, shape)

    def page(name: str) -> str:
        return f"{out}/posts/{name}/index.html"

    return Site(folder=folder, command=command, made=made, page=page, shape=shape)
