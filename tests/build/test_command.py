"""`smmgen build` from the command line."""

import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from smmgen.build.lock import locked
from smmgen.cli.main import smmgen
from tests import warm
from tests.build.world import BRAND, SALE, jpeg


@pytest.fixture
def root(tmp_path: Path) -> Path:
    files = {
        "smmgen.yaml": BRAND.encode(),
        "content/media/beans.jpg": jpeg(1600, 1200),
        "content/posts/winter-sale.md": SALE.encode(),
    }
    for path, data in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)
    return tmp_path


def run(root: Path, *arguments: str):
    return CliRunner().invoke(smmgen, ["-C", str(root), *arguments])


def test_it_says_in_one_line_what_it_built_and_where_to_look(root):
    done = run(root, "build")
    assert done.exit_code == 0, done.output
    assert done.stdout == f"Built 1 post, 3 variants, 2 pictures: {root / 'dist' / 'index.html'}\n"
    assert done.stderr == ""


def test_it_builds_into_another_folder(root, tmp_path_factory):
    out = tmp_path_factory.mktemp("site")
    assert run(root, "-q", "build", "--out", str(out)).stdout == ""
    assert (out / "index.html").is_file()
    assert not (root / "dist").exists()


def test_an_error_is_told_and_all_other_posts_are_built(root):
    (root / "content/posts/bad.md").write_text(SALE.replace("beans.jpg", "bean.jpg"))
    done = run(root, "build")
    assert done.exit_code == 1
    assert "content/posts/bad.md:6:16: error MED001" in done.stderr
    assert done.stderr.count("error") == 1
    assert "Built 1 post, 3 variants, 2 pictures, 1 error: " in done.stdout


def test_without_git_pages_have_no_past(root, monkeypatch):
    monkeypatch.setenv("PATH", "")
    done = run(root, "build")
    assert (done.exit_code, done.output.startswith("Built 1 post")) == (0, True), done.output


def test_without_a_brand_it_is_wrong_usage(tmp_path):
    assert run(tmp_path, "build").exit_code == 2


def test_a_folder_that_cannot_be_written_is_named(root):
    (root / "dist").write_text("a file")
    done = run(root, "build")
    assert f"The site cannot be written to {root / 'dist'}" in str(done.exception)


def test_a_build_that_waits_for_another_says_so(root):
    with locked(root / "dist"):
        command = warm.command("-C", str(root), "build")
        second = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        assert (
            second.stderr.readline() == f"Another build writes into {root / 'dist'}; waiting for it to end.\n"
        )
        assert second.poll() is None
    assert second.communicate()[0].startswith("Built 1 post")
    assert second.returncode == 0


def month(root: Path) -> None:
    for day in range(1, 8):
        at = SALE.replace("2026-12-01", f"2026-12-{day:02}").replace("beans.jpg", f"beans-{day % 3}.jpg")
        (root / f"content/posts/sale-{day}.md").write_text(at)
        (root / f"content/media/beans-{day % 3}.jpg").write_bytes(jpeg(400 + day % 3, 300))


def files(out: Path) -> dict[str, bytes]:
    return {str(path.relative_to(out)): path.read_bytes() for path in out.rglob("*") if path.is_file()}


def test_several_processes_build_the_same_site_as_one(root, tmp_path_factory):
    month(root)
    outs = [tmp_path_factory.mktemp(f"jobs-{jobs}") for jobs in (1, 3)]
    for out, jobs in zip(outs, (1, 3), strict=True):
        shutil.rmtree(root / ".smmgen", ignore_errors=True)
        assert run(root, "build", "--out", str(out), "--jobs", str(jobs)).exit_code == 0
    assert files(outs[0]) == files(outs[1])


def test_no_processes_at_all_is_wrong_usage(root):
    assert run(root, "build", "--jobs", "0").exit_code == 2
