"""The output folder: what is the same stays untouched, and what nobody needs any more goes."""

import re
from pathlib import Path

from smmgen.text.slug import slug
from smmgen.whole import write_whole

_LIST = ".smmgen-files"
"""Names the files that the last build wrote: only these may ever be removed."""

_PLAIN = re.compile(r"[a-z0-9][a-z0-9-]{1,63}")


class Output:
    """A folder that one build brings up to date; paths are relative to it, with `/`."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._wanted: set[str] = set()
        self.written = 0

    def put(self, path: str, data: bytes) -> None:
        """Make the file at `path` hold `data`; it is written only if it differs, and never half."""
        self._wanted.add(path)
        if _differs(self.root / path, data):
            write_whole(self.root / path, data)
            self.written += 1

    def keep(self, path: str) -> None:
        """Note that the file at `path` was put there by another process of this build."""
        self._wanted.add(path)

    def sweep(self) -> None:
        """Remove what an earlier build wrote and this one did not, and the folders that this leaves empty."""
        for path in sorted(self._before() - self._wanted):
            (self.root / path).unlink(missing_ok=True)
            _remove_empty((self.root / path).parent, self.root)
        listed = "".join(f"{path}\n" for path in sorted(self._wanted)).encode()
        if _differs(self.root / _LIST, listed):
            write_whole(self.root / _LIST, listed)

    def spare(self) -> None:
        """List what this build wrote along with what earlier ones did; the next whole build sweeps."""
        self._wanted |= self._before()
        self.sweep()

    def _before(self) -> set[str]:
        return {path for path in written(self.root) if path != _LIST}


def written(root: Path) -> list[str]:
    """Return the paths of the files that the last build wrote into a folder, the list of them included."""
    try:
        lines = (root / _LIST).read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return []
    return [*(line for line in lines if _is_inside(line)), _LIST]


def _is_inside(path: str) -> bool:
    return bool(path) and all(part not in ("", ".", "..") for part in path.split("/"))


def _differs(path: Path, data: bytes) -> bool:
    try:
        return path.is_symlink() or path.stat().st_size != len(data) or path.read_bytes() != data
    except OSError:
        return True


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
