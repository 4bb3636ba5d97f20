"""A git server and its clones in memory: the plumbing that the ledger uses, and pushes that go wrong.

The real `BranchLedger` runs on it, so that thousands of schedules take seconds. The contract tests of the
ledger run on it too: it does what git does.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from smmgen.ledger.branch import BranchLedger
from smmgen.ledger.git import Done
from tests.crash.process import Clock, Process
from tests.publish.stage import Killed

Tree = Mapping[str, str]
NOTHING = Done(0, b"", "nothing")
LATE = (0.1, 0.3, 5.0, 60.0, 300.0)
PUSH_FAULTS = ("refused", "moved", "unmoved", "late", "unreachable")
"""refused: not moved. moved: moved, and told as failed. unmoved: told as done, and not moved. late: given up
after 90 s, and moved some time later all the same. unreachable: moved, and nobody can read it for a while."""


@dataclass(frozen=True)
class Commit:
    tree: str
    parent: str
    message: bytes


@dataclass
class Host:
    """The server: every object by its name, and the one branch. `faults` are those of the next pushes."""

    clock: Clock = field(default_factory=Clock)
    faults: list[str] = field(default_factory=list)
    tip: str = ""
    objects: dict[str, Any] = field(default_factory=dict)
    names: dict[Any, str] = field(default_factory=dict)
    coming: list[tuple[float, str, str]] = field(default_factory=list)
    dark_until: float = 0.0
    lock: Any = field(default_factory=Lock)
    moved: Callable[[Tree, Tree], None] = lambda before, after: None

    def copy(self, clock: Clock) -> "Host":
        return Host(clock, tip=self.tip, objects=dict(self.objects), names=dict(self.names))

    def ledger(self, process: Process) -> BranchLedger:
        return BranchLedger(Clone(self, process), "origin")  # type: ignore[arg-type]

    def keep(self, kind: str, thing: Any) -> str:
        """Keep an object; the same thing has the same name."""
        key = (kind, tuple(sorted(thing.items())) if isinstance(thing, Mapping) else thing)
        name = self.names.get(key)
        if name is None:
            name = self.names[key] = f"{kind}{len(self.names):x}"
            self.objects[name] = thing
        return name

    def tree_of(self, commit: str) -> Tree:
        return self.objects[self.objects[commit].tree] if commit else {}

    def land(self) -> None:
        """Let those pushes arrive that nobody waits for any more."""
        arrived = [one for one in self.coming if one[0] <= self.clock.seconds]
        self.coming = [one for one in self.coming if one not in arrived]
        for _, lease, commit in sorted(arrived):
            self.move(lease, commit)

    def move(self, lease: str, commit: str) -> bool:
        with self.lock:
            if self.tip != lease:
                return False
            self.moved(self.tree_of(self.tip), self.tree_of(commit))
            self.tip = commit
            return True

    def push(self, lease: str, commit: str) -> Done:
        """Take a push that names the tip which it builds on."""
        self.land()
        fault = self.faults.pop(0) if self.faults else ""
        if fault == "late":
            self.clock.wait(90)
            later = LATE[len(self.names) % len(LATE)]
            self.coming.append((self.clock.seconds + later, lease, commit))
            return Done(-1, b"", "no answer within 90 s")
        if fault == "refused":
            return Done(1, b"", "remote rejected")
        if fault == "unmoved":
            return NOTHING
        if not self.move(lease, commit):
            return Done(1, b"", "stale info")
        self.dark_until = self.clock.seconds + 60 if fault == "unreachable" else 0.0
        return Done(1, b"", "the remote end hung up") if fault in ("moved", "unreachable") else NOTHING

    def holds(self, tip: str, ancestor: str) -> bool:
        while tip and tip != ancestor:
            tip = self.objects[tip].parent
        return tip == ancestor


class Clone:
    """A clone, called as `smmgen.ledger.git.Git` is. A killed push may have moved the branch, or not."""

    def __init__(self, host: Host, process: Process) -> None:
        self.host, self.process = host, process
        self.copy = ""

    def call(self, *arguments: str, stdin: bytes = b"") -> Done:
        answer = getattr(self, "_" + arguments[0].replace("-", "_"))(arguments[1:], stdin)
        return answer if isinstance(answer, Done) else Done(0, answer.encode(), "nothing")

    run = call

    def blobs(self, hashes: Sequence[str]) -> list[bytes]:
        return [self.host.objects[name] for name in hashes]

    def _ls_remote(self, arguments: Sequence[str], stdin: bytes) -> Done | str:
        self.process.step("read")
        self.process.clock.wait(0.2)
        self.host.land()
        if self.process.clock.seconds < self.host.dark_until:
            return Done(128, b"", "could not resolve host")
        return f"{self.host.tip}\trefs/heads/smm-ledger\n" if self.host.tip else Done(2, b"", "nothing")

    def _fetch(self, arguments: Sequence[str], stdin: bytes) -> Done:
        if not self.host.holds(self.host.tip, self.copy):
            return Done(1, b"", "rejected (non-fast-forward)")
        self.copy = self.host.tip
        return NOTHING

    def _rev_parse(self, arguments: Sequence[str], stdin: bytes) -> str:
        return "false" if "--is-shallow-repository" in arguments else self.copy

    def _update_ref(self, arguments: Sequence[str], stdin: bytes) -> str:
        self.copy = arguments[2]
        return ""

    def _fast_import(self, arguments: Sequence[str], stdin: bytes) -> str:
        parent, message, files = _imported(stdin)
        blobs = {path: self.host.keep("blob", data) for path, data in files.items()}
        tree = self.host.keep("tree", {**self.host.tree_of(parent), **blobs})
        return self.host.keep("commit", Commit(tree, parent, message))

    def _push(self, arguments: Sequence[str], stdin: bytes) -> Done:
        lease = next(one for one in arguments if one.startswith("--force-with-lease=")).rpartition(":")[2]
        commit = arguments[-1].partition(":")[0]
        try:
            self.process.step("push")
        except Killed:
            if self.process.leaves_git:
                self.host.coming.append((self.process.clock.seconds + 1, lease, commit))
            raise
        done = self.host.push(lease, commit)
        self.process.clock.wait(0.5)
        self.process.step("pushed")
        return done

    def _ls_tree(self, arguments: Sequence[str], stdin: bytes) -> str:
        tip, *paths = arguments[arguments.index("--full-tree") + 1 :]
        tree = self.host.tree_of(tip).items()
        asked = [
            one for one in sorted(tree) if one[0] in paths or ("v1/" in paths and one[0].startswith("v1/"))
        ]
        return "".join(f"100644 blob {name}\t{path}\0" for path, name in asked)

    def _diff_tree(self, arguments: Sequence[str], stdin: bytes) -> str:
        old, new = (self.host.tree_of(name) for name in arguments[-4:-2])
        changed = sorted(old.items() ^ new.items())
        return "".join(
            f":100644 100644 {old.get(path)} {new.get(path)} {_status(path, old, new)}\0{path}\0"
            for path in dict.fromkeys(path for path, _ in changed if path.startswith("v1/"))
        )


def _imported(stream: bytes) -> tuple[str, bytes, dict[str, bytes]]:
    """Read a stream of one commit: its parent, what is said of it, and its files by path."""
    parent, message, files, path = "", b"", {}, ""
    while stream:
        line, _, stream = stream.partition(b"\n")
        word, _, rest = line.decode().partition(" ")
        if word == "data":
            data, stream = stream[: int(rest)], stream[int(rest) :]
            files, message = ({**files, path: data}, message) if path else (files, data)
        elif word == "from":
            parent = rest
        elif word == "M":
            path = rest.split()[-1]
    return parent, message, files


def _status(path: str, old: Tree, new: Tree) -> str:
    return "D" if path not in new else "M" if path in old else "A"
