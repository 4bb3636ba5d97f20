"""A long command tells how far it is, how fast, and how long it will take."""

from io import StringIO

from smmgen.cli.steps import Line


def told(*moments: tuple[float, int], total: int = 7_400) -> list[str]:
    """Return what the line says, one after the other, of so many done after so many seconds."""
    stream, times = StringIO(), iter([0.0, 0.0, *(seconds for seconds, _ in moments)])
    tell = Line(stream, lambda: next(times)).step("Reading")
    for _, done in moments:
        tell(done, total, "")
    return stream.getvalue().split("\r\x1b[K")[1:]


def test_it_tells_how_much_how_fast_and_how_long() -> None:
    assert told((2, 100), (10, 1_000)) == [
        "Reading 100 of 7,400 · 50 a second · 2:26 left",
        "Reading 1,000 of 7,400 · 100 a second · 1:04 left",
    ]


def test_it_says_nothing_of_what_is_over_at_once() -> None:
    assert told((0.3, 3_000), (0.9, 7_400)) == []


def test_it_does_not_flicker() -> None:
    assert len(told((2, 100), (2.01, 101), (2.05, 105), (2.2, 120))) == 2


def test_slow_work_is_told_in_tenths_and_hours() -> None:
    assert told((20, 10)) == ["Reading 10 of 7,400 · 0.5 a second · 4:06:20 left"]
