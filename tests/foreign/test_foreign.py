"""A network that another package brings works like our own, without a line of ours changed."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from smmgen.adapter import Refused, Sent
from smmgen.model.brand import Account
from smmgen.testing import Script, answer, faults, sending
from tests.foreign.postcard import ADAPTER

BRAND = """\
brand: {name: Northwind Coffee, timezone: Europe/Berlin}
accounts: {board: {network: postcard, token: env:BOARD_TOKEN}}
"""
POST = """\
---
title: Winter sale
status: ready
publish_at: 2026-12-01 10:00
image: {card: promo, headline: All beans must go, alt: All beans must go}
---
All beans **must go**.
"""
BOARD = Account(name="board", network="postcard")
HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the package as pip would, into a folder of its own."""
    folder = tmp_path_factory.mktemp("packages")
    (folder / "postcard.py").write_bytes((HERE / "postcard.py").read_bytes())
    info = folder / "smmgen_postcard-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: smmgen-postcard\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[smmgen.networks]\npostcard = postcard:ADAPTER\n")
    return folder


@pytest.fixture
def brand(tmp_path: Path) -> Path:
    post = tmp_path / "content/posts/sale.md"
    post.parent.mkdir(parents=True)
    post.write_text(POST)
    (tmp_path / "smmgen.yaml").write_text(BRAND)
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    return tmp_path


def smmgen(brand: Path, packages: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(packages), "BOARD_TOKEN": "secret"}
    return subprocess.run(
        [sys.executable, "-m", "smmgen", *arguments],
        cwd=brand,
        env=environment,
        capture_output=True,
        text=True,
    )


def test_its_posts_are_checked_against_its_limits(brand: Path, packages: Path) -> None:
    assert smmgen(brand, packages, "check").returncode == 0
    (brand / "content/posts/sale.md").write_text(
        POST.replace("Winter sale", "The winter sale of 2026") + "Go! " * 20
    )
    said = smmgen(brand, packages, "check")
    assert said.returncode == 1
    assert "The title has 23 characters; Postcard takes 20." in said.stdout
    assert "Postcard takes 80" in said.stdout


def test_its_posts_are_built_with_pictures_of_its_size(brand: Path, packages: Path) -> None:
    assert smmgen(brand, packages, "build").returncode == 0
    made = json.loads((brand / "dist/manifest.json").read_text())
    (message,) = made["posts"]["sale"]["variants"]["board"]["messages"]
    assert message["text"] == "All beans must go."
    assert [(one["width"], one["height"]) for one in message["media"]] == [(1480, 1050)]


def test_what_was_found_before_its_author_changed_it_counts_no_longer(brand: Path, packages: Path) -> None:
    assert smmgen(brand, packages, "check").returncode == 0
    code = (packages / "postcard.py").read_text()
    (packages / "postcard.py").write_text(code.replace("title=20", "title=9"))
    said = smmgen(brand, packages, "check")
    (packages / "postcard.py").write_text(code)
    assert "The title has 11 characters; Postcard takes 9." in said.stdout
    assert smmgen(brand, packages, "check").returncode == 0


def test_its_posts_are_published_when_they_are_due(brand: Path, packages: Path) -> None:
    told = smmgen(brand, packages, "publish", "--dry-run", "--now", "2026-12-01 10:05", "--format", "json")
    (delivery,) = json.loads(told.stdout)["deliveries"]
    assert (delivery["network"], delivery["outcome"]) == ("postcard", "would-publish")


def test_without_the_package_its_network_is_unknown(brand: Path, tmp_path: Path) -> None:
    said = smmgen(brand, tmp_path / "nothing", "check")
    assert said.returncode != 0
    assert "postcard" in said.stdout + said.stderr


def test_its_author_tries_it_with_a_script() -> None:
    script = Script(BOARD, [answer(201, {"number": 7})])
    assert ADAPTER.send(script, sending(ADAPTER, BOARD)) == Sent("7", "https://net.example/notes/7")
    assert script.requests[0].json == {"text": "All beans must go."}
    refusing = Script(BOARD, [answer(422)])
    assert ADAPTER.send(refusing, sending(ADAPTER, BOARD)) == Refused("Postcard takes no such note.", 422)
    assert faults(ADAPTER, BOARD) == ()
