"""A ledger in a bucket of S3 or of a server of its kind, for those without a git remote to write to.

One object, `HEAD`, holds the latest lines, and names the segments that older lines were put aside in. It is
replaced on condition that nobody else did; segments are named by their content and never change.
"""

from collections.abc import Iterable, Mapping
from hashlib import sha256

from msgspec import json
from msgspec.structs import replace

from smmgen.ledger.ledger import ABSENT, NO_LEDGER
from smmgen.ledger.log import Head, Segment, decode_head, decode_log, encode_head, encode_log, merged
from smmgen.ledger.objects import Answer, Objects
from smmgen.ledger.proof import prove, race
from smmgen.ledger.record import BadLine
from smmgen.ledger.state import Changes, Control, State
from smmgen.model.fault import LedgerUnsafe

HEAD = "HEAD"
TAIL_BYTES = 32_768
"""From this length on the latest lines are put aside: they are sent with every write."""

SEGMENT_BYTES = 4_000_000
REFUSALS = 6
"""So often in a row a write may fail, though nobody else wrote, before that is told."""

REPAIR = "If the bucket keeps versions of its objects, look at those; nothing is sent until it is put right."


class BucketLedger:
    """Keep the ledger in `objects`. One instance serves one thread at a time.

    The version is the tag that the store gave to `HEAD`.
    """

    def __init__(self, objects: Objects) -> None:
        self._objects = objects
        self._tag = ABSENT
        self._head, self._tail = Head(), b""
        self._hash, self._size = sha256(), 0
        self._state = State()
        self._is_proved = False
        self._refusals = 0

    @property
    def where(self) -> str:
        """Tell a person where it is."""
        bucket = self._objects.bucket
        return f"the bucket “{bucket.name}”, under {bucket.prefix}/"

    @property
    def writes(self) -> int:
        """Return how often it was written, up to what was last read."""
        return self._head.writes

    def exists(self) -> bool:
        """Tell whether there is one; raise `LedgerUnsafe` where it is damaged."""
        return self._look()

    def read(self) -> tuple[State, str]:
        """Read what was added since the last time."""
        if not self._look():
            raise LedgerUnsafe(NO_LEDGER)
        return self._state, self._tag

    def known(self) -> tuple[State, str] | None:
        """Return what was last read or written, without asking."""
        return (self._state, self._tag) if self._tag else None

    def beside(self, paths: Iterable[str]) -> tuple[Mapping[str, bytes], str]:
        """Read objects beside the log; the version tells the tag of each."""
        if not self._look():
            raise LedgerUnsafe(NO_LEDGER)
        found = {path: self._objects.get(path) for path in paths}
        there = {path: answer for path, answer in found.items() if answer.status == 200}
        tags = {path: self._tag_of(answer) for path, answer in there.items()}
        return {path: answer.content for path, answer in there.items()}, json.encode(tags).decode()

    def put_beside(self, version: str, files: Mapping[str, bytes], why: str) -> bool:
        """Write objects one by one, each where it still has its tag; those before a rival's stay."""
        tags = json.decode(version, type=dict[str, str])
        self._prove()
        return all(self._put(path, data, tags.get(path, ABSENT)) for path, data in files.items())

    def _put(self, path: str, data: bytes, tag: str) -> bool:
        put = self._objects.put(path, data, tag)
        stands = self._objects.get(path).content == data
        if not stands and put.is_final and not put.is_turned_down:
            raise self._objects.unsafe(f"cannot be written: {put.complaint}.")
        return stands

    def _prove(self) -> None:
        if not self._is_proved:
            prove(self._objects)
            self._is_proved = True

    def try_out(self) -> None:
        """Make sure that the server is one to rely on; raise `LedgerUnsafe` where it is not."""
        prove(self._objects)
        race(self._objects)
        self._is_proved = True

    def cas(self, version: str, changes: Changes) -> bool:
        """Write onto `version`, and believe nothing but what is then read."""
        if version != self._tag:
            raise self._objects.unsafe("was not read before it was written.")
        after = self._state.after(changes)
        self._prove()
        head, tail, added = self._extended(changes)
        text = encode_head(head, tail)
        put = self._objects.put(HEAD, text, version)
        tag = self._confirmed(put, text)
        if tag:
            self._adopt(tag, head, tail, added, after)
        stands = bool(tag) or (bool(version) and self._tag != version and self._state.holds(changes))
        self._count_refusals(version, put, stands=stands)
        return stands

    def _extended(self, changes: Changes) -> tuple[Head, bytes, bytes]:
        """Return the next head with its lines, and the lines that are new."""
        first = Changes(control=Control()) if not self._tag else Changes()
        added = encode_log(first) + encode_log(changes)
        hashed = self._hash.copy()
        hashed.update(added)
        head = replace(self._head, writes=self._head.writes + 1, digest=hashed.hexdigest())
        if self._tail and len(self._tail) + len(added) > TAIL_BYTES:
            return replace(head, segments=self._put_aside()), added, added
        return head, self._tail + added, added

    def _put_aside(self) -> tuple[Segment, ...]:
        """Write the latest lines into a segment; return what the log is made of then."""
        taken = merged(self._head.segments, len(self._tail), SEGMENT_BYTES)
        data = b"".join(map(self._segment, taken)) + self._tail
        segment = Segment(sha256(data).hexdigest(), len(data))
        put = self._objects.put(_place(segment), data, ABSENT)
        if self._objects.get(_place(segment)).content != data:
            raise self._objects.unsafe(f"cannot be written: {put.complaint}.")
        return (*self._head.segments[: len(self._head.segments) - len(taken)], segment)

    def _segment(self, segment: Segment) -> bytes:
        data = self._objects.get(_place(segment)).content
        if (sha256(data).hexdigest(), len(data)) != (segment.name, segment.size):
            raise self._damaged(f"{_place(segment)} is missing or was changed")
        return data

    def _confirmed(self, put: Answer, text: bytes) -> str:
        """Return the tag of `HEAD` where it is this very text, whatever the write was answered.

        Where it is another one, its lines are read.
        """
        tag = put.tag if put.is_stored else ABSENT
        now = self._objects.get(HEAD, tag or self._tag)
        if now.status == 304:
            return tag
        if now.status == 200 and now.content == text:
            return self._tag_of(now)
        self._take(now)
        return ABSENT

    def _look(self) -> bool:
        now = self._objects.get(HEAD, self._tag)
        if now.status != 304:
            self._take(now)
        return bool(self._tag)

    def _take(self, now: Answer) -> None:
        """Read what a `HEAD` of others adds to what is known."""
        if now.status == 404:
            if self._tag:
                raise self._damaged(f"{HEAD} is gone")
            return
        tag = self._tag_of(now)
        if tag == self._tag:
            return
        try:
            head, tail = decode_head(now.content)
            added = self._added(head, tail)
            after = self._state.after(decode_log(added))
        except BadLine as fault:
            raise self._damaged(f"{HEAD}: {fault}") from None
        self._adopt(tag, head, tail, added, after)

    def _added(self, head: Head, tail: bytes) -> bytes:
        """Return the lines behind those that are known, once it is sure that these are still the same."""
        parts, end = [], 0
        for segment in head.segments:
            start, end = end, end + segment.size
            if end > self._size:
                parts.append(self._segment(segment)[max(0, self._size - start) :])
        parts.append(tail[max(0, self._size - end) :])
        added = b"".join(parts)
        hashed = self._hash.copy()
        hashed.update(added)
        if end + len(tail) < self._size or hashed.hexdigest() != head.digest:
            raise BadLine("lines that were there before were changed or removed")
        return added

    def _adopt(self, tag: str, head: Head, tail: bytes, added: bytes, after: State) -> None:
        self._tag, self._head, self._tail, self._state = tag, head, tail, after
        self._hash.update(added)
        self._size += len(added)

    def _tag_of(self, answer: Answer) -> str:
        if not answer.tag:
            raise self._objects.unsafe("is not safe there: the server gives its objects no ETag.")
        return answer.tag

    def _count_refusals(self, version: str, put: Answer, *, stands: bool) -> None:
        """Tell a write that is turned down for good from a race that was lost."""
        self._refusals = self._refusals + 1 if not stands and self._tag == version else 0
        is_final = put.is_final and not put.is_turned_down
        if self._refusals >= REFUSALS or (self._refusals and is_final):
            raise self._objects.unsafe(f"cannot be written: {put.complaint}.")

    def _damaged(self, what: str) -> LedgerUnsafe:
        return self._objects.unsafe(f"is damaged: {what}. {REPAIR}")


def _place(segment: Segment) -> str:
    return f"log/{segment.name}"
