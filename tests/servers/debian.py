"""Programs of Debian for the tests, unpacked into a folder: neither installed nor in anybody's way."""

import shlex
from collections.abc import Mapping
from pathlib import Path

_FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>/usr/share/fonts</dir>
  <dir>{root}/usr/share/fonts</dir>
  <cachedir>{root}/fonts-cache</cachedir>
{more}
</fontconfig>
"""


def wrap(root: Path, names: tuple[str, ...]) -> None:
    """Write a script into `bin` for each program that was unpacked, which starts it as if it were installed."""
    (root / "bin").mkdir(exist_ok=True)
    for name in names:
        if found := next(filter(Path.is_file, _places(root, name)), None):
            script = root / "bin" / name
            given = [str(found), *_arguments(root, name)]
            lines = [f"export {key}={shlex.quote(value)}" for key, value in _environment(root).items()]
            text = "\n".join(
                ("#!/bin/sh", *lines, f'exec {shlex.quote(given[0])} "$@" {shlex.join(given[1:])}')
            )
            script.write_text(f"{text}\n", "utf-8")
            script.chmod(0o755)


def _places(root: Path, name: str) -> list[Path]:
    """Return where a program may lie; /usr/bin holds links to some that only an installation would make."""
    numbered = sorted(root.glob(f"usr/bin/{name}[0-9].[0-9]"))
    return [root / f"usr/lib/chromium/{name}", root / f"usr/sbin/{name}", root / f"usr/bin/{name}", *numbered]


def _environment(root: Path) -> Mapping[str, str]:
    """Return where a program finds its libraries, fonts and extensions: here, and then those of the machine."""
    libraries = sorted(
        {path.parent for under in ("usr/lib", "lib") for path in root.glob(f"{under}/*-linux-*/*.so*")}
    )
    return {
        "LD_LIBRARY_PATH": ":".join(map(str, [*libraries, *root.glob("usr/lib/*-linux-*/pulseaudio")])),
        "FONTCONFIG_FILE": str(_fonts(root)),
        "PHP_INI_SCAN_DIR": f":{_extensions(root)}",
    }


def _fonts(root: Path) -> Path:
    """Write down where fonts are, and what Debian chose of the settings that were unpacked."""
    settings = root / "usr/share/fontconfig/conf.avail"
    chosen = [settings / link.name for link in sorted((root / "etc/fonts/conf.d").glob("*.conf"))]
    more = [
        f'  <include ignore_missing="yes">{path}</include>' for path in chosen or [Path("/etc/fonts/conf.d")]
    ]
    file = root / "fonts.conf"
    file.write_text(_FONTS.format(root=root, more="\n".join(more)), "utf-8")
    return file


def _extensions(root: Path) -> Path:
    """Write down which extensions of PHP were unpacked, those first that others need."""
    folder = root / "php"
    folder.mkdir(exist_ok=True)
    libraries = sorted(root.glob("usr/lib/php/*/*.so"), key=lambda path: (path.stem not in _EARLY, path.stem))
    kinds = {"opcache": "zend_extension"}
    lines = [f"{kinds.get(path.stem, 'extension')}={path}" for path in libraries]
    (folder / "unpacked.ini").write_text("\n".join(lines), "utf-8")
    return folder


_EARLY = ("mysqlnd", "pdo", "xml", "dom")


def _arguments(root: Path, name: str) -> list[str]:
    """Return what tells a program of MariaDB where the rest of it is."""
    if name not in ("mariadbd", "mariadb-install-db"):
        return []
    share = root / "usr/share/mysql"
    return [
        f"--basedir={root / 'usr'}",
        f"--lc-messages-dir={share}",
        f"--character-sets-dir={share / 'charsets'}",
    ]
