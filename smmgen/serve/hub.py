"""Tell every open page how the site stands, over its WebSocket.

A WebSocket and no event stream: of those a browser opens six at most to one server, so that a seventh tab
would wait forever.
"""

import asyncio
import threading
from contextlib import suppress

from starlette.websockets import WebSocket, WebSocketDisconnect

from smmgen.serve.state import State

SHOW_SECONDS = 0.15
"""So long open pages are given to take what is new of them before other work goes on."""

MOST_WAITING = 50
"""A page that does not take what it is told is left; it comes back by itself."""


class Hub:
    """The pages that are open; `state` is what was told last."""

    def __init__(self, state: State) -> None:
        self.state = state
        self._loop: asyncio.AbstractEventLoop | None = None
        self._pages: dict[asyncio.Queue[str], str] = {}
        self._taken = threading.Event()

    def tell(self, state: State) -> None:
        """Tell all pages; it may be called in any thread."""
        self.state = state
        if self._loop:
            with suppress(RuntimeError):  # the server has just ended
                self._loop.call_soon_threadsafe(self._spread, state.text())

    def show(self, state: State) -> None:
        """Tell all pages, and wait a moment until one that was written and is open has asked for itself."""
        self._taken.clear()
        self.tell(state)
        if set(self._pages.copy().values()) & set(state.written or ()):
            self._taken.wait(SHOW_SECONDS)

    async def taken(self, page: str) -> None:
        """Note that somebody has a page of this state."""
        if page in (self.state.written or ()):
            self._taken.set()

    def _spread(self, text: str) -> None:
        for page in list(self._pages):
            if page.qsize() >= MOST_WAITING:
                self._pages.pop(page, None)
            else:
                page.put_nowait(text)

    async def talk(self, socket: WebSocket) -> None:
        """Talk to a page until it is closed."""
        self._loop = asyncio.get_running_loop()
        await socket.accept()
        page: asyncio.Queue[str] = asyncio.Queue()
        page.put_nowait(self.state.text())
        self._pages[page] = socket.query_params.get("page", "")
        sending = asyncio.ensure_future(self._send(socket, page))
        try:
            while (await socket.receive())["type"] != "websocket.disconnect":
                pass
        finally:
            self._pages.pop(page, None)
            sending.cancel()

    async def _send(self, socket: WebSocket, page: "asyncio.Queue[str]") -> None:
        with suppress(WebSocketDisconnect, RuntimeError):
            while page in self._pages or not page.empty():
                await socket.send_text(await page.get())
            await socket.close()
