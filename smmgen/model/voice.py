"""How the brand speaks: what rules about words measure its posts by (`voice:` in `smmgen.yaml`)."""

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

Address = Literal["ты", "вы", "Вы", "du", "Sie"]
"""How a brand speaks to one reader, in Russian or in German."""


class Emoji(Struct, frozen=True, kw_only=True):
    """Which emoji the brand uses and how many a message may have; None allows all, or any number."""

    allowed: tuple[str, ...] | None = None
    most: int | None = None
    titles: bool = True


class Voice(Struct, frozen=True, kw_only=True):
    """What the brand says and does not say.

    `names` are spelt exactly so. `words` maps what is not to be said to what is said instead, empty where
    that depends. `allow` takes phrases out of the lists that all brands share. `address` is by language
    ("ru"). `hashtags` are all that may be used, without "#"; None allows any. `capitals` are words that may
    stand in capital letters. `sentence` and `paragraph` are how many words they may have; `median` is for
    half of a post's sentences, None for any.
    """

    names: tuple[str, ...] = ()
    words: Mapping[str, str] = {}
    allow: tuple[str, ...] = ()
    address: Mapping[str, Address] = {}
    emoji: Emoji = Emoji()
    hashtags: tuple[str, ...] | None = None
    capitals: tuple[str, ...] = ()
    sentence: int = 45
    median: int | None = None
    paragraph: int = 150
