"""What a publisher waits for: the pictures of what is due, and nothing else."""

from datetime import timedelta
from pathlib import Path

from smmgen.build.drawing import Drawn
from smmgen.build.due import build_due, later_than
from smmgen.model.bundle import Bundle
from smmgen.model.variant import Picture
from smmgen.pipeline import check
from smmgen.read.tree import Memory
from tests.build.world import AT, BRAND, NOW, SALE, build, draw, jpeg

FILES = {
    "smmgen.yaml": BRAND,
    "content/media/beans.jpg": jpeg(1600, 1200),
    "content/media/cups.jpg": jpeg(1600, 1200, (200, 180, 160)),
    "content/posts/winter-sale.md": SALE,
    "content/posts/later.md": SALE.replace("2026-12-01", "2026-12-08").replace("beans.jpg", "cups.jpg"),
}


def due(out: Path, until: timedelta) -> tuple[Bundle, list[str]]:
    tree, photos = Memory(FILES), []

    def watched(picture: Picture) -> Drawn:
        photos.append(picture.image.photo)
        return draw(picture)

    checked = check(tree, NOW)
    assert checked.project
    asked = checked.project, checked.variants, checked.findings, tree.read, out, watched
    return build_due(*asked, later_than(AT + until, checked.variants))[0], photos


def test_only_the_pictures_of_what_is_due_are_drawn(tmp_path: Path) -> None:
    early, photos = due(tmp_path, -timedelta(minutes=1))
    assert (early.variants, photos) == ({}, [])
    bundle, photos = due(tmp_path, timedelta())
    assert list(bundle.variants) == ["winter-sale"]
    assert {Path(photo).name for photo in photos} == {"beans.jpg"}
    names = [file.path for one in bundle.variants["winter-sale"].values() for file in one.messages[0].files]
    assert names
    assert all((tmp_path / name).is_file() for name in names)


def test_the_site_of_the_last_build_stays_until_the_next_one(tmp_path: Path) -> None:
    build(tmp_path, FILES)
    before = {path for path in tmp_path.rglob("*") if path.is_file()}
    due(tmp_path, timedelta())
    assert {path for path in tmp_path.rglob("*") if path.is_file()} == before
    build(tmp_path, {})
    assert not list(tmp_path.rglob("*.jpg"))
