"""Write the jobs that GitHub runs for a content repository."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from smmgen.model.brand import Brand
from smmgen.scaffold.fill import fill
from smmgen.scaffold.install import LOCK, Install

NAMES = ("check", "comment", "publish", "operate", "alarm", "metrics")
OF_BRANDS = ("check", "publish", "alarm", "metrics")
"""The workflows of a repository that holds several brands, each in a folder of its own."""

PINS: Mapping[str, str] = MappingProxyType(
    {
        "checkout": "actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683 # v4.2.2",
        "python": "actions/setup-python@a26af69be951a213d495a4c3e4e4022e16d87065 # v5.6.0",
        "upload": "actions/upload-artifact@ea165f8d65b6e75b540449e92b4886f43607fa02 # v4.6.2",
    }
)
"""Other people's actions at a commit: a tag can be moved to other code."""

_CHECKOUT = f"""\
      - uses: {PINS["checkout"]}
        with:
          persist-credentials: false"""
_ACTION = "      - uses: {action}"
_PIP = f"""\
      - uses: {PINS["python"]}
        with:
          python-version: "3.12"
      - name: Install smmgen
        run: python -m pip install --require-hashes -r {LOCK}"""


def workflows(
    secrets: Iterable[str], install: Install, branch: str, ledger: Iterable[str] = ()
) -> dict[str, str]:
    """Return the workflow files by path; `secrets` are the variables' names, `branch` the default branch.

    `ledger` are the variables that open a ledger in a bucket: the alarm needs them, and no others.
    """
    values = {**_common(secrets, install, branch), "ledger": _handed(ledger)}
    return _filled("", NAMES, values, install)


def workflows_of_brands(secrets: Iterable[str], install: Install, branch: str) -> dict[str, str]:
    """Return the workflow files of a repository with several brands; `secrets` are the names that they use.

    Each brand's secrets lie in an environment that has the name of its folder, and one job alone gets them.
    """
    return _filled("brands/", OF_BRANDS, _common(secrets, install, branch), install)


def _common(secrets: Iterable[str], install: Install, branch: str) -> dict[str, Any]:
    return {
        "branch": branch,
        "checkout": _CHECKOUT,
        "install": _ACTION.format(action=install.action) if install.action else _PIP,
        "pins": PINS,
        "secrets": _handed(secrets),
    }


def _filled(folder: str, names: Iterable[str], values: Mapping[str, Any], install: Install) -> dict[str, str]:
    files = {f".github/workflows/{name}.yml": fill(f"workflows/{folder}{name}.yml", values) for name in names}
    return files | ({LOCK: install.lock} if install.lock else {})


def _handed(secrets: Iterable[str]) -> str:
    return "\n".join(f"          {name}: ${{{{ secrets.{name} }}}}" for name in secrets)


def ledger_secrets_of(brand: Brand) -> tuple[str, ...]:
    """Return the names of the variables that open the ledger where it lies in a bucket."""
    return tuple(brand.ledger.secrets.values()) if brand.ledger else ()


def secrets_of(brand: Brand) -> tuple[str, ...]:
    """Return the names of all variables that publishing needs, in the order of the accounts.

    GitHub's own command, where it keeps what networks replace, signs in with `GH_TOKEN`.
    """
    accounts = [*brand.accounts.values(), *([brand.notify] if brand.notify else [])]
    names = [name for account in accounts for name in account.secrets.values()]
    places = [place.secrets.values() for place in (brand.hosting, brand.ledger) if place]
    keeping = ["GH_TOKEN"] if "gh" in brand.keep_secret[:1] else []
    return tuple(dict.fromkeys([*names, *(name for place in places for name in place), *keeping]))
