"""What a reviewer is told of a proposal, out of a repository without a work tree."""

import json
import os
import re
import subprocess
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest

from smmgen.model.change import Change, Revision
from smmgen.pipeline import diff
from smmgen.read.revision import commit_of, read_revision
from smmgen.review.as_data import as_data, from_data
from smmgen.review.as_markdown import LIMIT, as_markdown
from smmgen.review.as_page import whole_page
from smmgen.review.as_text import as_text
from tests.documents import cases, expect, given
from tests.here import smmgen
from tests.read.test_revision import git
from tests.review.world import NOW, proposal

PROPOSAL, HOSTILE = (
    next(case for case in cases("review") if case.stem == name) for name in ("proposal", "hostile")
)


def compared(repository: Path, pictures: Path, base: str = "main", head: str = "proposal") -> Change:
    sides = [
        (Revision(name, commit_of(repository, name, os.environ)), read_revision(repository, name, os.environ))
        for name in (base, head)
    ]
    return diff(*sides, NOW, pictures)


class World:
    """A proposal, compared once for all tests of it."""

    def __init__(self, document: str, folder: Path) -> None:
        self.folder = folder
        self.repository = proposal(document, folder)
        self.change = compared(self.repository, folder)


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> World:
    return World(given(PROPOSAL), tmp_path_factory.mktemp("proposal"))


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> World:
    return World(given(HOSTILE), tmp_path_factory.mktemp("hostile"))


@pytest.mark.parametrize("case", [PROPOSAL, HOSTILE], ids=lambda case: case.stem)
def test_the_comment_says_what_a_reviewer_wants(case: Path, plain: World, hostile: World) -> None:
    told = as_markdown((plain if case == PROPOSAL else hostile).change)
    expect(case, re.sub(r"\b[0-9a-f]{10}\b", "0123456789", told))


def test_the_terminal_says_the_same_in_fewer_signs(plain: World) -> None:
    told = as_text(plain.change)
    assert "    │ All beans are [-30-]{+40+} % off until [-Sunday-]{+Monday night+}. Come early" in told
    assert "  tg: moved, Thu 3 Dec 2026, 18:00 → Fri 4 Dec 2026, 18:30\n" in told
    assert "picture 1: a small part differs (1.8%), upper left, strongly (ΔE 61)" in told


def test_what_is_written_for_programs_can_be_read_again(plain: World) -> None:
    written = as_data(plain.change)
    summary = json.loads(written)["summary"]
    assert summary["deliveries"] == {"new": 2, "moved": 1, "changed": 3, "gone": 1}
    assert (summary["renamed"], summary["pictures"]["changed"]) == (1, 1)
    assert from_data(written.encode()) == plain.change


def test_only_pictures_that_are_made_of_something_else_are_drawn(plain: World) -> None:
    assert {path.name.split("-1")[0] for path in (plain.folder / "images").iterdir()} == {"quote"}


def test_a_proposal_back_mends_what_the_proposal_broke(plain: World, tmp_path: Path) -> None:
    back = compared(plain.repository, tmp_path, "proposal", "main")
    assert (len(back.mended), back.found) == (2, ())


class Nesting(HTMLParser):
    """Notes which elements stay open, and which there are."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()
        self.text = ""

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.seen.add(tag)
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)


OURS = {"b", "blockquote", "br", "code", "del", "details", "ins", "p", "sub", "summary"}
CALLS = r"@\w|#\d|://|www\.\w|GH-\d|:tada:"


def test_nothing_that_posts_say_does_anything_in_the_comment(hostile: World) -> None:
    told, parser = as_markdown(hostile.change), Nesting()
    parser.feed(told)
    parser.close()
    assert (parser.open, parser.seen - OURS) == ([], set())
    assert re.findall(CALLS, parser.text) + re.findall(r"<!--|!\[", told) == []


@pytest.mark.parametrize("form", [as_text, as_markdown, as_data], ids=["text", "markdown", "json"])
def test_nothing_that_posts_say_commands_the_runner(form: Callable[[Change], str], hostile: World) -> None:
    told = form(hostile.change)
    assert [line for line in told.splitlines() if line.strip().startswith("::")] == []
    assert "##[" not in told


def test_the_page_holds_what_posts_say_as_text(hostile: World) -> None:
    told = whole_page(hostile.change, hostile.folder)
    assert "&lt;script&gt;" in told
    assert not re.search(r"<(script|img)|<!-- ", told)


def long(folder: Path, posts: int, words: int) -> Path:
    post = "\n=== after content/posts/p{0}.md\n---\ntitle: P{0}\npublish_at: 2026-12-01 10:00\nstatus: ready\n---\n{1}"
    return proposal(
        given(HOSTILE) + "".join(post.format(n, "@" + f"word{n} " * words) for n in range(posts)), folder
    )


@pytest.mark.parametrize(("posts", "words"), [(1, 14_000), (110, 110)])
def test_a_comment_is_never_longer_than_github_takes(posts: int, words: int, tmp_path: Path) -> None:
    told, parser = as_markdown(compared(long(tmp_path, posts, words), tmp_path)), Nesting()
    parser.feed(told)
    assert len(told.encode("utf-16-le")) // 2 <= LIMIT
    assert parser.open == []
    assert ("parts are left out, as a comment may not be longer" in told) == (posts > 1)


def test_what_does_not_fit_is_left_out_whole(plain: World) -> None:
    short = as_markdown(plain.change, limit=6_000)
    assert re.search(r"\*\*\d of 10 parts are left out", short)
    assert short.count("<details>") == short.count("</details>")


def test_pictures_are_shown_where_they_have_an_address(plain: World) -> None:
    told = as_markdown(plain.change, "https://preview.example/7/changes/")
    pattern = r'<img src="https://preview\.example/7/changes/images/quote-[\w-]+\.png"'
    assert len(re.findall(pattern, told)) == 2


def called(repository: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    return smmgen("diff", *arguments, "--now", NOW.isoformat(), folder=repository)


ENDS = [
    (["main", "nowhere"], 2, "“nowhere” is no revision"),
    (["main"], 2, "There are no files here to compare with; name HEAD too."),
    (["main", "proposal"], 0, ""),
]


@pytest.mark.parametrize(("arguments", "code", "told"), ENDS, ids=lambda value: str(value))
def test_a_comparison_ends_with_the_code_of_the_contract(
    arguments: list[str], code: int, told: str, plain: World
) -> None:
    before = sorted(plain.repository.rglob("*"))
    done = called(plain.repository, *arguments)
    assert (done.returncode, told in done.stderr, "Traceback" in done.stderr) == (code, True, False), done
    assert sorted(plain.repository.rglob("*")) == before


BREAKS = [
    ("content/posts/changed.md", "---\nstatus: redy\n---\nWords.", 1, "1 new error"),
    ("smmgen.yaml", "brand: {", 2, "There is no usable smmgen.yaml any more"),
]


@pytest.mark.parametrize(("path", "text", "code", "told"), BREAKS, ids=[one[0] for one in BREAKS])
def test_a_proposal_that_breaks_something_is_called_that(
    path: str, text: str, code: int, told: str, tmp_path: Path
) -> None:
    document = given(HOSTILE).partition("\n=== after")[0]
    done = called(proposal(f"{document}\n=== after {path}\n{text}", tmp_path), "main", "proposal")
    assert (done.returncode, told in done.stdout, "1 delivery gone" in done.stdout) == (code, True, True), (
        done
    )


def test_a_proposal_is_compared_with_where_it_began(plain: World, tmp_path: Path) -> None:
    git(tmp_path, "clone", "-q", str(plain.repository), "clone")
    clone = tmp_path / "clone"
    (clone / "content/posts/later.md").write_text("---\ntitle: Later\nstatus: draft\n---\nLater.\n")
    git(clone, "add", "-A")
    git(clone, "commit", "-qm", "main goes on")
    told = [called(clone, "HEAD", "origin/proposal", *more).stdout for more in ([], ["--merge-base"])]
    assert ["later  Later" in one for one in told] == [True, False]
