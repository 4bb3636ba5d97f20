"""What was kept comes back as it was, whatever happened to the file; what does not is as if never kept."""

from pathlib import Path

import pytest

from smmgen.recall.kept import Pile, add, keep, recall

PARTS = (b"head", b"table")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    pile = Pile(2)
    pile.add(b"\x01")
    pile.add(b"\x02")
    keep(tmp_path / "kept", PARTS, pile.data)
    return tmp_path / "kept"


def _added(place: Path) -> tuple[bytes, ...]:
    return recall(place, 2).added


def test_a_piece_is_read_alone_and_all_are_an_array(place: Path) -> None:
    known = recall(place, 2)
    assert (known.short, known.whole()) == (PARTS, b"\xdd\0\0\0\2\1\2")
    assert known.piece(Pile(2).add(b"\x01")) == b"\x01"


def test_a_piece_that_is_not_what_was_written_is_empty(place: Path) -> None:
    assert recall(place, 2).piece(Pile(2).add(b"\x03")) == b""


def test_what_is_added_stands_behind_the_rest_in_order(place: Path) -> None:
    for part in (b"one", b"two"):
        add(recall(place, 2), part)
    assert _added(place) == (b"one", b"two")


def test_of_two_runs_that_add_at_once_the_first_is_heard(place: Path) -> None:
    first, second = recall(place, 2), recall(place, 2)
    add(first, b"one")
    add(second, b"two")
    assert _added(place) == (b"one",)


def test_nothing_is_added_to_what_was_written_anew_meanwhile(place: Path) -> None:
    before = recall(place, 2)
    keep(place, (b"other", b"table"), Pile(2).data)
    add(before, b"one")
    assert (recall(place, 2).short[0], _added(place)) == (b"other", ())


@pytest.mark.parametrize("lost", range(1, 16))
def test_an_addition_that_was_cut_off_is_not_there_and_nothing_follows_it(place: Path, lost: int) -> None:
    add(recall(place, 2), b"one")
    add(recall(place, 2), b"two")
    place.write_bytes(place.read_bytes()[:-lost])
    add(recall(place, 2), b"three")
    assert _added(place) == ((b"one",) if lost < 15 else (b"one", b"three"))


def test_every_flipped_bit_is_noticed(place: Path) -> None:
    add(recall(place, 2), b"one")
    data = place.read_bytes()
    for at in range(len(data)):
        place.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
        known = recall(place, 2)
        assert (known.short, known.whole(), known.added) != (PARTS, b"\xdd\0\0\0\2\1\2", (b"one",)), at
