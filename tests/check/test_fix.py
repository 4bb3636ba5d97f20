import pytest

from smmgen.check.fix import mend, write
from smmgen.model.diagnostic import Diagnostic, Edit
from smmgen.model.source import Source, Span
from tests.check.world import checked, post

TEXT = "one two\nthree four\n"


def _finding(*edits: tuple[int, int, int, str], path: str = "a.md") -> Diagnostic:
    places = [(Span(path, line, start, line, end), text) for line, start, end, text in edits]
    return Diagnostic(
        code="AAA001",
        severity="warning",
        span=places[0][0],
        message="",
        fix=tuple(Edit(span, text) for span, text in places),
    )


def test_fixes_are_applied_whatever_their_order():
    mended = mend(Source("a.md", TEXT), [_finding((2, 1, 6, "3")), _finding((1, 1, 4, "1"), (1, 5, 8, "2"))])
    assert (mended.text, mended.count) == ("1 2\n3 four\n", 2)


def test_of_two_fixes_in_one_place_the_first_is_applied():
    mended = mend(Source("a.md", TEXT), [_finding((1, 1, 4, "1")), _finding((1, 2, 8, ""))])
    assert (mended.text, mended.count) == ("1 two\nthree four\n", 1)


def test_a_fix_that_reaches_into_another_file_waits():
    assert mend(Source("a.md", TEXT), [_finding((1, 1, 4, "1"), path="b.md")]).count == 0


def test_a_file_is_written_with_its_own_line_ends_and_mark(tmp_path):
    place = tmp_path / "a.md"
    place.write_bytes(b"\xef\xbb\xbfone two\r\nthree four\r\n")
    assert write(tmp_path, mend(Source("a.md", TEXT), [_finding((1, 1, 4, "1"))]))
    assert place.read_bytes() == b"\xef\xbb\xbf1 two\r\nthree four\r\n"
    assert [path.name for path in tmp_path.iterdir()] == ["a.md"]


def test_a_file_that_changed_is_not_written(tmp_path):
    (tmp_path / "a.md").write_text("other\n")
    assert not write(tmp_path, mend(Source("a.md", TEXT), [_finding((1, 1, 4, "1"))]))
    assert (tmp_path / "a.md").read_text() == "other\n"


def test_a_link_is_not_followed(tmp_path):
    (tmp_path / "b.md").write_text(TEXT)
    (tmp_path / "a.md").symlink_to(tmp_path / "b.md")
    assert not write(tmp_path, mend(Source("a.md", TEXT), [_finding((1, 1, 4, "1"))]))


@pytest.mark.parametrize(
    "text", ["cafe\u0301 \u200bis\ufeff open", "A \u202eprice\u202c", "one\u2028two\u0007"]
)
def test_what_the_rules_mend_stays_mended(text):
    path = "content/posts/a.md"
    result = checked({path: post(text)})
    mended = mend(result.project.sources[path], result.findings)
    assert mended.count
    assert not any(finding.fix for finding in checked({path: mended.text}).findings)
