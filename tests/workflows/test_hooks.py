"""The hooks for pre-commit find and mend what a commit brings, by themselves and through the real pre-commit."""

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
HOOKS = {hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))}
BRAND = """\
brand: {name: Northwind Coffee, timezone: Europe/Berlin}
accounts: {tg: {network: telegram, chat: "@northwind", token: env:TELEGRAM_TOKEN}}
"""
POST = "content/posts/sale.md"
BAD = "---\ntitle: Sale\n---\nAll be\u200bans must go.\n"
WORSE = f"{BAD}See http://localhost/.\n"


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Return a repository of content with one post that is staged and not committed."""
    (tmp_path / "content/posts").mkdir(parents=True)
    (tmp_path / "smmgen.yaml").write_text(BRAND)
    (tmp_path / "README.md").write_text("# Not a post\u200b\n")
    (tmp_path / POST).write_text(BAD)
    subprocess.run(["git", "init", "-q", "."], cwd=tmp_path, check=True)
    subprocess.run(["git", "add", "."], cwd=tmp_path, check=True)
    return tmp_path


def _entry(repository: Path, name: str, *files: str) -> int:
    """Run a hook's entry as pre-commit does."""
    program, *rest = shlex.split(HOOKS[name]["entry"])
    assert program == "smmgen"
    done = subprocess.run([sys.executable, "-m", program, *rest, *files], cwd=repository, check=False)
    return done.returncode


def test_a_commit_with_an_error_is_refused(repository: Path) -> None:
    assert _entry(repository, "smmgen-check") == 0
    (repository / POST).write_text(WORSE)
    assert _entry(repository, "smmgen-check") == 1


def test_a_commit_is_mended(repository: Path) -> None:
    assert _entry(repository, "smmgen-fix", POST) == 0
    assert "\u200b" not in (repository / POST).read_text()
    assert "\u200b" in (repository / "README.md").read_text()


@pytest.mark.skipif(
    "SMMGEN_WHOLE" not in os.environ, reason="installs pre-commit and smmgen, a minute or two"
)
def test_pre_commit_runs_the_hooks_of_this_repository(repository: Path, tmp_path_factory) -> None:
    folder = tmp_path_factory.mktemp("hooks")
    env = {**os.environ, "PRE_COMMIT_HOME": str(folder / "cache")}
    subprocess.run([sys.executable, "-m", "venv", str(folder / "venv")], check=True)
    subprocess.run([str(folder / "venv/bin/pip"), "install", "-q", "pre-commit"], check=True)
    subprocess.run(["git", "clone", "-q", str(ROOT), str(folder / "smmgen")], check=True)

    def hook(name: str) -> subprocess.CompletedProcess[str]:
        command = [str(folder / "venv/bin/pre-commit"), "try-repo", str(folder / "smmgen"), name]
        return subprocess.run(
            [*command, "--all-files", "--verbose"], cwd=repository, env=env, capture_output=True, text=True
        )

    assert hook("smmgen-check").returncode == 0
    mended = hook("smmgen-fix")
    assert "files were modified by this hook" in mended.stdout
    assert f"{POST}: mended 1." in mended.stdout
    assert hook("smmgen-fix").returncode == 0
    (repository / POST).write_text(WORSE)
    assert "error LNK003" in hook("smmgen-check").stdout
