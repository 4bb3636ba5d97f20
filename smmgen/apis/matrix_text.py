"""A message's HTML as Matrix has it, and back.

Source: Matrix specification 1.18, m.room.message msgtypes; read 2026-11.
"""

import re
from html import unescape
from urllib.parse import unquote

from smmgen.pattern import pattern

_FRAME = r"</?(?:blockquote|pre)>"
_PEOPLE = pattern(r'href="https://matrix\.to/#/((?:@|%40)[^"?]+)')


def formatted(html: str) -> str:
    """Return HTML whose line ends are tags; frames bring their own space."""
    parts = re.split(r"(<pre>.*?</pre>)", html, flags=re.DOTALL)
    made = "".join(one if one.startswith("<pre>") else one.replace("\n", "<br>") for one in parts)
    made = made.replace("<s>", "<del>").replace("</s>", "</del>")
    made = re.sub(r"(?:<br>)+(?=<(?:blockquote|pre)>)", "", made)
    return re.sub(r"(</(?:blockquote|pre)>)(?:<br>)+", r"\1", made)


def shown(formatted: str) -> str:
    """Return the words of HTML that `formatted` made."""
    spaced = re.sub(rf"<br>|{_FRAME}", "\n", formatted)
    return unescape(re.sub(r"<[^>]*>", "", spaced)).strip()


def people(html: str) -> list[str]:
    """Return whom a text's links name, by their addresses on Matrix, such as @anna:northwind.example."""
    return list(dict.fromkeys(unquote(unescape(found)) for found in _PEOPLE.findall(html)))
