"""Start smmgen and note what it touches: `watched.py LOG ARGUMENT…`, a line for each thing."""

import os
import sys

WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
NOTED = ("socket.connect", "socket.bind", "socket.getaddrinfo", "subprocess.Popen", "os.system", "os.exec",
         "os.fork", "os.posix_spawn", "os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.link", "os.symlink",
         "os.chmod", "os.putenv")  # fmt: skip
HANDLE = os.open(sys.argv[1], os.O_WRONLY | os.O_CREAT | os.O_APPEND)


def note(*parts: object) -> None:
    os.write(HANDLE, (" ".join(map(str, parts)) + "\n").encode("utf-8", "backslashreplace"))


def watch(event: str, arguments: tuple[object, ...]) -> None:
    if event == "open" and isinstance(arguments[0], str):
        flags = arguments[2]
        note("write" if isinstance(flags, int) and flags & WRITING else "read", arguments[0])
    elif event in NOTED:
        note(event, *arguments)


class Watched(type(os.environ)):  # type: ignore[misc]
    """The environment, which tells when one of its values is looked at."""

    def __getitem__(self, name: str) -> str:
        note("environment", name)
        return super().__getitem__(name)


os.environ.__class__ = Watched
sys.argv[1:] = sys.argv[2:]
sys.addaudithook(watch)

from smmgen.cli.start import main  # noqa: E402

main()
