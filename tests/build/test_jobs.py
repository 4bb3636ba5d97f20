"""What accounts share is drawn once; several processes make the same files as one."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from smmgen.build.drawing import Drawn
from smmgen.build.fingerprint import Fingerprint
from smmgen.build.jobs import by_photo, jobs_of
from smmgen.model.post import Image
from smmgen.model.source import Span
from smmgen.model.theme import Theme
from smmgen.model.variant import Picture
from tests.build.world import PHOTOS, Counter, finished, picture, variant

BOUND = 12


def heavy(asked: Picture) -> Drawn:
    """Draw as many bytes as the picture is wide, no more than its bound."""
    data = bytes(min(asked.width, asked.max_bytes or asked.width))
    return Drawn(data=data, width=asked.width, height=1, media_type="image/jpeg")


class Heavy(Counter):
    def __call__(self, picture: Picture) -> Drawn:
        self.drawn.append(str(picture.max_bytes))
        return heavy(picture)


SHARED = [
    picture(max_bytes=999),
    picture(handle="@other"),
    picture(language="ru"),
    picture(safe=(0.1, 0, 0, 0)),
    picture(formats=("jpeg", "png", "webp")),
    picture(span=Span("other.md", 1, 1, 1, 2)),
    picture(image=Image(photo="beans.jpg", headline="Ignored", alt="Beans")),
]


@pytest.mark.parametrize("other", SHARED)
def test_a_plain_photo_is_shared_by_accounts(tmp_path: Path, other: Picture) -> None:
    draw = Counter()
    finished(tmp_path, variant(), variant("sale", "masto", other), draw=draw)
    assert draw.drawn == ["beans.jpg"]


def test_a_bound_is_only_drawn_for_where_it_binds(tmp_path: Path) -> None:
    draw = Heavy()
    asked = [picture(max_bytes=bound) for bound in (1_000, BOUND, 500)]
    made = finished(tmp_path, *(variant("sale", f"a{n}", one) for n, one in enumerate(asked)), draw=draw)
    assert draw.drawn == ["0", str(BOUND)]
    assert [one.messages[0].files[0].bytes for one in made.variants] == [40, BOUND, 40]


def test_nothing_is_drawn_again_whatever_binds(tmp_path: Path) -> None:
    draw = Heavy()
    for out in ("one", "two"):
        asked = (variant("sale", "tg", picture(max_bytes=BOUND)), variant("sale", "masto"))
        finished(tmp_path / out, *asked, draw=draw, cache=tmp_path / "cache")
    assert draw.drawn == ["0", str(BOUND)]


def many() -> list[Picture]:
    return [picture(name, width=20 + n % 40, max_bytes=50) for n in range(120) for name in PHOTOS]


def files(out: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (out / "images").iterdir()}


@pytest.mark.parametrize("workers", [2, 4])
def test_several_processes_make_the_same_as_one(tmp_path: Path, workers: int) -> None:
    variants = [variant(f"post-{n}", "tg", one) for n, one in enumerate(many())]
    one = finished(tmp_path / "one", *variants, draw=heavy)
    other = finished(tmp_path / "other", *variants, draw=heavy, workers=workers)
    assert one == other
    assert files(tmp_path / "one") == files(tmp_path / "other")


@pytest.mark.parametrize("workers", [1, 3])
def test_progress_counts_every_picture(tmp_path: Path, workers: int) -> None:
    told: list[tuple[int, int]] = []
    variants = [variant(f"post-{n}", "tg", one) for n, one in enumerate(many())]
    finished(tmp_path, *variants, workers=workers, progress=lambda done, total, _: told.append((done, total)))
    assert told == [(done, 240) for done in range(1, 241)]


def test_a_failure_in_another_process_is_a_finding(tmp_path: Path) -> None:
    broken = [variant(f"post-{n}", "tg", picture("gone.jpg", width=n + 1)) for n in range(20)]
    found = finished(tmp_path, *broken, workers=3).findings
    assert [finding.code for finding in found] == ["DRW001"] * 20


def test_jobs_of_one_photo_stay_together_but_not_all_of_a_month() -> None:
    asked = [replace(one, width=n) for n, one in enumerate(many())]
    jobs = jobs_of(
        [variant(f"p{n}", "tg", one) for n, one in enumerate(asked)], Fingerprint(THEME, PHOTOS.__getitem__)
    )
    groups = by_photo(jobs, 4)
    assert all(len({job.picture.image.photo for job in group}) == 1 for group in groups)
    assert max(map(len, groups)) == 240 // 16
    assert len(groups) == 16


THEME = Theme(name="", path="")
