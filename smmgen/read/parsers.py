"""The parsers of YAML and of Markdown, imported so that they compile few of their patterns."""

from smmgen.pattern import compiled_later, pattern

with compiled_later():
    import yaml
    from markdown_it import MarkdownIt

__all__ = ["Markdown", "yaml"]

_ORDINARY = pattern(
    r"https?://(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,3}[a-z]{2,18}(?:/[A-Za-z0-9/_.~-]*)?"
)


class Markdown(MarkdownIt):
    """The parser of Markdown; an ordinary address, which stays as it was written, is not taken apart."""

    def normalizeLink(self, url: str) -> str:  # noqa: N802  (the parser's own name)
        """Return an address with all that is no sign of addresses encoded."""
        return url if _ORDINARY.fullmatch(url) else super().normalizeLink(url)
