"""What an account of a network may be told in `smmgen.yaml`."""

import re
from typing import Literal

from msgspec import Struct

OptionValue = str | int | bool | tuple[str, ...]
"""What an option can be; a flag's yes or no, a list's texts."""

YES_OR_NO = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}


class Option(Struct, frozen=True, kw_only=True):
    """One key of an account in `smmgen.yaml`. A secret's value is written `env:NAME` there.

    With `per_post`, a post may set it for itself, under `variants: NAME: options:`; that one goes first.
    """

    kind: Literal["text", "number", "flag", "choice", "secret", "list"]
    help: str
    required: bool = False
    choices: tuple[str, ...] = ()
    per_post: bool = False

    def value(self, written: str | tuple[str, ...]) -> OptionValue | None:
        """Return a post's own value as its kind; None where it is not of that kind, or secret."""
        if self.kind == "list":
            return (written,) if isinstance(written, str) else written
        if not isinstance(written, str) or self.kind == "secret":
            return None
        match self.kind:
            case "number":
                return int(written) if re.fullmatch(r"[+-]?\d{1,15}", written) else None
            case "flag":
                return YES_OR_NO.get(written.lower())
            case "choice":
                return written if written in self.choices else None
            case _:
                return written
