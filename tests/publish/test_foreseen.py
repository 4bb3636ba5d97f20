"""What is told and sent is the same whether all posts are read and checked or only those that matter now."""

import os
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import pytest
from msgspec.structs import asdict, replace

from smmgen.cli.ways import CACHE, Wish, drawing
from smmgen.ledger.record import Record
from smmgen.ledger.state import State
from smmgen.model.delivery import Delivery, DeliveryId
from smmgen.model.diagnostic import Diagnostic
from smmgen.pipeline import Built, check, draw_due, foresee
from smmgen.publish.deliveries import deliveries, idle, in_order, unfinished
from smmgen.publish.invalid import invalid_due
from smmgen.publish.kept import packed, sketched, unpacked
from smmgen.publish.over import over
from smmgen.publish.run import plan
from smmgen.publish.status import Status, status
from smmgen.read.tree import Folder
from smmgen.recall import work
from smmgen.recall.digest import digest
from smmgen.secrets import Redactor
from tests.check.world import BRAND, post
from tests.recall.edits import KINDS, Team

NOW = datetime(2026, 12, 3, 10, 5, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
NEAR = (-30 * DAY, -7 * HOUR, -5 * HOUR, -HOUR, -HOUR / 6, HOUR / 6, HOUR, DAY)
SEEDS, ROUNDS, AT_ONCE = (3, 200, 1) if os.environ.get("SMMGEN_WHOLE") else (1, KINDS // 4, 4)
"""In an ordinary run every kind of edit comes once, four of them at a time."""


class Busy(Team):
    """Edits a repository in which much is ready and near its time, and a little is wrong."""

    def __init__(self, root: Path, seed: int) -> None:
        super().__init__(root, seed)
        for _ in range(12):
            self.add()

    def _post(self) -> str:
        pick, at = self.chance.choice, NOW + self.chance.choice(NEAR)
        when = pick([f"{at:%Y-%m-%d %H:%M}+00:00"] * 5 + ["2026-12-03", "2026-12-04", "2026-12-03 late"])
        more = [{}] * 6 + [
            {"id": "post-1"},
            {"nonsense": "1"},
            {"accounts": "[tg, nobody]"},
            {"accounts": "[masto]", "reply_to": f"post-{self.chance.randint(1, 9)}"},
            {"variants": f"{{bsky: {{publish_at: {NOW + DAY:%Y-%m-%d %H:%M}+00:00}}}}"},
            {"variants": "{tg: {status: draft}}", "ignore": "[SCH, CHK004]"},
            {"image": "{photo: /content/media/beans.jpg, alt: Dark beans}"},
            {"overflow": "thread"},
        ]
        keys = {"publish_at": when, "status": pick(["ready"] * 4 + ["draft", "paused"]), **pick(more)}
        parts = [""] * 3 + [
            "\n---\n\nMore.\n",
            "\n::: only tg\nFor few.\n:::\n",
            "\n::: instead bsky\nThis.\n:::\n",
        ]
        return post(pick(["Beans ", "Кофе ", "All beans ", "See http://localhost/ "]) + pick(parts), **keys)


def ledger(root: Path, chance: Random) -> State:
    """Return what a ledger may say of a repository's posts, and of some that are no more."""
    found = check(Folder(root), NOW).variants
    asked = [replace(one, status="ready") for one in found if one.publish_at]
    told = {one.id: one for one in deliveries(unfinished(asked))}
    records = {name: _record(one, chance) for name, one in told.items() if chance.random() < 0.6}
    gone = DeliveryId("tg", "gone", 0), DeliveryId("tg", "post-1", 9)
    return State({name: (one,) for name, one in records.items()} | dict.fromkeys(gone, (_SENDING,)))


_SENDING = Record(version=1, seq=1, at=NOW - DAY, by="1.1.a", stage="SENDING")


def _record(one: Delivery, chance: Random) -> Record:
    stage = chance.choice(["POSTED"] * 6 + ["HELD", "FAILED", "SKIPPED", "RETRY", "UNKNOWN", "SENDING"])
    record = replace(_SENDING, stage=stage, fingerprint=one.fingerprint)
    asked, digest = chance.choice(
        [(one.asked, ""), ("0" * 16, ""), ("", one.digest), ("", "0" * 64), ("", "")]
    )
    return replace(record, asked=asked, digest=digest) if stage in ("POSTED", "SKIPPED") else record


class Told(NamedTuple):
    """What a run tells and knows; of two posts with one id, the time of each counts for itself by now."""

    report: dict[str, Any]
    deliveries: list[dict[str, Any]]
    left_out: dict[DeliveryId, tuple[object, ...]]
    later: set[tuple[str, str]]
    stated: dict[str, bool]


def of_all(wish: Wish, state: State) -> Told | None:
    """Read, check and compose everything, as a first version of publishing did."""
    checked = check(Folder(wish.root), wish.now)
    if checked.project is None:
        return None
    grace = checked.project.brand.grace
    built = draw_due(
        checked,
        Folder(wish.root),
        wish.root / "dist",
        wish.now,
        wish.now,
        is_over=over(state, grace, wish.now, post=wish.post, account=wish.account),
    )
    stated = {one.id: ("id",) in one.spans.by_path for one in checked.project.posts}
    return told(wish, state, built, stated)


def of_few(wish: Wish, state: State, cache: Path | None = None) -> Told | None:
    """Look closely at what matters only."""
    outlook = foresee(Folder(wish.root), wish.now, cache, then=packed)
    if isinstance(outlook, tuple):
        return None
    built = drawing(wish, outlook, outlook.project.brand)(state)
    return told(wish, state, built, built.stated or {})


def told(wish: Wish, state: State, built: Built, stated: Mapping[str, bool]) -> Told:
    assert built.project
    brand = built.project.brand
    report = plan(built.bundle, brand, state, wish.now, posts=stated, kept=built.kept)
    known = [_plain(one) for one in in_order((*deliveries(built.bundle), *built.kept))]
    left_out = _first(invalid_due(built.variants, built.findings, state, brand.grace, wish.now))
    twice = {one.post for one in built.findings if one.code == "IDS001"}
    mine = {name: error for name, error in left_out.items() if name.post not in twice}
    later = {one for one in built.later if one[0] not in twice}
    return Told(report.data(), known, mine, later, dict(stated))


def _plain(one: Delivery) -> dict[str, object]:
    return {name: value for name, value in asdict(one).items() if name != "content"}


def _first(found: Mapping[DeliveryId, Diagnostic]) -> dict[DeliveryId, tuple[object, ...]]:
    return {name: (one.code, one.span, one.message) for name, one in found.items()}


def wish(root: Path, **changes: object) -> Wish:
    return replace(Wish(root=root, now=NOW, is_real_time=False, redact=Redactor(), run="1.1.a"), **changes)


@pytest.mark.parametrize("seed", range(SEEDS))
def test_after_any_edit_the_same_is_told_and_sent(tmp_path: Path, seed: int) -> None:
    team, chance = Busy(tmp_path, seed), Random(seed)
    for _ in range(ROUNDS):
        act = [team.edit() for _ in range(AT_ONCE)]
        now = NOW + chance.choice([0, 0, 1, 24, 24 * 30]) * HOUR
        state = ledger(tmp_path, chance)
        asked = wish(tmp_path, now=now)
        expected = of_all(asked, state)
        assert of_few(asked, state) == expected, act
        assert of_few(asked, state, tmp_path / CACHE) == expected, act
        assert of_few(asked, state, tmp_path / CACHE) == expected, act


WORTH = {"already", "held", "failed", "unknown", "would-publish", "changed", "late", "left out", "kept"}


def test_what_is_compared_is_worth_it(tmp_path: Path) -> None:
    team, chance, missing = Busy(tmp_path, 0), Random(0), set(WORTH)
    for _ in range(200):
        team.edit()
        state = ledger(tmp_path, chance)
        if found := of_few(wish(tmp_path), state):
            lines = found.report["deliveries"]
            missing -= {word for one in lines for word in (one["outcome"], *one["note"].split())}
            missing -= {"left out"} if found.left_out else set()
            missing -= {"kept"} if any(not one["is_drawn"] for one in found.deliveries) else set()
        if not missing:
            return
    assert not missing


def write(root: Path, **posts: str) -> Path:
    for name, text in {"smmgen.yaml": BRAND, **posts}.items():
        place = root / (name if "." in name else f"content/posts/{name}.md")
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, "utf-8")
    return root


def at(moment: datetime, text: str = "All beans must go.", **keys: object) -> str:
    return post(text, **{"status": "ready", "publish_at": f"{moment:%Y-%m-%d %H:%M}+00:00", **keys})


def test_only_what_may_be_due_is_read_whole_and_that_every_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(
        tmp_path, due=at(NOW), old=at(NOW - DAY, "Old."), far=at(NOW + DAY, "Far."), soon=at(NOW + HOUR / 6)
    )
    seen: list[str] = []
    check_own = work.check_own
    monkeypatch.setattr(work, "check_own", lambda *args: (seen.append(args[3].post.id), check_own(*args))[1])
    asked = wish(tmp_path)
    of_few(asked, State(), tmp_path / CACHE)
    assert sorted(seen) == ["due", "old", "soon"]
    of_few(asked, State(), tmp_path / CACHE)
    assert sorted(seen[3:]) == ["due", "soon"]
    (tmp_path / "content/posts/old.md").write_text(at(NOW - DAY, "Older."), "utf-8")
    for_a_picture = foresee(Folder(tmp_path), NOW, tmp_path / CACHE)
    assert not isinstance(for_a_picture, tuple)
    for_a_picture.look({"old"})
    assert of_few(asked, State(), tmp_path / CACHE) == of_all(asked, State())


@pytest.mark.parametrize("other", [NOW, NOW + DAY])
def test_a_post_that_is_due_under_the_id_of_another_is_told_of(tmp_path: Path, other: datetime) -> None:
    write(tmp_path, **{"2026-12-03-sale": at(NOW), "2026-12-04-sale": at(other, "Another.")})
    found = foresee(Folder(tmp_path), NOW, then=packed)
    assert not isinstance(found, tuple)
    built = drawing(wish(tmp_path), found, found.project.brand)(State())
    errors = invalid_due(built.variants, built.findings, State(), 6 * HOUR, NOW)
    assert {(name.post, error.code) for name, error in errors.items()} == {("sale", "IDS001")}
    assert not built.bundle.variants


def test_status_tells_what_it_told_of_all_posts(tmp_path: Path) -> None:
    team, chance = Busy(tmp_path, 5), Random(5)
    for _ in range(ROUNDS):
        for _ in range(AT_ONCE):
            team.edit()
        state = ledger(tmp_path, chance)
        checked = check(Folder(tmp_path), NOW)
        known = digest(Folder(tmp_path), 1, tmp_path / CACHE / "status", sketched)
        if checked.project is None or known is None:
            assert checked.project is known
            continue
        stated = {one.id: ("id",) in one.spans.by_path for one in checked.project.posts}
        asked = in_order(one for data in known.made for one in unpacked(data, is_drawn=True))
        every = deliveries(unfinished(checked.variants), idle(state, NOW))
        brand = checked.project.brand
        told = status(asked, brand, state, NOW, known.stated)
        assert _once(told) == _once(status(every, brand, state, NOW, stated))


def _once(told: Status) -> list[object]:
    """Leave out the posts of one id: the time of each counts for itself by now."""
    return [
        entry
        for part in (told.went, told.due, told.next, told.stuck)
        for entry in part
        if entry.id.post != "post-1"
    ]
