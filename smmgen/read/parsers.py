"""The parsers of YAML and of Markdown, imported so that they compile few of their patterns."""

from typing import Any, NamedTuple

from smmgen.pattern import compiled_later, pattern

with compiled_later():
    import yaml
    from markdown_it import MarkdownIt, helpers

__all__ = ["Markdown", "yaml"]

_ORDINARY = pattern(
    r"https?://(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,3}[a-z]{2,18}(?:/[A-Za-z0-9/_.~-]*)?"
)

_WHERE_TO = pattern(r"[^\x00-\x20\x7f()<&\\]+(?=[\x00-\x20\x7f)])")


class _Destination(NamedTuple):
    """Where a link leads, and where that ends in the text; as the parser has it."""

    ok: bool
    pos: int
    str: str


class _Helpers:
    """The parser's helpers; where a link leads is found at once if it has no brackets, escapes, entities."""

    parseLinkLabel = staticmethod(helpers.parseLinkLabel)  # noqa: N815
    parseLinkTitle = staticmethod(helpers.parseLinkTitle)  # noqa: N815

    @staticmethod
    def parseLinkDestination(text: str, start: int, end: int) -> Any:  # noqa: N802
        """Find where a link leads, from `start` of a text."""
        if found := _WHERE_TO.match(text, start, end):
            return _Destination(True, found.end(), found.group())
        return helpers.parseLinkDestination(text, start, end)


class Markdown(MarkdownIt):
    """The parser of Markdown; an ordinary address, which stays as it was written, is not taken apart."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.helpers = _Helpers  # type: ignore[assignment]

    def normalizeLink(self, url: str) -> str:  # noqa: N802  (the parser's own name)
        """Return an address with all that is no sign of addresses encoded."""
        return url if _ORDINARY.fullmatch(url) else super().normalizeLink(url)
