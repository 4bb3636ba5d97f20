"""An assistant's program: the real client of the `mcp` package, with `smmgen mcp` behind a pipe."""

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from anyio.from_thread import BlockingPortal, start_blocking_portal
from mcp import Client, MCPError, StdioServerParameters, stdio_client

WATCHED = Path(__file__).with_name("watched.py")


class Said(NamedTuple):
    """What a tool answered: its data, the text that goes with it, and how many pictures."""

    data: Any
    text: str
    pictures: tuple[bytes, ...]
    is_refused: bool


class Assistant:
    """A program with one repository open."""

    def __init__(self, portal: BlockingPortal, client: Client, root: Path) -> None:
        self._portal, self._client, self.root = portal, client, root

    def ask(self, tool: str, **arguments: object) -> Said:
        """Call a tool."""
        found = self._portal.call(self._client.call_tool, tool, arguments)
        first, *images = found.content
        pictures = tuple(image.data.encode() for image in images)
        return Said(found.structured_content, first.text, pictures, found.is_error)

    def told(self, tool: str, **arguments: object) -> Any:
        """Return a tool's data; it must not refuse."""
        said = self.ask(tool, **arguments)
        assert not said.is_refused, said.text
        return said.data

    def refusal(self, tool: str, **arguments: object) -> str:
        """Return why a tool refuses; it must."""
        said = self.ask(tool, **arguments)
        assert said.is_refused, said.text
        return said.text

    def tools(self) -> dict[str, Any]:
        return {one.name: one for one in self._portal.call(self._client.list_tools).tools}

    def resources(self, cursor: str | None = None) -> Any:
        return self._portal.call(lambda: self._client.list_resources(cursor=cursor))

    def templates(self) -> list[str]:
        found = self._portal.call(self._client.list_resource_templates)
        return [one.uri_template for one in found.resource_templates]

    def read(self, uri: str) -> str:
        """Return a resource's text; a refusal is its sentence."""
        try:
            return self._portal.call(self._client.read_resource, uri).contents[0].text
        except MCPError as fault:
            return str(fault)

    def prompts(self) -> list[str]:
        return [one.name for one in self._portal.call(self._client.list_prompts).prompts]

    def prompt(self, name: str, **arguments: str) -> str:
        try:
            return self._portal.call(self._client.get_prompt, name, arguments).messages[0].content.text
        except MCPError as fault:
            return str(fault)


@contextmanager
def assistant(
    command: Sequence[str], errors: Path, root: Path, environment: Mapping[str, str] | None = None
) -> Iterator[Assistant]:
    """Open a repository as an assistant's program does, with a command that does as `smmgen`."""
    settings = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", **(environment or {})}
    program, *words = command
    server = StdioServerParameters(command=program, args=[*words, "-C", str(root), "mcp"], env=settings)
    with start_blocking_portal() as portal, errors.open("w") as said:
        client = Client(stdio_client(server, errlog=said))
        with portal.wrap_async_context_manager(client):
            yield Assistant(portal, client, root)


def watched(log: Path) -> list[str]:
    """Return what does as `smmgen`, from its very start, and notes in `log` what it touches."""
    return [sys.executable, str(WATCHED), str(log)]
