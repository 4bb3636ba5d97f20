"""The layout is a fact: walls hold, no import cycles, nothing too long to read."""

import graphlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).parents[1]
LONGEST = 320
"""Lines of a module that a person still wants to read."""

BREAKS = [
    ("text/links.py", "smmgen.model.post"),
    ("text/count.py", "smmgen.clock"),
    ("model/source.py", "smmgen.adapter"),
    ("adapter.py", "smmgen.apis.answers"),
    ("markup/plain.py", "smmgen.apis.answers"),
    ("apis/answers.py", "smmgen.networks.telegram"),
    ("networks/telegram.py", "smmgen.networks.mastodon"),
    ("networks/bluesky.py", "smmgen.http"),
    ("compose/select.py", "smmgen.read.post"),
    ("read/media.py", "smmgen.cards.picture"),
    ("check/run.py", "smmgen.secrets"),
    ("check/registry.py", "smmgen.build.upkeep"),
    ("check/links.py", "smmgen.online.visit"),
    ("online/links.py", "smmgen.publish.run"),
    ("build/site.py", "smmgen.http"),
    ("scaffold/post.py", "smmgen.build.upkeep"),
    ("build/site.py", "smmgen.review.compare"),
    ("review/compare.py", "smmgen.http"),
    ("secrets.py", "smmgen.http"),
    ("ledger/record.py", "smmgen.publish.run"),
    ("publish/run.py", "smmgen.pipeline"),
    ("pipeline.py", "smmgen.sandbox.server"),
    ("sandbox/server.py", "smmgen.networks.telegram"),
    ("sandbox/store.py", "smmgen.cli.main"),
    ("assistant/tool.py", "smmgen.secrets"),
    ("assistant/desk.py", "smmgen.lsp.desk"),
    ("build/manifest.py", "httpx"),
]
"""A module, and what it must not import even late, inside a function."""


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Break every wall at once in a copy of the package, and return what the linter says."""
    copy = tmp_path_factory.mktemp("broken")
    shutil.copytree(ROOT / "smmgen", copy / "smmgen", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", copy)
    for module, forbidden in BREAKS:
        with (copy / "smmgen" / module).open("a") as file:
            file.write(f"\n\ndef broken_{forbidden.replace('.', '_')}():\n    import {forbidden}\n")
    environment = {**os.environ, "PYTHONPATH": str(copy), "COLUMNS": "400"}
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    done = subprocess.run(command, cwd=copy, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stdout + done.stderr
    return done.stdout


@pytest.mark.parametrize(("module", "forbidden"), BREAKS)
def test_a_late_import_through_a_wall_is_named(report: str, module: str, forbidden: str) -> None:
    importer = "smmgen." + module.removesuffix(".py").replace("/", ".")
    assert any(importer in line and forbidden in line for line in report.splitlines()), report


def test_there_are_no_import_cycles() -> None:
    graph = grimp.build_graph("smmgen")
    imports = {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}
    graphlib.TopologicalSorter(imports).prepare()


def test_a_module_is_short_enough_to_read() -> None:
    lines = {path: len(path.read_text("utf-8").splitlines()) for path in ROOT.glob("smmgen/**/*.py")}
    assert {path: number for path, number in lines.items() if number > LONGEST} == {}


def test_every_init_file_is_empty() -> None:
    full = [path for path in ROOT.glob("smmgen/*/**/__init__.py") if path.read_text("utf-8").strip()]
    assert full == []


HEAVY = {"yaml", "markdown_it", "httpx", "jinja2", "git", "PIL", "starlette", "smmgen.adapter", "msgspec"}
DOORS = [("start", {*HEAVY, "click"}), ("main", HEAVY)]


@pytest.mark.parametrize(("door", "heavy"), DOORS, ids=["start", "main"])
def test_help_imports_nothing_heavy(door: str, heavy: set[str]) -> None:
    code = f"import sys\nsys.argv = ['smmgen', '--help']\nfrom smmgen.cli.{door} import main\ntry:\n    main()\nexcept SystemExit:\n    pass\nprint(*sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not heavy & set(done.stderr.split())
    assert "Commands" in done.stdout
