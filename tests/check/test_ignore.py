"""Findings are left out where somebody asks for it, and nowhere else; what asks in vain is told and deleted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smmgen.check.fix import mend
from smmgen.pipeline import check, find
from smmgen.read.tree import Memory
from tests.check.world import BRAND, NOW, checked, found, post

SALE = "content/posts/sale.md"
STRUCK = "A bag costs ~~much~~ little."
TOPICS = {"ALT", "CHK", "CHR", "LNK", "MSG", "YML"}
"""What these tests are about: other rules may say what they like of the words."""


def codes(text: str, brand: str = BRAND) -> list[str]:
    findings = checked({"smmgen.yaml": brand, SALE: text}).findings
    return [one.code for one in findings if one.code[:3] in TOPICS]


@pytest.mark.parametrize(
    "written",
    [
        f"{STRUCK} <!-- smmgen: ignore MSG002 -->",
        f"{STRUCK} <!-- smmgen: ignore MSG -->",
        f"{STRUCK}<!--smmgen:ignore MSG002: as on the poster-->",
        f"<!-- smmgen: ignore MSG002 -->\n{STRUCK}",
        f"<!-- smmgen: ignore MSG002 -->\n\n{STRUCK}\nMore of it.",
        f"- one\n- {STRUCK} <!-- smmgen: ignore MSG002 -->",
        f"> {STRUCK} <!-- smmgen: ignore MSG002 -->",
    ],
)
def test_a_comment_leaves_out_what_is_found_at_its_place(written):
    place = "accounts: [masto]"
    assert codes(f"---\ntitle: A\n{place}\n---\n{written}\n") in ([], ["MSG002", "CHK004"])


def test_a_comment_is_for_one_block():
    text = "See http://a.example {}\n\nSee http://b.example\n\n{}\nSee http://c.example"
    first = text.format("<!-- smmgen: ignore LNK002 -->", "Now:")
    last = text.format("", "<!-- smmgen: ignore LNK002 -->")
    assert [one.span.line for one in found({SALE: post(first)}, "LNK002")] == [6, 9]
    assert [one.span.line for one in found({SALE: post(last)}, "LNK002")] == [4, 6]


@pytest.mark.parametrize(
    "image",
    [
        "image: {photo: /content/media/beans.jpg, alt: beans.jpg} # smmgen: ignore ALT003",
        "# smmgen: ignore ALT003\nimage: {photo: /content/media/beans.jpg, alt: beans.jpg}",
        "image: # smmgen: ignore ALT003\n  photo: /content/media/beans.jpg\n  alt: beans.jpg",
        "images: # smmgen: ignore ALT003\n- photo: /content/media/beans.jpg\n  alt: beans.jpg",
        "image: {photo: /content/media/beans.jpg, alt: beans.jpg}\nignore: [ALT]",
    ],
)
def test_a_picture_may_be_left_alone(image):
    assert codes(f"---\naccounts: [masto]\n{image}\n---\nNew beans are in.\n") == []


def test_what_only_looks_like_a_comment_in_yaml_is_a_value():
    written = '---\ntitle: "Write # smmgen: ignore LNK002"\nlink: http://a.example\n---\nText.\n'
    assert codes(written) == ["LNK002"]


def test_a_comment_in_code_is_code():
    written = post("```\n<!-- smmgen: ignore LNK002 -->\n```\n\nSee http://a.example")
    result = checked({SALE: written})
    assert codes(written) == ["LNK002"]
    assert "smmgen: ignore" in result.variants[0].messages[0].written.visible


LINES = st.sampled_from(
    """\
Some words
two··
- item
- other
> quoted

| a | b |
|---|---|
| 1 | 2 |
# Head
::: only telegram
:::
**bold** and `code`
1. one
back\\
---
  indented""".replace("·", " ").split("\n")
)
COMMENT = "<!-- smmgen: ignore LNK002 -->"


def _commented(line: str, where: str) -> str:
    if where == "behind" and line:
        return f"{line} {COMMENT}"
    return f"{COMMENT}\n{line}" if where else line


@given(st.lists(st.tuples(LINES, st.sampled_from(["", "", "behind", "above"])), max_size=9))
def test_no_network_gets_a_comment_nor_anything_for_it(lines):
    plain = "\n".join(line for line, _ in lines)
    with_comments = "\n".join(_commented(line, where) for line, where in lines)
    bare, commented = (checked({SALE: post(text)}).variants for text in (plain, with_comments))
    assert [[m.written for m in one.messages] for one in commented] == [
        [m.written for m in one.messages] for one in bare
    ]


VAIN = [
    ("---\nignore: [LNK002, MSG002]\nlink: http://a.example\n---\nA.\n", "ignore: [LNK002]\n"),
    ("---\nignore: [MSG002, LNK002]\nlink: http://a.example\n---\nA.\n", "ignore: [LNK002]\n"),
    ("---\nignore: [MSG002]\ntitle: A\n---\nA.\n", "---\ntitle: A\n"),
    ("---\nignore: MSG002 # why\ntitle: A\n---\nA.\n", "---\ntitle: A\n"),
    ("---\nignore:\n  - MSG002\n  - LNK002\nlink: http://a.example\n---\nA.\n", "ignore:\n  - LNK002\nlink"),
    ("---\nignore:\n  - MSG002 # why\ntitle: A\n---\nA.\n", "---\ntitle: A\n"),
    ("---\ntitle: A # smmgen: ignore MSG002\n---\nA.\n", "---\ntitle: A\n---"),
    ("---\n# smmgen: ignore MSG002\ntitle: A\n---\nA.\n", "---\ntitle: A\n---"),
    ("---\ntitle: A\n---\nA. <!-- smmgen: ignore MSG002: why -->\nB.\n", "---\nA.\nB.\n"),
    ("---\ntitle: A\n---\nA.\n<!-- smmgen: ignore MSG002 -->\nB.\n", "---\nA.\nB.\n"),
    ("---\ntitle: A\n---\nA.\n\n<!-- smmgen: ignore MSG002 -->", "---\nA.\n\n"),
    ("---\ntitle: A\n---\nhttp://a.example <!-- smmgen: ignore LNK002, MSG002 -->\n", "ignore LNK002 -->\n"),
]


@pytest.mark.parametrize(("written", "mended"), VAIN)
def test_what_is_ignored_in_vain_is_told_and_deleted(written, mended):
    assert codes(written) == ["CHK004"]
    result = checked({SALE: written})
    text = mend(result.project.sources[SALE], result.findings).text
    assert mended in text
    assert "MSG002" not in text
    assert codes(text) == []


CONFIG = [
    ("rules: {ignore: [MSG002]}", "rules: {ignore: []}"),
    ("rules: {ignore: MSG002}", "rules: {ignore: []}"),
    ("rules: {ignore: [MSG002, LNK002]}", "rules: {ignore: [LNK002]}"),
    ("rules:\n  ignore: [MSG002]\n", "rules:\n"),
    (
        "rules:\n  per_path:\n    'content/*': [MSG002]\n    'content/posts/*': [LNK002]\n",
        "'content/posts/*'",
    ),
    ("rules:\n  per_path: {'content/*': [MSG002]}\n", "'content/*': []"),
]


@pytest.mark.parametrize(("rules", "mended"), CONFIG)
def test_what_a_brand_ignores_in_vain_is_told_and_deleted(rules, mended):
    files = {"smmgen.yaml": f"{BRAND}{rules}\n", SALE: post("See http://a.example.")}
    assert found(files, "CHK004")
    result = checked(files)
    text = mend(result.project.sources["smmgen.yaml"], result.findings).text
    assert mended in text
    assert not found({**files, "smmgen.yaml": text}, "CHK004")
    assert not found({**files, "smmgen.yaml": text}, "FMT002")


def test_of_two_that_leave_out_the_same_the_widest_counts():
    text = "---\nignore: [LNK002]\nlink: http://a.example # smmgen: ignore LNK002\n---\nText.\n"
    (told,) = found({SALE: text}, "CHK004")
    assert told.span.line == 3
    brand = f"{BRAND}rules: {{ignore: [LNK]}}\n"
    assert len(found({SALE: text, "smmgen.yaml": brand}, "CHK004")) == 2


def test_who_does_not_want_to_hear_of_it_is_not_told():
    assert codes("---\nignore: [CHK004]\ntags: [a1] # smmgen: ignore MSG002\n---\nText.\n") == []


def test_where_something_could_not_be_read_nothing_is_called_vain():
    brand = f"{BRAND}rules: {{ignore: [MSG002]}}\n"
    assert codes("---\ntitle: Sale: now\n---\nText.\n", brand) == ["YML001"]


def test_an_error_that_keeps_readers_safe_is_told_whatever_a_post_says():
    written = post("A price of \u202e09. <!-- smmgen: ignore CHR001 -->", ignore="[CHR]")
    assert codes(written) == ["CHK004", "CHR001", "CHK003"]


def test_comments_count_in_plans_too():
    plan = "---\nmonth: 2026-12\n---\n| date | topic |\n|---|---|\n<!-- smmgen: ignore PLA005 -->\n"
    rows = "| 2026-11-01 | Beans |\n\n| date | topic |\n|---|---|\n| 2026-11-02 | Cups | <!-- smmgen: ignore PLA005 -->\n"
    last = "\n| date | topic |\n|---|---|\n<!-- smmgen: ignore REF008 -->\n| 2026-11-03 | Filters |\n"
    told = checked({"plans/2026-12.md": plan + rows + last}).findings
    assert [(one.code, one.span.line) for one in told] == [("CHK004", 15), ("PLA005", 16)]


@pytest.mark.parametrize("case", [written for written, _ in VAIN])
def test_a_recalled_check_ignores_as_a_first_one(case, tmp_path):
    tree = Memory({"smmgen.yaml": BRAND, SALE: case})
    assert find(tree, NOW).findings == check(tree, NOW).findings


def test_what_only_a_look_at_links_finds_is_not_called_vain():
    assert not found({"smmgen.yaml": f"{BRAND}rules: {{ignore: [LNK021]}}\n"}, "CHK004")
