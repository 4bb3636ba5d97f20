"""Prompts of a skeleton, such as <<? Attention: a question>>, that an author is to write over."""

import re

PROMPT = re.compile(r"<<\?[^<>\n]+>>")
