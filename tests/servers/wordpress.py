"""A real WordPress for the tests: Debian's, with MariaDB on a socket, on loopback, calling nobody."""

import getpass
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.servers.install import program
from tests.servers.running import answers, free_port, running

HERE = Path(__file__).parent / "wordpress-site"
USER = "anna"


@dataclass(frozen=True, slots=True)
class Blog:
    """A running blog, and the application password of an editor there, `USER`."""

    url: str
    password: str


@contextmanager
def blog(folder: Path, wordpress: Path) -> Iterator[Blog]:
    """Run the WordPress of a folder with its data in a folder, whose path is short enough for a socket's."""
    for name in ("uploads", "plugins", "themes"):
        (folder / "content" / name).mkdir(parents=True)
    _site(wordpress, folder / "site")
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    environment = {"WP_DIR": str(folder), "WP_URL": url}
    with _database(folder):
        password = _set_up(environment)
        command = [
            program("php"),
            "-S",
            f"127.0.0.1:{port}",
            "-t",
            str(folder / "site"),
            str(HERE / "router.php"),
        ]
        with running(command, environment, folder / "php.log", answers(f"{url}/wp-json/")):
            yield Blog(url, password)


def _site(wordpress: Path, site: Path) -> None:
    """Make a site with a configuration of its own: WordPress looks for that beside its first files."""
    site.mkdir()
    for path in wordpress.iterdir():
        if path.is_dir():
            (site / path.name).symlink_to(path.resolve())
        elif path.is_file():
            shutil.copy(path, site)
    shutil.copy(HERE / "wp-config.php", site)


@contextmanager
def _database(folder: Path) -> Iterator[None]:
    """Run MariaDB without a port; raises `RuntimeError` where it cannot be set up."""
    data, socket, user = folder / "db", str(folder / "sock"), getpass.getuser()
    made = [program("mariadb-install-db"), "--no-defaults", "--auth-root-authentication-method=normal"]
    _run([*made, "--skip-test-db", f"--user={user}", f"--datadir={data}"], {})
    small = ["--skip-log-bin", "--innodb-buffer-pool-size=32M", "--innodb-flush-log-at-trx-commit=0"]
    place = [f"--user={user}", f"--datadir={data}", f"--socket={socket}", f"--pid-file={folder / 'pid'}"]
    ask = [program("mariadb"), "--no-defaults", "-S", socket, "-u", "root", "-e"]
    with running(
        [program("mariadbd"), "--no-defaults", "--skip-networking", *small, *place],
        {},
        folder / "db.log",
        lambda: subprocess.run([*ask, "select 1"], capture_output=True, check=False).returncode == 0,
    ):
        _run([*ask, "create database wp character set utf8mb4"], {})
        _run([*ask, "create user wp@localhost identified by 'wp'; grant all on wp.* to wp@localhost"], {})
        yield


def _set_up(environment: Mapping[str, str]) -> str:
    """Make the tables and the editor; return that one's application password."""
    return _run([program("php"), str(HERE / "install.php")], environment).strip().splitlines()[-1]


def _run(command: list[str], environment: Mapping[str, str]) -> str:
    done = subprocess.run(
        command, env={**os.environ, **environment}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"{command[0]} failed:\n{(done.stdout + done.stderr)[-2000:]}")
    return done.stdout
