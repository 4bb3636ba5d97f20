"""The jobs of a repository with several brands find out for which of them there is something to do."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from smmgen.scaffold.install import Install
from smmgen.scaffold.workflows import workflows_of_brands
from tests.ledger.repository import ENVIRONMENT, git
from tests.servers import install

FILES = workflows_of_brands(("TELEGRAM_TOKEN",), Install(action="./"), "main")
BRAND = """\
brand: {name: Northwind, url: https://northwind.example, timezone: Europe/Berlin}
accounts: {tg: {network: telegram, chat: "@northwind", token: env:TELEGRAM_TOKEN}}
"""
POST = "---\npublish_at: 2026-11-23 10:00\nstatus: ready\naccounts: [tg]\n---\nGood morning!\n"
SOON = POST.replace("2026-11-23", "2099-11-23")
LONG_PAST = "publish: {grace: 36500d}\n"


@pytest.fixture
def agency(tmp_path: Path) -> Path:
    """Make a repository of four brands: one with a post that is due, one with none, one broken, one empty."""
    brands = {
        "brands/nord": (BRAND + LONG_PAST, POST),
        "brands/sued": (BRAND, SOON),
        "brands/ost": (BRAND + "rubrics: [", POST),
        "clients/west & co": (BRAND, ""),
    }
    git(tmp_path, "init", "-q", "-b", "main")
    for name, (configuration, post) in brands.items():
        folder = tmp_path / name / "content" / "posts"
        folder.mkdir(parents=True)
        (tmp_path / name / "smmgen.yaml").write_text(configuration, "utf-8")
        if post:
            (folder / "hello.md").write_text(post, "utf-8")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "Begin")
    return tmp_path


def script(workflow: str, job: str) -> str:
    """Return the script of the job's step that has an output."""
    steps = yaml.safe_load(FILES[f".github/workflows/{workflow}.yml"])["jobs"][job]["steps"]
    return next(str(step["run"]) for step in steps if "id" in step)


def run(script: str, folder: Path, temporary: Path) -> list[dict[str, Any]]:
    """Run a script as GitHub's runner does; return the matrix that it puts out."""
    jq = Path(install.jq())
    output = temporary / "output"
    environment = {
        **ENVIRONMENT,
        "PATH": os.pathsep.join((str(Path(sys.executable).parent), str(jq.parent), os.environ["PATH"])),
        "RUNNER_TEMP": str(temporary),
        "GITHUB_OUTPUT": str(output),
    }
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script]
    subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True)
    name, _, value = output.read_text("utf-8").partition("=")
    assert name == "brands"
    return list(json.loads(value))


def test_only_brands_with_something_due_get_a_job(
    agency: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    found = run(script("publish", "due"), agency, tmp_path_factory.mktemp("runner"))
    assert found == [
        {"folder": "brands/nord", "name": "nord"},
        {"folder": "brands/ost", "name": "ost"},  # its job fails, and so tells what is wrong
    ]


def test_every_brand_has_a_job_that_reads_its_numbers(
    agency: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    found = run(script("metrics", "brands"), agency, tmp_path_factory.mktemp("runner"))
    assert [one["name"] for one in found] == ["nord", "ost", "sued", "west & co"]
    assert found[-1]["folder"] == "clients/west & co"


def test_only_changed_brands_are_checked(agency: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    (agency / "clients/west & co/content/posts/hello.md").write_text(SOON, "utf-8")
    (agency / "brands/sued/smmgen.yaml").unlink()
    git(agency, "add", "-A")
    git(agency, "commit", "-qm", "Say hello")
    found = run(script("check", "changed"), agency, tmp_path_factory.mktemp("runner"))
    assert found == [{"folder": "clients/west & co", "name": "west & co"}]
