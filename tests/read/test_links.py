"""Symbolic links are not followed, and that is said: what nobody reads is never published."""

from pathlib import Path

import pytest

from smmgen.read.repository import read_repository
from smmgen.read.tree import Folder

CONFIG = "brand: {name: Northwind, timezone: Europe/Berlin}\n"


@pytest.mark.parametrize(
    ("link", "is_told"),
    [
        ("content/posts/sale.md", True),
        ("content/posts/winter", True),
        ("plans/2026-12.md", True),
        ("content/posts/beans.jpg", False),
    ],
)
def test_a_link_where_a_post_or_plan_is_looked_for_is_an_error(
    tmp_path: Path, link: str, *, is_told: bool
) -> None:
    place = tmp_path / "repository" / link
    place.parent.mkdir(parents=True)
    (tmp_path / "repository" / "smmgen.yaml").write_text(CONFIG)
    place.symlink_to(tmp_path)
    found = [
        (one.code, one.severity, one.span.path)
        for one in read_repository(Folder(tmp_path / "repository")).findings
    ]
    assert found == ([("YML011", "error", link)] if is_told else [])
