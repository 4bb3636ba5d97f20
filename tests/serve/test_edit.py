"""An edit changes what it is about, and no other byte of the file."""

import pytest

from smmgen.model.source import Source
from smmgen.serve.edit import MoveDay, SetStatus, SetText, SetTime, Stale, edited
from smmgen.serve.sheet import sheet_of

POST = """\
---
# for the client: keep
title: "Winter sale"   # in quotes
publish_at: '2026-12-01 10:00'  # a Tuesday
status:   ready # since Monday
variants:
  x: {publish_at: 2026-12-01, overflow: thread}
  bsky:
    publish_at: "2026-12-02 09:30+01:00"
---
All **beans** must go,
all of them.\x20\x20

::: only x
Shorter.
:::
"""
MOVE = MoveDay(was="2026-12-01", to="2026-12-24")
CASES = {
    "every time on that day": (
        MOVE,
        [
            ("'2026-12-01 10:00'", "'2026-12-24 10:00'"),
            ("{publish_at: 2026-12-01,", "{publish_at: 2026-12-24,"),
        ],
    ),
    "one of a variant": (
        MoveDay(was="2026-12-02", to="2027-01-01"),
        [('"2026-12-02 09:30', '"2027-01-01 09:30')],
    ),
    "a time": (SetTime(day="2026-12-02", was="09:30", to="18:05"), [("09:30+01:00", "18:05+01:00")]),
    "a status": (SetStatus(was="ready", to="paused"), [("status:   ready #", "status:   paused #")]),
    "a paragraph": (
        SetText(first=11, was="All **beans** must go,\nall of them.  ", to="None left."),
        [("All **beans** must go,\nall of them.  ", "None left.")],
    ),
    "a paragraph of a block": (
        SetText(first=15, was="Shorter.", to="Two\nlines."),
        [("Shorter.", "Two\nlines.")],
    ),
}
ENDS = {
    "\\n": ("", "\n"),
    "\\r\\n": ("", "\r\n"),
    "a mark in front": ("\ufeff", "\n"),
    "old Macs": ("", "\r"),
}


@pytest.mark.parametrize(("mark", "end"), ENDS.values(), ids=ENDS)
@pytest.mark.parametrize(("edit", "changes"), CASES.values(), ids=CASES)
def test_only_that_is_changed(edit, changes, mark, end):
    wanted = POST
    for before, after in changes:
        assert wanted.count(before) == 1
        wanted = wanted.replace(before, after)
    assert edited("a.md", mark + POST.replace("\n", end), [edit]) == mark + wanted.replace("\n", end)


def test_line_ends_that_differ_stay_as_they_are():
    raw = POST.replace("\n", "\r\n", 4)
    assert edited("a.md", raw, [SetStatus(was="ready", to="idea")]) == raw.replace("ready", "idea")


def test_several_edits_are_made_at_once():
    edits = [edit for edit, _ in CASES.values()]
    made = edited("a.md", POST, edits)
    assert [
        made.count(one) for one in ("2026-12-24", "18:05", "paused", "None left.", "Two\n", "# a Tuesday")
    ] == [2, 1, 1, 1, 1, 1]
    assert made.count("\n") == POST.count("\n")


ADDED = {
    "a day": (
        MoveDay(was="", to="2026-12-24"),
        "---\ntitle: A\nowner: me\n---\nB\n",
        "---\ntitle: A\npublish_at: 2026-12-24\nowner: me\n---\nB\n",
    ),
    "a status": (
        SetStatus(was="draft", to="review"),
        "---\ntitle: A\n---\nB",
        "---\ntitle: A\nstatus: review\n---\nB",
    ),
    "where there is no title": (
        SetStatus(was="draft", to="review"),
        "---\nowner: me\n---\nB\n",
        "---\nowner: me\nstatus: review\n---\nB\n",
    ),
    "a time of day": (
        SetTime(day="2026-12-24", was="", to="9:30"),
        "---\npublish_at: 2026-12-24 # free\n---\n",
        "---\npublish_at: 2026-12-24 9:30 # free\n---\n",
    ),
}


@pytest.mark.parametrize(("edit", "before", "after"), ADDED.values(), ids=ADDED)
def test_what_is_not_there_yet_is_added(edit, before, after):
    assert edited("a.md", before, [edit]) == after


STALE = {
    "another day": MoveDay(was="2026-12-03", to="2026-12-04"),
    "no day": MoveDay(was="2026-12-01", to="soon"),
    "no such day": MoveDay(was="2026-12-01", to="2026-13-01"),
    "a day with more": MoveDay(was="2026-12-01", to="2026-12-05 # x"),
    "a time in the day": MoveDay(was="2026-12-01", to="2026-12-05 10:00"),
    "part of a day": MoveDay(was="2026-1", to="2026-12-05"),
    "a day where there is one": MoveDay(was="", to="2026-12-05"),
    "another time": SetTime(day="2026-12-02", was="10:30", to="11:00"),
    "one of two times": SetTime(day="2026-12-01", was="10:00", to="11:00"),
    "no time": SetTime(day="2026-12-02", was="09:30", to="25:00"),
    "another status": SetStatus(was="draft", to="ready"),
    "another text": SetText(first=11, was="All beans", to="x"),
    "another line": SetText(first=12, was="All **beans** must go,", to="x"),
    "the front matter": SetText(first=4, was="publish_at: '2026-12-01 10:00'  # a Tuesday", to="x"),
    "line nought": SetText(first=0, was="---", to="x"),
    "a line before": SetText(first=-3, was="", to="x"),
    "beyond the end": SetText(first=99, was="x", to="y"),
    "nothing": SetText(first=15, was="Shorter.", to=" \n "),
    "a control character": SetText(first=15, was="Shorter.", to="a\x00b"),
    "much too much": SetText(first=15, was="Shorter.", to="a" * 20_001),
}


@pytest.mark.parametrize("edit", STALE.values(), ids=STALE)
def test_what_was_not_seen_so_is_not_changed(edit):
    with pytest.raises(Stale, match=r"\.$"):
        edited("a.md", POST, [SetStatus(was="ready", to="idea"), edit])


@pytest.mark.parametrize("post", ["No front matter", "---\ntitle: [\n---\n", "---\n{title: A}\n---\n", ""])
def test_what_cannot_be_read_is_not_changed(post):
    with pytest.raises(Stale):
        edited("a.md", post, [SetStatus(was="draft", to="idea")])


def test_a_sheet_tells_what_can_be_edited():
    sheet = sheet_of(Source("a.md", POST))
    assert (sheet.status, sheet.times) == (
        "ready",
        ("2026-12-01 10:00", "2026-12-01", "2026-12-02 09:30+01:00"),
    )
    assert [(one.first, one.text, one.where) for one in sheet.pieces] == [
        (11, "All **beans** must go,\nall of them.  ", ""),
        (15, "Shorter.", "only x"),
    ]
