"""The parsers of YAML and of Markdown, imported so that they compile few of their patterns."""

from smmgen.pattern import compiled_later

with compiled_later():
    import yaml
    from markdown_it import MarkdownIt

__all__ = ["MarkdownIt", "yaml"]
