"""HTML of a message as plain text, for places of the same network that read no markup, such as comments."""

from html.parser import HTMLParser

from smmgen.markup.run import is_address


def spelled_out(html: str) -> str:
    """Return the words of a message's HTML; a link's address stands behind its words, in brackets."""
    parser = _Parser(convert_charrefs=True)
    parser.feed(html)
    parser.close()
    return "".join(parser.parts)


class _Parser(HTMLParser):
    def __init__(self, *, convert_charrefs: bool) -> None:
        super().__init__(convert_charrefs=convert_charrefs)
        self.parts: list[str] = []
        self._opened: list[tuple[str, int]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self._opened.append((dict(attrs).get("href") or "", len(self.parts)))

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self._opened:
            href, start = self._opened.pop()
            if not is_address("".join(self.parts[start:]), href):
                self.parts.append(f" ({href})")

    def handle_data(self, data: str) -> None:
        self.parts.append(data)
