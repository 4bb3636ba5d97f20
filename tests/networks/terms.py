"""What is each network's own in the tests of the contract: a file a network, found by walking `contract/`."""

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from msgspec import Struct

from smmgen.adapter import Outcome
from smmgen.model.variant import OptionValue

Fault = tuple[type[Outcome], int]
"""What the publisher is told of a fault, and how many posts there are then."""


class Terms(Struct, frozen=True, kw_only=True):
    """How to publish on a network's fake, and where the network is unlike others.

    `visible` are the calls that everybody can see, as the fake names them. `options` are those of an account
    there, and `instead` the secrets that it has others in the place of, or does without.
    """

    visible: tuple[str, ...]
    options: Mapping[str, OptionValue] = {}
    instead: frozenset[str] = frozenset()

    reported: int | None = None
    """The longest text that anybody reports, or the fake's own limit where nobody does, if the network documents
    none; ours is on the safe side."""
    is_endless: bool = False
    """It takes texts of any length; our limit there stops what is no article."""
    has_links: bool = True
    """An address in a text can be followed."""
    has_addresses: bool = True
    """Its messages have addresses."""
    known_by: int | None = None
    """By how many signs an address is known, where it tells more than the fake knows."""
    is_flat: bool = False
    """A thread's messages all answer the first."""
    has_cover: bool = False
    """The first picture is a cover, for which it takes no alternative text."""
    has_one_alt: bool = False
    """A post has one alternative text, that of its first picture."""
    makes_cards: bool = False
    """It makes a link's card itself, of the page."""
    is_filmed: bool = False
    """It takes videos only: test_contract_video.py tries it."""
    lists_films: bool = False
    """It lists an account's videos only, as far as is known."""
    is_slow: bool = False
    """Its fake shows no film, or is longer at work on one than a test waits."""
    names_drafts: bool = False
    """A draft has the post's own name already: an answer without it leaves no doubt."""
    denies_accounts: bool = False
    """It answers 403 only where the token may not publish at all, which concerns the account."""
    faults: Mapping[str, Fault] = {}
    """What comes of faults that are none there."""
    silent: str = ""
    """The fault after which nothing more is ever said there."""
    noticed: str = "-"
    """What the fake warns of, though it is not for us to do."""


def _terms(name: str) -> Terms:
    found = import_module(f"tests.networks.contract.{name}").TERMS
    assert isinstance(found, Terms), name
    return found


TERMS: Mapping[str, Terms] = {
    one.name: _terms(one.name) for one in iter_modules([str(Path(__file__).parent / "contract")])
}
