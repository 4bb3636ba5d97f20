"""How the brand sets its texts."""

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

Dash = Literal["short", "long", "closed"]
"""A dash between parts of a sentence."""

DASHES: Mapping[Dash, str] = {"short": " – ", "long": " — ", "closed": "—"}
"""Each as it is written, with its spaces."""


class Typography(Struct, frozen=True, kw_only=True):
    """What the brand chooses: the dash for a language, by tag such as "en" or "en-GB"."""

    dash: Mapping[str, Dash] = {}
