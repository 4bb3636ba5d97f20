"""Make a page of the site one that follows the files: it is the same in the folder, and only served so."""

import re

_META = re.compile(
    rb"""<meta\s[^>]*http-equiv\s*=\s*["']?content-security-policy["']?[^>]*>\n?""", re.IGNORECASE
)
_HEAD = re.compile(rb"</head\s*>", re.IGNORECASE)

OWN = "/-/"
"""Where the server's own files lie; no file of a site has such a path."""

_ADDED = f"""\
<meta name="smmgen-build" content="%s">
<script src="{OWN}idiomorph.js" defer></script>
<script src="{OWN}live.js" defer></script>
"""

_OLD = '<meta name="smmgen-old" content="">\n'

_BARE = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="{own}bare.css">
</head>
<body>
<main>
<h1>{title}</h1>
<p>{text}</p>
</main>
</body>
</html>
"""


_EDIT = f"""\
<meta name="smmgen-token" content="%s">
<link rel="stylesheet" href="{OWN}edit.css">
<script src="{OWN}edit.js" defer></script>
"""


def live(page: bytes, build: str, *, is_old: bool = False, token: str = "") -> bytes:
    """Return a page with the scripts that keep it up to date; the server tells its content policy itself.

    `is_old`: its post cannot be read any more, this is what it was. With a `token` it can be edited.
    """
    added = (_ADDED % build + (_OLD if is_old else "") + (_EDIT % token if token else "")).encode()
    bare = _META.sub(b"", page)
    head = _HEAD.search(bare)
    return bare[: head.start()] + added + bare[head.start() :] if head else added + bare


def missing(*, is_empty: bool) -> bytes:
    """Return the page for an address that has none; `is_empty`: there is no page at all."""
    if is_empty:
        title = "Nothing is built yet"
        text = "The pages come up here as soon as <code>smmgen.yaml</code> can be used."
    else:
        title = "There is no such page"
        text = 'The post was deleted, renamed, or cannot be read. <a href="/">Go to the calendar</a>'
    return _BARE.format(title=title, text=text, own=OWN).encode()
