"""From which address somebody asks: a header is believed only when a trusted proxy wrote it."""

from collections.abc import Sequence
from functools import lru_cache
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

Network = IPv4Network | IPv6Network

UNKNOWN = "0.0.0.0"  # noqa: S104  # a visitor behind a socket without an address


def visitor_address(request: HttpRequest) -> str:
    """The nearest hop that is none of our proxies.

    Each proxy appends whom it heard: read from the right, the first one that we do not run is the
    visitor. Whatever stands further left, the visitor may have written.
    """
    trusted = _networks(tuple(settings.CUSTOS_TRUSTED_PROXIES))
    nearest = _clean(request.META.get("REMOTE_ADDR", "")) or UNKNOWN
    hops = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    while hops and _within(nearest, trusted):
        further = _clean(hops.pop())
        if not further:
            break
        nearest = further
    return nearest


def is_within(address: str, networks: Sequence[str]) -> bool:
    """Whether the address lies in one of the networks, given as CIDR."""
    return _within(address, _networks(tuple(networks)))


def _clean(text: str) -> str:
    """One address in its short form, or nothing where it is none (also not with a port)."""
    try:
        address = ip_address(text.strip())
    except ValueError:
        return ""
    mapped = getattr(address, "ipv4_mapped", None)
    return str(mapped or address)


def _within(address: str, networks: tuple[Network, ...]) -> bool:
    found = ip_address(address)
    return any(found.version == network.version and found in network for network in networks)


@lru_cache(maxsize=1000)
def _networks(names: tuple[str, ...]) -> tuple[Network, ...]:
    return tuple(ip_network(name.strip(), strict=False) for name in names)
