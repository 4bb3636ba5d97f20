"""Accounts share what is the same for them, and none sees what is another's."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from smmgen.compose.compose import drafter
from tests.compose.test_documents import loaded
from tests.documents import cases, given


@pytest.mark.parametrize("case", cases("compose"), ids=lambda case: case.stem)
def test_an_account_gets_the_same_whoever_else_does(case: Path) -> None:
    project = loaded(given(case))
    brand = project.brand
    for post in project.posts:
        together = drafter(brand)(post)
        for name in reversed(together):
            alone = replace(brand, accounts={name: brand.accounts[name]})
            assert drafter(alone)(post) == {name: together[name]}
