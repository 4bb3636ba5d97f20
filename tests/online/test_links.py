"""What `check --online` tells of the links of a brand's posts."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from smmgen.check.fix import mend
from smmgen.model.diagnostic import Diagnostic
from smmgen.online import links
from smmgen.online.links import Seen, look_at_links
from smmgen.online.memory import Memory
from smmgen.online.visit import Look, Visitor
from smmgen.pipeline import load
from smmgen.read.tree import Memory as Files
from tests.check.world import BRAND, post

NOW = datetime(2026, 11, 28, 12, 0, tzinfo=UTC)
POST = "content/posts/example.md"
GOOD = Look(outcome="good")
DEAD = Look(outcome="dead", why="leads to a page that is not there (404)")
NOWHERE = Look(outcome="nowhere", why="names a site that cannot be found: a.example")


class Told(Visitor):
    """A visitor who knows all answers, and notes what it was asked."""

    def __init__(self, answers: Mapping[str, Look]) -> None:
        super().__init__()
        self.answers = answers
        self.asked: list[str] = []

    def look(self, url: str) -> Look:
        self.asked.append(url)
        return self.answers.get(url, GOOD)


def seen(
    text: str,
    answers: Mapping[str, Look],
    place: Path,
    inside: tuple[str, ...] = (),
    now: datetime = NOW,
    **keys: str,
) -> tuple[Seen, Told]:
    project = load(Files({"smmgen.yaml": BRAND, POST: post(text, **keys)})).project
    assert project
    visitor = Told(answers)
    return look_at_links(project, inside, now, visitor, Memory(place / "links.json", now)), visitor


def told(text: str, answers: Mapping[str, Look], place: Path, **keys: str) -> tuple[Diagnostic, ...]:
    return seen(text, answers, place, **keys)[0].findings


def moved(target: str) -> Look:
    return Look(outcome="moved", target=target)


A = "https://a.example/x"


@pytest.mark.parametrize(
    ("look", "found"),
    [
        (GOOD, []),
        (Look(outcome="unseen", why="is not shown to programs (403)"), []),
        (DEAD, [("LNK020", "error", f"The link {A} leads to a page that is not there (404).")]),
        (
            Look(outcome="unsure", why="got no answer: no answer in time"),
            [("LNK021", "warning", f"The link {A} got no answer: no answer in time.")],
        ),
        (
            moved("https://b.example/y"),
            [("LNK022", "info", f"The link {A} has moved for good, to https://b.example/y.")],
        ),
        (
            Look(outcome="good", lacks_place=True),
            [("LNK023", "warning", f"The page of {A} has no place “”.")],
        ),
    ],
)
def test_what_was_seen_is_told(look, found, tmp_path):
    findings = told(f"Go [there]({A}).", {A: look}, tmp_path)
    assert [(one.code, one.severity, one.message) for one in findings] == found


def test_a_site_that_nobody_knows_is_gone_only_where_others_are_there(tmp_path):
    text = f"Go [there]({A}) or [elsewhere](https://b.example/)."
    assert [one.code for one in told(text, {A: NOWHERE}, tmp_path / "one")] == ["LNK020"]
    without = {A: NOWHERE, "https://b.example/": NOWHERE}
    assert [one.code for one in told(text, without, tmp_path / "two")] == ["LNK021", "LNK021"]


@pytest.mark.parametrize(
    ("link", "target", "mended"),
    [
        ("http://a.example/x", "https://a.example/x", "https://a.example/x"),
        ("https://www.a.example/x", "https://a.example/x/", "https://a.example/x/"),
        ("http://a.example/x?b=c#d", "https://a.example/x?b=c", "https://a.example/x?b=c#d"),
        ("https://a.example/x", "https://b.example/x", ""),
        ("https://a.example/x", "https://a.example/y", ""),
        ("https://a.example/x", "https://a.example/", ""),
    ],
)
def test_what_is_surely_the_same_page_can_be_mended(link, target, mended, tmp_path):
    project = load(
        Files({"smmgen.yaml": BRAND, POST: post(f"Go [there]({link}), not [here]({link}z).")})
    ).project
    assert project
    visitor, memory = Told({link: moved(target)}), Memory(tmp_path / "links.json", NOW)
    (one,) = look_at_links(project, (), NOW, visitor, memory).findings
    assert bool(one.fix) == bool(mended)
    text = mend(project.posts[0].source, [one]).text if one.fix else ""
    assert (f"[there]({mended})" in text, f"[here]({link}z)" in text) == (bool(mended), bool(mended))


def test_a_front_page_in_the_place_of_a_page_is_told_apart(tmp_path):
    (one,) = told(f"Go [there]({A}).", {A: moved("https://a.example/")}, tmp_path)
    assert one.hint.startswith("That is a front page")


def test_a_link_is_asked_for_once_and_for_a_day(tmp_path):
    text = f"Go [there]({A}), [again]({A}) and to [b](https://b.example/)."
    answers = {"https://b.example/": DEAD}
    assert seen(text, answers, tmp_path)[1].asked == [A, "https://b.example/"]
    later, asked = seen(text, answers, tmp_path, now=NOW + timedelta(hours=23))
    assert asked.asked == ["https://b.example/"]
    assert [one.code for one in later.findings] == ["LNK020"]
    assert seen(text, answers, tmp_path, now=NOW + timedelta(hours=25))[1].asked[0] == A
    assert seen(text, answers, tmp_path, now=NOW - timedelta(hours=1))[1].asked[0] == A


@pytest.mark.parametrize(
    "kept", ["", "[]", '{"version": 2}', '{"version": 1, "links": {"https://a.example/x": 1}}']
)
def test_a_memory_that_cannot_be_read_is_none(kept, tmp_path):
    (tmp_path / "links.json").write_text(kept)
    assert seen(f"Go [there]({A}).", {}, tmp_path)[1].asked == [A]


def test_a_memory_that_cannot_be_written_stops_nobody(tmp_path):
    (tmp_path / "file").write_text("")
    assert seen(f"Go [there]({A}).", {A: DEAD}, tmp_path / "file")[0].findings


@pytest.mark.parametrize(
    ("day", "inside", "is_looked_at"),
    [
        ("2026-11-28 09:00", (), True),
        ("2026-12-24 09:00", (), True),
        ("2026-11-27 09:00", (), False),
        ("2026-11-27 09:00", ("content/posts",), True),
        ("2026-12-24 09:00", ("content/posts/other",), False),
    ],
)
def test_posts_that_are_out_are_looked_at_where_they_are_asked_for(day, inside, is_looked_at, tmp_path):
    _, visitor = seen(f"Go [there]({A}).", {}, tmp_path, inside, publish_at=day)
    assert visitor.asked == ([A] if is_looked_at else [])


def test_only_so_many_links_are_looked_at_in_a_run(tmp_path, monkeypatch):
    monkeypatch.setattr(links, "MOST", 2)
    text = " ".join(f"[{n}](https://a{n}.example/)" for n in range(5))
    found, visitor = seen(text, {}, tmp_path)
    assert (len(visitor.asked), found.count, found.left) == (2, 2, 3)


def test_what_is_no_page_is_not_asked_for(tmp_path):
    _, visitor = seen("[a](mailto:a@a.example) [b](tg://resolve?domain=a)", {}, tmp_path)
    assert visitor.asked == []
