"""A commit as `git fast-import` reads it: one process writes it, and reads only the folders that it changes.

Source: git-fast-import(1) of Git 2.39, input format; read 2026-11-28.
"""

from collections.abc import Mapping

from smmgen.ledger.state import Changes

_NOWHERE = "refs/smm/next"
"""A commit is written for some branch. This one is taken back before the end, so that there never is one."""

_WHO = "smmgen <smmgen@localhost>"


def commit_stream(parent: str, files: Mapping[str, bytes], changes: Changes) -> bytes:
    """Return what writes a commit on `parent` (empty: none) with `files` changed, and tells its name.

    Paths are those of the ledger, which need no quotes.
    """
    return file_stream(parent, files, _message(changes))


def file_stream(parent: str, files: Mapping[str, bytes], why: str) -> bytes:
    """Return what writes a commit on `parent` (empty: none) with `files` changed, for a reason in words."""
    head = f"commit {_NOWHERE}\nmark :1\ncommitter {_WHO} now\n".encode() + _data(why.encode())
    base = f"from {parent}\n".encode() if parent else b""
    named = (f"M 100644 inline {path}\n".encode() + _data(data) for path, data in files.items())
    return b"".join((head, base, *named, f"\nget-mark :1\nreset {_NOWHERE}\n\ndone\n".encode()))


def _data(data: bytes) -> bytes:
    return f"data {len(data)}\n".encode() + data + b"\n"


def _message(changes: Changes) -> str:
    """Say in a line what a commit adds, and in the body each line of it."""
    lines = [f"{record.stage} {delivery} by {record.by}" for delivery, record in changes.records]
    lines += [f"{one.act} {one.stage} {delivery} by {one.by}" for delivery, one in changes.amendments]
    if changes.control is not None:
        lines.append("Change what is paused")
    if len(lines) > 1:
        return "\n".join([f"{len(lines)} changes", "", *lines])
    return lines[0] if lines else "Start the ledger"
