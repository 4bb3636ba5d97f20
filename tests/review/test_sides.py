"""A comparison that reads only what may differ tells what one of everything would tell."""

import os
from pathlib import Path

import pytest
from msgspec.structs import replace
from PIL import Image

from smmgen.cards.difference import Difference
from smmgen.cards.drawing import Drawing
from smmgen.cards.encode import Encoded, Wanted, encode
from smmgen.cards.photos import Read
from smmgen.cards.picture import Studio
from smmgen.model.bundle import File
from smmgen.model.change import Change, Revision
from smmgen.model.theme import Theme
from smmgen.model.variant import Picture
from smmgen.pipeline import check, diff
from smmgen.read.tree import Folder, Memory, Tree
from smmgen.recall import work
from smmgen.review.as_data import as_data
from smmgen.review.compare import compare
from smmgen.review.pictures import Pictures
from smmgen.review.side import Side
from tests.check.world import NOW, post
from tests.recall.edits import KINDS, Team

SEEDS, ROUNDS, AT_ONCE = (3, 100, (1, 2)) if os.environ.get("SMMGEN_WHOLE") else (1, KINDS // 4, (4, 4))
"""In an ordinary run every kind of edit comes once, four of them at a time."""


@pytest.fixture(autouse=True)
def _seen_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Draw, encode and compare the same once, whoever asks: both sides and every way to tell draw them all.

    What is encoded is a fourth of the size: it is another one wherever the whole would be.
    """
    made: dict[object, Drawing] = {}
    found: dict[object, Difference | None] = {}
    encodings: dict[object, Encoded | None] = {}
    draw_anew, compare_anew = Studio.draw, Pictures._difference

    def draw(self: Studio, picture: Picture) -> Drawing:
        photos = [_bytes(self._read, path) for path in picture.image.photos]
        key = repr((self._theme, picture)), *photos
        if key not in made:
            made[key] = draw_anew(self, picture)
        return made[key]

    def encoded(canvas: Image.Image, wanted: Wanted) -> Encoded | None:
        key = canvas.size, canvas.mode, canvas.tobytes(), wanted
        if key not in encodings:
            encodings[key] = encode(canvas.reduce(4), wanted)
        return encodings[key]

    def difference(self: Pictures, before: File, after: File) -> Difference | None:
        key = before.sha256, after.sha256
        if key not in found:
            found[key] = compare_anew(self, before, after)
        return found[key]

    monkeypatch.setattr(Studio, "draw", draw)
    monkeypatch.setattr("smmgen.cards.drawing.encode", encoded)
    monkeypatch.setattr(Pictures, "_difference", difference)


def _bytes(read: Read, path: str) -> bytes | None:
    try:
        return read(path)
    except OSError:
        return None


def whole(name: str, tree: Tree) -> Side:
    """Return a side of which every post was read, checked and composed."""
    found = check(tree, NOW)
    posts = {one.id: one for one in reversed(found.project.posts)} if found.project else {}
    return Side(
        revision=Revision(name),
        project=found.project,
        posts=posts,
        paths={one.id: one.source.path for one in posts.values()},
        variants=found.variants,
        findings=found.findings,
        read=tree.read,
        draw=Studio(found.project.theme if found.project else Theme(name="", path=""), tree.read).draw,
    )


def now_in(folder: Path) -> Memory:
    tree = Folder(folder)
    return Memory({path: tree.read(path) for path in tree.paths()})


def told(base: Tree, head: Tree, pictures: Path, cache: Path | None = None) -> Change:
    return diff((Revision("a"), base), (Revision("b"), head), NOW, pictures, cache)


@pytest.mark.parametrize("seed", range(SEEDS))
def test_after_any_edits_the_same_is_told(tmp_path: Path, seed: int) -> None:
    root, pictures = tmp_path / "root", tmp_path / "pictures"
    team = Team(root, seed)
    before = now_in(root)
    base = whole("a", before)
    for _ in range(ROUNDS):
        acts = [team.edit() for _ in range(team.chance.randint(*AT_ONCE))]
        after = now_in(root)
        head = whole("b", after)
        expected = compare(base, head, Pictures(pictures, None, 1), NOW)
        assert as_data(told(before, after, pictures)) == as_data(expected), acts
        assert as_data(told(before, Folder(root), pictures, root / ".smmgen/cache")) == as_data(expected), (
            acts
        )
        before, base = after, replace(head, revision=Revision("a"))


def test_a_post_is_checked_once_where_both_sides_have_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "root"
    Team(root, 1)
    before = now_in(root)
    changed = "content/posts/post-1.md"
    (root / changed).write_text(post("Another."), "utf-8")
    seen: list[str] = []
    check_own = work.check_own
    monkeypatch.setattr(
        work, "check_own", lambda *args: (seen.append(args[3].source.path), check_own(*args))[1]
    )
    for _ in range(2):
        change = told(before, Folder(root), tmp_path, root / ".smmgen/cache")
        assert [one.source for one in change.posts] == [changed]
    assert {path: seen.count(path) for path in seen} == dict.fromkeys(seen, 1) | {changed: 3}
