"""What is made on a Dask cluster is what is made here, byte for byte, whatever happens to it.

All tests share two workers, of which some are lost on the way: one is started where another is needed.
"""

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner

from bench.corpus import Shape, write_smmgen
from smmgen.build.fingerprint import Fingerprint
from smmgen.build.jobs import Job, by_photo, drawn, jobs_of
from smmgen.cards.picture import Studio
from smmgen.cli.main import smmgen
from smmgen.cluster.crew import FarCrew
from smmgen.cluster.dask import Cluster
from smmgen.cluster.drawing import stream_drawings
from smmgen.cluster.ground import theme_ground
from smmgen.cluster.parcel import Do
from smmgen.cluster.reading import read_parcel
from smmgen.cluster.showing import show_parcel
from smmgen.compose.compose import compose
from smmgen.model.fault import UsageError
from smmgen.pipeline import build, load
from smmgen.read.tree import Folder, Memory, Tree
from tests.cluster.brand import EXAMPLE, Site, built, example, files, generated
from tests.cluster.machines import ROOT, Machines, Struck, machines

COUNT = 4
SMALL = Shape(posts=32, accounts=1, has_plan=False)


@pytest.fixture(scope="module")
def there(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machines]:
    with machines(tmp_path_factory.mktemp("machines"), 2) as made:
        yield made


def nothing() -> None: ...


def far(
    tree: Tree, out: Path, there: Machines, strike: Callable[[], None] = nothing, kind: Do = read_parcel
) -> tuple[Site, list[str]]:
    """Build on the cluster, where something happens when the first parcel of a kind comes back."""
    told: list[str] = []
    struck = Struck(Cluster(there.address, told.append), strike, kind)
    with closing(FarCrew(lambda: struck, tree)) as crew:
        site = built(tree, out, crew.crew())
    assert struck.is_struck
    return site, told


def test_the_example_brand(there: Machines, tmp_path: Path) -> None:
    there.need(2)
    tree = example()
    assert far(tree, tmp_path / "far", there) == (built(tree, tmp_path / "here"), [])


def test_a_lost_worker_loses_nothing(there: Machines, tmp_path: Path) -> None:
    there.need(2)
    tree = generated(tmp_path / "brand")
    site, told = far(tree, tmp_path / "far", there, lambda: there.kill(1))
    assert (site, told) == (built(tree, tmp_path / "here"), [])
    codes = {finding.code for finding in site[0].findings}
    assert codes >= {"FMT010", "LAW005", "SPL001", "VID002"}  # these need files beside the post's


def test_a_lost_worker_loses_no_page(there: Machines, tmp_path: Path) -> None:
    there.need(2)
    write_smmgen(tmp_path, SMALL)
    tree = Folder(tmp_path)
    site, told = far(tree, tmp_path / "far", there, lambda: there.kill(2), show_parcel)
    assert (site, told) == (built(tree, tmp_path / "here"), [])


@cache
def pictures() -> tuple[Studio, bytes, list[list[Job]]]:
    """Return who draws here, what all pictures share, and a few pictures of the example brand."""
    project = load(EXAMPLE).project
    assert project
    jobs = jobs_of(compose(project).variants, Fingerprint(project.theme, EXAMPLE.read))
    small = [job for job in jobs if job.picture.width <= 1200][:COUNT]
    ground = theme_ground(EXAMPLE, project.brand.theme)
    return Studio(project.theme, EXAMPLE.read), ground, by_photo(small, 2)


def test_the_same_pictures(there: Machines) -> None:
    there.need(1)
    studio, ground, groups = pictures()
    with closing(Cluster(there.address)) as cluster:
        found = dict.fromkeys(job.key for group in groups for job in group)
        for job, drawings in stream_drawings(cluster, ground, studio.draw, EXAMPLE.read, groups):
            found[job.key] = drawings[0].data
    assert found == {job.key: drawn(job, studio.draw)[0].data for group in groups for job in group}


def test_a_picture_that_cannot_be_drawn_is_told_as_it_is_here(there: Machines) -> None:
    there.need(1)
    studio, ground, groups = pictures()
    job = next(job for group in groups for job in group if job.picture.image.photo)

    def torn(path: str) -> bytes:
        return EXAMPLE.read(path)[:500]

    with closing(Cluster(there.address)) as cluster:
        ((_, found),) = stream_drawings(cluster, ground, studio.draw, torn, [[job]])
    files = {path: EXAMPLE.read(path) for path in EXAMPLE.paths()}
    torn_files = {**files, job.picture.image.photo: torn(job.picture.image.photo)}
    theme = load(EXAMPLE).project.theme
    expected = drawn(job, Studio(theme, Memory(torn_files).read).draw)
    assert (found[0].data, found[0].findings) == (expected[0].data, expected[0].findings)


def test_the_command(there: Machines, tmp_path: Path) -> None:
    there.need(1)
    write_smmgen(tmp_path, SMALL)
    words = ["-C", str(tmp_path), "build", "--out", str(tmp_path / "far"), "--executor", there.address]
    done = CliRunner().invoke(smmgen, words)
    assert (done.exit_code, done.stderr) == (0, "")
    build(Folder(tmp_path), tmp_path / "here", datetime.now(UTC))
    assert files(tmp_path / "far") == files(tmp_path / "here")


def test_workers_with_another_smmgen_are_refused(there: Machines, tmp_path: Path) -> None:
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "smmgen", tmp_path / "smmgen", ignore=ignored)
    with (tmp_path / "smmgen" / "text" / "count.py").open("a") as file:
        file.write("\n# changed\n")
    there.join(tmp_path)
    there.wait()
    with pytest.raises(
        UsageError, match=r"do not have this very smmgen .*\(smmgen: [0-9a-f]+, here [0-9a-f]+\)"
    ):
        Cluster(there.address)
    there.kill(-1)


def test_a_lost_cluster_loses_nothing(there: Machines, tmp_path: Path) -> None:
    there.need(1)
    write_smmgen(tmp_path, SMALL)
    site, told = far(Folder(tmp_path), tmp_path / "far", there, there.end)
    assert site == built(Folder(tmp_path), tmp_path / "here")
    assert len(told) == 1
    assert "the rest is done here" in told[0]


def test_a_cluster_that_is_not_there() -> None:
    with pytest.raises(UsageError, match=r"No Dask scheduler answers at dask://127.0.0.1:9"):
        Cluster("dask://127.0.0.1:9", patience=0.2)
