"""A ledger on a server that wants a token, on a machine whose git has no sign-in of its own."""

from pathlib import Path

import pytest

from smmgen.ledger.ledger import ABSENT
from smmgen.ledger.place import find
from smmgen.model.fault import LedgerUnsafe
from tests.ledger.hub import TOKEN, hub
from tests.ledger.repository import ENVIRONMENT, git, here, remote
from tests.ledger.written import ONE, changes, sending


def brand(folder: Path, origin: str) -> Path:
    here(folder / "brand")
    git(folder / "brand", "remote", "add", "origin", origin)
    return folder / "brand"


def test_the_token_opens_the_ledger(tmp_path: Path) -> None:
    remote(tmp_path / "brand.git")
    with hub(tmp_path) as url:
        ledger = find(brand(tmp_path, f"{url}/brand.git"), {**ENVIRONMENT, "SMM_LEDGER_TOKEN": TOKEN})
        assert ledger.cas(ABSENT, changes(sending()))
        assert find(tmp_path / "brand", {**ENVIRONMENT, "SMM_LEDGER_TOKEN": TOKEN}).read()[0].last(ONE)
    assert TOKEN not in (tmp_path / "brand/.git/config").read_text()


@pytest.mark.parametrize("token", ["", "ghs_wrong"])
def test_nothing_is_done_without_it(tmp_path: Path, token: str) -> None:
    remote(tmp_path / "brand.git")
    with hub(tmp_path) as url:
        ledger = find(brand(tmp_path, f"{url}/brand.git"), {**ENVIRONMENT, "SMM_LEDGER_TOKEN": token})
        with pytest.raises(LedgerUnsafe, match="cannot be reached") as told:
            ledger.read()
    assert "ghs_wrong" not in str(told.value)


@pytest.mark.parametrize(
    "origin", ["http://git.example/brand.git", "ssh://git@git.example/brand.git", "/srv/brand.git"]
)
def test_the_token_goes_nowhere_unsafe(tmp_path: Path, origin: str) -> None:
    ledger = find(brand(tmp_path, origin), {**ENVIRONMENT, "SMM_LEDGER_TOKEN": TOKEN})
    assert TOKEN not in str(ledger.git.environment.get("GIT_CONFIG_VALUE_0", ""))
    assert "GIT_CONFIG_VALUE_0" not in ledger.git.environment


def test_a_password_in_an_address_is_not_told(tmp_path: Path) -> None:
    ledger = find(brand(tmp_path, "http://anna:hunter22@127.0.0.1:1/brand.git"), ENVIRONMENT)
    with pytest.raises(LedgerUnsafe) as told:
        ledger.read()
    assert "hunter22" not in str(told.value)
