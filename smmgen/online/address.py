"""Find the address behind a site's name, and tell whether it may be called."""

import socket
from collections.abc import Callable
from ipaddress import IPv6Address, IPv6Network, ip_address

Resolve = Callable[[str, int], tuple[str, ...]]
"""Return the addresses of a host, for a port; raises `OSError` where it has none."""

_TRANSLATED = (IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"))
"""Where a translator hides an IPv4 address, that of a private network too. Source: RFC 6052, RFC 8215."""


def resolve(host: str, port: int) -> tuple[str, ...]:
    """Ask the system for the addresses of a host; raises `OSError` where it has none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(address[0]) for *_, address in found))


_UNKNOWN = (socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME))


def is_unknown(fault: OSError) -> bool:
    """Tell whether there is no such host, as far as anybody knows; else nobody could be asked."""
    return isinstance(fault, socket.gaierror) and fault.errno in (
        socket.EAI_NONAME,
        getattr(socket, "EAI_NODATA", -5),
    )


def is_public(address: str) -> bool:
    """Tell whether everybody reaches the same machine there: no loopback, no private network, no disguise.

    Source: IANA, special-purpose address registries; RFC 4291, 3056, 4380, 6052; read 2026-11.
    """
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, IPv6Address):
        is_disguised = found.ipv4_mapped or found.sixtofour or found.teredo
        if is_disguised or any(found in net for net in _TRANSLATED):
            return False
    return found.is_global and not found.is_multicast
