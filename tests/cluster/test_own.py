"""A machine is known by all that has a part in what it makes."""

import re
import sys
from importlib.metadata import packages_distributions

import pytest

from smmgen.cluster.dask import _work
from smmgen.cluster.own import MADE_WITH, differences, own_parts
from tests.cluster.machines import ROOT

ROOMS = "text spelling markup model apis networks read compose cards check recall build"
IMPORTED = re.compile(r"^\s*(?:from (\w+)[\w.]* import |import (\w+)[\w.]*(?: as \w+)?$)", re.MULTILINE)


def test_whatever_is_imported_where_posts_are_worked_on_counts() -> None:
    files = (file for room in ROOMS.split() for file in (ROOT / "smmgen" / room).rglob("*.py"))
    names = {one or other for file in files for one, other in IMPORTED.findall(file.read_text("utf-8"))}
    assert names >= {"PIL", "yaml", "jinja2", "hunspell", "imageio_ffmpeg"}
    packages = packages_distributions()
    strange = names - sys.stdlib_module_names - {"smmgen"}
    assert {package.lower() for name in strange for package in packages.get(name, [name])} <= set(MADE_WITH)


def test_what_differs_is_told_with_both_versions() -> None:
    other = {**own_parts(), "pillow": "1.0"}
    assert differences(other) == f"pillow: 1.0, here {own_parts()['pillow']}"
    assert differences(ImportError("smmgen")) == "smmgen cannot be started there"


def test_a_machine_that_came_later_refuses_the_work_of_another_program() -> None:
    with pytest.raises(RuntimeError, match="another smmgen"):
        _work("0" * 64, lambda commons, body, files: body, [], b"", [])
