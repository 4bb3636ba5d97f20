"""Read `voice:` of smmgen.yaml: how the brand spells, addresses, and what it does not say."""

from collections.abc import Mapping
from typing import Any, get_args

from smmgen.model.source import Path
from smmgen.model.voice import Address, Emoji, Voice
from smmgen.read import schema
from smmgen.read.node import Entries, Node, Scalar
from smmgen.read.record import made
from smmgen.read.schema import Reading
from smmgen.read.shape import form, names_with, or_nothing, shape_of, shaped

_TEXTS = schema.list_of(schema.text)


def _positive(written: str) -> int | None:
    return int(written) if written.isdecimal() and 1 <= int(written[:9]) <= 100_000 else None


_NUMBER = schema.parsed(_positive, "number of words", "40", shape=form(r"0*[1-9]\d{0,4}"))
_MOST = schema.parsed(
    lambda written: int(written) if written.isdecimal() and len(written) < 5 else None,
    "number of emoji",
    "3",
    shape=form(r"\d{1,4}"),
)
_EMOJI: Mapping[str, schema.Kind[Any]] = {"allowed": _TEXTS, "most": _MOST, "titles": schema.flag}


@shaped(names_with(or_nothing(shape_of(schema.text))))
def _words(reading: Reading, node: Node, path: Path) -> dict[str, str] | None:
    """Read what is not to be said, each with what is said instead or with nothing."""
    if not isinstance(node, Entries):
        hint = "Write “words: {cheap: good value, liquid gold: }”."
        reading.error("FMT002", node.span, "The words must be phrases, each with what to say instead.", hint)
        return None
    values = {}
    for key, value in node.entries:
        reading.note((*path, key.text), key.span)
        is_nothing = isinstance(value, Scalar) and value.is_nothing
        instead = "" if is_nothing else schema.text(reading, value, (*path, key.text))
        if instead is not None and key.text.strip():
            values[key.text.strip()] = instead
    return values


_KEYS: Mapping[str, schema.Kind[Any]] = {
    "names": _TEXTS,
    "words": _words,
    "allow": _TEXTS,
    "address": schema.mapping_of(schema.choice(*get_args(Address)), "`address`"),
    "emoji": made(Emoji, _EMOJI, "`emoji`"),
    "hashtags": _TEXTS,
    "capitals": _TEXTS,
    "sentence": _NUMBER,
    "median": _NUMBER,
    "paragraph": _NUMBER,
}

voice = made(Voice, _KEYS, "`voice`")
"""The kind of the key `voice`."""
