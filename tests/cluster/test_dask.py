"""Pictures drawn on a Dask cluster are the very pictures that are drawn here, whatever happens to it."""

import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from smmgen.build.fingerprint import Fingerprint
from smmgen.build.jobs import Job, by_photo, drawn, jobs_of
from smmgen.cards.picture import Studio
from smmgen.cluster.dask import Cluster
from smmgen.cluster.drawing import ground_of, stream_drawings
from smmgen.compose.compose import compose
from smmgen.model.fault import UsageError
from smmgen.pipeline import load
from smmgen.read.tree import Folder, Memory
from tests.cluster.machines import ROOT, Machines, machines

TREE = Folder(ROOT)
COUNT = 12


@cache
def world() -> tuple[Studio, bytes, list[list[Job]]]:
    """Return who draws here, what all pictures share, and a dozen pictures of the example brand."""
    project = load(TREE).project
    assert project
    jobs = jobs_of(compose(project).variants, Fingerprint(project.theme, TREE.read))
    small = [job for job in jobs if job.picture.width <= 1200][:COUNT]
    return Studio(project.theme, TREE.read), ground_of(TREE, project.brand.theme), by_photo(small, 3)


@cache
def here() -> dict[str, bytes]:
    studio, _, groups = world()
    return {job.key: drawn(job, studio.draw)[0].data for group in groups for job in group}


def there(cluster: Cluster) -> Iterator[tuple[str, bytes]]:
    studio, ground, groups = world()
    for job, drawings in stream_drawings(cluster, ground, studio.draw, TREE.read, groups):
        yield job.key, drawings[0].data


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[tuple[Cluster, Machines, list[str]]]:
    told: list[str] = []
    with machines(tmp_path, 2) as made:
        opened = Cluster(made.address, told.append)
        yield opened, made, told
        opened.close()


def test_the_same_bytes(cluster: tuple[Cluster, Machines, list[str]]) -> None:
    assert dict(there(cluster[0])) == here()
    assert cluster[2] == []


def test_a_lost_worker_loses_no_picture(cluster: tuple[Cluster, Machines, list[str]]) -> None:
    opened, made, told = cluster
    drawing = there(opened)
    found = dict([next(drawing)])
    made.kill(1)
    found.update(drawing)
    assert found == here()
    assert told == []


def test_a_lost_cluster_loses_no_picture(cluster: tuple[Cluster, Machines, list[str]]) -> None:
    opened, made, told = cluster
    drawing = there(opened)
    found = dict([next(drawing)])
    for number in range(3):
        made.kill(number)
    found.update(drawing)
    assert found == here()
    assert len(told) == 1
    assert "the rest is done here" in told[0]


def test_a_picture_that_cannot_be_drawn_is_told_as_it_is_here(
    cluster: tuple[Cluster, Machines, list[str]],
) -> None:
    studio, ground, groups = world()
    job = next(job for group in groups for job in group if job.picture.image.photo)

    def torn(path: str) -> bytes:
        return TREE.read(path)[:500]

    found = list(stream_drawings(cluster[0], ground, studio.draw, torn, [[job]]))
    theme = load(TREE).project.theme
    files = {
        **{path: TREE.read(path) for path in TREE.paths()},
        job.picture.image.photo: torn(job.picture.image.photo),
    }
    expected = drawn(job, Studio(theme, Memory(files).read).draw)
    assert [(made[0].data, made[0].findings) for _, made in found] == [
        (expected[0].data, expected[0].findings)
    ]


def test_workers_with_another_smmgen_are_refused(tmp_path: Path) -> None:
    shutil.copytree(
        ROOT / "smmgen", tmp_path / "other" / "smmgen", ignore=shutil.ignore_patterns("__pycache__")
    )
    with (tmp_path / "other" / "smmgen" / "text" / "count.py").open("a") as file:
        file.write("\n# changed\n")
    with (
        machines(tmp_path, 1, tmp_path / "other") as made,
        pytest.raises(UsageError, match="do not have this very smmgen"),
    ):
        Cluster(made.address)


def test_a_cluster_that_is_not_there() -> None:
    with pytest.raises(UsageError, match=r"No Dask scheduler answers at dask://127.0.0.1:9"):
        Cluster("dask://127.0.0.1:9")
