"""The page for those who write posts without git."""

import subprocess

import pytest
import yaml

from tests import here
from tests.check.world import BRAND


@pytest.fixture
def root(tmp_path):
    (tmp_path / "smmgen.yaml").write_text(BRAND.replace("theme: northwind\n", ""), "utf-8")
    subprocess.run(["git", "init", "-q", "-b", "trunk"], cwd=tmp_path, check=True)
    return tmp_path


def cms(root, *arguments):
    return here.smmgen("-C", str(root), "cms", *arguments)


def written(root):
    return yaml.safe_load((root / "admin/config.yml").read_text("utf-8"))


@pytest.mark.parametrize(
    "origin",
    [
        "https://github.com/northwind/social.git",
        "git@github.com:northwind/social.git",
        "https://gitlab.example/northwind/social/",
    ],
)
def test_it_saves_to_the_repository_that_it_is_in(origin, root):
    subprocess.run(["git", "remote", "add", "origin", origin], cwd=root, check=True)
    assert cms(root).returncode == 0
    assert written(root)["backend"] == {"name": "github", "repo": "northwind/social", "branch": "trunk"}


def test_the_form_has_the_names_of_the_repository(root):
    cms(root, "--repository", "northwind/social")
    fields = {field["name"]: field for field in written(root)["collections"][0]["fields"]}
    assert fields["rubric"]["options"] == ["promo", "news"]
    assert fields["accounts"]["options"] == ["tg", "masto", "bsky"]
    assert fields["accounts"]["multiple"]
    assert "none" in next(one["options"] for one in fields["image"]["fields"] if one["name"] == "card")
    assert fields["body"]["modes"] == ["raw"]


@pytest.mark.parametrize(("told", "mode"), [((), None), (("--review",), "editorial_workflow")])
def test_posts_may_be_looked_at_before_they_count(told, mode, root):
    cms(root, "--repository", "northwind/social", *told)
    assert written(root).get("publish_mode") == mode


def test_run_again_it_knows_a_new_account(root):
    cms(root, "--repository", "northwind/social")
    config = root / "smmgen.yaml"
    config.write_text(
        config.read_text("utf-8").replace(
            "  masto:", "  tg2: {network: telegram, chat: a, token: env:A}\n  masto:"
        ),
        "utf-8",
    )
    assert cms(root, "--repository", "northwind/social").returncode == 0
    assert "tg2" in (root / "admin/config.yml").read_text("utf-8")


def test_somebody_s_own_page_is_left_alone(root):
    (root / "admin").mkdir()
    (root / "admin/config.yml").write_text("backend: {name: git-gateway}\n", "utf-8")
    done = cms(root, "--repository", "northwind/social")
    assert (done.returncode, "--out" in done.stderr) == (2, True)
    assert [path.name for path in (root / "admin").iterdir()] == ["config.yml"]


def test_without_an_origin_it_says_what_to_say(root):
    done = cms(root)
    assert (done.returncode, "--repository OWNER/NAME" in done.stderr) == (2, True)
