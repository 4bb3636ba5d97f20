"""A manager before Decap CMS: a real browser, the real program, and a repository on this machine."""

import json
import subprocess
import time
from pathlib import Path
from typing import Any

from tests.build.browser import Browser
from tests.servers.running import PATIENCE


class Manager:
    """Somebody who writes posts on the page at `address`."""

    def __init__(self, browser: Browser, address: str) -> None:
        self._browser = browser
        self._address = address

    def _go(self, place: str) -> None:
        self._browser.events = []
        for url in ("about:blank", f"{self._address}{place}"):  # else only the place on the page changes
            self._browser.call("Page.navigate", url=url)

    def _until(self, script: str) -> Any:
        """Look at the page until a script says something true."""
        end = time.monotonic() + PATIENCE
        while not (said := self._browser.run(script)):
            if time.monotonic() > end:
                raise AssertionError(f"{script}: {self._browser.run('document.body.innerText')}")
            time.sleep(0.03)
        return said

    def _press(self, word: str) -> None:
        """Press a button by its word."""
        found = f"[...document.querySelectorAll('button,[role=button],[role=menuitem]')].find(x => x.innerText.trim() === {json.dumps(word)})"
        self._until(f"!!({found})")
        self._browser.run(f"{found}.click()")

    def sign_in(self) -> str:
        """Open the page, sign in to the local repository and return what is listed."""
        self._go("")
        self._press("Login")
        self._until("/Sort by/.test(document.body.innerText) && !/Loading/.test(document.body.innerText)")
        return str(self._browser.run("document.body.innerText"))

    def new_post(self) -> None:
        """Begin a post."""
        self._go("#/collections/posts/new")
        self._until("!!document.querySelector('[id^=title-field]')")

    def open_post(self, path: str, title: str) -> None:
        """Open a post by its path below the collection, without its ending."""
        self._go(f"#/collections/posts/entries/{path}")
        self._until(f"(document.querySelector('[id^=title-field]') || {{}}).value === {json.dumps(title)}")

    def write(self, key: str, text: str) -> None:
        """Write into a field."""
        place = "[contenteditable=true]" if key == "body" else f"[id^={key}-field]"
        self._browser.run(f"document.querySelector({json.dumps(place)}).focus()")
        self._browser.call("Input.insertText", text=text)

    def choose(self, key: str, word: str) -> None:
        """Choose a word of a list."""
        self._browser.run(
            f"document.querySelector('[id^={key}-field] input, input[id^={key}-field]').focus()"
        )
        self._browser.call("Input.insertText", text=word)
        self._until(
            f"[...document.querySelectorAll('[role=option]')].some(x => x.innerText === {json.dumps(word)})"
        )
        for kind in ("keyDown", "keyUp"):
            self._browser.call(
                "Input.dispatchKeyEvent", type=kind, key="Enter", code="Enter", windowsVirtualKeyCode=13
            )

    def set_time(self, key: str, moment: str) -> None:
        """Set a field of date and time, as its clock does."""
        self._browser.run(
            f"""(field => {{
              Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(field, '{moment}');
              field.dispatchEvent(new Event('input', {{bubbles: true}}));
              field.dispatchEvent(new Event('change', {{bubbles: true}}));
            }})(document.querySelector('[id^={key}-field]'))"""
        )

    def save(self, root: Path) -> Path:
        """Save to git, which the program calls publishing, and return the post that the commit changed."""
        head = root / ".git/refs/heads/main"
        before = head.read_bytes()
        self._press("Publish")
        self._press("Publish now")
        end = time.monotonic() + PATIENCE
        while head.read_bytes() == before:
            if time.monotonic() > end:
                raise AssertionError("nothing was saved")
            time.sleep(0.03)
        # git has the commit before the page knows, and a page with unsaved words asks whoever leaves it
        self._until("/changes saved/i.test(document.body.innerText)")
        names = _git(root, "show", "--name-only", "--format=", "HEAD").splitlines()
        return next(root / name for name in names if name.endswith(".md"))


def _git(root: Path, *arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=root, capture_output=True, text=True, check=True).stdout
