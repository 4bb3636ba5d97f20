"""A build that is killed or interrupted, at whatever moment, leaves a whole site, and the next one mends the rest."""

import os
import random
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from itertools import cycle
from pathlib import Path
from subprocess import PIPE

import pytest

from smmgen.build.upkeep import Upkeep, Wish
from smmgen.pipeline import Found, find
from smmgen.read.tree import Folder
from tests import warm
from tests.build.cut import dead_links, files, killed, timed, together
from tests.build.world import draw, jpeg
from tests.check.world import BRAND, NOW, post

chance = random.Random(20)
IS_WHOLE = bool(os.environ.get("SMMGEN_WHOLE"))
POSTS = "content/posts"
AT = "2026-12-0{} 10:00"


def _post(day: int, text: str) -> str:
    return post(
        text, publish_at=AT.format(day), status="ready", image="{photo: /content/media/beans.jpg, alt: Beans}"
    )


FIRST = {
    "smmgen.yaml": BRAND.replace("theme: northwind\n", ""),
    "content/media/beans.jpg": jpeg(1600, 1600),
    f"{POSTS}/beans.md": _post(1, "Beans."),
    f"{POSTS}/filters.md": _post(2, "Filters."),
    f"{POSTS}/cups.md": _post(3, "Cups."),
    f"{POSTS}/gone.md": _post(4, "Kettles."),
}
SECOND: Mapping[str, str | bytes] = {
    **FIRST,
    "content/media/beans.jpg": jpeg(1500, 1600),
    f"{POSTS}/filters.md": _post(2, "Filters, and more of them."),
    f"{POSTS}/cups.md": _post(7, "Cups, but later."),
    f"{POSTS}/new.md": _post(5, "Scales."),
    f"{POSTS}/newer.md": post("Spoons.", publish_at="2027-01-05 10:00", status="ready"),
}
OTHER_WORDS = {**FIRST, f"{POSTS}/filters.md": _post(2, "Filters, as many as you need.")}
OTHER_BRAND = {**SECOND, "smmgen.yaml": FIRST["smmgen.yaml"].replace("Northwind", "Southwind")}


def lay(root: Path, state: Mapping[str, str | bytes]) -> None:
    """Make a repository's files those of a state, touching only what is another."""
    for path in [
        path for path in root.glob("content/**/*.*") if path.relative_to(root).as_posix() not in state
    ]:
        path.unlink()
    for path, text in state.items():
        data, place = text.encode() if isinstance(text, str) else text, root / path
        if not place.exists() or place.read_bytes() != data:
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(data)


def bring(root: Path, out: Path | None = None, workers: int = 1) -> None:
    kept = root / ".smmgen/cache"
    places = {"index": kept / "check", "place": kept / "site", "cache": kept} if out is None else {}
    Upkeep(Folder(root), out or root / "dist", lambda theme, read: draw, **places).bring(
        Wish(now=NOW, workers=workers, mark=b"nothing beside")
    )


def check(root: Path, *, is_kept: bool = True) -> Found:
    return find(Folder(root), NOW, place=root / ".smmgen/cache/check" if is_kept else None)


STATES = {"posts": (FIRST, SECOND), "the brand": (SECOND, OTHER_BRAND), "words": (FIRST, OTHER_WORDS)}


@pytest.fixture(scope="module", params=STATES)
def states(request, tmp_path_factory):
    """Return two states of a repository, and the sites that clean builds make of them.

    Where they differ in words the files' times count at once, as they do a moment later.
    """
    pair = STATES[request.param]
    with pytest.MonkeyPatch.context() as patch:
        for tick in ("_FINE", "_COARSE") if request.param == "words" else ():
            patch.setattr(f"smmgen.recall.scan.{tick}", 0)
        yield pair, _clean(tmp_path_factory.mktemp("clean"), pair)


def _clean(root: Path, pair: tuple[Mapping[str, str | bytes], ...]) -> list[Mapping[str, bytes]]:
    sites = []
    for number, state in enumerate(pair):
        lay(root, state)
        bring(root, root / f"site-{number}")
        sites.append(files(root / f"site-{number}"))
    return sites


def is_whole(out: Path, old: Mapping[str, bytes], new: Mapping[str, bytes]) -> None:
    """See that every file is the old one or the new one, and that no link that is come upon is dead."""
    shown = {path: data for path, data in files(out).items() if not path.startswith(".smmgen")}
    assert [path for path, data in shown.items() if data not in (old.get(path), new.get(path))] == []
    assert dead_links(out) == []


def turns(states: tuple, root: Path) -> Iterator[tuple[Mapping[str, bytes], Mapping[str, bytes]]]:
    """Change a repository that was built from one state to the other and back; yield the sites before and after."""
    (old, new), sites = states
    lay(root, old)
    bring(root)
    for state, before, after in cycle([(new, *sites), (old, *reversed(sites))]):
        lay(root, state)
        yield before, after


def test_a_build_killed_before_any_change_to_the_disk_leaves_a_whole_site_and_is_made_good(states, tmp_path):
    seen = 0
    for at, (before, after) in zip(
        range(0, 1000, 1 if IS_WHOLE else 47), turns(states, tmp_path), strict=False
    ):
        is_cut = killed(lambda: bring(tmp_path), at)
        is_whole(tmp_path / "dist", before, after)
        bring(tmp_path)
        assert files(tmp_path / "dist") == after, at
        if not is_cut:
            break
        seen += 1
    assert seen
    assert not is_cut


def test_the_first_build_of_all_may_be_killed_again_and_again(states, tmp_path):
    (_, state), (_, site) = states
    lay(tmp_path, state)
    for at in range(0, 1000, 1 if IS_WHOLE else 61):
        if not killed(lambda: bring(tmp_path), at):
            break
        is_whole(tmp_path / "dist", {}, site)
    assert files(tmp_path / "dist") == site


@pytest.mark.parametrize("is_asked", [False, True], ids=["killed", "Ctrl-C"])
def test_several_processes_may_be_ended_at_any_moment(states, tmp_path, *, is_asked):
    codes = set()
    for _, (before, after) in zip(range(200 if IS_WHOLE else 1), turns(states, tmp_path), strict=False):
        moment = chance.uniform(0.001, 0.2)
        codes.add(timed(lambda: bring(tmp_path, workers=2), moment, is_asked=is_asked))
        is_whole(tmp_path / "dist", before, after)
        bring(tmp_path)
        assert files(tmp_path / "dist") == after
    assert codes <= {0, 130 if is_asked else -signal.SIGALRM}


def test_builds_at_once_leave_what_one_leaves(states, tmp_path):
    for _, (_, after) in zip(range(50 if IS_WHOLE else 1), turns(states, tmp_path), strict=False):
        works = [lambda: bring(tmp_path), lambda: bring(tmp_path, workers=2), lambda: check(tmp_path)]
        works *= 2 if IS_WHOLE else 1
        assert together([*works, works[0]]) == [0] * (len(works) + 1)
        assert files(tmp_path / "dist") == after
        assert check(tmp_path) == check(tmp_path, is_kept=False)


def started(root: Path, *arguments: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(warm.command("-C", str(root), *arguments), stdout=PIPE, stderr=PIPE, text=True)


def test_commands_at_once_beside_a_server_end_well_and_leave_what_one_leaves(tmp_path):
    lay(tmp_path, FIRST)
    with started(tmp_path, "serve", "--port", "0") as server:
        server.stdout.readline()
        lay(tmp_path, SECOND)
        beside = [started(tmp_path, *command) for command in (["build"], ["check"], ["build", "--jobs", "2"])]
        told = [one.communicate(timeout=60) for one in beside]
        server.send_signal(signal.SIGTERM)
        told.append(server.communicate(timeout=60))
    assert [one.returncode for one in (*beside, server)] == [0] * 4, told
    started(tmp_path, "build", "--out", str(tmp_path / "clean")).communicate(timeout=60)
    assert files(tmp_path / "dist") == files(tmp_path / "clean")


def test_ctrl_c_ends_a_build_with_a_word_and_no_traceback(tmp_path):
    lay(tmp_path, FIRST)
    code = (
        "import signal, sys; from smmgen.cli.start import main; moment = float(sys.argv.pop(1));"
        "signal.signal(signal.SIGALRM, signal.default_int_handler);"
        "signal.setitimer(signal.ITIMER_REAL, moment); main()"
    )
    for moment in ("0.002", "0.05", "0.2"):
        command = [sys.executable, "-c", code, moment, "-C", str(tmp_path), "build"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr.strip()) in [(130, "smmgen: interrupted"), (0, "")]


def test_ctrl_c_is_not_lost_where_python_would_ignore_it():
    code = (
        "import signal, sys, time\nfrom smmgen.cli import start\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # a job in the background ignores it
        "class Tidy:\n"
        "    def __del__(self): signal.raise_signal(signal.SIGINT)\n"
        "def run():\n    Tidy()\n    while True: time.sleep(0.1)\n"
        "start._run = run\nstart.main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60
    )
    assert (done.returncode, done.stderr) == (130, "smmgen: interrupted\n")
