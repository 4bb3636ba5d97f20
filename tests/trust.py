"""Certificates that are read once for all tests: each new client of httpx would read all authorities of the web anew.

That takes 20 ms, more than most tests, and hardly a server here has a certificate. Our own clients share theirs.
"""

from functools import cache

from httpx._transports import default


def keep_certificates() -> None:
    """Let every client of this process take what the first one of its kind has read."""
    default.create_ssl_context = cache(default.create_ssl_context)
