"""Look at an open page until something is there, as a reader would."""

import json
import time

from tests.build.browser import Browser

PANEL = "document.documentElement.lastElementChild.shadowRoot"
PATIENCE_SECONDS = 20
ANSWER_SECONDS = 5.0
"""A page that is loaded anew in the very moment that it is asked in may not answer, but the next does."""


def comes(browser: Browser, script: str) -> object:
    """Wait until a script says something true in the page, which may be loaded anew meanwhile."""
    ends = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < ends:
        try:
            if found := browser.run(script, ANSWER_SECONDS):
                return found
        except RuntimeError:
            continue
        time.sleep(0.005)
    raise AssertionError(f"never: {script}: {browser.run('document.body.innerText')[:400]}")


def says(browser: Browser, text: str) -> None:
    comes(browser, f"document.body.innerText.includes({json.dumps(text)})")


def overlay(browser: Browser) -> str:
    """Wait for what is told above the page."""
    panel = "root.querySelector('.panel')"
    return str(comes(browser, f"(root => !{panel}.hidden && {panel}.innerText)({PANEL})"))
