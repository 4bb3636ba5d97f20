"""Findings that were there when a repository took smmgen up: left out and counted, until they are mended."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Set
from typing import NamedTuple

import msgspec

from smmgen.check.about import BASELINE
from smmgen.check.ignore import may_be_ignored
from smmgen.hashes import blake2b
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.fault import UsageError
from smmgen.model.source import Source, Span

VERSION = 1


class Entry(msgspec.Struct, frozen=True, order=True):
    """So many findings of one code for one account on lines of one text, wherever in the file they stand.

    `line` is a hash of the line's text, empty where there is none.
    """

    path: str
    code: str
    account: str
    line: str
    count: int = 1


class _File(msgspec.Struct):
    version: int
    findings: tuple[Entry, ...]


class Baseline(msgspec.Struct, frozen=True):
    """How many findings of each kind are left out."""

    counts: Counter[Entry] = msgspec.field(default_factory=Counter)

    @classmethod
    def parse(cls, data: bytes) -> "Baseline":
        """Read a baseline's file; raise `UsageError` where it is none."""
        try:
            file = msgspec.json.decode(data, type=_File)
        except msgspec.MsgspecError as fault:
            hint = "Write it anew: smmgen check --baseline write."
            raise UsageError(f"{BASELINE} cannot be read: {fault}. {hint}") from None
        if file.version != VERSION:
            raise UsageError(f"{BASELINE} is of version {file.version}; this smmgen knows version {VERSION}.")
        counts: Counter[Entry] = Counter()
        for entry in file.findings:
            counts[_one(entry)] += entry.count
        return cls(counts)

    def data(self) -> bytes:
        """Return the baseline as its file, an entry a line, so that git can merge it."""
        entries = sorted(msgspec.structs.replace(one, count=n) for one, n in self.counts.items() if n > 0)
        rows = ",\n".join(msgspec.json.encode(entry).decode() for entry in entries)
        return f'{{"version": {VERSION}, "findings": [\n{rows}\n]}}\n'.encode()


class Compared(NamedTuple):
    """The findings that a baseline does not leave out, how many it does, and what it has in vain."""

    kept: tuple[Diagnostic, ...]
    left_out: int
    vain: Counter[Entry]


class Known(NamedTuple):
    """What tells findings apart: the files' texts by path, and the posts that are still to go out."""

    sources: Mapping[str, Source]
    ahead: Set[str]

    def may_wait(self, finding: Diagnostic) -> bool:
        """Tell whether a baseline may leave a finding out.

        It may not where nobody may, and no error of a post that is still to go out: such a post would not be
        published, and nobody would be told.
        """
        is_ahead = finding.severity == "error" and finding.span.path in self.ahead
        return may_be_ignored(finding) and not is_ahead

    def entry(self, finding: Diagnostic) -> Entry:
        """Return the kind of a finding."""
        span = finding.span
        source = self.sources.get(span.path)
        text = source.line(span.line).strip() if source else ""
        return Entry(span.path, finding.code, finding.account, _digest(text) if text else "")


def baseline_of(findings: Iterable[Diagnostic], known: Known) -> Baseline:
    """Return the baseline that leaves out all findings that may be left out."""
    return Baseline(Counter(known.entry(one) for one in findings if known.may_wait(one)))


def compare(findings: Iterable[Diagnostic], baseline: Baseline, known: Known) -> Compared:
    """Leave out what a baseline has; of more findings of one kind than it has, the last ones are kept."""
    left, kept, count = Counter(baseline.counts), [], 0
    for finding in findings:
        entry = known.entry(finding) if known.may_wait(finding) else None
        if entry and left[entry] > 0:
            left[entry] -= 1
            count += 1
        else:
            kept.append(finding)
    return Compared(tuple(kept), count, +left)


def merged(before: Baseline, now: Baseline, is_asked: Callable[[str, str], bool]) -> Baseline:
    """Return a baseline with what is found now in place of what was, for paths and codes asked for."""
    others = {one: count for one, count in before.counts.items() if not is_asked(one.path, one.code)}
    mine = {one: count for one, count in now.counts.items() if is_asked(one.path, one.code)}
    return Baseline(Counter({**others, **mine}))


def told(baseline: bytes, vain: Counter[Entry]) -> tuple[Diagnostic, ...]:
    """Return the warning that a baseline has entries in vain; none where it has not."""
    if not vain:
        return ()
    first = min(vain)
    mark = msgspec.json.encode(first).decode().partition(',"count"')[0]
    lines = baseline.decode("utf-8", "replace").split("\n")
    line = next((n for n, text in enumerate(lines, 1) if text.startswith(mark)), 1)
    count = vain.total()
    what = "An entry is" if count == 1 else f"{count} entries are"
    message = f"{what} here in vain: {first.path} has less of {first.code} than that."
    hint = "Take out what is mended: smmgen check --baseline prune."
    span = Span(BASELINE, line, 1, line, len(lines[line - 1]) + 1)
    return (Diagnostic(code="CHK005", severity="warning", span=span, message=message, hint=hint),)


def _one(entry: Entry) -> Entry:
    return msgspec.structs.replace(entry, count=1)


def _digest(text: str) -> str:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
