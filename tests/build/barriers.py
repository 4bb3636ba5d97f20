"""What bars somebody from a page: axe-core looks at it, at each kind of thing once."""

import json
from functools import cache
from typing import Any

import pytest

from tests.build.browser import Browser
from tests.servers import install

CONTRAST = ("color-contrast",)
"""What another colour scheme changes; all else is the same in both."""

_NEEDED = {"resultTypes": ["violations"], "selectors": False, "preload": {"assets": ["media"]}}
"""What is told below, and what rules go by: none but one that axe-core leaves out itself reads styles as they are written."""

_FAULTS = """axe.run(document, %s).then(found => found.violations.map(one =>
    `${one.id}: ${one.nodes.slice(0, 3).map(node => node.html.slice(0, 160) + ' — ' + (node.any[0] || node.all[0] || node.none[0] || {}).message).join('\\n    ')}`))"""

_FEWER = """(seen => {
    const kept = 'h1, :is(h2, h3, h4, h5, h6):not(li *), label, input, select, legend, main'
    const whole = 'h1, h2, h3, h4, h5, h6, label, legend, a, button, summary'
    const told = ['role', 'style', 'type', 'dir'], shapes = new Map(), found = []
    const hash = text => [...text].reduce((sum, letter) => Math.imul(sum, 31) + letter.charCodeAt() | 0, 0)
    const own = one => hash([one.localName, one.className, ...[...one.attributes].map(({ name, value }) =>
        name + '=' + (told.includes(name) ? value : !value)).sort()].join(' '))
    const shape = one => {
        const inside = [...one.childNodes].map(child =>
            child.nodeType === 1 ? shape(child) : child.nodeType === 3 && child.data.trim() !== '')
        shapes.set(one, hash([own(one), ...[...new Set(inside)].sort()].join()))
        return shapes.get(one)
    }
    const thin = (one, path) => [...one.children].forEach(child => {
        const key = hash(path + ' ' + shapes.get(child))
        if (seen.has(key) && !child.matches(kept) && !child.querySelector(kept)) { child.remove(); return }
        if (!seen.has(key)) { seen.add(key); found.push(key) }
        if (!child.matches(whole)) thin(child, path + ' ' + own(child))
    })
    shape(document.body)
    thin(document.body, '')
    return found
})(new Set(%s))"""
"""Take away what was seen at the same place before: of the same tags, classes and attributes, to its last child."""


@cache
def _axe() -> str:
    try:
        return install.axe()
    except install.Missing as missing:
        pytest.skip(str(missing))


def barriers(browser: Browser, rules: tuple[str, ...] = ()) -> Any:
    """Return what bars somebody from the open page, by these rules or by all."""
    if not browser.run("'axe' in window"):
        browser.run(_axe())
    only = {"runOnly": rules} if rules else {}
    return browser.run(_FAULTS % json.dumps({**_NEEDED, **only}))


def thin(browser: Browser, seen: set[int]) -> None:
    """Leave of what repeats on pages the first, as axe-core takes milliseconds for each; headings and fields stay."""
    seen.update(browser.run(_FEWER % sorted(seen)))
