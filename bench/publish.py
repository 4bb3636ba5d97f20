"""Time `publish` beside its floor: python -m bench.publish [--posts 50] [--latency 100] [--records 10000].

Twenty accounts on five networks publish every post at once: so the default is 1,000 deliveries. The networks
are the sandbox in this process, which takes its time to answer; the publisher is a process of its own, and its
ledger lies on a bare repository with so many deliveries before, in memory where it can. The
floor is what the calls of the slowest account take one after the other; in the same turn that account is then
published to alone, and so waits for nobody. With --distance the remote answers later, as one that is not on this
machine does; with --cards as many posts of next week have pictures to draw.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from urllib.request import ProxyHandler, build_opener

from msgspec import Struct

from bench.ledger import write_ledger
from bench.process import environment
from bench.table import in_memory
from smmgen.ledger.place import find
from smmgen.pipeline import load
from smmgen.publish.rehearsal import secret_of
from smmgen.read.tree import Folder
from smmgen.sandbox.server import start

NETWORKS = {
    "telegram": 'chat: "@bench", token: env:{name}_TOKEN',
    "mastodon": "token: env:{name}_TOKEN",
    "bluesky": "handle: bench.example, password: env:{name}_PASSWORD",
    "vk": "group: 229911004, token: env:{name}_TOKEN",
    "discord": 'webhook: env:{name}_WEBHOOK, channel: "1180000000000000042"',
}
EACH = 4
"""So many accounts of each network."""
POST = """---
title: Post {number}
publish_at: {at:%Y-%m-%d %H:%M}
status: ready
{more}---
The words of post {number}.
"""
LATE, LATER = timedelta(minutes=-10), timedelta(days=7)


class Found(Struct, frozen=True, kw_only=True):
    """Seconds: to the first call, from it to the last one, of the floor, of the slowest lane, of the whole."""

    outcomes: Mapping[str, int]
    slowest: str
    first: float
    lanes: float
    floor: float
    lane: float
    whole: float
    used: float


def accounts(url: str) -> Iterator[str]:
    for network, options in NETWORKS.items():
        for number in range(EACH):
            name = f"{network}{number}"
            own = options.format(name=name.upper())
            yield f"  {name}: {{network: {network}, base_url: {url}/{network}, {own}}}\n"


def write(root: Path, url: str, posts: int, cards: int) -> None:
    """Write a content repository with so many posts that are due, and so many of next week with a picture."""
    (root / "content/posts").mkdir(parents=True)
    config = "brand: {name: Bench, timezone: UTC}\naccounts:\n" + "".join(accounts(url))
    (root / "smmgen.yaml").write_text(config, "utf-8")
    now = datetime.now(UTC)
    for number in range(posts + cards):
        image = f"image: {{card: promo, headline: Number {number}, alt: A card}}\n" if number >= posts else ""
        at = now + (LATER if number >= posts else LATE)
        text = POST.format(number=number, at=at, more=image)
        (root / f"content/posts/post-{number:04}.md").write_text(text, "utf-8")


def git(folder: Path, *arguments: str) -> None:
    identity = ["-c", "user.name=Bench", "-c", "user.email=bench@bench.example"]
    subprocess.run(["git", "-C", str(folder), *identity, *arguments], check=True, capture_output=True)


def repository(folder: Path, url: str, asked: argparse.Namespace) -> Path:
    """Make a clone whose origin has a long ledger."""
    ledger, origin, root = folder / "ledger", folder / "origin.git", folder / "brand"
    ledger.mkdir()
    origin.mkdir()
    git(origin, "init", "-q", "--bare", "-b", "main")
    write_ledger(ledger, asked.records)
    git(ledger, "push", "-q", str(origin), "smm-ledger")
    write(root, url, asked.posts, asked.cards)
    git(root, "init", "-q", "-b", "main")
    git(root, "add", ".")
    git(root, "commit", "-qm", "Write posts")
    git(root, "remote", "add", "origin", str(origin))
    for service in ("receive", "upload") if asked.distance else ():
        away = folder / f"{service}-pack"
        away.write_text(f'#!/bin/sh\nsleep {asked.distance / 1000}\nexec git-{service}-pack "$@"\n', "utf-8")
        away.chmod(0o755)
        git(root, "config", f"remote.origin.{service}pack", str(away))
    return root


def secrets(root: Path) -> dict[str, str]:
    """Return the variables that the sandbox's secrets are read from."""
    project = load(Folder(root)).project
    assert project
    return {
        name: secret_of(account, option)
        for account in project.brand.accounts.values()
        for option, name in account.secrets.items()
    }


def calls(url: str) -> list[Mapping[str, str]]:
    with build_opener(ProxyHandler({})).open(f"{url}/sandbox/calls") as answer:
        found: list[Mapping[str, str]] = json.load(answer)["calls"]
        return found


def longest_lane(root: Path) -> float:
    """Return the seconds that the slowest account took from its first intent to its last outcome."""
    histories = find(root, environment()).read()[0].histories
    times: dict[str, list[datetime]] = defaultdict(list)
    for name, history in histories.items():
        if name.post.startswith("post-"):
            times[name.account] += [line.at for line in history]
    return max((max(at) - min(at)).total_seconds() for at in times.values())


def published(root: Path, url: str, latency_seconds: float, account: str = "") -> Found:
    """Publish, and see when calls came in. Without an `account` it is to all of them."""
    only = ["--account", account] if account else []
    command = [sys.executable, "-m", "smmgen", "-C", str(root), "publish", "--format", "json", *only]
    known = {**environment(), **secrets(root)}
    used, at, began = _used(), datetime.now(UTC), time.perf_counter()
    done = subprocess.run(command, env=known, capture_output=True, text=True, check=False)
    whole = time.perf_counter() - began
    if done.returncode not in (0, 3):
        sys.exit(done.stderr)
    made = calls(url)
    times = [datetime.fromisoformat(call["at"]) for call in made]
    slowest, count = Counter(call["network"] for call in made).most_common(1)[0]
    return Found(
        outcomes=json.loads(done.stdout)["summary"],
        slowest=f"{slowest}0",
        first=(times[0] - at).total_seconds(),
        lanes=(times[-1] - times[0]).total_seconds(),
        floor=count / (1 if account else EACH) * latency_seconds,
        lane=longest_lane(root),
        whole=whole,
        used=_used() - used,
    )


def tried(asked: argparse.Namespace, account: str = "") -> Found:
    """Publish to all accounts, or to one alone, on a new brand and a new sandbox."""
    seconds = asked.latency / 1000
    with tempfile.TemporaryDirectory(dir=in_memory()) as folder, start(latency_seconds=seconds) as running:
        return published(repository(Path(folder), running.url, asked), running.url, seconds, account)


def turn(asked: argparse.Namespace) -> tuple[Found, Found]:
    """Publish to all accounts, and then to the slowest of them alone."""
    found = tried(asked)
    if set(found.outcomes) != {"published"}:
        sys.exit(f"not all was published: {dict(found.outcomes)}")
    return found, tried(asked, found.slowest)


def _used() -> float:
    return os.times().children_user + os.times().children_system


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--posts", type=int, default=50, help="so many posts are due (50)")
    parser.add_argument("--cards", type=int, default=0, help="so many posts of next week have a picture (0)")
    parser.add_argument("--latency", type=int, default=100, help="milliseconds of each answer (100)")
    parser.add_argument(
        "--distance", type=int, default=0, help="milliseconds to the ledger's remote and back (0)"
    )
    parser.add_argument("--runs", type=int, default=3, help="so many turns; told are medians (3)")
    parser.add_argument("--records", type=int, default=10_000, help="deliveries in the ledger before (10000)")
    asked = parser.parse_args()
    turns = [turn(asked) for _ in range(asked.runs)]
    together, alone = [found for found, _ in turns], [found for _, found in turns]
    print(f"medians of {asked.runs} turns; load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    first, lanes = median(one.first for one in together), median(one.lanes for one in together)
    print(f"first call {first:.2f} s after the start, with {asked.records} deliveries in the ledger")
    ratio = median(one.lanes / one.floor for one in together)
    print(f"first to last call {lanes:.2f} s: {ratio:.2f} x the calls of the slowest account")
    ratio = median(found.lanes / one.lanes for found, one in turns)
    print(
        f"that account alone {median(one.lanes for one in alone):.2f} s: all together take {ratio:.2f} x that"
    )
    whole, ratio = median(one.whole for one in together), median(one.whole / one.lane for one in together)
    print(
        f"whole run {whole:.2f} s: {ratio:.2f} x its slowest lane, from the first intent to the last outcome"
    )
    print(f"the publisher and git used {median(one.used for one in together):.2f} s of the processors")


if __name__ == "__main__":
    main()
