"""Turn the ledger's files into its state; whatever is not as it was written stops everything."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from typing import TypeVar

from smmgen.ledger.path import (
    CONTROL_PATH,
    FORMAT,
    FORMAT_PATH,
    amended_at,
    amended_path,
    delivery_at,
    path_of,
)
from smmgen.ledger.record import (
    Amendments,
    BadLine,
    History,
    decode,
    decode_all,
    decode_amendment,
    encode,
)
from smmgen.ledger.shelf import joined
from smmgen.ledger.state import Changes, Control, State, decode_control, encode_control
from smmgen.ledger.successor import check_amendment, check_history
from smmgen.model.delivery import DeliveryId
from smmgen.model.fault import LedgerUnsafe

Files = Mapping[str, bytes]
_Line = TypeVar("_Line")


def read_files(files: Files) -> State:
    """Return the state that a whole ledger's files tell; raise `LedgerUnsafe` where they are damaged."""
    if FORMAT_PATH not in files:
        raise LedgerUnsafe(f"The ledger is damaged: {FORMAT_PATH} is missing.")
    return read_more(State(), files)


def read_more(state: State, files: Files) -> State:
    """Return the state after some files changed; a history may only have grown."""
    changed: dict[DeliveryId, History] = {}
    amendments, control = dict(state.amendments), state.control
    known = _read_at_once(files)
    for path, data in files.items():
        try:
            if path == FORMAT_PATH:
                _check_format(data)
            elif path == CONTROL_PATH:
                control = decode_control(data)
            elif amended := amended_at(path):
                lines = tuple(_lines(data, decode_amendment))
                _check_grown(amendments.get(amended, ()), lines)
                amendments[amended] = lines
            else:
                delivery, history = _read_history(path, data, known.get(path))
                _check_grown(state.history(delivery), history)
                changed[delivery] = history
        except BadLine as fault:
            raise LedgerUnsafe(f"The ledger is damaged: {path}: {fault}. {REPAIR}") from None
    histories = joined(state.histories, changed)
    _check_amendments(histories, {name: lines for name, lines in amendments.items() if lines})
    return State(histories, control, amendments)


def _check_amendments(
    histories: Mapping[DeliveryId, History], amendments: Mapping[DeliveryId, Amendments]
) -> None:
    for name, lines in amendments.items():
        try:
            for number, line in enumerate(lines):
                check_amendment(histories.get(name, ()), lines[:number], line)
        except BadLine as fault:
            raise LedgerUnsafe(f"The ledger is damaged: {amended_path(name)}: {fault}. {REPAIR}") from None


REPAIR = "See what was changed with: git log -p smm-ledger; nothing is sent until it is put right."


def _check_format(data: bytes) -> None:
    if data != FORMAT:
        raise BadLine("this ledger was made by another version of smmgen")


def _read_at_once(files: Files) -> dict[str, History]:
    """Return the lines of all histories by path; none where any is not as it was written."""
    mine = {path: data for path, data in files.items() if path.endswith(".jsonl") and not amended_at(path)}
    if not all(data.endswith(b"\n") for data in mine.values()):
        return {}
    try:
        records = iter(decode_all(b"".join(mine.values())))
    except BadLine:
        return {}
    return {path: tuple(islice(records, data.count(b"\n"))) for path, data in mine.items()}


def _read_history(path: str, data: bytes, known: History | None) -> tuple[DeliveryId, History]:
    delivery = delivery_at(path)
    if delivery is None:
        raise BadLine("no such file belongs there")
    history = known or tuple(_lines(data, decode))
    check_history(history)
    return delivery, history


def _lines(data: bytes, read: Callable[[bytes], _Line]) -> Iterator[_Line]:
    if not data.endswith(b"\n"):
        raise BadLine("the last line is cut off")
    for number, line in enumerate(data[:-1].split(b"\n"), 1):
        try:
            yield read(line)
        except BadLine as fault:
            raise BadLine(f"line {number}: {fault}") from None


def _check_grown(before: tuple[object, ...], after: tuple[object, ...]) -> None:
    if after[: len(before)] != before:
        raise BadLine("lines that were there before were changed or removed")


def changed_files(state: State, changes: Changes) -> dict[str, bytes]:
    """Return the new contents of the files that `changes` touch, by path; raise `BadLine`."""
    after = state.after(changes)
    touched: Iterable[DeliveryId] = dict.fromkeys(delivery for delivery, _ in changes.records)
    files = {path_of(one): b"".join(map(encode, after.history(one))) for one in touched}
    amended: Iterable[DeliveryId] = dict.fromkeys(delivery for delivery, _ in changes.amendments)
    files |= {amended_path(one): b"".join(map(encode, after.amendments[one])) for one in amended}
    if changes.control is not None:
        files[CONTROL_PATH] = encode_control(changes.control)
    return files


def first_files(changes: Changes) -> dict[str, bytes]:
    """Return all files of a new ledger."""
    files = {FORMAT_PATH: FORMAT, CONTROL_PATH: encode_control(Control())}
    return files | changed_files(State(), changes)
