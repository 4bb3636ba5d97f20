"""The output folder: what is the same stays untouched, and what nobody needs any more goes."""

import re
from collections.abc import Iterable, Set
from functools import cached_property
from pathlib import Path

from smmgen.text.slug import slug
from smmgen.whole import write_parts, write_whole

LIST = ".smmgen-files"
"""Names the files that the last build wrote: only these may ever be removed."""

_PLAIN = re.compile(r"[a-z0-9][a-z0-9-]{1,63}")


class Output:
    """A folder that one build brings up to date; paths are relative to it, with `/`."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._wanted: set[str] = set()
        self.written: list[str] = []

    def put(self, path: str, data: bytes) -> bool:
        """Make the file at `path` hold `data`; it is written only if it differs, and never half.

        Tell whether it was written.
        """
        self.keep(path)
        differs = _differs(self._place(path), data)
        if differs:
            self._write(path, (data,))
            self.written.append(path)
        return differs

    def put_parts(self, path: str, parts: Iterable[bytes | memoryview]) -> None:
        """Make the file at `path` hold parts that are too long to be compared or held together."""
        self.keep(path)
        self._write(path, parts)
        self.written.append(path)

    def holds(self, path: str, parts: Iterable[bytes | memoryview]) -> bool:
        """Tell whether the file at `path` is made of these parts and nothing else."""
        place = self.root / path
        try:
            with place.open("rb") as file:
                is_same = all(file.read(len(part)) == part for part in parts) and not file.read(1)
        except OSError:
            return False
        return is_same and not place.is_symlink()

    def _place(self, path: str) -> Path:
        """Return where the file at `path` is to be found now."""
        return self.root / path

    def _write(self, path: str, parts: Iterable[bytes | memoryview]) -> None:
        """List a file, then write it: whoever is cut off must leave none that nobody knows."""
        if path not in self._listed:
            self._listed.add(path)
            self.root.mkdir(parents=True, exist_ok=True)
            with (self.root / LIST).open("ab") as file:
                file.write(f"\n{path}\n".encode())
        write_parts(self.root / path, parts)

    def _list(self, paths: Iterable[str]) -> None:
        """Write the list of the files that may be removed once nothing makes them any more."""
        listed = "".join(f"{path}\n" for path in sorted(paths)).encode()
        if _differs(self.root / LIST, listed):
            self._write_list(listed)

    def _write_list(self, data: bytes) -> None:
        write_whole(self.root / LIST, data)

    def keep(self, path: str) -> None:
        """Note that the file at `path` is wanted as it is, or was put there by another process."""
        self._wanted.add(path)

    def keep_all(self, paths: Iterable[str]) -> None:
        """Note that the files at these paths are wanted as they are."""
        self._wanted.update(paths)

    @property
    def wanted(self) -> Set[str]:
        """Return the paths of all files that were put or kept."""
        return self._wanted

    def sweep(self) -> tuple[str, ...]:
        """Remove what an earlier build wrote and this one did not, and the folders that this leaves empty.

        What somebody else listed meanwhile, as who publishes does, stays. Return the paths of what is gone.
        """
        self.settle()
        since = _names(self.root) - self._listed
        gone = tuple(sorted(self._listed - self._wanted))
        for path in gone:
            _remove(self.root / path)
            _remove_empty((self.root / path).parent, self.root)
        self._listed = set(self._wanted)
        self._list(self._wanted | since)
        return gone

    def settle(self) -> None:
        """Put everything that was written in its place: here it is there already."""

    def spare(self) -> None:
        """List what this build wrote along with what earlier ones did; the next whole build sweeps."""
        self._wanted |= self._listed
        self.sweep()

    @cached_property
    def _listed(self) -> set[str]:
        return _names(self.root)


def _names(root: Path) -> set[str]:
    return {path for path in written(root) if path != LIST}


def written(root: Path) -> list[str]:
    """Return the paths of the files that the last build wrote into a folder, the list of them included."""
    try:
        lines = (root / LIST).read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return []
    return [*(line for line in lines if _is_inside(line)), LIST]


def _is_inside(path: str) -> bool:
    parts = path.split("/")
    return not ("" in parts or "." in parts or ".." in parts)


def _differs(path: Path, data: bytes) -> bool:
    try:
        return path.is_symlink() or path.stat().st_size != len(data) or path.read_bytes() != data
    except OSError:
        return True


def _remove(path: Path) -> None:
    if (
        path.is_symlink() or not path.is_dir()
    ):  # a folder is not ours: a line of a list that was cut off names it
        path.unlink(missing_ok=True)


def _remove_empty(folder: Path, root: Path) -> None:
    while folder != root and folder.is_relative_to(root):
        try:
            folder.rmdir()
        except OSError:
            return
        folder = folder.parent


def safe_name(identity: str) -> str:
    """Return a post's id as the name of a file; one that is no valid id gets a name that is one."""
    if _PLAIN.fullmatch(identity):
        return identity
    from hashlib import sha256

    return f"{slug(identity, 40) or 'post'}-{sha256(identity.encode('utf-8', 'replace')).hexdigest()[:8]}"
