"""A headless Chromium over its debugging pipe: opens pages from disk and tells what they did."""

import base64
import json
import os
import select
import subprocess
import time
from pathlib import Path
from typing import Any

from tests.servers import install

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
    "--hide-scrollbars",
    "--remote-debugging-pipe",
    # What makes going back and the next site quick costs a tenth of each page, and nobody goes back here.
    "--disable-features=ProactivelySwapBrowsingInstance,RenderDocument,SpareRendererForSitePerProcess",
)

UNSEEN = ("--enable-begin-frame-control", "--run-all-compositor-stages-before-draw")
"""Nothing is drawn that nobody looks at, which was a quarter of all that a browser does."""

PATIENCE_SECONDS = 60.0
"""An answer may take so long; where a page is replaced while it is asked, there may be none at all."""

_PICTURES = """Promise.all([...document.images].map(one => {
    one.loading = 'eager'
    return one.complete || new Promise(done => ['load', 'error'].forEach(on => one.addEventListener(on, done)))
})).then(() => 1)"""

_CODES = {
    "Tab": 9,
    "Enter": 13,
    "Escape": 27,
    " ": 32,
    "ArrowLeft": 37,
    "ArrowUp": 38,
    "ArrowRight": 39,
    "ArrowDown": 40,
}


def chromium() -> str | None:
    """Return where Chromium is installed, or unpacked for the tests, if it is."""
    return next(filter(None, map(install.program, install.BROWSERS)), None)


def shown(browser: "Browser", *selectors: str) -> list[bool]:
    """Tell of each selector whether it can be seen anywhere on the page."""
    script = "[...document.querySelectorAll({})].some(found => found.checkVisibility())"
    return [bool(browser.run(script.format(json.dumps(one)))) for one in selectors]


def _since(loader: str, events: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the events of a page: those from when it came, and before that its own requests."""
    frames = [event.get("params", {}).get("frame", {}).get("loaderId") for event in events]
    come = frames.index(loader) if loader in frames else len(events)
    own = [event for event in events[:come] if event.get("params", {}).get("loaderId") == loader]
    return own + events[come:]


class Browser:
    """One browser with one page; `events` are what happened since the last page was opened.

    One that `draws` can be photographed. Any other page has its moments, in which it would be drawn, by `moment` alone.
    """

    def __init__(self, program: str, profile: Path, *, draws: bool = False) -> None:
        ours_read, theirs_write = os.pipe()
        theirs_read, ours_write = os.pipe()
        self._draws = draws or not program.endswith("headless-shell")  # no other leaves it to us
        flags = FLAGS if self._draws else FLAGS + UNSEEN
        command = f'exec "$@" 3<&{theirs_read} 4>&{theirs_write}'
        self._process = subprocess.Popen(
            ["bash", "-c", command, "-", program, *flags, f"--user-data-dir={profile}"],
            pass_fds=(theirs_read, theirs_write),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(theirs_read)
        os.close(theirs_write)
        self._in, self._out = os.fdopen(ours_write, "wb"), os.fdopen(ours_read, "rb")
        self._number, self._rest, self._session = 0, b"", ""
        self.events: list[dict[str, Any]] = []
        told = {"url": "about:blank", "enableBeginFrameControl": not self._draws}
        target = self.call("Target.createTarget", **told)["targetId"]
        self._session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.call(f"{domain}.enable")

    def call(self, method: str, *, patience: float = PATIENCE_SECONDS, **params: Any) -> dict[str, Any]:
        """Send a command and wait for its answer, so many seconds."""
        ends = time.monotonic() + patience
        number = self._send(method, params)
        while (answer := self._next(ends)).get("id") != number:
            self.events.append(answer)
        if "error" in answer:
            raise RuntimeError(f"{method}: {answer['error']}")
        return dict(answer["result"])

    def _send(self, method: str, params: dict[str, Any]) -> int:
        self._number += 1
        message = {"id": self._number, "method": method, "params": params}
        if self._session:
            message["sessionId"] = self._session
        self._in.write(json.dumps(message).encode() + b"\0")
        self._in.flush()
        return self._number

    def _next(self, ends: float) -> dict[str, Any]:
        while b"\0" not in self._rest:
            if not select.select([self._out], [], [], max(0.0, ends - time.monotonic()))[0]:
                raise RuntimeError("the browser does not answer")
            piece = os.read(self._out.fileno(), 1 << 20)
            if not piece:
                raise RuntimeError("the browser ended")
            self._rest += piece
        message, _, self._rest = self._rest.partition(b"\0")
        told = dict(json.loads(message))
        # a page that has unsaved words asks whoever leaves it, and nothing goes on before it is answered
        if told.get("method") == "Page.javascriptDialogOpening":
            self._send("Page.handleJavaScriptDialog", {"accept": True})
        return told

    def look(self, *, width: int = 1280, height: int = 900, scheme: str = "light", media: str = "") -> None:
        """Take a screen's size and the reader's colour scheme; `media` "print" shows the printed page."""
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=width < 600,
        )
        feature = {"name": "prefers-color-scheme", "value": scheme}
        self.call("Emulation.setEmulatedMedia", media=media, features=[feature])

    def open(self, path: Path) -> None:
        """Open a file and wait until it and its pictures are loaded."""
        self._go(path.resolve().as_uri())
        self.run(_PICTURES)
        self.moment()

    def visit(self, address: str) -> None:
        """Open an address and wait until it and its pictures are loaded."""
        self._go("about:blank")  # a server may still be asked for what the page before wanted
        self._go(address)
        self.run(_PICTURES)
        self.moment()

    def moment(self) -> None:
        """Have the page do what it does before it is drawn: take the focus, begin animations, tell of scrolling."""
        for _ in range(0 if self._draws else 2):  # what begins in one is told of in the next
            self.call("HeadlessExperimental.beginFrame", noDisplayUpdates=True)

    def _go(self, address: str) -> None:
        """Go to a page and wait until it is loaded; what still came of the page before it is forgotten."""
        self.events = []
        loader = self.call("Page.navigate", url=address)["loaderId"]
        ends = time.monotonic() + PATIENCE_SECONDS
        while not any(event.get("method") == "Page.loadEventFired" for event in _since(loader, self.events)):
            self.events.append(self._next(ends))
        self.events = _since(loader, self.events)

    def run(self, script: str, patience: float = PATIENCE_SECONDS) -> Any:
        """Return what a script says in the page; where a key has just led to another, in that one."""
        try:
            answer = self._evaluated(script, patience)
        except RuntimeError as fault:
            if "navigated" not in str(fault):
                raise
            answer = self._evaluated(script, patience)
        return answer["result"].get("value")

    def _evaluated(self, script: str, patience: float) -> dict[str, Any]:
        how = {"awaitPromise": True, "returnByValue": True}
        return self.call("Runtime.evaluate", patience=patience, expression=script, **how)

    def press(self, *keys: str) -> None:
        """Press keys one after the other: "Tab", "Enter", "ArrowRight", " " or a letter."""
        for key in keys:
            code = _CODES.get(key, 0)
            text = {"Enter": "\r"}.get(key, key if len(key) == 1 else "")
            for kind in ("keyDown", "keyUp"):
                self.call(
                    "Input.dispatchKeyEvent",
                    type=kind,
                    key=key,
                    windowsVirtualKeyCode=code,
                    **({"text": text} if text and kind == "keyDown" else {}),
                )

    def shot(self, path: Path, *, full: bool = True) -> None:
        """Write a picture of the page."""
        height = self.run("document.documentElement.scrollHeight") if full else 900
        width = self.run("innerWidth")
        clip = {"x": 0, "y": 0, "width": width, "height": height, "scale": 1}
        answer = self.call("Page.captureScreenshot", format="png", captureBeyondViewport=True, clip=clip)
        path.write_bytes(base64.b64decode(answer["data"]))

    def faults(self) -> list[str]:
        """Return console errors, uncaught exceptions, and requests that failed or went elsewhere than to files."""
        found = []
        for event in self.events:
            params = event.get("params", {})
            match event.get("method"):
                case "Log.entryAdded" if params["entry"]["level"] in ("error", "warning"):
                    found.append(f"console: {params['entry']['text']}")
                case "Page.javascriptDialogOpening":
                    found.append(f"dialog: {params['message']}")
                case "Runtime.exceptionThrown":
                    found.append(f"exception: {params['exceptionDetails']['text']}")
                case "Network.loadingFailed" if not params.get("canceled"):
                    found.append(f"failed: {params['errorText']}")
                case "Network.requestWillBeSent" if not params["request"]["url"].startswith(
                    ("file:", "data:")
                ):
                    found.append(f"elsewhere: {params['request']['url']}")
        return found

    def close(self) -> None:
        """End the browser."""
        self._in.close()
        self._process.terminate()
        self._process.wait(timeout=20)
        self._out.close()
