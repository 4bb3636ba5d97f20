"""Look at where links lead: politely, without secrets, and never inside anybody's own network."""

import re
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from threading import Lock
from typing import Literal
from urllib.parse import unquote, urljoin, urlsplit

from msgspec import Struct

from smmgen.adapter import Broken, NotReached, Reply
from smmgen.http import Method, peek
from smmgen.online.address import Resolve, is_public, is_unknown, resolve
from smmgen.text.private_link import private_part

Outcome = Literal["good", "moved", "dead", "unsure", "nowhere", "unseen"]
"""`moved`: for good, and the new page is there. `dead`: the server says so. `unsure`: it gave no good answer.
`nowhere`: there is no such site. `unseen`: nobody asked, or was shown the page, for the reason told."""

Peek = Callable[[str, str, Method], Reply]

HOPS = 5
"""Redirects that are followed; browsers follow twenty, but a link in a post needs one or two."""
PAUSE_SECONDS = 1.0
"""Between two questions to one host."""
LANES = 8
MOST = 300
"""Links looked at in one run."""

_MOVED = frozenset({301, 302, 303, 307, 308})
_FOR_GOOD = frozenset({301, 308})
_GONE = frozenset({404, 410})
_ID = re.compile(r"""\b(?:id|name)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_FEW = 3
"""A page with fewer named places than this makes them in the browser, so that a missing one tells nothing."""


class Look(Struct, frozen=True, kw_only=True):
    """What was seen of a link: `why` in words, `target` where it moved to, and whether its `#place` lacks."""

    outcome: Outcome
    why: str = ""
    target: str = ""
    lacks_place: bool = False


class _Closed(Exception):  # noqa: N818
    """An address must not be called; the words say why."""


class Visitor:
    """Look at links, one question a host at a time.

    `allowed` says which addresses may be called, `ask` sends one request to one address. All are handed in
    for tests: a visitor that is made without them reaches the internet, and only that.
    """

    def __init__(
        self,
        find: Resolve = resolve,
        allowed: Callable[[str], bool] = is_public,
        ask: Peek = peek,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._find = find
        self._allowed = allowed
        self._ask = ask
        self._sleep = sleep
        self._clock = clock
        self._free: dict[str, float] = defaultdict(float)
        self._lock = Lock()

    def look(self, url: str) -> Look:
        """Follow a link to its end; raises nothing."""
        what, name = private_part(url)
        if what:
            return Look(outcome="unseen", why=f"has {what} in it ({name}), which is told to nobody")
        try:
            return self._followed(url)
        except _Closed as fault:
            return Look(outcome="unsure", why=str(fault))
        except OSError as fault:
            outcome: Outcome = "nowhere" if is_unknown(fault) else "unsure"
            return Look(outcome=outcome, why=f"names a site that cannot be found: {_host(url)}")
        except (NotReached, Broken) as fault:
            return Look(outcome="unsure", why=f"got no answer: {fault}")
        except ValueError:
            return Look(outcome="unseen", why="is no address")

    def _followed(self, url: str) -> Look:
        here, is_for_good, place = url, True, ""
        for hop in range(HOPS + 1):
            place = urlsplit(here).fragment or place  # a redirect without one keeps it
            reply = self._reply(here, with_text=bool(place))
            target = reply.headers.get("location", "")
            if reply.status not in _MOVED or not target:
                return _judged(url, here, reply, place, has_moved=bool(hop) and is_for_good)
            is_for_good = is_for_good and reply.status in _FOR_GOOD
            here = urljoin(here, target)
            if urlsplit(here).scheme not in ("http", "https"):
                return Look(outcome="good")  # into an app
            if "@" in urlsplit(here).netloc:
                raise _Closed("leads to an address with a password in it")
        return Look(outcome="dead", why="leads in circles")

    def _reply(self, url: str, *, with_text: bool) -> Reply:
        """Ask for the head; for the page where its text is needed, or where the head was refused."""
        if not with_text:
            reply = self._call(url, "HEAD")
            if reply.status < 400:
                return reply
        return self._call(url, "GET")

    def _call(self, url: str, method: Method) -> Reply:
        parts = urlsplit(url)
        host = parts.hostname or ""
        if not host:
            raise ValueError(url)
        addresses = self._find(host, parts.port or (443 if parts.scheme == "https" else 80))
        if not addresses or not all(map(self._allowed, addresses)):
            raise _Closed(f"leads to an address that is not everybody's: {host}")
        self._wait(host)
        return self._ask(url, addresses[0], method)

    def _wait(self, host: str) -> None:
        """Wait for the host's turn; whoever asks next waits for the one after."""
        with self._lock:
            now = self._clock()
            turn = max(now, self._free[host])
            self._free[host] = turn + PAUSE_SECONDS
        if turn > now:
            self._sleep(turn - now)


def _host(url: str) -> str:
    return urlsplit(url).hostname or ""


def _judged(url: str, here: str, reply: Reply, place: str, *, has_moved: bool) -> Look:
    if reply.status in _GONE:
        return Look(outcome="dead", why=f"leads to a page that is not there ({reply.status})")
    if reply.status >= 500:
        return Look(outcome="unsure", why=f"leads to a server that fails ({reply.status})")
    if reply.status >= 400:
        return Look(outcome="unseen", why=f"is not shown to programs ({reply.status})")
    lacks = _lacks_place(unquote(place), reply)
    if has_moved and _bare(here) != _bare(url):
        return Look(outcome="moved", target=_bare(here), lacks_place=lacks)
    return Look(outcome="good", lacks_place=lacks)


def _bare(url: str) -> str:
    return url.partition("#")[0]


def _lacks_place(place: str, reply: Reply) -> bool:
    """Tell whether a page that tells its places has none of this name."""
    is_page = "html" in reply.headers.get("content-type", "")
    if not place or not is_page or place.startswith(("!", "/", ":~:")) or place == "top":
        return False
    text = reply.body.decode("utf-8", "replace")
    if not reply.body or "</html" not in text.lower():
        return False  # not the whole page
    known = {next(filter(None, found.groups()), "") for found in _ID.finditer(text)}
    return len(known) >= _FEW and place not in known


def visit(urls: Iterable[str], visitor: Visitor) -> Mapping[str, Look]:
    """Look at links, those of one host one after another, several hosts at a time."""
    lanes: dict[str, list[str]] = defaultdict(list)
    for url in dict.fromkeys(urls):
        lanes[_host(url)].append(url)
    with ThreadPoolExecutor(LANES) as pool:
        seen = pool.map(lambda lane: [(url, visitor.look(url)) for url in lane], lanes.values())
        return {url: look for lane in seen for url, look in lane}
