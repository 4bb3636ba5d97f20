"""A site that was brought up to date edit by edit is the one that a build of all makes, byte for byte."""

import os
import random
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from functools import partial
from hashlib import sha256
from pathlib import Path
from shutil import rmtree

import pytest
from jinja2 import Environment

from smmgen.build.drawing import Drawn, Read
from smmgen.build.store import Told
from smmgen.build.upkeep import Upkeep, Wish
from smmgen.model.theme import Theme
from smmgen.model.variant import Picture
from smmgen.pipeline import find
from smmgen.read.tree import Folder
from tests.check.world import NOW, post
from tests.recall.edits import Team, Writers

IS_WHOLE = bool(os.environ.get("SMMGEN_WHOLE"))
EDITS = 500 if IS_WHOLE else 24


def is_compared(number: int, every: int) -> bool:
    """Tell whether a site is compared now: a page that was forgotten stays wrong until it is made again."""
    return IS_WHOLE or number % every == every - 1


@pytest.fixture(scope="module", autouse=True)
def compiled_once() -> Iterator[None]:
    """Compile each text of a template once: a build of a theme with its own does so, and that was nine tenths."""
    made: dict[tuple[object, ...], object] = {}
    compile_anew = Environment.compile

    def compiled(self: Environment, source: str, *names: object, **more: object) -> object:
        key = type(self), source, names
        if key not in made:
            made[key] = compile_anew(self, source, *names, **more)
        return made[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Environment, "compile", compiled)
        yield


def _sketch(theme: Theme, read: Read, asked: Picture) -> Drawn:
    """Draw nothing but the mark of all that a picture is made of."""
    made_of = [read(path).hex() for path in asked.image.photos]
    shown = [asked.width, asked.height, asked.image.focus, asked.image.size]
    if asked.card:
        card = [asked.image.headline, asked.image.fields, asked.handle, asked.language, asked.mark]
        shown += [*card, theme.cards.get(asked.card), theme.colours]
    data = sha256(repr((made_of, shown)).encode()).digest()
    return Drawn(data=data, width=asked.width, height=asked.height, media_type="image/jpeg")


def _upkeep(root: Path, out: Path, *, is_kept: bool) -> Upkeep:
    kept = root / ".smmgen/cache"
    places = {"index": kept / "index", "place": kept / "place", "cache": kept} if is_kept else {}
    return Upkeep(Folder(root), out, lambda theme, read: partial(_sketch, theme, read), **places)


def _files(out: Path) -> Mapping[str, bytes]:
    found = {path.relative_to(out).as_posix(): path for path in out.rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in sorted(found.items())}


def _anew(root: Path, out: Path, now: datetime) -> tuple[Mapping[str, bytes], Told]:
    told = _upkeep(root, out, is_kept=False).bring(Wish(now=now)).told
    return _files(out), told


def _differences(one: Mapping[str, bytes], other: Mapping[str, bytes]) -> list[str]:
    return sorted(name for name in {*one, *other} if one.get(name) != other.get(name))


def _posts(root: Path) -> list[str]:
    return [path.relative_to(root).as_posix() for path in sorted(root.glob("content/posts/**/*.md"))]


def _spoil_site(team: Team) -> None:
    """Delete or overwrite a file of the site, as nobody should."""
    path = team.chance.choice(sorted(path for path in (team.root / "dist").rglob("*.*") if path.is_file()))
    if team.chance.random() < 0.5:
        path.unlink()
    else:
        path.write_bytes(b"Hello")


@pytest.mark.parametrize("is_served", [False, True], ids=["build by build", "in one process"])
def test_after_any_edit_the_site_is_that_of_a_first_build(tmp_path: Path, *, is_served: bool) -> None:
    root, now, shown = tmp_path / "content", NOW, 0
    team = Team(root, 11 + is_served)
    keeper = _upkeep(root, root / "dist", is_kept=True)
    for number in range(EDITS // 2):
        act = team.edit()
        now += timedelta(hours=team.chance.choice([0, 0, 7, 30]))
        if not is_served:
            if number and team.chance.random() < 0.2:
                _spoil_site(team)
            keeper = _upkeep(root, root / "dist", is_kept=True)
        wish = Wish(now=now, mark=b"nothing beside")
        shown += len(keeper.bring_ahead(_posts(root), wish))  # which is to change nothing in the end
        told = keeper.bring(wish).told
        if not is_compared(number, 3):
            continue
        files, anew = _anew(root, tmp_path / "anew", now)
        rmtree(tmp_path / "anew", ignore_errors=True)
        assert _differences(_files(root / "dist"), files) == [], (number, act)
        assert told == anew, (number, act)
    assert bool(shown) == is_served


def test_after_any_wording_the_site_is_that_of_a_first_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("smmgen.recall.scan._FINE", 0)
    monkeypatch.setattr("smmgen.recall.scan._COARSE", 0)
    root, team, chance, now, touched = tmp_path, Writers(tmp_path, 29), random.Random(3), NOW, 0
    for number in range(2 * EDITS if IS_WHOLE else 24):
        act = team.edit()
        is_later = chance.random() < 0.1
        now += timedelta(hours=7) if is_later else timedelta()
        for _ in range(chance.choice([0, 0, 0, 1])):  # others check beside
            find(Folder(root), now, place=root / ".smmgen/cache/index")
            team.reword()
        brought = _upkeep(root, root / "dist", is_kept=True).bring(Wish(now=now, mark=b"nothing beside"))
        touched += bool(brought.written) and brought.survey is None
        if is_compared(number, 4):
            files, anew = _anew(root, tmp_path / f"anew-{number}", now)
            assert _differences(_files(root / "dist"), files) == [], (number, act)
            assert brought.told == anew, (number, act)
        assert {path for path, _ in brought.why} >= {path for path in brought.written if "html" in path}
    assert touched > EDITS / 10


def test_a_picture_that_goes_with_the_words_goes_from_the_site(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("smmgen.recall.scan._FINE", 0)
    Writers(tmp_path, 1)
    place = tmp_path / "content/posts/one.md"
    seen = []
    for picture in ({}, {"image": "{photo: /content/media/beans.jpg, alt: Beans, size: square}"}, {}):
        place.write_text(post("All beans must go.", status="ready", publish_at="2026-12-01 10:00", **picture))
        _upkeep(tmp_path, tmp_path / "dist", is_kept=True).bring(Wish(now=NOW, mark=b"nothing beside"))
        seen.append(_files(tmp_path / "dist"))
        assert _differences(seen[-1], _anew(tmp_path, tmp_path / f"anew-{len(seen)}", NOW)[0]) == []
    assert _differences(seen[0], seen[2]) == []
