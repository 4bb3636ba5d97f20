"""A change for programs, and back from them."""

import json
from typing import Any

import msgspec

from smmgen.model.change import Change
from smmgen.model.fault import UsageError
from smmgen.review.summary import summary

VERSION = 1
"""Fields are only ever added; whoever reads the form may rely on those of this version."""


def as_data(change: Change) -> str:
    """Return all that was found as JSON; times are UTC, texts lists of stretches, shares 0 to 1."""
    document = {"version": VERSION, **_plain(change), "summary": _plain(summary(change))}
    text = json.dumps(document, ensure_ascii=False, indent=2)
    return text.replace("##[", "#\\u0023[") + "\n"  # a runner of jobs takes this for a command, anywhere


def from_data(data: bytes) -> Change:
    """Read a change; what is no such thing is refused, whoever wrote it. Counts are counted anew."""
    try:
        return msgspec.json.decode(data, type=Change)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError):
        raise UsageError("this is no change in the form of smmgen diff --format json") from None


def _plain(value: object) -> Any:
    return msgspec.to_builtins(value)
