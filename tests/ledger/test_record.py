import itertools
from string import ascii_lowercase, ascii_uppercase, digits

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smmgen.ledger.path import delivery_at, named, path_of
from smmgen.ledger.record import MAX_BYTES, BadLine, Reason, Record, decode, decode_all, encode
from smmgen.ledger.state import Control, Pause, decode_control, encode_control
from smmgen.ledger.successor import LEGAL, check_history, check_next
from smmgen.model.delivery import DeliveryId
from smmgen.model.fault import LedgerUnsafe
from tests.ledger.written import NOW, following, held, posted, sending

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


@given(
    seq=st.integers(1, 9999),
    at=st.datetimes(timezones=st.just(NOW.tzinfo)),
    key=TEXT,
    url=TEXT,
    reason=st.none() | st.builds(Reason, TEXT, st.none() | st.integers(100, 599), TEXT),
)
def test_a_line_is_read_as_it_was_written(seq: int, at: object, key: str, url: str, reason: object) -> None:
    record = Record(version=1, seq=seq, at=at, by="b", stage="RETRY", key=key, url=url, reason=reason)  # type: ignore[arg-type]
    line = encode(record)
    assert line.endswith(b"\n")
    assert line.count(b"\n") == 1
    assert decode(line[:-1]) == record


BAD_LINES = [
    (b"", "no JSON"),
    (b"{", "no JSON"),
    (b"\xff\xfe", "no JSON"),
    (b"[]", "Expected `object`"),
    (b"{}", "missing required field `v`"),
    (b'{"at":"2026-12-01T09:00:00","by":"a","s":"HELD","seq":1,"v":1}', "timezone"),
    (b'{"at":"2026-12-01T09:00:00Z","by":"a","s":"GONE","seq":1,"v":1}', "GONE"),
    (b'{"at":"2026-12-01T09:00:00Z","by":"a","s":"HELD","seq":1,"v":2}', "v is 2"),
    (b'{"at":"2026-12-01T09:00:00Z","by":"a","new":1,"s":"HELD","seq":1,"v":1}', "new"),
    (b'{"by":"a","at":"2026-12-01T09:00:00Z","s":"HELD","seq":1,"v":1}', "canonical"),
    (b'{"at":"2026-12-01T09:00:00Z", "by":"a","s":"HELD","seq":1,"v":1}', "canonical"),
    (b'{"at":"2026-12-01T09:00:00Z","by":"a","s":"HELD","seq":1,"try":0,"v":1}', "canonical"),
]


@pytest.mark.parametrize(("line", "why"), BAD_LINES)
def test_a_line_that_we_did_not_write_is_refused(line: bytes, why: str) -> None:
    with pytest.raises(BadLine, match=why):
        decode(line)


@pytest.mark.parametrize("line", [line for line, _ in BAD_LINES])
def test_a_bad_line_among_many_is_noticed(line: bytes) -> None:
    good = encode(sending())
    assert decode_all(good * 3) == [sending()] * 3
    with pytest.raises(BadLine):
        decode_all(good + line + b"\n" + good)


@pytest.mark.parametrize("end", [b"\n\n", b" \n", b"\r\n", b""])
def test_lines_that_end_otherwise_are_noticed(end: bytes) -> None:
    with pytest.raises(BadLine):
        decode_all(encode(sending()).rstrip() + end + encode(sending(2)))


def test_a_line_may_not_be_too_long() -> None:
    with pytest.raises(BadLine, match=str(MAX_BYTES)):
        encode(following(sending(), "FAILED", url="x" * MAX_BYTES))


LEGAL_PAIRS = {
    ("none", "SENDING"), ("none", "HELD"), ("none", "SKIPPED"),
    ("SENDING", "POSTED"), ("SENDING", "RETRY"), ("SENDING", "FAILED"), ("SENDING", "UNKNOWN"),
    ("UNKNOWN", "POSTED"), ("UNKNOWN", "SENDING"), ("UNKNOWN", "HELD"),
    ("RETRY", "SENDING"), ("RETRY", "HELD"),
    ("HELD", "POSTED"), ("HELD", "RETRY"), ("HELD", "SKIPPED"),
    ("FAILED", "POSTED"), ("FAILED", "RETRY"), ("FAILED", "SKIPPED"),
}  # fmt: skip
STAGES = [stage for stage in LEGAL if stage]


@pytest.mark.parametrize(("first", "second"), list(itertools.product(["none", *STAGES], STAGES)))
def test_the_table_of_states_is_kept(first: str, second: str) -> None:
    last = following(sending(), first) if first != "none" else None
    record = following(last, second, remote_id="1") if last else following(sending(0), second, remote_id="1")
    history = (sending(), last) if last else ()
    if (first, second) in LEGAL_PAIRS:
        check_next(history, record)  # type: ignore[arg-type]
    else:
        with pytest.raises(BadLine, match="may not follow"):
            check_next(history, record)  # type: ignore[arg-type]


ILLEGAL = [
    ((sending(2),), "calls itself 2"),
    ((sending(), following(sending(), "POSTED")), "without the network's id"),
    ((sending(first_tried=None),), "without the time"),
    ((sending(), following(sending(), "RETRY", key="other")), "key was changed"),
    ((sending(), posted(sending()), following(posted(sending()), "RETRY")), "RETRY may not follow POSTED"),
    ((held(), sending(2)), "SENDING may not follow HELD"),
]


@pytest.mark.parametrize(("history", "why"), ILLEGAL)
def test_an_illegal_history_is_named(history: tuple[Record, ...], why: str) -> None:
    with pytest.raises(BadLine, match=why):
        check_history(history)


def test_a_path_is_a_function_of_the_name_alone() -> None:
    assert path_of(DeliveryId("tg-ru", "winter-sale", 2)) == "v1/tg-ru/b2/winter-sale.2.jsonl"


LETTERS = ascii_lowercase + digits
POSTS = st.text(LETTERS + "-", min_size=1, max_size=41).filter(lambda name: name[0] != "-")
ACCOUNTS = st.text(LETTERS + ascii_uppercase + "-_", min_size=1, max_size=21).filter(
    lambda name: name[0] not in "-_"
)


@given(
    account=ACCOUNTS,
    post=POSTS,
    number=st.integers(0, 99),
)
def test_a_path_and_a_name_lead_back_to_the_delivery(account: str, post: str, number: int) -> None:
    delivery = DeliveryId(account, post, number)
    assert delivery_at(path_of(delivery)) == delivery
    assert named(str(delivery)) == delivery


@pytest.mark.parametrize("post", ["../x", "a/b", "A", "", "a.b", "ä", "a\n"])
def test_a_name_that_no_file_can_have_stops_everything(post: str) -> None:
    with pytest.raises(LedgerUnsafe):
        path_of(DeliveryId("tg", post))


@pytest.mark.parametrize("path", ["v1/tg/00/winter-sale.0.jsonl", "v1/x", "v1/tg/b2/winter-sale.00.jsonl"])
def test_a_file_that_lies_wrong_belongs_to_nobody(path: str) -> None:
    assert delivery_at(path) is None


def test_the_kill_switch_is_plain_to_read_and_edit() -> None:
    control = Control(accounts={"x-main": Pause(True, "legal asked")})
    written = encode_control(control)
    assert written == b'{"accounts":{"x-main":{"paused":true,"why":"legal asked"}},"paused":false}\n'
    assert decode_control(written) == control
    assert decode_control(b'{ "paused": true }').pause_of("tg") == ""
