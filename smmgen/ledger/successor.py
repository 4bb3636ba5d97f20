"""Which line may follow which."""

from smmgen.ledger.record import Amendment, Amendments, BadLine, History, Record, Stage

LEGAL: dict[Stage | None, frozenset[Stage]] = {
    None: frozenset({"SENDING", "HELD", "SKIPPED"}),
    "SENDING": frozenset({"SENDING", "POSTED", "RETRY", "FAILED", "UNKNOWN"}),
    "UNKNOWN": frozenset({"POSTED", "SENDING", "HELD"}),
    "RETRY": frozenset({"SENDING", "HELD"}),
    "HELD": frozenset({"POSTED", "RETRY", "SKIPPED"}),
    "FAILED": frozenset({"POSTED", "RETRY", "SKIPPED"}),
    "POSTED": frozenset(),
    "SKIPPED": frozenset(),
}
"""What may follow a stage.

A claim follows a claim only to add the draft's handle. A person's "send it again" is a RETRY, which the next
run claims as usual.
"""


def check_next(history: History, record: Record) -> None:
    """Raise `BadLine` where `record` may not be the next line of `history`."""
    _check_after(history[-1] if history else None, len(history) + 1, record)


def _check_after(last: Record | None, number: int, record: Record) -> None:
    stage = last.stage if last else None
    if record.stage not in LEGAL[stage]:
        raise BadLine(f"{record.stage} may not follow {stage or 'nothing'}")
    if last and last.stage == record.stage == "SENDING" and not _adds_handle(last, record):
        raise BadLine("SENDING may not follow SENDING, but to add the handle of a draft")
    if record.seq != number:
        raise BadLine(f"line {number} calls itself {record.seq}")
    if record.stage == "POSTED" and not record.remote_id:
        raise BadLine("POSTED without the network's id")
    if record.stage == "SENDING" and (not record.first_tried or not record.due):
        raise BadLine("SENDING without the time of its first attempt")
    if last and last.key and record.key != last.key:
        raise BadLine("the key was changed")


def _adds_handle(last: Record, record: Record) -> bool:
    is_same_attempt = (record.by, record.attempt) == (last.by, last.attempt)
    return is_same_attempt and record.handle not in ("", last.handle)


def check_amendment(history: History, before: Amendments, amendment: Amendment) -> None:
    """Raise `BadLine` where `amendment` may not follow those `before` it on what `history` made public."""
    if not history or history[-1].stage != "POSTED":
        raise BadLine(f"what is not public cannot be changed by “{amendment.act}”")
    if amendment.seq != len(before) + 1:
        raise BadLine(f"line {len(before) + 1} calls itself {amendment.seq}")
    if before and (before[-1].act, before[-1].stage) == ("retract", "DONE"):
        raise BadLine("what was retracted cannot be changed any more")


def check_history(history: History) -> None:
    """Raise `BadLine` at the first line that is no legal successor of the one before it."""
    last = None
    for number, record in enumerate(history, 1):
        _check_after(last, number, record)
        last = record
