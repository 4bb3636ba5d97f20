from pathlib import Path

import pytest

from smmgen.model.brand import Brand
from smmgen.model.fault import UsageError
from smmgen.pipeline import check, load
from smmgen.read.tree import Folder
from smmgen.scaffold.adapt import escape, headline
from smmgen.scaffold.article import read_article
from smmgen.scaffold.post import adapt_article, articles, new_post
from tests.documents import CASES, expect, given
from tests.test_clock import NOW

# The case `eleventy` is an extract of the 18F blog, a work of the United States government in the public domain.
BRAND = """\
brand: {name: Northwind, url: https://northwind.example, timezone: Europe/Berlin}
accounts:
  tg: {network: telegram, chat: "@northwind", token: env:TG}
  bsky: {network: bluesky, handle: northwind.example, password: env:BSKY}
rubrics: {news: {}}
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "smmgen.yaml").write_text(BRAND)
    return tmp_path


def brand(root: Path) -> Brand:
    project = load(Folder(root)).project
    assert project
    return project.brand


def written(root: Path, name: str, text: str) -> Path:
    path = root / "blog" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, "utf-8")
    return path


@pytest.mark.parametrize("case", sorted((CASES / "scaffold").glob("*.md")), ids=lambda case: case.stem)
def test_an_article_becomes_a_draft(case: Path, root: Path) -> None:
    source = written(root, f"2024-05-01-{case.stem}.md", given(case))
    made = adapt_article(
        root, brand(root), source, "https://blog.example", "https://blog.example/{year}/{name}/"
    )
    expect(case, "\n".join([str(made.path.relative_to(root)), made.path.read_text("utf-8"), *made.notes]))
    errors = [one for one in check(Folder(root), NOW).findings if one.severity == "error"]
    assert errors == []


PICTURES = ["cup.png", "/assets/cup.png", "assets/cup.png"]


@pytest.mark.parametrize("named", PICTURES)
def test_a_picture_is_found_where_sites_keep_pictures(named: str, root: Path) -> None:
    place = root / ("blog/cup.png" if named == "cup.png" else "assets/cup.png")
    place.parent.mkdir(exist_ok=True)
    place.write_bytes(b"a picture")
    source = written(root, "a.md", f"---\ntitle: Cups\nimage: {named}\nimage_alt: A cup\n---\nText.\n")
    made = adapt_article(root, brand(root), source)
    assert (made.path.parent / "cups.png").read_bytes() == b"a picture"
    assert "alt: A cup" in made.path.read_text()


def test_an_old_draft_is_never_written_over(root: Path) -> None:
    source = written(root, "a.md", "---\ntitle: Cups\n---\nText.\n")
    made = adapt_article(root, brand(root), source)
    made.path.write_text("edited")
    with pytest.raises(UsageError, match="is there already"):
        adapt_article(root, brand(root), source)
    assert made.path.read_text() == "edited"


def test_a_folder_gives_all_its_articles(root: Path) -> None:
    paths = [written(root, name, "Text") for name in ("b.md", "a.md")]
    assert articles([root / "blog"]) == sorted(paths)


def test_a_folder_of_pages_gives_them_too(root: Path) -> None:
    page = written(root, "2026-01-02-menu.HTML", "<title>Menu | Blog</title><h1>Menu</h1><p>Six drinks.</p>")
    assert articles([root / "blog"]) == [page]
    text = adapt_article(root, brand(root), page, "", "").path.read_text("utf-8")
    assert text.startswith("---\ntitle: Menu\n")
    assert "Six drinks." in text
    assert "| Blog" not in text


def test_a_folder_without_articles_says_so(root: Path) -> None:
    (root / "blog").mkdir()
    with pytest.raises(UsageError, match=r"blog has no article: no file there ends in \.md"):
        articles([root / "blog"])


def test_an_empty_draft_passes_the_check(root: Path) -> None:
    new_post(root, "Winter: “sale”", "news")
    assert check(Folder(root), NOW).findings == ()


TITLES = [
    ("Short title", "Short title"),
    ("Intro to APIs: working with addresses, data and open standards today", "Intro to APIs"),
    (
        "A very long title that goes on and on without any sign to stop it",
        "A very long title that goes on and on without any sign to…",
    ),
]


@pytest.mark.parametrize(("title", "short"), TITLES)
def test_a_long_title_becomes_a_headline(title: str, short: str) -> None:
    assert headline(title) == short


ESCAPED = [
    ("2 * 3 _is_ <b>", "2 \\* 3 \\_is\\_ \\<b\\>"),
    ("# not a heading", "\\# not a heading"),
    ("1. not a list", "1\\. not a list"),
    ("see https://a.example/x_y_z", "see https://a.example/x_y_z"),
]


@pytest.mark.parametrize(("text", "markdown"), ESCAPED)
def test_plain_text_is_not_taken_for_markup(text: str, markdown: str) -> None:
    assert escape(text) == markdown


NASTY = [
    "",
    "---\n",
    "---\na: &x [*x]\n---\n",
    "---\n- list\n---\nText",
    "<div><p>Open",
    "{% if %}{{ x",
    "---\ntitle: [a\n---\nText",
    "\x00\x01",
    "---\ntitle: 12\ntags: {a: b}\nimage: {src: 3}\n---\n![a](b",
]


@pytest.mark.parametrize("text", NASTY)
def test_no_article_breaks_the_reader(text: str) -> None:
    assert read_article("2024-01-01-some-name", text).title
