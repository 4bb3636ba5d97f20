"""The topics that the law minds: ours, from a file of this package, and the brand's."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from msgspec import Struct

from smmgen.model.diagnostic import Severity
from smmgen.model.law import Law, Level, Topic
from smmgen.model.source import Source
from smmgen.read import schema
from smmgen.read.law import topic
from smmgen.read.schema import Kind, Reading
from smmgen.read.yaml import parse

PLACE = "topics.yaml"


class Sought(Struct, frozen=True, kw_only=True):
    """A topic to look for: its words by language as one pattern, and how bad a finding is."""

    name: str
    topic: Topic
    words: Mapping[str, re.Pattern[str]]
    severity: Severity


@cache
def shipped() -> Mapping[str, Topic]:
    """Return the topics that come with smmgen, by name."""
    text = (Path(__file__).parent / PLACE).read_text("utf-8")
    reading = Reading(Source(PLACE, text))
    node, _ = parse(reading.source)
    kind: Kind[dict[str, Topic]] = schema.mapping_of(topic, PLACE)
    return (kind(reading, node, ()) if node else None) or {}


def sought(law: Law) -> tuple[Sought, ...]:
    """Return the topics that a brand looks for: those of its own lists, and ours that it has turned on."""
    if not law.topics and not law.lists:
        return ()
    known = {**shipped(), **law.lists}
    levels: dict[str, Level] = {name: one.level or "warning" for name, one in law.lists.items()}
    levels |= {name: level for name, level in law.topics.items() if name in known}
    return tuple(
        Sought(name=name, topic=known[name], words=_patterns(known[name]), severity=level)
        for name, level in levels.items()
        if level != "off"
    )


def _patterns(topic: Topic) -> Mapping[str, re.Pattern[str]]:
    return {language: pattern(words) for language, words in topic.words.items() if words}


def pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """Return a pattern for whole words in any case; one that ends with "*" stands for all that begin so."""
    parts = [
        re.escape(one.rstrip("*")).replace(r"\ ", r"\s+") + (r"\w*" if one.endswith("*") else "")
        for one in words
    ]
    return re.compile(rf"(?<!\w)(?:{'|'.join(sorted(parts, key=len, reverse=True))})(?!\w)", re.IGNORECASE)


def stands(beside: str, text: str) -> bool:
    """Tell whether a stretch of words stands in a text, however it is spaced, in any case, with ё or е."""
    return _plain(beside) in _plain(text)


def _plain(text: str) -> str:
    return " ".join(text.lower().replace("ё", "е").split())
