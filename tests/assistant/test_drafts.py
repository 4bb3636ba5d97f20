"""An assistant proposes: it writes ideas and drafts, and nothing else."""

import pytest

from tests.assistant.world import DRAFT, FILES, IDEA, READY, TEXT, files

NEW = "content/posts/2030-12/2030-12-05-spring-menu.md"
CHANGED = FILES[DRAFT].replace("More beans.", "More beans, from Nyeri.")


def test_a_new_draft_lies_where_its_day_and_title_say(door, root):
    told = door.told("new_draft", text=TEXT)
    assert (told["post"], told["path"], told["summary"]["errors"]) == ("spring-menu", NEW, 0)
    assert (root / NEW).read_text("utf-8") == TEXT
    assert files(root).keys() - FILES.keys() == {NEW, "content/media/beans.jpg"}


@pytest.mark.parametrize(
    ("text", "path"),
    [
        (
            "---\ntitle: Весеннее меню\nstatus: idea\n---\nШесть напитков.\n",
            "content/posts/vesennee-meniu.md",
        ),
        ("---\nid: menu-2\ntitle: Spring menu\n---\nSix.\n", "content/posts/menu-2.md"),
        ("---\ntitle: ../../etc/passwd\n---\nSix.\n", "content/posts/etc-passwd.md"),
        ("---\ntitle: Windows\n---\r\nSix.\r\n", "content/posts/windows.md"),
    ],
)
def test_a_name_is_made_of_the_title(door, root, text, path):
    assert door.told("new_draft", text=text)["path"] == path
    assert (root / path).read_bytes() == text.replace("\r\n", "\n").encode()


def test_a_draft_is_saved_with_what_is_still_missing_in_it(door):
    told = door.told("new_draft", text=TEXT.replace("Six drinks.", "Six drinks. " * 600))
    assert told["summary"]["errors"] > 0
    assert told["findings"][0]["severity"] == "error"


def test_a_draft_is_changed_as_it_was_read(door, root):
    before = files(root)
    told = door.told(
        "change_draft", post="news", text=CHANGED, seen=door.told("read_post", post="news")["seen"]
    )
    assert files(root) == {**before, DRAFT: CHANGED.encode()}
    again = CHANGED.replace("Nyeri", "Kayon")
    door.told("change_draft", post="news", text=again, seen=told["seen"])
    assert (root / DRAFT).read_text("utf-8") == again


def test_line_ends_stay_those_of_the_file(door, root):
    (root / DRAFT).write_bytes(FILES[DRAFT].replace("\n", "\r\n").encode())
    seen = door.told("read_post", post="news")["seen"]
    door.told("change_draft", post="news", text=CHANGED, seen=seen)
    assert (root / DRAFT).read_bytes() == CHANGED.replace("\n", "\r\n").encode()


def test_what_a_person_wrote_meanwhile_is_not_overwritten(door, root):
    seen = door.told("read_post", post="news")["seen"]
    (root / DRAFT).write_text(FILES[DRAFT] + "A person was here.\n")
    refused = door.refusal("change_draft", post="news", text=CHANGED, seen=seen)
    assert refused == f"{DRAFT} is not as you last saw it. Read it again with read_post."
    assert (root / DRAFT).read_text().endswith("A person was here.\n")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (TEXT.replace("draft", "ready"), "an assistant writes ideas and drafts. Use `status: draft`."),
        (TEXT.replace("draft", "review"), "an assistant writes ideas and drafts."),
        (TEXT.replace("draft", "paused"), "an assistant writes ideas and drafts."),
        (
            TEXT.replace("draft\n", "draft\nvariants: {tg: {status: ready}}\n"),
            "an assistant writes ideas and drafts.",
        ),
        (
            TEXT.replace("draft\n", "draft\nvariants: {telegram: {status: ready}}\n"),
            "an assistant writes ideas and drafts.",
        ),
        (TEXT.replace("draft\n", "draft\nstatus: ready\n"), "line 4: YML"),
        (TEXT.replace("draft", "&a ready"), "line 3: YML"),
        (TEXT.replace("draft", "Ready"), "line 3: FMT00"),
        (TEXT.replace("title", "titel"), "line 2: FMT001: A post has no key “titel”."),
        (TEXT.replace("Six", "\x07Six"), "line 7: CHR"),
        (TEXT.replace("Six", "\u202eSix"), "line 7: CHR"),
        ("Just words.", "line 1: FMT005: This file has no front matter."),
        ("", "line 1: FMT005: This file has no front matter."),
        ("\x00", "line 1: CHR001: There is an invisible character here (U+0000)."),
        (TEXT.replace("title: ", "id: sale\ntitle: "), "line 2: IDS001: The id “sale” is taken by"),
    ],
)
def test_what_is_no_draft_is_not_written(door, root, text, why):
    before = files(root)
    assert door.refusal("new_draft", text=text).startswith(f"Nothing was written: {why}")
    assert files(root) == before


def test_an_error_that_it_would_bring_to_another_file_is_refused(door, root):
    (root / "content/posts/zoo.md").write_text("---\ntitle: Zoo\nstatus: ready\n---\nA zoo.\n")
    text = TEXT.replace("title: ", "id: zoo\ntitle: ")
    refused = door.refusal("new_draft", text=text)
    assert refused.startswith(
        "Nothing was written: content/posts/zoo.md would be wrong: The id “zoo” is taken"
    )
    assert not (root / "content/posts/2030-12/2030-12-05-zoo.md").exists()


def test_a_slot_that_another_post_waits_for_is_not_taken(door, root):
    ready = FILES[READY].replace("2030-12-01 10:00", "2030-12-06").replace("[tg, bsky]", "[tg]")
    (root / "content/posts/2030-12/2030-12-06-zoo.md").write_text(ready)
    text = TEXT.replace("2030-12-05 10:00", "2030-12-06")
    refused = door.refusal("new_draft", text=text)
    assert refused.startswith(
        "Nothing was written: content/posts/2030-12/2030-12-06-zoo.md would be wrong: All"
    )


def test_another_post_does_not_move_to_make_room(door, root):
    brand = (root / "smmgen.yaml").read_text().replace("[Mon-Sat 10:00]", "[Mon-Sat 10:00, Mon-Sat 15:00]")
    (root / "smmgen.yaml").write_text(brand)
    ready = FILES[READY].replace("2030-12-01 10:00", "2030-12-06").replace("[tg, bsky]", "[tg]")
    (root / "content/posts/2030-12/2030-12-06-zoo.md").write_text(ready)
    refused = door.refusal("new_draft", text=TEXT.replace("2030-12-05 10:00", "2030-12-06"))
    assert refused.startswith("Nothing was written: the post zoo would change on tg. Give this one a time")


@pytest.mark.parametrize("status", ["review", "ready", "paused"])
def test_what_people_took_over_stays_theirs(door, root, status):
    (root / DRAFT).write_text(FILES[DRAFT].replace("draft", status))
    seen = door.told("read_post", post="news")["seen"]
    refused = door.refusal("change_draft", post="news", text=CHANGED, seen=seen)
    assert refused.startswith(f"{DRAFT} is “{status}”, or ready for some account: only people change that.")
    assert (root / DRAFT).read_text() == FILES[DRAFT].replace("draft", status)


def test_an_idea_may_grow_into_a_draft_but_not_further(door, root):
    seen, text = door.told("read_post", post="roast-log")["seen"], FILES[IDEA]
    assert "ideas and drafts" in door.refusal(
        "change_draft", post="roast-log", text=text.replace("idea", "ready"), seen=seen
    )
    door.told("change_draft", post="roast-log", text=text.replace("idea", "draft"), seen=seen)
    assert "status: draft" in (root / IDEA).read_text()


def test_a_file_that_is_there_is_never_replaced(door, root):
    door.told("new_draft", text=TEXT)
    refused = door.refusal("new_draft", text=TEXT.replace("Six", "Seven"))
    assert refused.startswith(f"There is {NEW} already.")
    assert (root / NEW).read_text() == TEXT
