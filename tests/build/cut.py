"""Builds that are cut off: killed before a given change to the disk, or at a given moment."""

import os
import posixpath
import re
import signal
import sys
import traceback
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from urllib.parse import unquote

_CHANGES = {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.chmod", "shutil.rmtree"}
_WRITING = os.O_WRONLY | os.O_RDWR


def killed(do: Callable[[], object], at: int) -> bool:
    """Do something in a process that is killed right before its change number `at` to files; tell if it was."""
    left = [at]

    def hook(event: str, given: tuple[object, ...]) -> None:
        writes = event == "open" and isinstance(given[2], int) and given[2] & _WRITING
        if event in _CHANGES or writes:
            left[0] -= 1
            if left[0] < 0:
                os.kill(os.getpid(), signal.SIGKILL)

    return _ended(do, lambda: sys.addaudithook(hook)) == -signal.SIGKILL


def timed(do: Callable[[], object], seconds: float, *, is_asked: bool) -> int:
    """Do something in a process that ends after a time: killed, or asked to by Ctrl-C; return its exit code."""

    def begin() -> None:
        signal.signal(signal.SIGALRM, signal.default_int_handler if is_asked else signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, seconds)

    return _ended(do, begin)


def together(works: Sequence[Callable[[], object]]) -> list[int]:
    """Do several things at once, each in a process of its own; return their exit codes."""
    return [_code(process) for process in [_begun(do, lambda: None) for do in works]]


def _ended(do: Callable[[], object], begin: Callable[[], None]) -> int:
    return _code(_begun(do, begin))


def _code(process: int) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


def _begun(do: Callable[[], object], begin: Callable[[], None]) -> int:
    process = os.fork()
    if process:
        return process
    code = 1
    try:  # the child must end here whatever happens: above it stand the tests
        begin()
        do()
        code = 0
    except KeyboardInterrupt:
        code = 130
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(code)


def files(out: Path) -> Mapping[str, bytes]:
    """Return all files of a folder by path, hidden ones too."""
    found = {path.relative_to(out).as_posix(): path for path in out.rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in sorted(found.items())}


_LINK = re.compile(r'(?:href|src)="(?![a-z]+:|//|#)([^"#?]+)')


def dead_links(out: Path) -> list[tuple[str, str]]:
    """Follow the links within a site from its first page; return those that lead nowhere, with their page."""
    found, seen, todo = [], {"index.html"}, ["index.html"] if (out / "index.html").exists() else []
    while todo:
        page = todo.pop()
        for link in _LINK.findall((out / page).read_text("utf-8")) if page.endswith(".html") else ():
            path = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(link)))
            if not (out / path).is_file():
                found.append((page, link))
            elif path not in seen:
                seen.add(path)
                todo.append(path)
    return found
