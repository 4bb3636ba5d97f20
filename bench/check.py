"""Time `check` on a generated repository beside the floor: its parsers alone, on the same files.

Run: python bench/check.py [POSTS]. Prints medians of five runs in turns, and ratios; whole processes are
timed, start of the interpreter included. Compiled files are kept, as they are where a package is installed;
the first turn writes them and is not counted. With --peer COMMAND another tool's preview is timed beside.
"""

import argparse
import os
import random
import shlex
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

CONFIG = """brand: {name: Bench, url: https://bench.example, timezone: Europe/Berlin}
accounts:
  tg: {network: telegram, chat: "@bench", token: env:TG_TOKEN}
  masto: {network: mastodon, base_url: https://social.example, token: env:MASTO_TOKEN}
  bsky: {network: bluesky, handle: bench.example, password: env:BSKY_PASSWORD}
utm: {source: "{network}", medium: social}
"""
LATIN = [
    "harvest",
    "roaster",
    "morning",
    "filter",
    "cup",
    "water",
    "grind",
    "slow",
    "honest",
    "river",
    "market",
    "winter",
    "north",
    "street",
    "friend",
]
CYRILLIC = [
    "урожай",
    "обжарка",
    "утро",
    "фильтр",
    "чашка",
    "вода",
    "помол",
    "река",
    "рынок",
    "зима",
    "север",
    "улица",
    "друг",
    "соседи",
    "тепло",
]

FLOOR = """
import sys, pathlib, yaml
from markdown_it import MarkdownIt
parser = MarkdownIt("commonmark")
for path in sorted(pathlib.Path(sys.argv[1], "content/posts").glob("*.md")):
    _, front, body = path.read_text("utf-8").split("---\\n", 2)
    list(yaml.parse(front, Loader=yaml.CSafeLoader))
    parser.parse(body)
"""


def post(number: int, chance: random.Random) -> str:
    words = CYRILLIC if number % 3 == 0 else LATIN
    text = " ".join(chance.choices(words, k=18)).capitalize()
    day, hour, minute = number % 28 + 1, 8 + number // 28 % 14, number // 392 % 3 * 20
    return (
        f"---\ntitle: Post {number}\npublish_at: 2027-{number // 1176 % 12 + 1:02}-{day:02} {hour:02}:{minute:02}\n"
        f"status: ready\ntags: [coffee, winter]\n---\n"
        f"{text}. **{chance.choice(words)}** and [more](https://bench.example/{number}).\n\n"
        f"- {chance.choice(words)}\n- {chance.choice(words)}\n\n#bench{number} @northwind\n"
    )


def corpus(root: Path, posts: int) -> None:
    chance = random.Random(7)
    (root / "content/posts").mkdir(parents=True)
    (root / "smmgen.yaml").write_text(CONFIG, "utf-8")
    for number in range(posts):
        (root / f"content/posts/post-{number:05}.md").write_text(post(number, chance), "utf-8")


def seconds(command: list[str]) -> float:
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    start = time.perf_counter()
    done = subprocess.run(command, capture_output=True, check=False, env=env)
    if done.returncode not in (0, 1):
        sys.exit(done.stderr.decode())
    return time.perf_counter() - start


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("posts", nargs="?", type=int, default=500)
    arguments.add_argument("--runs", type=int, default=5)
    arguments.add_argument("--peer", default="", help="another tool's command on the same number of posts")
    options = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        corpus(Path(folder), options.posts)
        commands = {
            "interpreter alone": [sys.executable, "-c", "pass"],
            "parsers alone": [sys.executable, "-c", FLOOR, folder],
            "smmgen check": [sys.executable, "-m", "smmgen", "-C", folder, "check"],
        }
        if options.peer:
            commands["peer"] = shlex.split(options.peer)
        times: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(options.runs + 1):
            for name, command in commands.items():
                times[name].append(seconds(command))
    medians = {name: statistics.median(runs[1:]) for name, runs in times.items()}
    print(f"{options.posts} posts x 3 networks, medians of {options.runs} runs in turns")
    for name, median in medians.items():
        ratio = median / medians["parsers alone"]
        print(f"{name:20} {median:7.3f} s   {ratio:5.2f} x the parsers alone")


if __name__ == "__main__":
    main()
