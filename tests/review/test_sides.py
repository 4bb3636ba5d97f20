"""A comparison that reads only what may differ tells what one of everything would tell."""

import os
from functools import cache
from pathlib import Path

import pytest
from PIL import Image

from smmgen.cards.difference import Difference
from smmgen.cards.difference import compare as compared
from smmgen.cards.encode import Encoded, Wanted, encode
from smmgen.cards.picture import Studio
from smmgen.model.change import Change, Revision
from smmgen.model.theme import Theme
from smmgen.pipeline import check, diff
from smmgen.read.tree import Folder, Memory, Tree
from smmgen.recall import work
from smmgen.review.as_data import as_data
from smmgen.review.compare import compare
from smmgen.review.pictures import Pictures
from smmgen.review.side import Side
from tests.check.world import NOW, post
from tests.recall.edits import KINDS, Team

SEEDS, ROUNDS, AT_ONCE = (3, 100, (1, 2)) if os.environ.get("SMMGEN_WHOLE") else (1, KINDS // 3, (3, 3))
"""In an ordinary run every kind of edit comes once, three of them at a time."""


Sight = tuple[tuple[int, int], str, bytes]


@pytest.fixture(autouse=True)
def _seen_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Encode and compare the same pixels once, whoever asks: both sides and every way to tell draw them all."""

    def sight(image: Image.Image) -> Sight:
        return image.size, image.mode, image.tobytes()

    def image(of: Sight) -> Image.Image:
        return Image.frombytes(of[1], of[0], of[2])

    @cache
    def encoded(of: Sight, wanted: Wanted) -> Encoded | None:
        return encode(image(of), wanted)

    @cache
    def difference(base: Sight, head: Sight) -> Difference:
        return compared(image(base), image(head))

    monkeypatch.setattr("smmgen.cards.drawing.encode", lambda canvas, wanted: encoded(sight(canvas), wanted))
    monkeypatch.setattr(
        "smmgen.review.pictures.compare", lambda base, head: difference(sight(base), sight(head))
    )


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
    for _ in range(ROUNDS):
        acts = [team.edit() for _ in range(team.chance.randint(*AT_ONCE))]
        after = now_in(root)
        expected = compare(whole("a", before), whole("b", after), Pictures(pictures, None, 1), NOW)
        assert as_data(told(before, after, pictures)) == as_data(expected), acts
        assert as_data(told(before, Folder(root), pictures, root / ".smmgen/cache")) == as_data(expected), (
            acts
        )
        before = after


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
