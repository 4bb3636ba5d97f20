"""What servers on this machine share: they listen to it alone, and answer to their own name only."""

import socket
from collections.abc import Collection
from ipaddress import ip_address

from starlette.datastructures import Headers
from starlette.types import Scope

HOST = "127.0.0.1"


def is_loopback(host: str) -> bool:
    """Tell whether a host is this machine and can be reached from no other."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def listen(port: int, host: str = HOST) -> socket.socket:
    """Take a port of this machine; 0 takes a free one. Raises `OSError` where it is taken."""
    # by its protocol's number asyncio knows that it must not wait for more before it sends: 40 ms a call
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
    except OSError:
        listening.close()
        raise
    return listening


def names(port: int, host: str = HOST) -> frozenset[str]:
    """Return what a browser may call a server on a port: its address, and localhost."""
    addresses = {f"[{host}]" if ":" in host else host, "localhost"}
    return frozenset(f"{one}:{port}" for one in addresses) | (addresses if port == 80 else set())


def foreign(scope: Scope, hosts: Collection[str]) -> str:
    """Return why a request may not come in, "" where it may: another name, or sent by another site."""
    given = Headers(scope=scope)
    origin = given.get("origin")
    if given.getlist("host") != [given.get("host")] or given.get("host") not in hosts:
        return "This server answers to its own name only.\n"
    if origin is not None and origin.removeprefix("http://") not in hosts:
        return "This server answers no other site.\n"
    return ""
