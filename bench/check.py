"""Time `check` on a generated repository beside the floor: its parsers alone, on the same files.

Run: python -m bench.check [POSTS]. Prints medians of five runs in turns, and ratios; whole processes are
timed, start of the interpreter included, in the repository, as people run them: first with nothing kept of an
earlier run, then where nothing changed. Compiled files are kept, as they are where a package is installed; the
first turn writes them and is not counted.

--python PYTHON times the smmgen of another environment, such as one with an installed wheel: where it runs from a
clone, in an environment with all that its tests need, it looks at more files and takes 0.05 s longer.

--galaxy-social DIR times its preview of the same posts beside, for three networks: DIR is a clone of
usegalaxy-eu/galaxy-social whose requirements are installed in its .venv. It takes tokens that it does not use.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.corpus import Shape, write_galaxy, write_smmgen

FIRST = "smmgen check"
"""Its first run on a repository: what an earlier one left is deleted before."""

FLOOR = """
import sys, pathlib, yaml
from markdown_it import MarkdownIt
parser = MarkdownIt("commonmark")
for path in sorted(pathlib.Path(sys.argv[1], "content/posts").glob("*.md")):
    _, front, body = path.read_text("utf-8").split("---\\n", 2)
    list(yaml.parse(front, Loader=yaml.CSafeLoader))
    parser.parse(body)
"""


GALAXY_TOKENS = ("MASTODON_ACCESS_TOKEN", "MATRIX_ACCESS_TOKEN", "LINKEDIN_ACCESS_TOKEN")


def seconds(command: list[str], folder: str) -> float:
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    env |= dict.fromkeys(GALAXY_TOKENS, "none")
    start = time.perf_counter()
    done = subprocess.run(command, capture_output=True, check=False, env=env, cwd=folder)
    if done.returncode not in (0, 1):
        sys.exit(done.stderr.decode())
    return time.perf_counter() - start


def galaxy(clone: Path, folder: Path, posts: int) -> list[str]:
    """Write the posts as galaxy-social takes them; return its command."""
    write_galaxy(folder, Shape(posts=posts))
    return [
        str(clone / ".venv/bin/python"),
        str(clone / "lib/galaxy_social.py"),
        "--preview",
        "--folder",
        str(folder),
    ]


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("posts", nargs="?", type=int, default=500)
    arguments.add_argument("--runs", type=int, default=5)
    arguments.add_argument("--python", default=sys.executable, help="whose smmgen is timed")
    arguments.add_argument("--galaxy-social", type=Path, help="a clone of it, with its .venv")
    options = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        write_smmgen(Path(folder), Shape(posts=options.posts, accounts=3, has_plan=False))
        commands = {
            "interpreter alone": [options.python, "-c", "pass"],
            "parsers alone": [options.python, "-c", FLOOR, folder],
            FIRST: [options.python, "-m", "smmgen", "check"],
            "nothing changed": [options.python, "-m", "smmgen", "check"],
        }
        if options.galaxy_social:
            commands["galaxy-social"] = galaxy(
                options.galaxy_social.resolve(), Path(folder, "galaxy"), options.posts
            )
        times: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(options.runs + 1):
            for name, command in commands.items():
                if name == FIRST:
                    shutil.rmtree(Path(folder, ".smmgen"), ignore_errors=True)
                times[name].append(seconds(command, folder))
    medians = {name: statistics.median(runs[1:]) for name, runs in times.items()}
    print(f"{options.posts} posts x 3 networks, medians of {options.runs} runs in turns")
    if options.galaxy_social:
        print(f"{FIRST} / galaxy-social: {medians[FIRST] / medians['galaxy-social']:.3f}")
    for name, median in medians.items():
        ratio = median / medians["parsers alone"]
        print(f"{name:20} {median:7.3f} s   {ratio:5.2f} x the parsers alone")


if __name__ == "__main__":
    main()
