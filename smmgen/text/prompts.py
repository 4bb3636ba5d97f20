"""Prompts of a skeleton, such as <<? Attention: a question>>, that an author is to write over."""

from smmgen.pattern import pattern

PROMPT = pattern(r"<<\?[^<>\n]+>>")
