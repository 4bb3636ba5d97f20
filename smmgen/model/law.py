"""What the brand says of the law: its own contacts, its pictures' licences, topics that need a warning."""

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

from smmgen.model.diagnostic import Severity

Level = Literal["off", "info", "warning", "error"]


class Topic(Struct, frozen=True, kw_only=True):
    """Words that the law minds, and what has to stand beside them.

    `words` are by language; one that ends with "*" stands for all words that begin so. `beside` are stretches
    of which one in the same post is enough; without any the words are not to be used at all. `say` tells a
    person what to do, `source` which law asks for it. `level` is the brand's own, None where it said none.
    """

    words: Mapping[str, tuple[str, ...]]
    beside: tuple[str, ...] = ()
    say: str = ""
    source: str = ""
    level: Severity | None = None


class Law(Struct, frozen=True, kw_only=True):
    """What the brand says of the law.

    `contacts` are telephone numbers and addresses that are the brand's own. `topics` are those that are
    looked for, with how bad a finding is; `lists` are topics of the brand's own, or changes of ours. With
    `has_licences` every photo is to have its author and licence on record.
    """

    contacts: tuple[str, ...] = ()
    topics: Mapping[str, Level] = {}
    lists: Mapping[str, Topic] = {}
    has_licences: bool = False


class Credit(Struct, frozen=True, kw_only=True):
    """Who made a picture, and under which licence it may be used; `until` is the last day (ISO), if any."""

    by: str
    licence: str
    until: str = ""
