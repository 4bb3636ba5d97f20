import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from smmgen.plugin import entry_points

LISTED = "[smmgen.rules]\nours = json:loads\n[other]\nb = json:dumps\na = json:loads\n"


def _package(folder: Path, listed: str) -> None:
    info = folder / "rules_of_others-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: rules-of-others\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(listed)


def _names(group: str) -> list[str]:
    return [entry.name for entry in entry_points(group)]


def test_what_an_installed_package_brings_is_found_in_order_of_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _package(tmp_path, LISTED)
    monkeypatch.syspath_prepend(tmp_path)
    assert _names("smmgen.rules") == ["ours"]
    assert _names("other") == ["a", "b"]


def test_a_package_in_an_archive_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _package(tmp_path / "folder", LISTED)
    with ZipFile(tmp_path / "packages.zip", "w") as archive:
        for file in (tmp_path / "folder").rglob("*"):
            archive.write(file, file.relative_to(tmp_path / "folder"))
    monkeypatch.syspath_prepend(tmp_path / "packages.zip")
    assert _names("smmgen.rules") == ["ours"]


def test_our_own_networks_are_found() -> None:
    assert {"bluesky", "mastodon", "telegram"} <= set(_names("smmgen.networks"))


def test_nobody_else_is_asked_where_no_package_names_the_group(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "importlib.metadata", None)  # to import it would raise
    assert _names("smmgen.nothing") == []
