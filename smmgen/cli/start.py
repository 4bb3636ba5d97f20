"""The first door: a bare `check`, and `--help` and `--version`, which are written down; behind it all else.

Importing click alone takes three times as long as Python's own start.
"""

import atexit
import errno
import gc
import os
import sys
from contextlib import suppress

COLUMNS = 80
"""`smmgen --help` is written down for a terminal so wide, or wider."""


def main() -> None:
    """Run the command line; Ctrl-C while it is still being loaded ends it as well as later."""
    sys.unraisablehook = _told_of
    # A command makes many small values and ends: looking for cycles among them, and among the modules that it
    # loads first, only costs time.
    gc.set_threshold(5_000_000, 20, 20)
    _stand_in()
    try:
        _run()
    except KeyboardInterrupt:
        sys.stderr.write("smmgen: interrupted\n")
        sys.exit(130)
    except SystemExit as end:
        _leave(end)


def _stand_in() -> None:
    """Give those who closed their end something to write to."""
    if sys.stdout is None:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123


def _leave(end: SystemExit) -> None:
    """End the process at once, as nothing is left to be done: taking all modules apart takes Python 10 ms.

    Where threads run or there is more to say than a number, Python ends it.
    """
    _say("")
    threads = sys.modules.get("threading")
    if not isinstance(end.code, int | None) or (threads and threads.active_count() > 1):
        raise end
    atexit._run_exitfuncs()  # noqa: SLF001  (as Python would; there is no other name for it)
    _say("")
    with suppress(OSError):
        sys.stderr.flush()
    os._exit(end.code or 0)


def _told_of(lost: "sys.UnraisableHookArgs") -> None:
    """Let Ctrl-C that came where Python can only ignore it, as while it tidies up, come once more."""
    if lost.exc_type is not KeyboardInterrupt:
        sys.__unraisablehook__(lost)
        return
    import signal
    from threading import Timer, main_thread

    def interrupt() -> None:
        if hasattr(signal, "pthread_kill"):  # which wakes a process that waits, too
            signal.pthread_kill(main_thread().ident or 0, signal.SIGINT)
        else:
            signal.raise_signal(signal.SIGINT)

    again = Timer(0.05, interrupt)
    again.daemon = True
    again.start()


def _run() -> None:
    match sys.argv[1:]:
        case ["--help" | "-h"] if _columns() >= COLUMNS:
            from smmgen.cli.help import TEXT

            _say(TEXT)
        case ["--version"]:
            from smmgen import __version__

            _say(f"smmgen {__version__}\n")
        case arguments:
            from smmgen.cli.modules import load_from_one_file

            modules = load_from_one_file()
            try:
                _command(arguments)
            except SystemExit:
                with suppress(Exception):  # without it the next command starts later, nothing else
                    if modules:
                        modules.keep()
                raise


def _command(arguments: list[str]) -> None:
    from smmgen.pattern import compiled_later

    if arguments == ["check"]:
        with compiled_later():
            from smmgen.cli.check_run import plain_answer

        text, code = plain_answer()
        _say(text)
        sys.exit(code)
    with compiled_later():
        from smmgen.cli.main import main as run

    run()


def _say(text: str) -> None:
    """Write a text, and all that was written before; where that cannot be done, say so and end."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except UnicodeEncodeError:
        _say(text.encode(sys.stdout.encoding, "replace").decode(sys.stdout.encoding))
    except ValueError:
        return  # it was closed by who used it
    except OSError as fault:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # Python tries once more at its end
        if fault.errno != errno.EPIPE:  # a reader who has seen enough needs to be told nothing
            sys.stderr.write(f"smmgen: {fault.strerror}. What it says cannot be written.\n")
        sys.exit(2)


def _columns() -> int:
    """Return how wide the terminal is, as click asks for it; 80 where there is none."""
    with suppress(ValueError):
        if stated := int(os.environ.get("COLUMNS", "0")):
            return stated
    with suppress(OSError, ValueError, AttributeError):
        return os.get_terminal_size(sys.__stdout__.fileno()).columns or COLUMNS  # type: ignore[union-attr]
    return COLUMNS
