import pytest
from hypothesis import given
from hypothesis import strategies as st

from smmgen.check.excerpt import WIDTH, cells, excerpt
from smmgen.model.source import Source, Span

SIGNS = st.text(st.sampled_from("ab \tжё漢字👨\u200d👩é\u0301🇩🇪\u202e\ufe0f☕"), max_size=300)


def _excerpt(line: str, start: int, end: int):
    return excerpt(Source("a.md", line), Span("a.md", 1, start + 1, 1, end + 1))


@pytest.mark.parametrize(
    ("line", "marked", "indent", "width"),
    [
        ("abc def", "def", 4, 3),
        ("кофе чай", "чай", 5, 3),
        ("\tab", "ab", 4, 2),
        ("漢字 ab", "ab", 5, 2),
        ("ab 漢字", "漢字", 3, 4),
        ("👨‍👩‍👧 ab", "ab", 3, 2),
        ("🇩🇪 ab", "ab", 3, 2),
        ("cafe\u0301 ab", "ab", 5, 2),
        ("❤️ ab", "ab", 3, 2),
    ],
)
def test_carets_stand_under_what_is_meant(line, marked, indent, width):
    start = line.index(marked)
    part = _excerpt(line, start, start + len(marked))
    assert (part.indent, part.width) == (indent, width)


@given(SIGNS, st.integers(0, 300), st.integers(0, 300))
def test_any_place_in_any_line_can_be_shown(line, start, length):
    part = _excerpt(line, start, start + length)
    if part is None:
        assert not line.strip()
    else:
        assert part.line.isprintable() or "\u200d" in part.line
        assert cells(part.line) <= WIDTH + 1
        assert 0 <= part.indent <= WIDTH
        assert part.width >= 1


def test_a_secret_is_never_shown():
    part = excerpt(Source("a.md", "token: abc def"), Span("a.md", 1, 8, 1, 15), is_secret=True)
    assert part.line == "token: *******"


@pytest.mark.parametrize("line", [0, 2, 9])
def test_a_place_without_a_line_has_no_excerpt(line):
    assert excerpt(Source("a.md", "one"), Span("a.md", line, 1, line, 1)) is None
