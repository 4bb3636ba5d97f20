"""The HTTP client behind every session: one that takes no cookies."""

import httpx


class _NoCookies(httpx.Cookies):
    """Stay empty, whatever a server wants to be kept."""

    def extract_cookies(self, response: httpx.Response) -> None:
        """Keep nothing; to look for them takes a tenth of what a call costs here."""


_NONE = _NoCookies()


class Client(httpx.Client):
    """Send requests as `httpx.Client` does, and keep nothing of the answers.

    No network that is published to signs in by cookies; one that a server sets would only tie calls together
    that have nothing to do with each other.
    """

    @property
    def cookies(self) -> httpx.Cookies:
        """Return the jar, which is empty."""
        return _NONE

    @cookies.setter
    def cookies(self, cookies: object) -> None:
        """Refuse to hold any."""
        raise AttributeError("this client keeps no cookies")
