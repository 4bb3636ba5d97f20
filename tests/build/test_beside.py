"""Pages tell what became of a post, who changed its file, where it stands wrong and where its links lead."""

import json
import re
import subprocess

import pytest

from smmgen.build.beside import Beside, Change, read_ledger
from smmgen.cli.past import Known
from smmgen.model.fault import UsageError
from tests.build.world import AT, SALE, build, text

POSTED = {
    "account": "tg",
    "post": "winter-sale",
    "number": 0,
    "state": "POSTED",
    "at": "2026-12-01T09:00:02Z",
}
EXPORT = [
    {**POSTED, "state": "SENDING"},
    {**POSTED, "url": "https://t.me/northwind/12"},
    {**POSTED, "account": "masto", "state": "HELD", "url": ""},
]
URL = "https://t.me/northwind/12"


def page(tmp_path, known=None, post=SALE):
    build(tmp_path, {"content/posts/winter-sale.md": post}, **({"beside": known} if known else {}))
    return text(tmp_path / "posts/winter-sale/index.html")


@pytest.mark.parametrize(
    "told",
    [
        {"version": 1, "lines": EXPORT},
        {
            "went": [{**POSTED, "state": "published", "text": URL}],
            "due": [],
            "stuck": [{**POSTED, "account": "masto", "state": "held"}],
        },
    ],
)
def test_an_export_and_a_status_say_the_same(told):
    found = read_ledger(json.dumps(told).encode())
    (went,), (held,) = found["winter-sale", "tg"], found["winter-sale", "masto"]
    assert (went.fate, went.url, held.fate, held.url) == ("published", URL, "held", "")


def test_a_page_leads_to_the_post_on_its_network(tmp_path):
    shown = page(tmp_path, Beside(delivered=read_ledger(json.dumps({"lines": EXPORT}).encode())))
    assert (
        f'<b>Published</b> <time datetime="2026-12-01T09:00:02Z">1 December, 10:00</time> <a href="{URL}"'
        in shown
    )
    assert "Waits for a person" in shown


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([{**POSTED, "account": name} for name in ("tg", "masto", "bsky")], "Published"),
        ([POSTED], None),
        ([{**POSTED, "state": "HELD"}, {**POSTED, "account": "masto"}], "Waits for a person"),
        ([{**POSTED, "post": "another"}], None),
    ],
)
def test_the_calendar_says_what_became_of_a_post_as_a_whole(tmp_path, lines, said):
    page(tmp_path, Beside(delivered=read_ledger(json.dumps({"lines": lines}).encode())))
    shown = re.findall(r'class="fate [^>]*><b>(.*?)</b>', text(tmp_path / "index.html"))
    assert shown == ([said] if said else [])


def test_a_post_that_was_taken_back_says_so():
    gone = {**POSTED, "state": "retract done"}
    (one,) = read_ledger(json.dumps({"lines": [*EXPORT[:2], gone]}).encode())["winter-sale", "tg"]
    assert one.fate == "retracted"


@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b'{"lines": [1]}', b'{"went": []}', b"\xff"])
def test_another_file_is_told_how_to_make_the_right_one(tmp_path, data):
    (tmp_path / "x.json").write_bytes(data)
    with pytest.raises(UsageError, match="Write it with: smmgen ledger export"):
        Known(tmp_path, tmp_path / "x.json", has_past=False).read()


def test_a_page_tells_who_changed_the_file(tmp_path):
    change = Change(commit="0a1b2c3", at=AT, who="Anna <b>", what="Shorten it")
    shown = page(tmp_path, Beside(changes={"content/posts/winter-sale.md": (change,)}))
    assert "1 December 2026 <b>Anna &lt;b&gt;</b> Shorten it <code>0a1b2c3</code>" in shown


def git(folder, *arguments):
    who = ("-c", "user.name=Anna", "-c", "user.email=anna@localhost", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)


def test_the_past_of_files_is_read_from_git_also_in_a_subfolder(tmp_path):
    root, name = tmp_path / "brand", "content/posts/скидка.md"
    (root / "content/posts").mkdir(parents=True)
    git(tmp_path, "init", "-q")
    for number in range(7):
        (root / name).write_text(str(number), "utf-8")
        git(tmp_path, "add", ".")
        git(tmp_path, "commit", "-qm", f"Change {number}")
    found = Known(root, None, has_past=True).read().changes
    assert [(one.who, one.what) for one in found[name]] == [("Anna", f"Change {n}") for n in (6, 5, 4, 3, 2)]
    assert Known(root, None, has_past=False).read().changes == {}


def test_a_copy_without_its_past_tells_nothing_of_it(tmp_path):
    (tmp_path / "a/content").mkdir(parents=True)
    git(tmp_path / "a", "init", "-q")
    for number in range(2):
        (tmp_path / "a/content/x.md").write_text(str(number), "utf-8")
        git(tmp_path / "a", "add", ".")
        git(tmp_path / "a", "commit", "-qm", "Change")
    git(tmp_path, "clone", "-q", "--depth", "1", (tmp_path / "a").as_uri(), "b")
    assert Known(tmp_path / "b", None, has_past=True).read().changes == {}


def test_what_is_known_has_a_mark_of_its_own(tmp_path):
    (tmp_path / "content").mkdir()
    git(tmp_path, "init", "-q")
    git(tmp_path, "commit", "-q", "--allow-empty", "-m", "First")
    marks = [Known(tmp_path, None, has_past=True).mark]
    git(tmp_path, "commit", "-q", "--allow-empty", "-m", "Second")
    (tmp_path / "x.json").write_bytes(b"{}")
    marks += [Known(tmp_path, path, has_past=True).mark for path in (None, None, tmp_path / "x.json")]
    assert (len(set(marks)), marks[1]) == (3, marks[2])


def test_a_folder_without_git_has_no_past(tmp_path):
    assert Known(tmp_path, None, has_past=True).read().changes == {}


def test_a_finding_shows_its_line_with_the_place(tmp_path):
    shown = page(tmp_path, post=SALE.replace("owner", "").replace("rubric: promo", "rubric: promos"))
    assert '<p class="excerpt"><code>rubric: <mark>promos</mark></code></p>' in shown


def test_a_page_lists_the_links_with_how_they_are_counted(tmp_path):
    tagged = SALE.replace("/sale #", "/sale?utm_source=vk&utm_campaign=winter #")
    shown = page(tmp_path, post=tagged)
    assert (
        'title="https://northwind.example/sale?utm_source=vk&amp;utm_campaign=winter">northwind.example/sale</a>'
        in shown
    )
    assert '<span class="utm">campaign <b>winter</b></span>' in shown
